package merge_test

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md W2: Amina and Jonas write in the same goal at a joint visit, offline, both standing on r41.
func TestW2_SameGoalOffline(t *testing.T) {
	t.Parallel()
	const v3 = "Till brevlådan utan sällskap, rollator"
	start := []map[string]document.Op{
		set(wording, v3), set("citizenWords", "Jag vill kunna gå ut till brevlådan själv varje morgon."), set("nextReview", "2026-12-15"),
	}
	inEveryOrder(t, start, func(v *visit) []*letter {
		v.amina.now = noon + 420_000 // 7 minutes fast
		return []*letter{
			v.amina.write(both(set(wording, "A"), set("nextReview", "2026-12-08"), add("notes", "F1", "gick hela vägen"))),
			v.amina.forCitizen(set("citizenWords", "Onsdag och lördag räcker.")),
			v.amina.write(add("activities", "a1", "Öva kantsten")),
			v.jonas.write(both(add("safetyAlerts", "s1", "Går ej ut vid halka utan sällskap"), set(wording, "B"), set("nextReview", "2026-12-01"))),
			v.jonas.write(add("activities", "a2", "Prova lättare rollator")),
		}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.shows(t, wording, v3)
		v.waiting(t, wording, "A", "B")
		v.shows(t, "nextReview", "2026-12-01")
		v.beside(t, "nextReview", "2026-12-08")
		v.shows(t, "citizenWords", "Onsdag och lördag räcker.")
		v.beside(t, "citizenWords")
		v.items(t, "safetyAlerts", `s1="Går ej ut vid halka utan sällskap"`)
		v.items(t, "notes", `F1="gick hela vägen"`)
		ids := []string{v.reading("activities").Items[0].ID, v.reading("activities").Items[1].ID}
		if slices.Sort(ids); !slices.Equal(ids, []string{"a1", "a2"}) {
			t.Errorf("activities %v", ids)
		}
		amina, jonas := letters[0].outcomes[0].Verdict, letters[3].outcomes[0].Verdict
		parked := amina
		if jonas.Kind == document.Parked {
			parked = jonas
		}
		wantNote := slices.ContainsFunc(parked.Notes, func(n document.Note) bool { return n.Field == wording && len(n.Waiting) == 2 })
		if parked.Kind != document.Parked || !wantNote || amina.Kind == jonas.Kind {
			t.Errorf("the second to come is not told that both wait: %+v, %+v", amina, jonas)
		}
	})
}
