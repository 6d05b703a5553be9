package presence

import (
	"context"
	"sync"
	"time"

	"github.com/samsyn/samsyn/server/watch"
)

// Memory is a Board for one process: its phones are connected as long as it runs.
type Memory struct {
	now func() time.Time

	watchers watch.List[string]

	mu     sync.Mutex
	boards map[boardKey]map[string]word // by phone; guarded by mu
}

type boardKey struct{ tenant, team string }

// NewMemory makes an empty board. The clock is the server's own.
func NewMemory(now func() time.Time) *Memory {
	return &Memory{now: now, boards: map[boardKey]map[string]word{}}
}

// Say implements Board.
func (m *Memory) Say(_ context.Context, p Phone, s Said) error {
	at := m.now().UnixMilli()
	m.change(p, func(b map[string]word) { b[p.name()] = word{Said: s, Staff: p.Staff, At: at} })
	return nil
}

// Leave implements Board.
func (m *Memory) Leave(_ context.Context, p Phone, left int64) error {
	at := m.now().UnixMilli()
	m.change(p, func(b map[string]word) {
		if w, there := b[p.name()]; there && w.Gone == 0 {
			w.Gone, w.Left = at, left
			b[p.name()] = w
		}
	})
	return nil
}

// Forget implements Board.
func (m *Memory) Forget(_ context.Context, p Phone) error {
	m.change(p, func(b map[string]word) { delete(b, p.name()) })
	return nil
}

// Beat implements Board: the process that asks lives.
func (m *Memory) Beat(context.Context) error { return nil }

// Team implements Board.
func (m *Memory) Team(_ context.Context, tenant, team string) ([]Entry, error) {
	oldest := m.now().Add(-KeptFor).UnixMilli()
	m.mu.Lock()
	defer m.mu.Unlock()
	var words []word
	for name, w := range m.boards[boardKey{tenant, team}] {
		if w.Gone != 0 && w.Gone < oldest {
			delete(m.boards[boardKey{tenant, team}], name)
			continue
		}
		words = append(words, w)
	}
	return entries(words, func(string) (int64, bool) { return 0, true }), nil
}

// Watch implements Board.
func (m *Memory) Watch(ctx context.Context, changed func(tenant, team string)) error {
	m.watchers.Add(ctx, changed)
	return nil
}

func (m *Memory) change(p Phone, do func(map[string]word)) {
	m.mu.Lock()
	for _, team := range p.Teams {
		key := boardKey{p.Tenant, team}
		if m.boards[key] == nil {
			m.boards[key] = map[string]word{}
		}
		do(m.boards[key])
		if len(m.boards[key]) == 0 {
			delete(m.boards, key)
		}
	}
	m.mu.Unlock()
	for _, team := range p.Teams {
		m.watchers.Tell(p.Tenant, team)
	}
}

func (p Phone) name() string { return p.Staff + "/" + p.Replica }
