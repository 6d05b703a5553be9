package node

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// directory is how fresh a tenant's directory is.
type directory struct {
	head   asked        // the end of its log, in the store's memory
	acted  asked        // the sessions act on it
	turned atomic.Int64 // when acted was last asked with success, nanoseconds since the node began, plus 1; 0 for never
}

// asked is a question that many share: of those who wait while it is asked one asks again, and all of them get that answer.
type asked struct {
	mu  sync.Mutex
	at  time.Time // when it was last asked; guarded by mu
	err error     // what came of it; guarded by mu
}

// since gives an answer to a question that was asked at that time or later; a failure only if it was asked after the caller
// came.
func (a *asked) since(at time.Time, now func() time.Time, ask func(at time.Time) error) error {
	came := now()
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.at.Before(at) || a.err != nil && a.at.Before(came) {
		a.at = now()
		a.err = ask(a.at)
	}
	return a.err
}

func (n *Node) directory(tenant string) *directory {
	n.mu.RLock()
	d := n.tenants[tenant]
	n.mu.RUnlock()
	if d != nil {
		return d
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	if d = n.tenants[tenant]; d == nil {
		d = &directory{}
		n.tenants[tenant] = d
	}
	return d
}

// Fresh makes sure that the store knows the end of a tenant's directory as it was within the last second or, with now, after
// the call began. It is flow.Options.Fresh.
func (n *Node) Fresh(ctx context.Context, tenant string, now bool) error {
	since := n.o.Now()
	if !now {
		since = since.Add(-DeliverFor)
	}
	return n.fresh(ctx, tenant, n.directory(tenant), since)
}

func (n *Node) fresh(ctx context.Context, tenant string, d *directory, since time.Time) error {
	return d.head.since(since, n.o.Now, func(time.Time) error {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), confirmWithin) // others wait for the answer, too
		defer cancel()
		_, err := n.o.Store.Latest(ctx, store.Key{Tenant: tenant, Scope: document.Directory})
		return err
	})
}

// Confirm makes sure that the sessions act on the directory as it was after the call began: then what is theirs may be
// delivered for a second. The caller holds nothing that Turn takes.
func (n *Node) Confirm(ctx context.Context, tenant string) error {
	d := n.directory(tenant)
	return d.acted.since(n.o.Now(), n.o.Now, func(at time.Time) error {
		if err := n.fresh(ctx, tenant, d, at); err != nil {
			return err
		}
		n.o.Turn(context.WithoutCancel(ctx), tenant)
		if before := d.turned.Swap(int64(at.Sub(n.began)) + 1); !n.counts(before) { // who found the gate shut before this waits
			n.o.Kick(tenant)
		}
		return nil
	})
}

// counts reports whether a time is within the last second.
func (n *Node) counts(at int64) bool {
	return at != 0 && n.o.Now().Sub(n.began)-time.Duration(at) <= DeliverFor
}

// MayDeliver reports whether the sessions act on the tenant's directory as it was within the last second.
func (n *Node) MayDeliver(tenant string) bool {
	n.mu.RLock()
	d := n.tenants[tenant]
	n.mu.RUnlock()
	if d == nil {
		return false
	}
	return n.counts(d.turned.Load())
}

// confirmAll asks again and again, one tenant after another.
func (n *Node) confirmAll(ctx context.Context) {
	for {
		began := time.Now()
		for _, tenant := range n.o.Tenants() {
			if err := n.Confirm(ctx, tenant); err != nil && ctx.Err() == nil {
				n.o.Log.Error("confirm the directory; nothing is delivered meanwhile", "cause", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause(began, ConfirmEvery)):
		}
	}
}
