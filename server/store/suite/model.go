package suite

import (
	"fmt"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var modelClaims = []claim{
	{"Store_IsItsModel", func(t *testing.T, s store.Store) {
		var run atomic.Int64
		rapid.Check(t, func(rt *rapid.T) {
			m := newModel(t, s, fmt.Sprintf("run%d", run.Add(1))) // a tenant of its own: one store serves all runs
			rt.Repeat(m.actions())
			for _, w := range m.writers {
				CheckLog(t, s, w.key)
			}
		})
	}},
}

// model is two scopes, what they hold, and what is finished and open.
type model struct {
	t       *testing.T
	s       store.Store
	writers []*writer
	stored  []map[string]*document.Document // beside writers
	open    []map[uint64]bool
	dues    *agenda
}

func newModel(t *testing.T, s store.Store, tenant string) *model {
	m := &model{t: t, s: s, dues: newAgenda()}
	for _, scope := range []document.Scope{"unit/u/learning/e", "unit/u/learning/ek"} {
		m.writers = append(m.writers, newWriter(s, store.Key{Tenant: tenant, Scope: scope}))
		m.stored = append(m.stored, map[string]*document.Document{})
		m.open = append(m.open, map[uint64]bool{})
	}
	return m
}

func (m *model) actions() map[string]func(*rapid.T) {
	return map[string]func(*rapid.T){
		"append": m.append, "appendTaken": m.appendTaken, "finish": m.finish, "close": m.close, "fire": m.fire,
		"": m.check,
	}
}

func (m *model) pick(t *rapid.T) (int, *writer) {
	i := rapid.IntRange(0, len(m.writers)-1).Draw(t, "scope")
	return i, m.writers[i]
}

func (m *model) append(t *rapid.T) {
	i, w := m.pick(t)
	ids := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "ab"}), 0, 3, rapid.ID).Draw(t, "documents")
	c := w.build(rapid.String().Draw(t, "text"), ids...)
	w.append(m.t, w.asking(c, rapid.SliceOfN(rapid.Int64(), 0, 2).Draw(t, "deadlines")...))
	m.dues.add(w.key, c)
	m.open[i][c.Seq] = true
}

func (m *model) appendTaken(t *rapid.T) {
	_, w := m.pick(t)
	c := w.build("taken", "a")
	if seq := rapid.Uint64Range(0, w.head.Seq+3).Draw(t, "seq"); seq != c.Seq {
		c.Seq = seq
		if err := m.s.Append(m.t.Context(), c); !isTaken(err) {
			t.Fatalf("append %d at head %d: got %v, want ErrTaken", seq, w.head.Seq, err)
		}
	}
}

// drawn gives one of the commits of a scope, as appended or as read back.
func (m *model) drawn(t *rapid.T) (int, *document.Commit) {
	i, w := m.pick(t)
	if len(w.commits) == 0 {
		t.Skip("no commit yet") // another action is drawn instead: the test is not left out
	}
	c := rapid.SampledFrom(w.commits).Draw(t, "commit")
	if rapid.Bool().Draw(t, "read back") {
		c = readBack(m.t, m.s, w.key, c.Seq)
	}
	return i, c
}

func (m *model) finish(t *rapid.T) {
	i, c := m.drawn(t)
	early := false
	for _, ch := range c.Changes {
		if old := m.stored[i][ch.Doc.ID]; old == nil && ch.Prev > 0 || old != nil && old.Seq < ch.Prev {
			early = true
		} else if next, ok := ch.ApplyTo(old); ok {
			m.stored[i][ch.Doc.ID] = next
		}
	}
	if early {
		m.writers[i].finishEarly(m.t, c)
	} else {
		m.writers[i].finish(m.t, c)
	}
}

func (m *model) close(t *rapid.T) {
	i, c := m.drawn(t)
	m.writers[i].close(m.t, c)
	delete(m.open[i], c.Seq)
}

func (m *model) fire(*rapid.T) { m.dues.fireFirst(m.t, m.s, m.writers[0].key.Tenant) }

func (m *model) check(t *rapid.T) {
	m.dues.check(m.t, m.s, m.writers[0].key.Tenant)
	for i, w := range m.writers {
		head, err := m.s.Head(m.t.Context(), w.key)
		if err != nil {
			t.Fatal(err)
		}
		wantHead(m.t, w.key, head, w.head)
		m.checkDocuments(w.key, m.stored[i])
		var open []uint64
		for _, c := range w.commits {
			if m.open[i][c.Seq] {
				open = append(open, c.Seq)
			}
		}
		if got := openSeqs(m.t, m.s, w.key); fmt.Sprint(got) != fmt.Sprint(open) {
			t.Fatalf("%v: got open %v, want %v", w.key, got, open)
		}
		if m.t.Failed() {
			t.FailNow()
		}
	}
}

func (m *model) checkDocuments(key store.Key, want map[string]*document.Document) {
	ids := []string{"a", "b", "ab", "c"}
	got, err := m.s.Documents(m.t.Context(), key, ids)
	if err != nil {
		m.t.Fatal(err)
	}
	since := map[string]*document.Document{}
	for d := range all(m.t, m.s.Since(m.t.Context(), key, 0)) {
		since[d.Doc.ID] = d.Doc
	}
	for _, id := range ids {
		wantDocument(m.t, id, got[id].Doc, want[id])
		wantDocument(m.t, id, since[id], want[id])
	}
}
