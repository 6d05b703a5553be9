package flow

import (
	"context"
	"errors"
	"math"
	"sync"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

const (
	maxFiring = 1000 // deadlines that one Fire takes on; the next one takes the others
	maxRounds = 100  // of a FireAll: rules that bring deadlines which are due at once do not hold it for ever
)

// Fire hands what is due by the tenant's clock to the lanes of its scopes, in order of time. It returns when the next one is
// due, 0 for never, of those it did not take on: call it again then, and when a commit brings an earlier one. Firing again,
// here or on another node, before or after a crash, does each once: a deadline has the id of its edit from the beginning.
// One whose firing fails stays due.
func (f *Flow) Fire(ctx context.Context, tenant string) (next int64, err error) {
	next, _, err = f.fire(ctx, tenant)
	return next, err
}

// FireAll is Fire until nothing is due any more, and waits until it is done: what it brought can be read and was handed to
// Publish, except effects in other scopes, which are on their way. The error is that of a deadline which stays due. It needs
// Options.Spawn.
func (f *Flow) FireAll(ctx context.Context, tenant string) (next int64, err error) {
	for range maxRounds {
		next, started, err := f.fire(ctx, tenant)
		if err = errors.Join(err, f.firing.wait(ctx, tenant)); err != nil || started == 0 {
			return next, err
		}
	}
	return f.Fire(ctx, tenant)
}

func (f *Flow) fire(ctx context.Context, id string) (next int64, started int, err error) {
	tenant, ok := f.o.Tenant(id)
	if !ok {
		return 0, 0, errNoTenant
	}
	now := tenant.Now()
	for d, err := range f.o.Store.Due(ctx, id, math.MaxInt64) {
		if err != nil {
			return 0, started, err
		}
		if d.Due > now || started == maxFiring {
			return d.Due, started, nil
		}
		if f.firing.begin(d) {
			started++
			f.enqueue(f.timelyPart(d))
		}
	}
	return 0, started, nil
}

// timelyPart is a part of its own for each deadline, so that one cannot fail its neighbours'.
func (f *Flow) timelyPart(d store.Due) *part {
	it := &item{Incoming: Incoming{Edit: document.Edit{ID: d.Edit, Scope: d.Key.Scope, Doc: d.Doc}}, due: &timely{Due: d}}
	it.digest = it.Edit.Digest()
	author := Author{Actor: access.Actor{Tenant: d.Key.Tenant, Kind: access.Server, ID: serverReplica}, Replica: serverReplica}
	p := &part{key: d.Key, author: author, items: []*item{it}}
	p.done = func(err error) {
		if err == nil && !it.due.stuck {
			err = f.o.Store.Fired(context.Background(), d) // what it brought is durable, or it brought nothing
		}
		f.firing.end(d, err, it.due.stuck)
	}
	return p
}

// firing are the deadlines that are on their way, so that they are not taken on again meanwhile.
type firing struct {
	mu      sync.Mutex
	on      map[firingName]bool  // guarded by mu
	tenants map[string]*underway // guarded by mu
}

type firingName struct{ tenant, edit string }

// underway counts a tenant's deadlines on their way.
type underway struct {
	n    int
	err  error         // of those that ended
	idle chan struct{} // closed when n is 0
}

func (f *firing) begin(d store.Due) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	name := firingName{d.Key.Tenant, d.Edit}
	if f.on[name] {
		return false
	}
	if f.on == nil {
		f.on, f.tenants = map[firingName]bool{}, map[string]*underway{}
	}
	f.on[name] = true
	u := f.tenants[name.tenant]
	if u == nil {
		u = &underway{idle: make(chan struct{})}
		f.tenants[name.tenant] = u
	}
	u.n++
	return true
}

// end takes a deadline off its way. A stuck one is not tried again by this process.
func (f *firing) end(d store.Due, err error, stuck bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if !stuck {
		delete(f.on, firingName{d.Key.Tenant, d.Edit})
	}
	u := f.tenants[d.Key.Tenant]
	if u.err == nil {
		u.err = err
	}
	if u.n--; u.n == 0 {
		delete(f.tenants, d.Key.Tenant)
		close(u.idle)
	}
}

// wait returns when nothing of the tenant is on its way, with the first error of what was.
func (f *firing) wait(ctx context.Context, tenant string) error {
	f.mu.Lock()
	u := f.tenants[tenant]
	f.mu.Unlock()
	if u == nil {
		return nil
	}
	select {
	case <-u.idle:
		return u.err
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
