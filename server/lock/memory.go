package lock

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/samsyn/samsyn/server/watch"
	"github.com/samsyn/samsyn/sync/document"
)

// Memory is a Table for one process.
type Memory struct {
	now func() time.Time

	watchers watch.List[document.Scope]

	mu     sync.Mutex
	scopes map[scopeKey]map[string]Lock // by document; guarded by mu
	last   int64                        // token; guarded by mu
}

type scopeKey struct {
	tenant string
	scope  document.Scope
}

// NewMemory makes an empty table. The clock is the server's own.
func NewMemory(now func() time.Time) *Memory {
	return &Memory{now: now, scopes: map[scopeKey]map[string]Lock{}}
}

// Take implements Table.
func (m *Memory) Take(_ context.Context, p Place, staff, replica string) (Lock, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if old, held := m.live(p); held && (old.Staff != staff || old.Replica != replica) {
		return old, ErrHeld
	}
	m.last = max(m.last+1, m.now().UnixMicro())
	l := Lock{Doc: p.Doc, Staff: staff, Replica: replica, Token: m.last, Until: m.now().Add(TTL).UnixMilli()}
	key := scopeKey{p.Tenant, p.Scope}
	if m.scopes[key] == nil {
		m.scopes[key] = map[string]Lock{}
	}
	m.scopes[key][p.Doc] = l
	m.tell(p)
	return l, nil
}

// Renew implements Table.
func (m *Memory) Renew(_ context.Context, p Place, token int64) (Lock, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	l, held := m.live(p)
	if !held || l.Token != token {
		return Lock{}, ErrLost
	}
	l.Until = m.now().Add(TTL).UnixMilli()
	m.scopes[scopeKey{p.Tenant, p.Scope}][p.Doc] = l
	m.tell(p)
	return l, nil
}

// Release implements Table.
func (m *Memory) Release(_ context.Context, p Place, token int64) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if l, held := m.live(p); held && l.Token == token {
		m.drop(p)
		m.tell(p)
	}
	return nil
}

// Held implements Table.
func (m *Memory) Held(_ context.Context, tenant string, scope document.Scope) ([]Lock, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []Lock
	for doc := range m.scopes[scopeKey{tenant, scope}] {
		if l, held := m.live(Place{tenant, scope, doc}); held {
			list = append(list, l)
		}
	}
	sortLocks(list)
	return list, nil
}

// Watch implements Table.
func (m *Memory) Watch(ctx context.Context, changed func(tenant string, scope document.Scope)) error {
	m.watchers.Add(ctx, changed)
	return nil
}

// live gives the lock of a place, and drops one that has ended. The caller holds mu, as for what follows.
func (m *Memory) live(p Place) (Lock, bool) {
	l, held := m.scopes[scopeKey{p.Tenant, p.Scope}][p.Doc]
	if held && l.Until <= m.now().UnixMilli() {
		m.drop(p)
		return Lock{}, false
	}
	return l, held
}

func (m *Memory) drop(p Place) {
	key := scopeKey{p.Tenant, p.Scope}
	if delete(m.scopes[key], p.Doc); len(m.scopes[key]) == 0 {
		delete(m.scopes, key)
	}
}

// tell calls the watchers later: they may ask the table.
func (m *Memory) tell(p Place) { go m.watchers.Tell(p.Tenant, p.Scope) }

func sortLocks(list []Lock) {
	slices.SortFunc(list, func(a, b Lock) int { return strings.Compare(a.Doc, b.Doc) })
}
