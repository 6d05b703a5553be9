package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

func TestRoomAudience(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		changes           map[string]document.Op
		code, field, note string
	}{
		"part 1 with its audience":               {ops("openPart", 1, "presentIds", []string{"mats", "amina", "bodil"}), "", "", ""},
		"part 1 with the nurse":                  {ops("openPart", 1, "presentIds", []string{"mats", "petra"}), "wrong-audience", "presentIds", ""},
		"part 3 with the needs assessor":         {ops("openPart", 3, "presentIds", []string{"petra", "mats"}), "wrong-audience", "presentIds", ""},
		"part 3 with its audience":               {ops("openPart", 3, "presentIds", []string{"petra", "amina"}), "", "", ""},
		"part 3 without a nurse":                 {ops("openPart", 3, "presentIds", []string{"amina", "bodil"}), "", "", "no-quorum"},
		"somebody nobody knows":                  {ops("openPart", 2, "presentIds", []string{"stranger"}), "wrong-audience", "presentIds", ""},
		"part 2 with the citizen":                {ops("openPart", 2, "presentIds", []string{"petra", "c1"}), "", "", ""},
		"part 3 with the citizen":                {ops("openPart", 3, "presentIds", []string{"petra", "c1"}), "wrong-audience", "presentIds", ""},
		"nobody marked present":                  {ops("openPart", 2, "presentIds", []string{}), "", "", ""},
		"between the parts anybody may be there": {ops("openPart", 0, "presentIds", []string{"mats", "petra"}), "", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.load(meeting, "teamMeeting", "tm77", ops("start", "2026-11-24T12:00:00Z", "end", "2026-11-24T13:30:00Z", "state", "running"))
			code, field, note := w.judge(w.write("bodil", "unitManager", meeting, "teamMeeting", "tm77", row.changes))
			if code != row.code || field != row.field || note != row.note {
				t.Errorf("got %q %q %q", code, field, note)
			}
		})
	}
}

// Must never: "a part opens with a wrong person present" (W1), also when the person comes in after it was opened.
func TestRoomAudience_WhoComesInLater(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load(meeting, "teamMeeting", "tm77", ops("state", "running", "openPart", 3, "presentIds", []string{"petra", "amina"}))
	if code, _, _ := w.judge(w.write("bodil", "unitManager", meeting, "teamMeeting", "tm77", ops("openPart", 3, "presentIds", []string{"petra", "amina", "mats"}))); code != document.CodeWrongAudience {
		t.Errorf("Mats comes in: %q", code)
	}
	if code, _, note := w.judge(w.write("bodil", "unitManager", meeting, "teamMeeting", "tm77", ops("chairId", "bodil"))); code+note != "" {
		t.Errorf("what has nothing to do with the room: %q %q", code, note)
	}
}

// "start, end, place, state cancelled: BND" (domain.md 3.2).
func TestCancelledStays(t *testing.T) {
	t.Parallel()
	moved, opened, closed := ops("start", "2026-11-24T13:00:00Z", "end", "2026-11-24T14:00:00Z"), ops("openPart", 2, "presentIds", []string{"petra"}), ops("openPart", 0)
	for name, row := range map[string]struct {
		state   string
		changes map[string]document.Op
		want    string
	}{
		"called and moved": {"called", moved, ""}, "running and opened": {"running", opened, ""},
		"cancelled and moved": {"cancelled", moved, "stale"}, "cancelled and opened": {"cancelled", opened, "no-transition"},
		"closed and opened": {"closed", opened, "no-transition"}, "confirmed and opened": {"confirmed", opened, "no-transition"},
		"closed and shut": {"closed", closed, ""}, "closed and moved": {"closed", moved, ""},
	} {
		w := newWorld(t)
		w.load(meeting, "teamMeeting", "tm77", ops("start", "2026-11-24T12:00:00Z", "end", "2026-11-24T13:30:00Z", "state", row.state))
		if code, _, _ := w.judge(w.write("bodil", "unitManager", meeting, "teamMeeting", "tm77", row.changes)); code != row.want {
			t.Errorf("%s: %q, want %q", name, code, row.want)
		}
	}
}

func TestCutOff(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load(meeting, "teamMeeting", "tm77", ops("state", "called", "cutoffAt", "2026-11-24T08:00:00Z"))
	w.doAll(meeting, w.due("cutOff", "tm77"))
	if got := document.Unquote(w.shown("tm77", "state")); got != "prepared" {
		t.Errorf("state %s", got)
	}
	if got := w.due("cutOff", "tm77"); got != nil {
		t.Errorf("again: %+v", got)
	}
}
