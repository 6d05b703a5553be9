package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

func (w *world) stanceOf(who, answer, words string) {
	w.t.Helper()
	w.follow(w.forCitizen("marek", part2, "jointVisit", "jv", ops("citizenStance", add(who, m{"answer": answer, "words": words}))))
}

func booked(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	w.load(part2, "agendaItem", "a1", ops("question", "?", "part", 2, "citizenVoice", "Ja.", "state", "decided"))
	w.load(part2, "jointVisit", "jv", ops("purpose", "?", "state", "accepted", "decidedInItemId", "a1", "participants", []m{{"staffId": "jonas"}, {"staffId": "mats"}}))
	w.stance("kerstin", "all", "yes")
	w.load(part2, "jointVisit", "jv", ops("state", "scheduled", "start", "2026-11-24T10:00:00Z", "end", "2026-11-24T11:00:00Z"))
	return w
}

// "Cannot reach scheduled without citizen's yes" (domain.md 1.3.4); "the item returns to the next meeting with Rolf's reason" (W4).
func TestRespectNotNow(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		answer, words       string
		visit, item, reason string
		asked               int
	}{
		"no":                   {"no", "Jag vill inte.", "declinedByCitizen", "postponed", "Jag vill inte.", 0},
		"another day":          {"laterDate", "Jag har feber.", "cancelled", "postponed", "Jag har feber.", 0},
		"another day, no word": {"laterDate", "", "cancelled", "postponed", "Medborgaren vill ha besöket en annan dag.", 0},
		"only with somebody":   {"onlyWith", "Bara om min dotter är här.", "scheduled", "decided", "", 1},
		"still yes":            {"yes", "Gärna.", "scheduled", "decided", "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := booked(t)
			w.stanceOf("jonas", row.answer, row.words)
			if visit, item := w.text("jv", "state"), w.text("a1", "state"); visit != row.visit || item != row.item || w.text("a1", "stateReason") != row.reason {
				t.Errorf("visit %s, item %s %q", visit, item, w.text("a1", "stateReason"))
			}
			if row.visit == "cancelled" && w.text("jv", "stateReason") != row.reason {
				t.Errorf("the visit says %q", w.text("jv", "stateReason"))
			}
			asked := w.ofType("conflict")
			if len(asked) != row.asked || row.asked == 1 && (w.text(asked[0], "kind") != "onlyWith" || w.text(asked[0], "ownerRole") != "coordinator") {
				t.Errorf("asked: %v", asked)
			}
		})
	}
}

// A visit that the coordinator cancels says nothing of the citizen, and one that took place is a fact.
func TestItemReturns_OnlyByTheCitizensAnswer(t *testing.T) {
	t.Parallel()
	w := booked(t)
	w.follow(w.write("kerstin", "coordinator", part2, "jointVisit", "jv", ops("state", "cancelled", "stateReason", "Sjuk personal")))
	if w.text("a1", "state") != "decided" {
		t.Errorf("the item is %s", w.text("a1", "state"))
	}
	w = booked(t)
	w.follow(w.write("jonas", "occupationalTherapist", part2, "jointVisit", "jv", ops("state", "held")))
	w.stanceOf("jonas", "laterDate", "")
	if w.text("jv", "state") != "held" || w.text("a1", "state") != "decided" {
		t.Errorf("the visit is %s, the item %s", w.text("jv", "state"), w.text("a1", "state"))
	}
}

// "rescheduled (event: sequence+1 back to scheduled)" (domain.md 1.3.4).
func TestMovedAgain(t *testing.T) {
	t.Parallel()
	w := booked(t)
	w.follow(w.write("jonas", "occupationalTherapist", part2, "jointVisit", "jv", ops("state", "confirmed")))
	w.follow(w.write("jonas", "occupationalTherapist", part2, "jointVisit", "jv", ops("purpose", "Trappan")))
	if got := w.text("jv", "state"); got != "confirmed" {
		t.Errorf("not moved, and %s", got)
	}
	w.follow(w.write("kerstin", "coordinator", part2, "jointVisit", "jv", ops("start", "2026-11-27T06:00:00Z", "end", "2026-11-27T07:00:00Z")))
	if got := w.text("jv", "state"); got != "scheduled" {
		t.Errorf("moved, and %s", got)
	}
}

// "If the citizen withdraws after it → HUM to the responsible person" (domain.md 3.2), whichever comes last.
func TestWithdrawnAfterDecision(t *testing.T) {
	t.Parallel()
	for _, last := range []string{"withdrawal", "decision", "none"} {
		t.Run(last, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.load(part2, "agendaItem", "a1", ops("question", "Flytta", "part", 2, "citizenVoice", "Ja.", "state", "discussed"))
			withdraw := func() {
				w.follow(w.forCitizen("marek", part2, "agendaItem", "a1", ops("state", "withdrawnByCitizen")))
			}
			decide := func() {
				w.follow(w.write("kerstin", "coordinator", part2, "meetingDecision", "d1",
					ops("itemId", "a1", "kind", "task", "text", "Li beställer flytt", "responsibleId", "li", "due", "2026-11-27T16:00:00Z")))
			}
			if last == "decision" {
				withdraw()
			}
			decide()
			if last == "withdrawal" {
				withdraw()
			}
			w.follow(w.write("kerstin", "coordinator", part2, "agendaItem", "a1", ops("priority", "high")))
			want := map[string]int{"none": 0}[last]
			if last != "none" {
				want = 1
			}
			asked := w.ofType("conflict")
			if len(asked) != want {
				t.Fatalf("asked: %v", asked)
			}
			for _, id := range asked {
				if w.text(id, "kind") != "withdrawnAfterDecision" || w.text(id, "ownerStaffId") != "li" || document.Unquote(w.items("a1", "outcomeIds")[0].Value) != "d1" {
					t.Errorf("%s to %s", w.text(id, "kind"), w.text(id, "ownerStaffId"))
				}
			}
		})
	}
}
