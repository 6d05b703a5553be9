package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// "Urgency merges to the highest until a nurse lowers it" (W7).
func TestUrgency_LoweredByWhoAnswers(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		typ, first, by, role, then string
		want                       string
	}{
		"an assistant lowers":                 {"medicationQuestion", "now", "amina", "assistantNurse", "today", document.CodeNotAllowed},
		"an assistant raises":                 {"medicationQuestion", "today", "amina", "assistantNurse", "now", ""},
		"an assistant says the same":          {"medicationQuestion", "today", "amina", "assistantNurse", "today", ""},
		"a physiotherapist lowers":            {"medicationQuestion", "now", "erik", "physiotherapist", "today", document.CodeNotAllowed},
		"a nurse lowers":                      {"medicationQuestion", "now", "petra", "nurse", "beforeNextMeeting", ""},
		"a nurse who writes in another role":  {"medicationQuestion", "now", "petra", "careAssistant", "today", ""},
		"the server lowers":                   {"medicationQuestion", "now", "server", "server", "today", ""},
		"a nurse lowers an aid question":      {"aidQuestion", "urgent", "petra", "nurse", "soon", document.CodeNotAllowed},
		"the owner's profession triages":      {"aidQuestion", "urgent", "erik", "occupationalTherapist", "canWait", ""},
		"the other owning profession triages": {"aidQuestion", "urgent", "erik", "physiotherapist", "canWait", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			s := w.write("amina", "assistantNurse", health, row.typ, "q1", ops("urgency", row.first))
			if code, _ := w.lowered(s, "amina", "assistantNurse"); code != "" {
				t.Fatalf("asked: %s", code)
			}
			code, field := w.lowered(w.write(row.by, row.role, health, row.typ, "q1", ops("urgency", row.then)), row.by, row.role)
			if code != row.want || (field == "urgency") != (row.want != "") {
				t.Errorf("%q about %q, want %q", code, field, row.want)
			}
		})
	}
}

// Two who did not know of each other: the less urgent stands beside the more urgent and lowers nothing, in either order.
func TestUrgency_BesideTheHigherNothingIsLowered(t *testing.T) {
	t.Parallel()
	amina := func(w *world, base uint64) (code string) {
		s := w.writeFrom(base, "amina", "assistantNurse", health, "medicationQuestion", "mq21", ops("urgency", "now"))
		code, _ = w.lowered(s, "amina", "assistantNurse")
		return code
	}
	petra := func(w *world, base uint64) (code string) {
		s := w.writeFrom(base, "petra", "nurse", health, "medicationQuestion", "mq21", ops("urgency", "beforeNextMeeting"))
		code, _ = w.lowered(s, "petra", "nurse")
		return code
	}
	for i, order := range [][]func(*world, uint64) string{{amina, petra}, {petra, amina}} {
		w := question(t)
		w.write("petra", "nurse", health, "medicationQuestion", "mq21", ops("urgency", "today"))
		base := w.seq
		for _, write := range order {
			if code := write(w, base); code != "" {
				t.Errorf("order %d: %s", i, code)
			}
		}
		if got := document.Unquote(w.shown("mq21", "urgency")); got != "now" {
			t.Errorf("order %d: %s", i, got)
		}
	}
}

// lowered asks Guard about a step by its author, and takes it back when it is refused.
func (w *world) lowered(s step, by, role string) (code, field string) {
	f := w.facts()
	f.Author, f.Role = by, role
	code, field, _ = care.Guard(types.Types[s.edit.Type], s.before, s.after, s.edit, f)
	if code != "" {
		w.docs[s.edit.Doc] = s.before
	}
	return code, field
}
