package care_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

func decide(kind, text string) map[string]document.Op {
	return ops("itemId", "a1", "kind", kind, "text", text, "responsibleId", "petra", "due", "2026-12-01T15:00:00Z",
		"participants", []m{{"staffId": "jonas"}, {"staffId": "amina"}})
}

func TestDecisionFollows_ATask(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	long := "Petra ringer läkaren" + strings.Repeat(" å", 200) + "\nandra raden"
	w.follow(w.write("kerstin", "coordinator", part3, "meetingDecision", "d1", decide("task", long)))
	ids := w.ofType("followUpTask")
	if len(ids) != 1 {
		t.Fatalf("tasks: %v", ids)
	}
	for field, want := range map[string]string{"state": "open", "responsibleId": "petra", "due": "2026-12-01T15:00:00Z", "fromDecisionId": "d1", "text": long} {
		if got := document.Unquote(w.shown(ids[0], field)); got != want {
			t.Errorf("%s: %q", field, got)
		}
	}
	if title := []rune(document.Unquote(w.shown(ids[0], "title"))); len(title) != 200 || !strings.HasPrefix(string(title), "Petra ringer") {
		t.Errorf("title: %q", string(title))
	}
	w.follow(w.write("kerstin", "coordinator", part3, "meetingDecision", "d1", ops("reservation", add("r1", m{"text": "nej", "at": "2026-11-24T13:00:00Z"}))))
	if got := w.ofType("followUpTask"); len(got) != 1 || w.docs[ids[0]].Seq != 2 {
		t.Errorf("a change of the decision brought %v", got)
	}
}

// Must never: "A joint visit is booked before the citizen is asked" (W1). It is suggested.
func TestDecisionFollows_AJointVisit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.follow(w.write("kerstin", "coordinator", part2, "meetingDecision", "d2", decide("jointVisit", "Trappan")))
	ids := w.ofType("jointVisit")
	if len(ids) != 1 {
		t.Fatalf("joint visits: %v", ids)
	}
	for field, want := range map[string]string{"state": "suggested", "purpose": "Trappan", "decidedInItemId": "a1", "fromDecisionId": "d2"} {
		if got := document.Unquote(w.shown(ids[0], field)); got != want {
			t.Errorf("%s: %q", field, got)
		}
	}
	if got := string(w.shown(ids[0], "participants")); !strings.Contains(got, "jonas") {
		t.Errorf("participants: %s", got)
	}
}

func TestDecisionFollows_NothingElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.follow(w.write("kerstin", "coordinator", part2, "meetingDecision", "d1", decide("noAction", "Inget")))
	w.follow(w.write("kerstin", "coordinator", "team/norra/part2/ekby", "meetingDecision", "d2", decide("jointVisit", "hos vem?")))
	if len(w.docs) != 2 {
		t.Errorf("%d documents", len(w.docs))
	}
}
