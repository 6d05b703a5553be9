package audit_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
)

func TestDisclosures_AreListedWithTheirBasis(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	part1, part2 := document.Scope("citizen/c17/case-norra-1/ekby"), "citizen/c17/case-norra-2/ekby"
	must := func(v document.Verdict) {
		if v.Kind == document.Refused {
			t.Fatalf("%+v", v)
		}
	}
	must(w.writes("amina", w.now, part1, "agendaItem", "a1", "question", "Kan hon få prova rollator?", "part", 1, "state", "proposed"))
	for id, to := range map[string]string{"d1": part2, "d2": "citizen/c17/case-nobody-2/ekby"} {
		must(w.writes("amina", w.now, part1, "disclosure", id, "sourceId", "a1", "sourceType", "agendaItem", "toScope", to, "basis", "harmTest",
			"why", "Alla professioner behövs", "state", "asked"))
	}
	got := w.asks(audit.Question{Ask: audit.AskDisclosures, Citizen: "c17"})
	for _, want := range []string{"Ingrid Palm (c17)", "Amina Warsame (amina)", "Ärende i del 1", "Ärende i del 2", "menprövning", "Alla professioner behövs", "utlämnat", "ingen som får läsa där"} {
		if !strings.Contains(got, want) {
			t.Errorf("does not say %s:\n%s", want, got)
		}
	}
	if got := w.asks(audit.Question{Ask: audit.AskDisclosures, Citizen: "c17", JSON: true}); strings.Count(got, "\n") != 2 || !strings.Contains(got, `"state":"copied"`) {
		t.Errorf("as JSON: %s", got)
	}
	if got := w.asks(audit.Question{Ask: audit.AskDisclosures, Citizen: "c28"}); !strings.Contains(got, "Inget har lämnats ut") {
		t.Errorf("of another: %s", got)
	}
}

// Architecture 3: each is listed for review, also those between a team's own parts, until somebody else has written what they
// found.
func TestDisclosures_AreReviewed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	discloses := func(id string, from document.Scope, to, basis string) {
		t.Helper()
		w.now += 60_000
		for _, v := range []document.Verdict{
			w.writes("amina", w.now, from, "agendaItem", "a"+id, "question", "Kan hon få prova rollator?", "part", 1, "state", "proposed"),
			w.writes("amina", w.now, from, "disclosure", id, "sourceId", "a"+id, "sourceType", "agendaItem", "toScope", to, "basis", basis,
				"why", "Alla professioner behövs", "state", "asked"),
		} {
			if v.Kind == document.Refused {
				t.Fatalf("%+v", v)
			}
		}
	}
	done := func(id, by string) string {
		_, err := w.answer(audit.Question{Ask: audit.AskDone, Review: id, By: by, Outcome: "Prövad av båda."})
		return fault.CodeOf(err)
	}
	discloses("d1", "team/norra/part1/ekby", "team/norra/part2/ekby", "harmTest")
	discloses("d2", "citizen/c17/case-norra-1/ekby", "citizen/c17/case-norra-2/ekby", "emergency")
	golden(t, "disclosure-reviews", w.asks(audit.Question{Ask: audit.AskReviews}))
	golden(t, "disclosures", w.asks(audit.Question{Ask: audit.AskDisclosures}))
	if own, nobodys := done("d1", "amina"), done("d3", "ylva"); own != fault.BadFrame || nobodys != fault.NotFound {
		t.Errorf("by whoever disclosed: %s; of none: %s", own, nobodys)
	}
	w.now += 200 * 24 * hour
	if code := done("d1", "ylva"); code != "" {
		t.Error(code)
	}
	discloses("d1", "citizen/c29/case-norra-1/ekby", "citizen/c29/case-norra-2/ekby", "harmTest") // phones choose ids
	text := w.asks(audit.Question{Ask: audit.AskReviews})
	if !strings.Contains(text, "3 utlämnanden, varav 2 inte granskade") || strings.Count(text, "Ylva Modig (ylva): Prövad av båda.") != 1 {
		t.Error(text)
	}
}
