package merge_test

import (
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "AWS: Concurrent add + remove → stays; remove only hits adds it has seen."

func TestAddWins_ConcurrentAddAndRemoveStays(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{add("activities", "x", "walk")}, func(v *visit) []*letter {
		return []*letter{v.amina.write(remove("activities", "x")), v.jonas.write(add("activities", "x", "walk to the letter box"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.items(t, "activities", `x="walk to the letter box"`)
	})
}

func TestAddWins_RemovalThatHitsNotAllSaysSo(t *testing.T) {
	t.Parallel()
	v := newVisit(t, add("activities", "x", "walk"))
	changed, removed := v.jonas.write(add("activities", "x", "walk far")), v.amina.write(remove("activities", "x"))
	v.deliver(changed)
	out := v.deliver(removed)
	wantVerdict(t, out, document.Merged, "")
	n := out.Verdict.Notes[0]
	if n.Field != "activities" || n.Item != "x" || n.Shown != changed.edit.ID || !slices.Contains(n.Overruled, removed.edit.ID) {
		t.Errorf("the note does not say that the item stays: %+v", n)
	}
}

func TestAddWins_SeenAndRemovedIsGone(t *testing.T) {
	t.Parallel()
	v := newVisit(t, add("activities", "x", "walk"), add("activities", "y", "cook"))
	wantVerdict(t, v.deliver(v.amina.write(remove("activities", "x"))), document.Applied, "")
	v.items(t, "activities", `y="cook"`)
}

// W2: "Both activities and AQ-31 kept (add-wins)", and the alert with them.
func TestAddWins_BothAdditionsKept(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		return []*letter{
			v.amina.write(add("activities", "a", "Öva kantsten")), v.jonas.write(add("activities", "b", "Prova lättare rollator")),
			v.jonas.write(add("safetyAlerts", "s", "Går ej ut vid halka utan sällskap")),
		}
	}, func(t *testing.T, v *visit, _ []*letter) {
		v.items(t, "activities", `a="Öva kantsten"`, `b="Prova lättare rollator"`)
		v.items(t, "safetyAlerts", `s="Går ej ut vid halka utan sällskap"`)
	})
}

func TestAddWins_OpsThatCannotBe(t *testing.T) {
	t.Parallel()
	for name, op := range map[string]document.Op{
		"set":                 {Set: text("x")},
		"agree":               {Agree: text("x")},
		"nothing":             {},
		"same item twice":     {Add: map[string]jsontext.Value{"x": text("1")}, Remove: []string{"x"}},
		"id of another shape": {Add: map[string]jsontext.Value{"a.b": text("1")}},
		"removal of no id":    {Remove: []string{""}},
		"set and add":         {Set: text("x"), Add: map[string]jsontext.Value{"x": text("1")}},
	} {
		v := newVisit(t)
		if out := v.deliver(v.amina.write(map[string]document.Op{"activities": op})); out.Verdict.Code != document.CodeBadEdit {
			t.Errorf("%s: %+v", name, out.Verdict)
		}
	}
}
