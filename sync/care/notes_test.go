package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// "Notes to be confirmed within 24 h" (domain.md W1): of the meeting's end, also when that became known later; once.
func TestNotesWait(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load(meeting, "teamMeeting", "m1", ops("start", "2026-11-24T12:00:00Z", "end", "2026-11-24T13:30:00Z", "state", "running", "chairId", "bodil"))
	w.now = millis(t, "2026-11-24T13:20:00Z")
	closed := w.write("bodil", "unitManager", meeting, "teamMeeting", "m1", ops("state", "closed"))
	w.now = millis(t, "2026-11-26T08:00:00Z") // her phone had no coverage
	arrived := closed.after.Origins[closed.edit.ID]
	arrived.At = w.now
	closed.after.Origins[closed.edit.ID] = arrived
	w.follow(closed)
	if got := document.Unquote(w.shown("m1", "confirmBy")); got != "2026-11-25T13:20:00.000Z" {
		t.Errorf("to be confirmed by %q", got)
	}
	w.follow(w.write("kerstin", "coordinator", meeting, "teamMeeting", "m1", ops("state", "closed")))
	if got := document.Unquote(w.shown("m1", "confirmBy")); got != "2026-11-25T13:20:00.000Z" {
		t.Errorf("closed again, to be confirmed by %q", got)
	}
}

func TestRemindChair(t *testing.T) {
	t.Parallel()
	for state, want := range map[string]string{"closed": "2026-11-25T13:20:00.000Z", "confirmed": ""} {
		w := newWorld(t)
		w.load(meeting, "teamMeeting", "m1", ops("start", "2026-11-24T12:00:00Z", "end", "2026-11-24T13:30:00Z", "state", "closed", "confirmBy", "2026-11-25T13:20:00.000Z"))
		w.load(meeting, "teamMeeting", "m1", ops("state", state))
		w.now = millis(t, "2026-11-25T13:19:59Z")
		w.doAll(meeting, w.due("remindChair", "m1"))
		if got := w.shown("m1", "unconfirmedSince"); len(got) > 0 {
			t.Errorf("%s: a second before, since %s", state, got)
		}
		w.now = millis(t, "2026-11-25T13:20:00Z")
		w.doAll(meeting, w.due("remindChair", "m1"))
		if got := document.Unquote(w.shown("m1", "unconfirmedSince")); got != want {
			t.Errorf("%s: since %q, want %q", state, got, want)
		}
		if again := w.due("remindChair", "m1"); again != nil {
			t.Errorf("%s: reminds again: %+v", state, again)
		}
	}
}
