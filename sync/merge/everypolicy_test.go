package merge_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// every policy of domain.md 3.1.
var every = []schema.Policy{
	schema.Immutable, schema.Journal, schema.AddWins, schema.Restrictive, schema.LastWriter, schema.LastWriterNotice, schema.SafeSide,
	schema.CitizenOwned, schema.Proposal, schema.StateMachine, schema.OwnKey, schema.StrictBundle, schema.ServerAuthoritative,
	schema.Counter, schema.Human, schema.Derived,
}

// TestEveryPolicy_IsInThePlan: the laws say something of a policy only when its fields are drawn.
func TestEveryPolicy_IsInThePlan(t *testing.T) {
	t.Parallel()
	drawn := slices.Concat(drawnFirst, []string{"visitStatus"}) // derived is never written: derived_test.go
	for _, p := range every {
		if !slices.ContainsFunc(drawn, func(field string) bool { return plan.Fields[field].Policy == p }) {
			t.Errorf("no field of policy %s is drawn", p)
		}
	}
	for _, field := range drawn {
		if plan.Fields[field] == nil {
			t.Errorf("%s is drawn, and is no field", field)
		}
	}
}

// TestLaw_OfEachPolicyAlone holds all the laws against worlds in which whoever may write one field writes no other, so that
// two hardly ever miss each other there.
func TestLaw_OfEachPolicyAlone(t *testing.T) {
	t.Parallel()
	fields := slices.Compact(slices.Sorted(slices.Values(drawnFirst)))
	for _, field := range fields {
		t.Run(string(plan.Fields[field].Policy)+" "+field, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				w := drawWorld(t, 3)
				w.only = field
				start, seq := w.server, w.seq
				stragglers := rapid.Bool().Draw(t, "stragglers")
				history := drawHistory(t, w, stragglers)
				if !stragglers {
					other := replay(start, seq, history, func(ls []*letter) []*letter { return shuffle(t, ls, true) })
					sameView(t, w.server, other)
				}
				w.checkStanding()
				w.checkNamed()
				resent := w.server
				for range min(3, len(w.letters)) {
					w.deliver(rapid.SampledFrom(w.accepted()).Draw(t, "again"))
				}
				if string(resent.AppendCanonical(nil)) != string(w.server.AppendCanonical(nil)) {
					w.fail("sent again they changed something:\n%s", diffDocs(resent, w.server))
				}
			})
		})
	}
}

// checkNamed is the law that what is dropped from view is named.
func (w *world) checkNamed() {
	named := map[place][]string{}
	for _, l := range w.letters {
		for _, n := range l.outcomes[0].Verdict.Notes {
			named[place{n.Field, n.Item}] = append(named[place{n.Field, n.Item}], n.Overruled...)
		}
	}
	view := seenIn(w.view(), w.server)
	for at, all := range w.parts() {
		for _, p := range all {
			id := p.l.edit.ID
			if p.candidate && !slices.Contains(view[at], id) && !isReplaced(at.field, p, all) && !slices.Contains(named[at], id) {
				w.fail("edit %s in %v is not shown, does not wait, and nobody was told", id, at)
			}
		}
	}
}

// TestLaw_APolicyIsAFunctionOfTheSet: the same candidates in the state give the same reading whoever wrote them in what order,
// so a policy is a function of the set.
func TestLaw_APolicyIsAFunctionOfTheSet(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, 4)
		drawHistory(t, w, rapid.Bool().Draw(t, "stragglers"))
		bare := w.server.Clone()
		for name, f := range bare.Fields {
			bare.Fields[name] = forgetful(f)
		}
		sameView(t, w.server, bare)
	})
}

// forgetful is a field's state without what only stragglers are known by.
func forgetful(f document.Field) document.Field {
	f.Seen = nil
	items := map[string]document.Cell{}
	for id, cell := range f.Items {
		items[id] = document.Cell{Candidates: cell.Candidates}
	}
	f.Items = items
	return f
}
