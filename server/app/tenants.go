package app

import (
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/document"
)

// tenants are the municipalities this server serves: the real one from the configuration, or the demo's.
type tenants struct {
	mu sync.RWMutex
	m  map[string]*tenant // guarded by mu
}

type tenant struct {
	municipality string
	set          int64 // a demo tenant's clock stands here; 0 follows the real time. guarded by tenants.mu
	demo         bool
}

func newTenants() *tenants { return &tenants{m: map[string]*tenant{}} }

func (t *tenants) add(id string, one *tenant) error {
	if !document.IsID(id) || !document.IsID(one.municipality) {
		return fault.Newf(fault.BadFrame, "a tenant and its municipality are ids")
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.m[id] != nil {
		return fault.Newf(fault.BadFrame, "the tenant is there already")
	}
	t.m[id] = one
	return nil
}

// find is flow.Options.Tenant.
func (t *tenants) find(id string) (flow.Tenant, bool) {
	t.mu.RLock()
	one := t.m[id]
	t.mu.RUnlock()
	if one == nil {
		return flow.Tenant{}, false
	}
	return flow.Tenant{ID: id, Municipality: one.municipality, Now: func() int64 { return t.now(one) }}, true
}

func (t *tenants) now(one *tenant) int64 {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if one.set != 0 {
		return one.set
	}
	return time.Now().UnixMilli()
}

func (t *tenants) isDemo(id string) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.m[id] != nil && t.m[id].demo
}

// isRunning reports whether a demo tenant's clock follows the real time.
func (t *tenants) isRunning(id string) bool {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.m[id] != nil && t.m[id].demo && t.m[id].set == 0
}

// ids lists the tenants, sorted.
func (t *tenants) ids() []string {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return slices.Sorted(maps.Keys(t.m))
}

// letClockRun lets a demo tenant's clock follow the real time again.
func (t *tenants) letClockRun(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if one := t.m[id]; one != nil && one.demo {
		one.set = 0
	}
}

// setClock sets a demo tenant's clock. A real tenant's is not for setting.
func (t *tenants) setClock(id string, now int64) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	one := t.m[id]
	if one == nil || !one.demo || now <= 0 {
		return fault.Newf(fault.NotFound, "no demo tenant, or no time")
	}
	one.set = now
	return nil
}
