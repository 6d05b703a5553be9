package flow_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var socialKey = store.Key{Tenant: tenantID, Scope: social}

// A document left the hot set: who starts from nothing is not sent it, who holds it is told.
func TestPage_ColdOnlyForWhoMayHoldIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	w.cool(social, "g17")
	for _, c := range []struct {
		from  uint64
		fresh bool
		want  int
	}{{0, true, 0}, {1, false, 1}} {
		page, err := w.flow.Page(t.Context(), socialKey, c.from, c.fresh)
		if err != nil || len(page.Documents) != c.want || !page.Done || page.Head.Seq != 2 {
			t.Errorf("from %d: %d documents, want %d (%v)", c.from, len(page.Documents), c.want, err)
		}
	}
}

// cool takes a document out of the hot set, as a commit of its own.
func (w *world) cool(scope document.Scope, id string) {
	w.t.Helper()
	doc, head := w.document(scope, id), w.head(scope)
	cold := doc.Clone()
	cold.Seq, cold.Cold = head.Seq+1, true
	c := document.Commit{Tenant: tenantID}
	c.Scope, c.Seq, c.Epoch, c.At, c.Salt = scope, cold.Seq, head.Epoch, w.now, "salt"
	c.Checksum = head.Checksum - document.Checksum(document.Encode(doc).Sum)
	c.Changes = []document.Change{document.Delta(doc, cold, nil)}
	c.Changes[0].Next = document.Encode(cold)
	if err := w.store.Append(w.t.Context(), &c); err != nil {
		w.t.Fatal(err)
	}
	if err := w.store.Finish(w.t.Context(), &c); err != nil {
		w.t.Fatal(err)
	}
	if err := w.store.Close(w.t.Context(), store.Key{Tenant: tenantID, Scope: scope}, c.Seq); err != nil {
		w.t.Fatal(err)
	}
}

// Commits come after the head was read, and a page ends among their documents: the next one goes on from the head, because
// another commit past it may not have reached the documents yet.
func TestPage_GoesOnNoFurtherThanTheHead(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	h := &hooked{}
	w.on(func(s store.Store) store.Store { h.Store = s; return h })
	other := w.elsewhere(h.Store)
	h.head = func(key store.Key, _ document.Head) {
		h.head = nil
		var many []document.Edit
		for i := range 40 {
			many = append(many, other.create("amina", social, "goal", fmt.Sprintf("m%d", i), ops("citizenWords", strings.Repeat("x", 7900))))
		}
		other.submit("amina", many...)
		other.submit("amina", other.create("amina", social, "goal", "last", ops("citizenWords", strings.Repeat("x", 7900))))
	}
	page, err := w.flow.Page(t.Context(), socialKey, 0, true)
	if err != nil || page.Done || len(page.Documents) != 41 {
		t.Fatalf("%d documents, done %v: %v", len(page.Documents), page.Done, err)
	}
	if page.Head.Seq != 1 || page.Last != 1 {
		t.Errorf("head %d, goes on from %d, want 1", page.Head.Seq, page.Last)
	}
}

// stuck is a store that cannot finish one scope's commits.
type stuck struct {
	store.Store
	scope document.Scope
}

func (s *stuck) Finish(ctx context.Context, c *document.Commit) error {
	if c.Scope == s.scope {
		return errDisk
	}
	return s.Store.Finish(ctx, c)
}

// The commits of two scopes were left open. One cannot be followed up; the other is, and the error says which.
func TestSweep_OneThatIsStuckHoldsUpNoOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.hand("amina", w.note("amina", "g1"))
	w.hand("eva", w.create("eva", social, "poem", "p1", ops("text", "x"))) // is kept in Eva's own scope
	for _, key := range w.flow.Ready() {
		g := w.flow.Take(key)
		for g.Name() != "finish" {
			if g.Step(t.Context()) {
				break
			}
		}
	}
	open := w.open()
	if len(open) < 2 {
		t.Fatalf("open: %v", open)
	}
	w.on(func(s store.Store) store.Store { return &stuck{s, document.Scope(open[0])} })
	if err := w.flow.Sweep(t.Context()); err == nil {
		t.Error("nobody is told of the one that is stuck")
	}
	w.run()
	if left := w.open(); len(left) != 1 || left[0] != open[0] {
		t.Errorf("left open: %v, stuck is only %s", left, open[0])
	}
}

func TestSubmit_AnotherReplicasStampIsRefused(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"))
	e := w.edit("amina", social, "goal", "g17", 1, ops("icfCode", "d450"))
	if v := w.submit("jonas", e)[0]; v.Code != document.CodeBadEdit || v.Field != "stamp" {
		t.Errorf("got %+v", v)
	}
}
