package advise

import (
	"maps"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Times of domain.md W3: Tuesday 24 November, and Wednesday morning.
const (
	at1130   = "2026-11-24T10:30:00Z"
	at1230   = "2026-11-24T11:30:00Z"
	at1300   = "2026-11-24T12:00:00Z"
	nextDay  = "2026-11-25T07:30:00Z"
	meetings = document.Scope("team/norra/meeting/ekby")
	part2    = document.Scope("citizen/rolf/case-norra-2/ekby")
)

var petra = Me{Actor: "petra", Role: "nurse"}

func ms(text string) int64 {
	at, ok := document.TimeMillis(text)
	if !ok {
		panic(text)
	}
	return at
}

// held is a document that shows these values, JSON each; items by "field/item".
func held(scope document.Scope, doc, typ string, fields map[string]string) Held {
	h := Held{Scope: scope, Doc: doc, Type: typ, View: merge.View{Fields: map[string]merge.Reading{}}}
	for name, value := range fields {
		h.View.Fields[name] = merge.Reading{Value: jsontext.Value(value)}
	}
	return h
}

func (h Held) with(field string, items ...merge.Item) Held {
	h.View.Fields = maps.Clone(h.View.Fields)
	h.View.Fields[field] = merge.Reading{Items: items}
	return h
}

func item(id, value string) merge.Item { return merge.Item{ID: id, Value: jsontext.Value(value)} }

func meeting(state, sequence, start string, answers ...merge.Item) Held {
	return held(meetings, "TM-77", "teamMeeting", map[string]string{
		"state": `"` + state + `"`, "sequence": sequence, "start": `"` + start + `"`,
	}).with("attendance", answers...)
}

func answered(response, to string) merge.Item {
	return item("petra", `{"response":"`+response+`","respondedToSequence":`+to+`,"staffId":"petra"}`)
}

func alarm(sequence int, at string) []Alarm {
	return []Alarm{{Scope: meetings, Doc: "TM-77", Type: "teamMeeting", Sequence: sequence, At: ms(at)}}
}

func known(sequence int, at string) []Known {
	return []Known{{Scope: meetings, Doc: "TM-77", Sequence: sequence, At: ms(at)}}
}

// Petra has said yes to 13:00, goes into a basement, and surfaces when the meeting has moved twice.
func TestAppointments_MovedTwiceWhileAway(t *testing.T) {
	t.Parallel()
	now := ms(at1130)
	first := Appointments(now, petra, []Held{meeting("called", "1", at1300)}, nil)
	if d := cmp.Diff(Plan{Alarms: alarm(1, at1300), Known: known(1, at1300)}, first); d != "" {
		t.Fatalf("called: %s", d)
	}
	yes := Appointments(now, petra, []Held{meeting("called", "1", at1300, answered("yes", "1"))}, first.Known)
	if d := cmp.Diff(first, yes); d != "" {
		t.Fatalf("a yes: %s", d)
	}
	moved := Plan{
		Alarms: alarm(3, nextDay), Known: known(1, at1300),
		Moved: []Moved{{
			Code: AnswerAgain, Scope: meetings, Doc: "TM-77", Type: "teamMeeting", Sequence: 3, From: ms(at1300), To: ms(nextDay), Answered: "yes",
		}},
	}
	stale := answered("yes", "1")
	stale.Stale = true
	surfaced := Appointments(now, petra, []Held{meeting("called", "3", nextDay, stale)}, yes.Known)
	if d := cmp.Diff(moved, surfaced); d != "" {
		t.Errorf("surfaced: %s", d)
	}
	again := Appointments(now, petra, []Held{meeting("called", "3", nextDay, stale)}, surfaced.Known)
	if d := cmp.Diff(moved, again); d != "" {
		t.Errorf("asked until she answers: %s", d)
	}
	settled := Appointments(now, petra, []Held{meeting("called", "3", nextDay, answered("yes", "3"))}, again.Known)
	if d := cmp.Diff(Plan{Alarms: alarm(3, nextDay), Known: known(3, nextDay)}, settled); d != "" {
		t.Errorf("answered anew: %s", d)
	}
}

func TestAppointments(t *testing.T) {
	t.Parallel()
	stale := answered("no", "1")
	stale.Stale = true
	voided := meeting("called", "1", at1300)
	voided.View.Voided = "Dubbelt"
	shell := meeting("called", "1", at1300)
	shell.View.Incomplete = true
	ask := func(from int64, said string) []Moved {
		return []Moved{{Code: AnswerAgain, Scope: meetings, Doc: "TM-77", Type: "teamMeeting", Sequence: 2, From: from, To: ms(at1230), Answered: said}}
	}
	for name, c := range map[string]struct {
		h     Held
		known []Known
		want  Plan
	}{
		"a no to this time":               {meeting("called", "1", at1300, answered("no", "1")), nil, Plan{Known: known(1, at1300)}},
		"perhaps":                         {meeting("prepared", "1", at1300, answered("maybe", "1")), nil, Plan{Alarms: alarm(1, at1300), Known: known(1, at1300)}},
		"a no to another time":            {meeting("called", "2", at1230, stale), known(1, at1300), Plan{Alarms: alarm(2, at1230), Known: known(1, at1300), Moved: ask(ms(at1300), "no")}},
		"who never answered":              {meeting("called", "2", at1230), known(1, at1300), Plan{Alarms: alarm(2, at1230), Known: known(1, at1300), Moved: ask(ms(at1300), "")}},
		"a phone that was installed anew": {meeting("called", "2", at1230, stale), nil, Plan{Alarms: alarm(2, at1230), Moved: ask(0, "no")}},
		"somebody else's answer":          {meeting("called", "1", at1300, item("jonas", `{"response":"no","respondedToSequence":1}`)), nil, Plan{Alarms: alarm(1, at1300), Known: known(1, at1300)}},
		"cancelled":                       {meeting("cancelled", "1", at1300), known(1, at1300), Plan{Known: known(1, at1300)}},
		"cancelled, never heard of":       {meeting("cancelled", "1", at1300), nil, Plan{}},
		"a draft":                         {meeting("draft", "1", at1300), nil, Plan{}},
		"running":                         {meeting("running", "1", at1300), nil, Plan{}},
		"it has begun":                    {meeting("called", "1", at1130), nil, Plan{}},
		"no time yet":                     {meeting("called", "1", ""), nil, Plan{}},
		"voided":                          {voided, known(1, at1300), Plan{}},
		"not yet complete":                {shell, nil, Plan{}},
		"another type":                    {held(meetings, "TM-77", "agendaItem", map[string]string{"start": `"` + at1300 + `"`, "state": `"called"`}), nil, Plan{}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(c.want, Appointments(ms(at1130), petra, []Held{c.h}, c.known)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestAppointments_JointVisit(t *testing.T) {
	t.Parallel()
	visit := func(state, staff string) Held {
		return held(part2, "JV-1", "jointVisit", map[string]string{
			"state": `"` + state + `"`, "sequence": "1", "start": `"` + at1300 + `"`, "participants": `[{"staffId":"jonas"},{"staffId":"` + staff + `"}]`,
		})
	}
	said := func(about, answer string) merge.Item { return item(about, `{"answer":"`+answer+`"}`) }
	for name, c := range map[string]struct {
		h    Held
		want int
	}{
		"booked":                       {visit("scheduled", "petra"), 1},
		"confirmed":                    {visit("confirmed", "petra"), 1},
		"for others":                   {visit("scheduled", "mats"), 0},
		"only accepted":                {visit("accepted", "petra"), 0},
		"declined":                     {visit("declinedByCitizen", "petra"), 0},
		"cancelled":                    {visit("cancelled", "petra"), 0},
		"no to her":                    {visit("scheduled", "petra").with("citizenStance", said("petra", "no")), 0},
		"no to all":                    {visit("scheduled", "petra").with("citizenStance", said("all", "no")), 0},
		"no to all but her":            {visit("scheduled", "petra").with("citizenStance", said("all", "no"), said("petra", "yes")), 1},
		"no to another (W4, Marek)":    {visit("scheduled", "petra").with("citizenStance", said("jonas", "no")), 1},
		"her own no":                   {visit("scheduled", "petra").with("responses", answered("no", "1")), 0},
		"her no to an earlier time":    {visit("scheduled", "petra").with("responses", answered("no", "0")), 1},
		"participants nobody can read": {held(part2, "JV-1", "jointVisit", map[string]string{"state": `"scheduled"`, "start": `"` + at1300 + `"`, "participants": `"x"`}), 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := Appointments(ms(at1130), petra, []Held{c.h}, nil).Alarms; len(got) != c.want {
				t.Errorf("%v", got)
			}
		})
	}
}

// What the phone holds comes in any order; what it does is always said in the same.
func TestAppointments_InOrder(t *testing.T) {
	t.Parallel()
	at := func(doc, start string) Held {
		h := meeting("called", "2", start)
		h.Doc = doc
		return h
	}
	all := []Held{at("C", at1300), at("A", nextDay), at("B", at1230)}
	was := []Known{{meetings, "A", 1, 1}, {meetings, "B", 1, 1}, {meetings, "C", 1, 1}}
	p := Appointments(ms(at1130), petra, all, was)
	order := ""
	for i := range all {
		order += p.Alarms[i].Doc + p.Moved[i].Doc + p.Known[i].Doc + " "
	}
	if order != "BBA CCB AAC " {
		t.Error(order)
	}
}
