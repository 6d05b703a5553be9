package merge_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// drawFirst draws an op where the first commit wins, for any phone; what it says is the phone's own.
func drawFirst(t *rapid.T, p *phone) map[string]document.Op {
	mine := fmt.Sprintf("by %s %d", p.replica, p.w.n)
	switch rapid.IntRange(0, 6).Draw(t, "op") {
	case 0:
		return set("start", mine)
	case 1:
		return both(set("start", mine), set("place", mine))
	case 2:
		return set("providerOrgId", mine)
	case 3:
		return add("restrictions", rapid.SampledFrom([]string{"x", "y"}).Draw(t, "item"), mine)
	case 4:
		item := rapid.SampledFrom([]string{"x", "y"}).Draw(t, "item")
		return both(remove("restrictions", item), add("reasons", fmt.Sprintf("why%d", p.w.n), mine))
	case 5:
		return set("summary", mine)
	default:
		return set("state", "confirmed")
	}
}

// TestLaw_WhereTheFirstCommitWins is the law of the documented exceptions to the law of order (doc.go): what is accepted
// stands on all that was accepted before it; what is refused changes nothing, says why, and is refused for nothing else than
// that its author had not seen something that stands.
func TestLaw_WhereTheFirstCommitWins(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, 3)
		for range rapid.IntRange(2, 5).Draw(t, "rounds") {
			for range rapid.IntRange(1, 4).Draw(t, "edits") {
				p := rapid.SampledFrom(w.phones).Draw(t, "writer")
				if l := p.compose(drawFirst(t, p)); !p.wouldRefuse(l) {
					p.keep(l)
				}
			}
			for _, p := range rapid.Permutation(w.phones).Draw(t, "order") {
				if rapid.Bool().Draw(t, "comes back") {
					first(w, p)
				}
			}
		}
	})
}

// first delivers a phone's outbox in its order and checks each answer.
func first(w *world, p *phone) {
	for _, l := range slices.Clone(p.outbox) {
		before := w.server
		unseen := w.unseen(l)
		out := w.deliver(l)
		v := out.Verdict
		refused := v.Kind == document.Refused
		switch {
		case refused && out.Doc != before:
			w.fail("%s was refused and changed something", l.edit.ID)
		case v.Code == document.CodeImmutable && w.triedToLift(l):
			// What it adds anew, under the same id, still stands.
		case refused && !slices.Contains([]string{document.CodeStale, document.CodeFrozen}, v.Code):
			w.fail("%s was refused for another reason: %+v", l.edit.ID, v)
		case refused != (unseen != ""):
			w.fail("%s refused: %t, though what it had not seen is %q: %+v", l.edit.ID, refused, unseen, v)
		}
	}
	p.catchUp()
}

// triedToLift reports whether the letter's phone was refused the lifting of a restriction, and the letter adds it anew in
// other words.
func (w *world) triedToLift(l *letter) bool {
	for id := range l.edit.Changes["restrictions"].Add {
		stands := slices.ContainsFunc(w.server.Fields["restrictions"].Items[id].Candidates, func(c document.Candidate) bool { return l.saw[c.Edit] })
		lifted := slices.ContainsFunc(w.letters, func(o *letter) bool {
			return o.by == l.by && o.refused && l.saw[o.edit.ID] && slices.Contains(o.edit.Changes["restrictions"].Remove, id)
		})
		return stands && lifted
	}
	return false
}

// unseen names a place of the letter's in which something stands that its author had not seen, or "".
func (w *world) unseen(l *letter) string {
	saw := func(c document.Candidate) bool { return l.saw[c.Edit] }
	for field, op := range l.edit.Changes {
		f := w.server.Fields[field]
		switch rule := plan.Fields[field]; {
		case rule.Bundle != "":
			for _, of := range []string{"start", "place"} {
				if !all(w.server.Fields[of].Candidates, saw) {
					return of
				}
			}
		case rule.Policy == schema.ServerAuthoritative && !all(f.Candidates, saw):
			return field
		case rule.Policy == schema.Restrictive && len(op.Remove) > 0 && !all(f.Items[op.Remove[0]].Candidates, saw):
			return field
		case len(rule.FrozenIn) > 0:
			if r := merge.Read(plan, w.server).Fields["state"]; document.Unquote(r.Value) == "confirmed" && !l.saw[r.Edit] {
				return "state"
			}
		}
	}
	return ""
}

func all[T any](list []T, holds func(T) bool) bool {
	return !slices.ContainsFunc(list, func(v T) bool { return !holds(v) })
}
