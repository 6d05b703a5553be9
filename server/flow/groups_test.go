package flow_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/document"
)

func (w *world) note(by, id string) document.Edit {
	return w.create(by, social, "goal", id, ops("citizenWords", "Jag vill "+id))
}

func TestGroup_ManyBatchesBecomeOneCommit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var replies []*reply
	for i := range 40 {
		by := []string{"amina", "jonas"}[i%2]
		replies = append(replies, w.hand(by, w.note(by, fmt.Sprintf("a%d", i)), w.note(by, fmt.Sprintf("b%d", i))))
	}
	w.run()
	if n := w.head(social).Seq; n != 1 {
		t.Errorf("%d commits, want one", n)
	}
	for i, r := range replies {
		if r.answers != 1 || r.err != nil || len(r.verdicts) != 2 || r.verdicts[0].Kind != document.Applied {
			t.Errorf("batch %d: %+v", i, r)
		}
	}
}

func TestGroup_HoldsAtMostACommitsWorth(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 300 {
		w.hand("jonas", w.note("jonas", fmt.Sprintf("g%d", i)))
	}
	w.run()
	if first, second := w.commit(social, 1), w.commit(social, 2); len(first.Edits) != document.MaxCommitEdits || len(second.Edits) != 300-document.MaxCommitEdits {
		t.Errorf("commits of %d and %d edits", len(first.Edits), len(second.Edits))
	}
	long := strings.Repeat("å", 4000) // 8 KB
	for i := range 200 {
		w.hand("jonas", w.create("jonas", social, "goal", fmt.Sprintf("l%d", i), ops("citizenWords", long)))
	}
	w.run()
	for seq := uint64(3); seq <= w.head(social).Seq; seq++ {
		if n := len(w.commit(social, seq).Edits); n*len(long) > document.MaxCommitBytes {
			t.Errorf("commit %d holds %d bytes", seq, n*len(long))
		}
	}
	if n := w.head(social).Seq; n != 4 {
		t.Errorf("1.6 MB became %d commits, want 2", n-2)
	}
}

func (w *world) commit(scope document.Scope, seq uint64) *document.Commit {
	w.t.Helper()
	for c, err := range w.store.Commits(w.t.Context(), store.Key{Tenant: tenantID, Scope: scope}, seq, seq) {
		if err != nil {
			w.t.Fatal(err)
		}
		return c
	}
	w.t.Fatalf("no commit %s %d", scope, seq)
	return nil
}

// One batch that the store cannot take fails alone; its neighbours in the group are committed.
func TestGroup_OneFailingBatchIsRetriedAlone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	poison := w.note("amina", "poison")
	w.on(func(s store.Store) store.Store {
		return &hooked{Store: s, append: func(c *document.Commit) error {
			for _, e := range c.Edits {
				if e.Verdict.Edit == poison.ID {
					return errDisk
				}
			}
			return nil
		}}
	})
	before, bad, after := w.hand("jonas", w.note("jonas", "g1")), w.hand("amina", poison), w.hand("jonas", w.note("jonas", "g2"))
	w.run()
	for _, r := range []*reply{before, after} {
		if r.answers != 1 || r.err != nil || len(r.verdicts) != 1 || r.verdicts[0].Kind != document.Applied {
			t.Errorf("a neighbour: %+v", r)
		}
	}
	if bad.answers != 1 || !errors.Is(bad.err, errDisk) || len(bad.verdicts) != 0 {
		t.Errorf("the failing one: %+v", bad)
	}
	w.on(func(s store.Store) store.Store { return s.(*hooked).Store })
	if v := w.submit("amina", poison)[0]; v.Kind != document.Applied || v.Again {
		t.Errorf("handed in again: %+v", v)
	}
}

