package flow

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"sync"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

func effectStamp(scope document.Scope, seq uint64) hlc.Stamp {
	return hlc.New(int64(seq), 0, effectReplica(scope)) // a stamp of the source's log, not of any clock
}

// effectReplica names the source scope as a replica: its effects are one chain.
func effectReplica(scope document.Scope) string { return "fx" + hashID(string(scope)) }

// settle submits a commit's effects and notices, and closes it when all are answered. It is closed at once when it has none.
func (f *Flow) settle(ctx context.Context, key store.Key, c *document.Commit) error {
	name := commitName{key, c.Seq}
	notices, err := f.notices(ctx, key, c)
	if err != nil {
		f.pending.drop(name)
		return fmt.Errorf("tell of %s %d: %w", key.Scope.Masked(), c.Seq, err)
	}
	finish := func(err error) {
		if err == nil {
			err = f.o.Store.Close(ctx, key, c.Seq)
		}
		if err != nil {
			f.o.Log.Error("close commit", "scope", key.Scope.Masked(), "seq", c.Seq, "cause", err)
		}
		f.pending.drop(name)
	}
	if len(c.Effects)+len(notices) == 0 {
		finish(nil)
		return nil
	}
	var mu sync.Mutex
	open, failed := len(c.Effects)+len(notices), error(nil)
	answered := func(err error) {
		mu.Lock()
		open--
		failed = errors.Join(failed, err)
		last := open == 0
		mu.Unlock()
		if last {
			finish(failed)
		}
	}
	for _, e := range c.Effects {
		f.enqueue(f.effect(key, e, answered))
	}
	for _, p := range notices {
		p.done = func(err error) { answered(cmp.Or(err, f.ring(key.Tenant, p, err))) }
		f.enqueue(p)
	}
	return nil
}

// effect is the part that submits one. A refusal returns to the cause, which hears of it before the effect is answered.
func (f *Flow) effect(key store.Key, e document.Edit, answered func(error)) *part {
	p, it := owedPart(key, e)
	it.effect = true
	p.done = func(err error) {
		if err == nil && !it.isAnswered() {
			f.o.Log.Error("effect refused", "scope", e.Scope.Masked(), "edit", e.ID, "code", it.code, "field", it.field)
			if back := f.sendBack(key, it); back != nil {
				back.done = answered
				f.enqueue(back)
				return
			}
		}
		answered(err)
	}
	return p
}

// owedPart is an edit by the server that a commit owes another scope.
func owedPart(key store.Key, e document.Edit) (*part, *item) {
	author := Author{Actor: access.Actor{Tenant: key.Tenant, Kind: access.Server, ID: serverReplica}, Replica: effectReplica(key.Scope)}
	it := &item{Incoming: Incoming{Edit: e}, digest: e.Digest()}
	return &part{key: store.Key{Tenant: key.Tenant, Scope: e.Scope}, author: author, items: []*item{it}}, it
}

// Sweep goes on with the commits that a crash or a failing store left open: of every tenant, at start and now and then.
// It skips what this process is following up right now. A commit that cannot be followed up does not hold up the others; the
// error names them all.
func (f *Flow) Sweep(ctx context.Context) error {
	var failed error
	for c, err := range f.o.Store.Open(ctx, store.Key{}) {
		if err != nil {
			return errors.Join(failed, err)
		}
		key := store.Key{Tenant: c.Tenant, Scope: c.Scope}
		name := commitName{key, c.Seq}
		if _, served := f.o.Tenant(c.Tenant); !served || f.pending.has(name) {
			continue
		}
		f.pending.add(name)
		if err := f.o.Store.Finish(ctx, c); err != nil {
			f.pending.drop(name)
			failed = errors.Join(failed, err)
			continue
		}
		f.o.Publish(key, c) // whoever appended it may have died before telling; those who know it skip it
		failed = errors.Join(failed, f.settle(ctx, key, c))
	}
	return failed
}
