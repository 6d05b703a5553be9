package suite

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"sync"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// ErrFault is what an injected fault gives, if it names nothing else.
var ErrFault = errors.New("injected fault")

var errDead = fmt.Errorf("%w: the process is dead", ErrFault)

// Fault makes one call fail, before it has an effect or after.
type Fault struct {
	Call  string // the method's name, such as "Append"; "" is any
	N     int    // the n-th such call, from 1
	After bool   // the effect happened, and the caller is told it did not; a sequence gives all its values first
	Err   error  // nil: ErrFault. store.ErrTaken with After is a store that cannot tell
	Dies  bool   // the process ends there: no later call has an effect either
}

// String says what the fault does, for a failing test's output.
func (f Fault) String() string {
	when, call, err := "before", f.Call, f.Err
	if f.After {
		when = "after"
	}
	if call == "" {
		call = "call"
	}
	if err == nil {
		err = ErrFault
	}
	if f.Dies {
		return fmt.Sprintf("dies at %s %d, %s its effect", call, f.N, when)
	}
	return fmt.Sprintf("%s %d fails %s its effect: %v", call, f.N, when, err)
}

// Faulty is a store whose calls fail as told. It has no chance and no goroutine in it: the same calls fail the same way.
type Faulty struct {
	store.Store

	mu     sync.Mutex
	faults []Fault        // guarded by mu
	calls  map[string]int // guarded by mu; under "" all of them
	struck []Fault        // guarded by mu
	dead   bool           // guarded by mu
}

// NewFaulty wraps a store. Counting begins now.
func NewFaulty(s store.Store, faults ...Fault) *Faulty {
	return &Faulty{Store: s, faults: faults, calls: map[string]int{}}
}

// Calls is how many calls there were of a method, or of all for "": run once without faults, then fail each in turn.
func (f *Faulty) Calls(call string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.calls[call]
}

// Struck gives the faults that have happened.
func (f *Faulty) Struck() []Fault {
	f.mu.Lock()
	defer f.mu.Unlock()
	return append([]Fault(nil), f.struck...)
}

// Die lets no later call have an effect: the process that had the store is no more.
func (f *Faulty) Die() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.dead = true
}

// IsDead reports whether the process died.
func (f *Faulty) IsDead() bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.dead
}

// String lists the faults that wait or have happened.
func (f *Faulty) String() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	texts := make([]string, len(f.faults))
	for i, fault := range f.faults {
		texts[i] = fault.String()
	}
	return "faulty store: " + strings.Join(texts, "; ")
}

// called counts the call and gives its errors; at most one is not nil.
func (f *Faulty) called(call string) (before, after error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls[call]++
	f.calls[""]++
	if f.dead {
		return errDead, nil
	}
	for _, fault := range f.faults {
		if fault.Call != "" && fault.Call != call || f.calls[fault.Call] != fault.N {
			continue
		}
		f.struck = append(f.struck, fault)
		f.dead = fault.Dies
		err := fault.Err
		if err == nil {
			err = fmt.Errorf("%w: %s", ErrFault, call)
		}
		if fault.After {
			return nil, err
		}
		return err, nil
	}
	return nil, nil
}

func faultyCall[V any](f *Faulty, call string, do func() (V, error)) (V, error) {
	var zero V
	before, after := f.called(call)
	if before != nil {
		return zero, before
	}
	v, err := do()
	if after != nil && err == nil {
		return zero, after
	}
	return v, err
}

func faultySequence[V any](f *Faulty, call string, seq iter.Seq2[V, error]) iter.Seq2[V, error] {
	return func(yield func(V, error) bool) {
		var zero V
		before, after := f.called(call)
		if before != nil {
			yield(zero, before)
			return
		}
		for v, err := range seq {
			if !yield(v, err) || err != nil {
				return
			}
		}
		if after != nil {
			yield(zero, after)
		}
	}
}

// Head implements store.Log.
func (f *Faulty) Head(ctx context.Context, key store.Key) (document.Head, error) {
	return faultyCall(f, "Head", func() (document.Head, error) { return f.Store.Head(ctx, key) })
}

// Append implements store.Log.
func (f *Faulty) Append(ctx context.Context, c *document.Commit) error {
	_, err := faultyCall(f, "Append", func() (struct{}, error) { return struct{}{}, f.Store.Append(ctx, c) })
	return err
}

// Commits implements store.Log.
func (f *Faulty) Commits(ctx context.Context, key store.Key, from, to uint64) iter.Seq2[*document.Commit, error] {
	return faultySequence(f, "Commits", f.Store.Commits(ctx, key, from, to))
}

// Known implements store.Log.
func (f *Faulty) Known(ctx context.Context, tenant string, edits []string) (map[string]store.Known, error) {
	return faultyCall(f, "Known", func() (map[string]store.Known, error) { return f.Store.Known(ctx, tenant, edits) })
}

// Scopes implements store.Log.
func (f *Faulty) Scopes(ctx context.Context, tenant string) iter.Seq2[document.Scope, error] {
	return faultySequence(f, "Scopes", f.Store.Scopes(ctx, tenant))
}

// Documents implements store.Documents.
func (f *Faulty) Documents(ctx context.Context, key store.Key, ids []string) (map[string]store.Stored, error) {
	return faultyCall(f, "Documents", func() (map[string]store.Stored, error) { return f.Store.Documents(ctx, key, ids) })
}

// Since implements store.Documents.
func (f *Faulty) Since(ctx context.Context, key store.Key, from uint64) iter.Seq2[store.Stored, error] {
	return faultySequence(f, "Since", f.Store.Since(ctx, key, from))
}

// Finish implements store.Documents.
func (f *Faulty) Finish(ctx context.Context, c *document.Commit) error {
	_, err := faultyCall(f, "Finish", func() (struct{}, error) { return struct{}{}, f.Store.Finish(ctx, c) })
	return err
}

// Close implements store.Documents.
func (f *Faulty) Close(ctx context.Context, key store.Key, seq uint64) error {
	_, err := faultyCall(f, "Close", func() (struct{}, error) { return struct{}{}, f.Store.Close(ctx, key, seq) })
	return err
}

// Open implements store.Documents.
func (f *Faulty) Open(ctx context.Context, key store.Key) iter.Seq2[*document.Commit, error] {
	return faultySequence(f, "Open", f.Store.Open(ctx, key))
}

// Due implements store.Deadlines.
func (f *Faulty) Due(ctx context.Context, tenant string, until int64) iter.Seq2[store.Due, error] {
	return faultySequence(f, "Due", f.Store.Due(ctx, tenant, until))
}

// Fired implements store.Deadlines.
func (f *Faulty) Fired(ctx context.Context, d store.Due) error {
	_, err := faultyCall(f, "Fired", func() (struct{}, error) { return struct{}{}, f.Store.Fired(ctx, d) })
	return err
}
