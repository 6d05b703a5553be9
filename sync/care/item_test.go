package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

func TestAssessmentGate(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for name, row := range map[string]struct {
		scope   document.Scope
		changes map[string]document.Op
		want    string
	}{
		"a3": {part3, ops("question", "?", "part", 3, "state", "proposed"), ""},
		"b3": {part3, ops("question", "?", "part", 3, "state", "proposed", "requiresNewAssessment", true), "needs-assessment"},
		"c3": {part3, ops("question", "?", "part", 3, "state", "proposed", "requiresNewAssessment", false), ""},
		"d2": {part2, ops("question", "?", "part", 2, "state", "proposed", "requiresNewAssessment", true), ""},
	} {
		code, field, _ := w.judge(w.write("petra", "nurse", row.scope, "agendaItem", name, row.changes))
		if code != row.want || code != "" && field != "requiresNewAssessment" {
			t.Errorf("%s: %q %q, want %q", name, code, field, row.want)
		}
	}
	if code, _, _ := w.judge(w.write("petra", "nurse", part3, "agendaItem", "a3", ops("requiresNewAssessment", true))); code != document.CodeNeedsAssessment {
		t.Errorf("ticked later: %q", code)
	}
	if code, _, _ := w.judge(w.write("petra", "nurse", part3, "agendaItem", "a3", ops("background", "…"))); code != "" {
		t.Errorf("another field: %q", code)
	}
}

// "citizenVoice mandatory before discussed" (domain.md A13).
func TestVoiceFirst(t *testing.T) {
	t.Parallel()
	const anonymous = document.Scope("team/norra/part2/ekby")
	for name, row := range map[string]struct {
		scope    document.Scope
		first    map[string]document.Op
		changes  map[string]document.Op
		want     string
		startsAs string
	}{
		"discussed without a word":     {part2, ops(), ops("state", "discussed"), "voice-missing", "proposed"},
		"with nothing but spaces":      {part2, ops("citizenVoice", "  "), ops("state", "discussed"), "voice-missing", "proposed"},
		"decided without a word":       {part2, ops(), ops("state", "decided"), "voice-missing", "discussed"},
		"with the citizen's voice":     {part2, ops("citizenVoice", "Jag vill bo kvar."), ops("state", "discussed"), "", "proposed"},
		"the voice in the same edit":   {part2, ops(), ops("state", "discussed", "citizenVoice", "Vet inte."), "", "proposed"},
		"accepted":                     {part2, ops(), ops("state", "accepted"), "", "proposed"},
		"an item about nobody":         {anonymous, ops(), ops("state", "discussed"), "", "proposed"},
		"an anonymous one":             {part2, ops("anonymous", true), ops("state", "discussed"), "", "proposed"},
		"something else, when decided": {part2, ops(), ops("priority", "high"), "", "decided"},
	} {
		w := newWorld(t)
		w.load(row.scope, "agendaItem", "a1", ops("question", "?", "part", 2, "state", row.startsAs))
		if len(row.first) > 0 {
			w.load(row.scope, "agendaItem", "a1", row.first)
		}
		if code, _, _ := w.judge(w.write("kerstin", "coordinator", row.scope, "agendaItem", "a1", row.changes)); code != row.want {
			t.Errorf("%s: %q, want %q", name, code, row.want)
		}
	}
}

// "supportFloorConfirmed required to start" (domain.md A3).
func TestFloorFirst(t *testing.T) {
	t.Parallel()
	const unit = document.Scope("unit/norra/learning/ekby")
	for want, start := range map[string]map[string]document.Op{
		"reason-missing": ops("name", "Test", "state", "planned"),
		"":               ops("name", "Test", "state", "planned", "supportFloorConfirmed", true),
	} {
		w := newWorld(t)
		w.load(unit, "methodTest", "mt", start)
		if code, _, _ := w.judge(w.write("bodil", "unitManager", unit, "methodTest", "mt", ops("state", "running"))); code != want {
			t.Errorf("%q, want %q", code, want)
		}
	}
}

// W1: Amina wrote before the cut-off in a stairwell, and came online after it.
func TestInTime(t *testing.T) {
	t.Parallel()
	cutoff := millis(t, "2026-11-23T15:00:00Z")
	for name, row := range map[string]struct {
		written, came int64
		ahead         bool
		want          string
	}{
		"in time":            {cutoff - 1000, cutoff, false, "onTime"},
		"late by offline":    {cutoff - 6_000_000, cutoff + 1, false, "lateByOffline"},
		"late":               {cutoff + 1, cutoff + 2, false, "late"},
		"a clock that lies":  {cutoff + 90_000_000, cutoff - 1, true, "onTime"},
		"it lies, and late":  {cutoff + 90_000_000, cutoff + 1, true, "late"},
		"it lies, offline":   {cutoff - 1000, cutoff + 1, true, "lateByOffline"}, // minutes fast: it was even earlier
		"on the phone still": {cutoff - 1, cutoff - 1, false, "onTime"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.load(meeting, "teamMeeting", "tm77", ops("cutoffAt", document.TimeText(cutoff)))
			w.write("amina", "assistantNurse", part2, "agendaItem", "a1", ops("question", "?", "part", 2, "meetingId", "tm77"))
			d := w.docs["a1"].Clone()
			o := d.Origins[d.Created]
			o.Stamp, o.At, o.Ahead = hlc.New(row.written, 0, "ramina"), row.came, row.ahead
			d.Origins[d.Created] = o
			w.docs["a1"] = d
			if got := w.derive("a1", "inTime"); got != row.want {
				t.Errorf("got %q, want %q", got, row.want)
			}
		})
	}
}

func TestInTime_NothingToSay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.write("amina", "assistantNurse", part2, "agendaItem", "a1", ops("question", "?", "part", 2))
	w.write("amina", "assistantNurse", part2, "agendaItem", "a2", ops("question", "?", "part", 2, "meetingId", "elsewhere"))
	w.load(meeting, "teamMeeting", "tm1", ops("state", "called"))
	w.write("amina", "assistantNurse", part2, "agendaItem", "a3", ops("question", "?", "part", 2, "meetingId", "tm1"))
	for _, id := range []string{"a1", "a2", "a3"} {
		if got := w.derive(id, "inTime"); got != "" {
			t.Errorf("%s is %s", id, got)
		}
	}
}
