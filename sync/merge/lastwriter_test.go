package merge_test

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "LWW: Not concurrent → later in ancestry wins. Concurrent → higher HLC, tie by op id; loser kept."

func TestLastWriter_LaterInAncestryWinsWhateverTheClock(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("icfCode", "d450"))
	v.amina.now = noon - 86_400_000 // a day behind
	wantVerdict(t, v.deliver(v.amina.write(set("icfCode", "d455"))), document.Applied, "")
	v.shows(t, "icfCode", "d455")
	v.beside(t, "icfCode")
}

func TestLastWriter_ConcurrentLaterStampIsShownTheOtherKept(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{set("icfCode", "d450")}, func(v *visit) []*letter {
		v.amina.now, v.jonas.now, v.gunvor.now = noon, noon+20_000, noon+10_000
		return []*letter{v.amina.write(set("icfCode", "a")), v.jonas.write(set("icfCode", "j")), v.gunvor.write(set("icfCode", "g"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.shows(t, "icfCode", "j")
		v.beside(t, "icfCode", "a", "g")
		if v.reading("icfCode").Disputed {
			t.Error("a last writer field asks nobody to choose")
		}
		v.jonas.catchUp()
		v.deliver(v.jonas.write(set("icfCode", "settled")))
		v.beside(t, "icfCode")
	})
}

// R6: the verdict names what is shown and what is not.
func TestLastWriter_TheLoserIsNamed(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	v.amina.now, v.jonas.now = noon, noon+20_000
	early, late := v.amina.write(set("icfCode", "a")), v.jonas.write(set("icfCode", "j"))
	v.deliver(late)
	out := v.deliver(early)
	wantVerdict(t, out, document.Merged, "")
	n := out.Verdict.Notes[0]
	if n.Shown != late.edit.ID || !slices.Equal(n.Overruled, []string{early.edit.ID}) || n.Policy != "lastWriter" {
		t.Errorf("note %+v", n)
	}
}

// A tie to the last digit goes by the edit's id, so there is none.
func TestLastWriter_EqualStampsGoByID(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		a, j := v.amina.write(set("icfCode", "a")), v.jonas.write(set("icfCode", "j"))
		a.edit.ID, j.edit.ID, j.edit.Stamp = "E1", "E2", a.edit.Stamp
		return []*letter{a, j}
	}, func(t *testing.T, v *visit, _ []*letter) { v.shows(t, "icfCode", "j") })
}
