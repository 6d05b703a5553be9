package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "JRN: Union by entry id; correction/void entries point at the original; order by occurredAt, ties by id."

func TestJournal_UnionOrderedByWhenItHappened(t *testing.T) {
	t.Parallel()
	const (
		morning = `{"at":"2026-12-01T07:30:00Z","text":"ate well"}`
		noonish = `{"at":"2026-12-01T12:00:00.500Z","text":"slept"}`
		later   = `{"at":"2026-12-01T12:00:01Z","text":"woke"}`
		local   = `{"at":"2026-12-01T14:00:00+01:00","text":"walked"}`
		correct = `{"at":"2026-12-01T15:00:00Z","corrects":"n2","text":"ate half"}`
	)
	inEveryOrder(t, nil, func(v *visit) []*letter {
		return []*letter{
			v.jonas.write(add("notes", "n1", noonish)), v.amina.write(add("notes", "n2", morning)),
			v.amina.write(add("notes", "n3", correct)), v.jonas.write(add("notes", "n0", later)), v.gunvor.write(add("notes", "n9", local)),
		}
	}, func(t *testing.T, v *visit, _ []*letter) {
		v.items(t, "notes", "n2="+morning, "n1="+noonish, "n0="+later, "n9="+local, "n3="+correct)
	})
}

func TestJournal_TiesGoByID(t *testing.T) {
	t.Parallel()
	const same = `{"at":"2026-12-01T07:30:00Z"}`
	v := newVisit(t)
	v.deliver(v.jonas.write(add("notes", "b", same)))
	v.deliver(v.amina.write(add("notes", "a", same)))
	v.items(t, "notes", "a="+same, "b="+same)
}

// An entry without a time of its own stands where it was written.
func TestJournal_WithoutATimeByTheStamp(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	v.jonas.now, v.amina.now = noon+60_000, noon
	v.deliver(v.jonas.write(add("notes", "a", "second")))
	v.deliver(v.amina.write(add("notes", "b", "first")))
	v.items(t, "notes", `b="first"`, `a="second"`)
}

func TestJournal_AnEntryIsNeverChangedOrRemoved(t *testing.T) {
	t.Parallel()
	v := newVisit(t, add("notes", "n1", "as written"))
	wantVerdict(t, v.deliver(v.amina.write(add("notes", "n1", "rewritten"))), document.Refused, document.CodeImmutable)
	wantVerdict(t, v.deliver(v.amina.write(remove("notes", "n1"))), document.Refused, document.CodeBadEdit)
	v.items(t, "notes", `n1="as written"`)
}

// Two phones that drew the same entry id keep both texts: the earlier is the entry, the other stands beside it.
func TestJournal_SameIDTwiceLosesNothing(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		v.amina.now, v.jonas.now = noon, noon+60_000
		return []*letter{v.amina.write(add("notes", "n1", "hers")), v.jonas.write(add("notes", "n1", "his"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		for _, l := range letters {
			for _, n := range l.outcomes[0].Verdict.Notes {
				if n.Shown != letters[0].edit.ID {
					t.Errorf("the note says that %s is shown: %+v", n.Shown, n)
				}
			}
		}
		v.items(t, "notes", `n1="hers"`)
		sameValues(t, "beside", v.reading("notes").Items[0].Beside, []string{"his"})
	})
}

// A phone's second entry under one id does not bury its first, which comes late.
func TestJournal_TheFirstStandsAlsoWhenItComesLast(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	first, second := v.amina.write(add("notes", "n1", "first")), v.amina.write(add("notes", "n1", "second"))
	v.deliver(second)
	v.deliver(first)
	v.items(t, "notes", `n1="first"`)
	sameValues(t, "beside", v.reading("notes").Items[0].Beside, []string{"second"})
}
