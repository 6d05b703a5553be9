package mongo_test

import (
	"errors"
	"fmt"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/badnet"
	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/document"
)

// bad opens a store behind a line of its own.
func bad(t *testing.T, uri, database string) (*mongo.Store, *badnet.Line) {
	t.Helper()
	at, err := url.Parse(uri)
	if err != nil {
		t.Fatal(err)
	}
	line := badnet.Start(t, "tcp", at.Host)
	return openOn(t, uri, database, func(o *mongo.Options) { o.Dialer, o.OpTimeout = line, 500*time.Millisecond }), line
}

// nodeWriter writes edits one after the other as a node's flow does: it asks whether the edit is known, appends it under the next
// number, and after any error asks again.
type nodeWriter struct {
	s       store.Store
	key     store.Key
	name    string
	written int
	acked   []string // their Append said yes
	errs    int
}

func (w *nodeWriter) write(t *testing.T) {
	edit := fmt.Sprintf("%s-%d", w.name, w.written)
	for until := time.Now().Add(time.Minute); time.Now().Before(until); {
		err := w.attempt(t, edit)
		if err == nil {
			w.written++
			return
		}
		if !errors.Is(err, store.ErrTaken) {
			w.errs++
		}
	}
	t.Errorf("%s was not written within a minute", edit)
}

func (w *nodeWriter) attempt(t *testing.T, edit string) error {
	known, err := w.s.Known(t.Context(), w.key.Tenant, []string{edit})
	if err != nil || len(known) > 0 {
		return err
	}
	head, err := w.s.Head(t.Context(), w.key)
	if err != nil {
		return err
	}
	c := &document.Commit{Tenant: w.key.Tenant}
	c.Scope, c.Seq, c.Epoch = w.key.Scope, head.Seq+1, "first"
	c.Edits = []document.Entry{{Digest: "d", Verdict: document.Verdict{Edit: edit, Scope: w.key.Scope, Seq: c.Seq}}}
	if err := w.s.Append(t.Context(), c); err != nil {
		return err
	}
	w.acked = append(w.acked, edit)
	return nil
}

// Two nodes write one scope while their networks to MongoDB fail in every way there is. What a node was told is committed is in
// the log, nothing is there twice, and the chain is whole.
func TestStore_OnABadNetworkLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	uri, database := mongotest.Start(t)
	keys := []store.Key{{Tenant: "ekby", Scope: "citizen/c1/health/ekby"}, {Tenant: "ekby", Scope: "citizen/c2/health/ekby"}, {Tenant: "ekby", Scope: "citizen/c3/health/ekby"}}
	var writers []*nodeWriter
	var lines []*badnet.Line
	for node := range 2 {
		s, line := bad(t, uri, database)
		lines = append(lines, line)
		for i, key := range keys {
			writers = append(writers, &nodeWriter{s: s, key: key, name: fmt.Sprintf("n%d-w%d", node, i)})
		}
	}
	stop := make(chan struct{})
	var group sync.WaitGroup
	for _, w := range writers {
		group.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
					w.write(t)
				}
			}
		})
	}
	for i, fault := range badnet.Faults {
		for _, line := range lines[:1+i%2] { // of one node, of both
			line.Fail(fault)
		}
		<-time.After(700 * time.Millisecond) // the fault lasts longer than a command may
		for _, line := range lines {
			line.Heal()
		}
		<-time.After(100 * time.Millisecond)
	}
	close(stop)
	group.Wait()
	for _, w := range writers { // whose last answer of many was lost in the last fault is told now
		for until := time.Now().Add(time.Minute); len(w.acked) == 0 && time.Now().Before(until); {
			w.write(t)
		}
	}
	times := map[string]int{}
	healthy := openOn(t, uri, database)
	for _, key := range keys {
		for _, c := range suite.CheckLog(t, healthy, key) {
			for _, e := range c.Edits {
				times[e.Verdict.Edit]++
			}
		}
	}
	errs := 0
	for _, w := range writers {
		errs += w.errs
		for i := range w.written {
			if edit := fmt.Sprintf("%s-%d", w.name, i); times[edit] != 1 {
				t.Errorf("%s is in the log %d times", edit, times[edit])
			}
			delete(times, fmt.Sprintf("%s-%d", w.name, i))
		}
		if len(w.acked) == 0 {
			t.Errorf("%s was never told that anything is committed", w.name)
		}
	}
	if len(times) > 0 {
		t.Errorf("nobody wrote %v", times)
	}
	if errs == 0 {
		t.Error("no network failed")
	}
}
