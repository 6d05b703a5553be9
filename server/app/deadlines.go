package app

import (
	"context"
	"errors"
	"math"
	"sync"
	"time"

	"github.com/samsyn/samsyn/sync/document"
)

const (
	fireEvery = time.Second      // how late a deadline may be fired
	askEvery  = 30 * time.Second // how late one may be found that another node wrote
)

// timer fires the deadlines of all tenants: at start, when the next is due, and at once when a commit brings one whose time
// has come or a demo's clock was set.
type timer struct {
	fire func(ctx context.Context, tenant string) (next int64, err error) // flow.FireAll
	now  func(tenant string) int64
	kick chan struct{} // holds one: look now

	mu   sync.Mutex
	next map[string]int64 // by the tenant's clock, when to look at it again; missing: now. guarded by mu
}

func newTimer(fire func(context.Context, string) (int64, error), now func(string) int64) *timer {
	return &timer{fire: fire, now: now, kick: make(chan struct{}, 1), next: map[string]int64{}}
}

// brought hears of a commit's deadlines.
func (t *timer) brought(tenant string, list []document.Deadline) {
	if len(list) == 0 {
		return
	}
	first := list[0].Due
	for _, d := range list {
		first = min(first, d.Due)
	}
	t.mu.Lock()
	if next, known := t.next[tenant]; known {
		t.next[tenant] = min(next, first)
	}
	t.mu.Unlock()
	if first <= t.now(tenant) {
		select {
		case t.kick <- struct{}{}:
		default: // it will look anyway
		}
	}
}

// look fires what is due in the tenants, and reports those that failed: they are looked at again the next time.
func (t *timer) look(ctx context.Context, tenants []string) error {
	var failed error
	for _, tenant := range tenants {
		t.mu.Lock()
		early := t.next[tenant] > t.now(tenant)
		t.mu.Unlock()
		if !early {
			failed = errors.Join(failed, t.at(ctx, tenant))
		}
	}
	return failed
}

// at fires what is due in a tenant now, whenever the next was thought to be, and returns when it is done.
func (t *timer) at(ctx context.Context, tenant string) error {
	t.mu.Lock()
	t.next[tenant] = math.MaxInt64 // what a commit brings from here on makes it earlier
	t.mu.Unlock()
	next, err := t.fire(ctx, tenant)
	t.mu.Lock()
	defer t.mu.Unlock()
	switch {
	case err != nil:
		delete(t.next, tenant)
	case next != 0:
		t.next[tenant] = min(t.next[tenant], next)
	}
	return err
}

// forget makes the timer look at every tenant again.
func (t *timer) forget() {
	t.mu.Lock()
	defer t.mu.Unlock()
	clear(t.next)
}

// fireDeadlines is the timer's loop.
func (a *App) fireDeadlines(ctx context.Context) error {
	tick := time.NewTicker(fireEvery)
	defer tick.Stop()
	asked := time.Now()
	for {
		if err := a.timer.look(ctx, a.tenants.ids()); err != nil && ctx.Err() == nil {
			a.log.Error("fire deadlines", "cause", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-a.timer.kick:
		case <-tick.C:
			if time.Since(asked) >= askEvery {
				asked = time.Now()
				a.timer.forget()
			}
		}
	}
}

// tenantNow is a tenant's clock; the real time for one that is not served.
func (a *App) tenantNow(id string) int64 {
	if t, ok := a.tenants.find(id); ok {
		return t.Now()
	}
	return time.Now().UnixMilli()
}