func TestGroup_TwinsInOneBatchAreOneEdit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	g := w.note("jonas", "g1")
	other := g
	other.Changes = ops("citizenWords", "något helt annat")
	refused := w.edit("jonas", "citizen/c9/social/ekby", "goal", "gx", 0, ops("icfCode", "d450"))
	got := w.submit("jonas", g, g, other, refused, refused)
	if len(got) != 5 {
		t.Fatalf("%d verdicts", len(got))
	}
	if got[0].Kind != document.Applied || got[0].Again || got[1].Kind != document.Applied || !got[1].Again {
		t.Errorf("twins: %+v %+v", got[0], got[1])
	}
	if got[2].Kind != document.Refused || got[2].Code != document.CodeIDTaken {
		t.Errorf("same id, other content: %+v", got[2])
	}
	if got[3].Kind != document.Refused || got[4].Kind != document.Refused || got[3].Again || !got[4].Again {
		t.Errorf("refused twins: %+v %+v", got[3], got[4])
	}
	for id, n := range w.entries() {
		if n != 1 && (id == g.ID || id == refused.ID) {
			t.Errorf("%s stands %d times", id, n)
		}
	}
	if got := w.shown(social, "goal", "g1")["citizenWords"]; got != `"Jag vill g1"` {
		t.Errorf("shown: %s", got)
	}
}

// A phone that lost its line sends the same batch on a second one before the first is answered.
func TestSubmit_TwiceAtTheSameTimeIsAnsweredTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	batch := []document.Edit{w.note("jonas", "g1"), w.edit("jonas", social, "goal", "g1", 0, ops("noSuchField", "x"))}
	first, second := w.hand("jonas", batch...), w.hand("jonas", batch...)
	w.run()
	if first.answers != 1 || second.answers != 1 || len(second.verdicts) != 2 {
		t.Fatalf("answers: %+v %+v", first, second)
	}
	for i := range batch {
		a, b := first.verdicts[i], second.verdicts[i]
		if a.Again || !b.Again || a.Kind != b.Kind || a.Code != b.Code || a.Scope != b.Scope || a.Seq != b.Seq {
			t.Errorf("edit %d: %+v, then %+v", i, a, b)
		}
	}
}

// The first was refused and is on its way to the log of Eva's own when the manager grants her access. The second, which is
// the same edit, is answered the same.
func TestSubmit_TwiceAroundAGrantIsAnsweredTheSame(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.note("eva", "g1")
	grant := w.edit("server", document.Directory, "careAssignment", "as2", 0,
		ops("staffId", "eva", "citizenId", "c1", "providerOrgId", "ekby", "state", "active", "reason", "substitution"))
	first := w.hand("eva", e)
	w.stepOnly(social)
	who := author("server")
	who.Kind = "server"
	w.flow.Submit(who, []flow.Incoming{{Edit: grant}}, func([]document.Verdict, error) {})
	w.stepOnly(document.Directory)
	second := w.hand("eva", e)
	w.stepOnly(social)
	w.run()
	if len(first.verdicts) != 1 || len(second.verdicts) != 1 {
		t.Fatalf("answers: %+v %+v", first, second)
	}
	if a, b := first.verdicts[0], second.verdicts[0]; a.Kind != document.Refused || b.Kind != document.Refused || a.Again || !b.Again {
		t.Errorf("first %+v, second %+v", a, b)
	}
	if v := w.submit("eva", w.note("eva", "g2"))[0]; v.Kind != document.Applied {
		t.Errorf("what she writes after the grant: %+v", v)
	}
}

// stepOnly steps one scope to its end.
func (w *world) stepOnly(scope document.Scope) {
	for g := w.flow.Take(store.Key{Tenant: tenantID, Scope: scope}); g != nil; g = w.flow.Take(store.Key{Tenant: tenantID, Scope: scope}) {
		for !g.Step(w.t.Context()) {
		}
	}
}

// A store that cannot read fails the batch and only it; nothing is half done.
func TestGroup_FailingReadsAnswerWithTheError(t *testing.T) {
	t.Parallel()
	for _, call := range []string{"Known", "Head", "Documents"} {
		w := newWorld(t)
		e := w.note("jonas", "g1")
		var faulty *suite.Faulty
		w.on(func(s store.Store) store.Store {
			faulty = suite.NewFaulty(s, suite.Fault{Call: call, N: 1})
			return faulty
		})
		r := w.hand("jonas", e)
		w.run()
		if len(faulty.Struck()) != 1 || r.answers != 1 || !errors.Is(r.err, suite.ErrFault) {
			t.Errorf("%s: struck %v, answer %+v", call, faulty.Struck(), r)
		}
	}
}
