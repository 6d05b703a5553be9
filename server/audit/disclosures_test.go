package audit_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/audit"
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
