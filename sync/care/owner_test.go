package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// "IMM per author. Own testimony" (domain.md 3.2, visitRecord).
func TestOwnFact(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		by, role string
		changes  map[string]document.Op
		void     string
		want     string
	}{
		"her own outcome":                {"amina", "assistantNurse", ops("outcome", "performed"), "", ""},
		"a colleague's word":             {"marek", "assistantNurse", ops("outcome", "notHome"), "", "not-yours"},
		"a colleague's correction":       {"marek", "assistantNurse", ops("corrections", add("e1", m{"text": "Hon kom.", "at": "2026-11-24T08:00:00Z"})), "", ""},
		"she takes it back":              {"amina", "assistantNurse", nil, "fel person", ""},
		"anybody takes it back":          {"vera", "careAssistant", nil, "fel", "not-yours"},
		"the unit manager takes it back": {"bodil", "unitManager", nil, "fel person", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.write("amina", "assistantNurse", social, "visitRecord", "vr", ops("arrivedAt", "2026-11-24T07:00:00Z"))
			f := w.facts()
			f.Author, f.Role = row.by, row.role
			e := document.Edit{Doc: "vr", Type: "visitRecord", Changes: row.changes, Void: row.void}
			if code, _, _ := careGuard(w.docs["vr"], w.docs["vr"], e, f); code != row.want {
				t.Errorf("%q, want %q", code, row.want)
			}
		})
	}
}

// "withdrawn (by citizen or raiser)" (domain.md 1.3.5).
func TestWithdrawnByRaiser(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct{ raiser, raised, by, role, want string }{
		"the raiser":                        {"jonas", "occupationalTherapist", "jonas", "occupationalTherapist", ""},
		"a colleague":                       {"jonas", "occupationalTherapist", "vera", "careAssistant", "not-allowed"},
		"the coordinator parks it instead":  {"jonas", "occupationalTherapist", "kerstin", "coordinator", "not-allowed"},
		"what the server raised":            {"server", "server", "kerstin", "coordinator", ""},
		"what the server raised, by anyone": {"server", "server", "vera", "careAssistant", "not-allowed"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.write(row.raiser, row.raised, part2, "agendaItem", "a1", ops("question", "?", "part", 2, "state", "proposed"))
			s := w.write(row.by, row.role, part2, "agendaItem", "a1", ops("state", "withdrawnByRaiser", "stateReason", "Vi hinner inte."))
			f := w.facts()
			f.Author, f.Role = row.by, row.role
			if code, _, _ := careGuard(s.before, s.after, s.edit, f); code != row.want {
				t.Errorf("%q, want %q", code, row.want)
			}
		})
	}
}
