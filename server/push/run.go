package push

import (
	"context"
	"errors"
	"math"
	"sync"
	"time"

	"github.com/samsyn/samsyn/server/store"
)

const (
	lookEvery = time.Second      // how late what is due may be found
	askEvery  = 30 * time.Second // how late that of a node which died
)

// Run rings until ctx ends, and returns when what was begun has ended.
func (r *Ringer) Run(ctx context.Context) error {
	if !r.IsOn() {
		return nil
	}
	var sending sync.WaitGroup
	defer sending.Wait()
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	asked := time.Now()
	for {
		for _, tenant := range r.o.Tenants() {
			if err := r.ringDue(ctx, tenant, &sending); err != nil && ctx.Err() == nil {
				r.o.Log.Error("look for what is to be rung", "cause", err)
			}
		}
		select {
		case <-ctx.Done():
			return nil
		case <-r.kick:
		case <-tick.C:
			if time.Since(asked) >= askEvery {
				asked = time.Now()
				r.mu.Lock()
				clear(r.next)
				r.mu.Unlock()
			}
		}
	}
}

// ringDue begins to ring what is due in a tenant. It waits for somebody who is free, and not for who is sent to.
func (r *Ringer) ringDue(ctx context.Context, tenant string, sending *sync.WaitGroup) error {
	if r.isEarly(tenant) {
		return nil
	}
	for {
		n := r.take(ctx)
		if n == 0 {
			return nil // the server stops
		}
		if !r.begin(tenant, n) {
			r.give(n)
			return nil // whoever holds it looks again
		}
		bells, err := r.Claim(ctx, tenant, n)
		r.end(tenant, n-len(bells))
		r.give(n - len(bells))
		for _, b := range bells {
			sending.Go(func() {
				defer r.give(1)
				defer r.end(tenant, 1)
				if err := r.ring(ctx, tenant, b); err != nil {
					r.o.Log.Error("settle what was rung", "cause", err)
				}
			})
		}
		if err != nil || len(bells) == 0 {
			return errors.Join(err, r.plan(ctx, tenant, err == nil))
		}
	}
}

// ring sends and settles. A server that stops settles still: else others would wait for the lease to end.
func (r *Ringer) ring(ctx context.Context, tenant string, b store.Bell) error {
	done := r.Send(ctx, tenant, b)
	return r.Settle(context.WithoutCancel(ctx), tenant, b, done)
}

// isEarly reports whether nothing of a tenant is due yet. If something is, what comes from here on is looked at again.
func (r *Ringer) isEarly(tenant string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.next[tenant] > r.o.Now(tenant) {
		return true
	}
	r.next[tenant] = math.MaxInt64
	return false
}

// plan notes when to look at a tenant again.
func (r *Ringer) plan(ctx context.Context, tenant string, ok bool) error {
	next, err := int64(0), error(nil)
	if ok {
		next, err = r.o.Store.NextRing(ctx, tenant)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	switch {
	case !ok || err != nil:
		delete(r.next, tenant)
	case next != 0:
		r.next[tenant] = min(r.next[tenant], next)
	}
	return err
}

// gatherFor is how long a claim waits for a few more who are free, when nearly nobody is: to claim one by one costs more than
// to send.
const gatherFor = 20 * time.Millisecond

// take waits until a message may begin, and gives how many may, up to all; 0 when ctx ended.
func (r *Ringer) take(ctx context.Context) (n int) {
	select {
	case <-ctx.Done():
		return 0
	case r.free <- struct{}{}:
	}
	if n = 1 + r.takeMore(cap(r.free)-1); n >= cap(r.free)/4 {
		return n
	}
	t := time.NewTimer(gatherFor)
	defer t.Stop()
	select {
	case <-ctx.Done():
	case <-t.C:
	}
	return n + r.takeMore(cap(r.free)-n)
}

// takeMore takes up to so many that are free now.
func (r *Ringer) takeMore(most int) (n int) {
	for ; n < most; n++ {
		select {
		case r.free <- struct{}{}:
		default:
			return n
		}
	}
	return n
}

func (r *Ringer) give(n int) {
	for range n {
		<-r.free
	}
}

// All rings all that is due in a tenant now, one after the other, and returns when it is told. For a clock that is set, and
// whoever holds the tenant.
func (r *Ringer) All(ctx context.Context, tenant string) error {
	for r.IsOn() {
		bells, err := r.Claim(ctx, tenant, cap(r.free))
		if err != nil || len(bells) == 0 {
			return err
		}
		for _, b := range bells {
			if err := r.ring(ctx, tenant, b); err != nil {
				return err
			}
		}
	}
	return nil
}
