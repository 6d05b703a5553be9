package flow_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

type dueRule func(rule string, t *schema.Type, doc *document.Document, f care.Facts) ([]care.Write, error)

// newTimely is a world in which a meeting that is called is prepared when its cut-off has come, which also tells a card.
func newTimely(t *testing.T) *world {
	t.Helper()
	w := newWorld(t)
	set := *w.rules
	set.Types = map[string]*schema.Type{}
	for name, typ := range w.rules.Types {
		set.Types[name] = typ
	}
	meeting := *set.Types["teamMeeting"]
	meeting.Deadlines = []schema.Deadline{{At: "cutoffAt", In: []string{"called"}, Rule: "cutOff"}}
	meeting.Rules = nil
	set.Types["teamMeeting"] = &meeting
	w.rules = &set
	w.due = func(rule string, typ *schema.Type, doc *document.Document, f care.Facts) ([]care.Write, error) {
		writes, err := care.Due(rule, typ, doc, f)
		if len(writes) > 0 {
			writes = append(writes, care.Write{Scope: card, Doc: "c1", Type: "citizen", Create: true, Changes: ops("whatMattersToMe", doc.ID)})
		}
		return writes, err
	}
	w.restart()
	return w
}

func server() flow.Author {
	who := author("server")
	who.Kind = "server"
	return who
}

// meeting makes or changes a meeting.
func (w *world) meeting(id string, changes map[string]document.Op) {
	w.t.Helper()
	for name, op := range ops("start", document.TimeText(w.now+48*hour), "end", document.TimeText(w.now+49*hour)) {
		if w.document(roster, id) == nil {
			changes[name] = op
		}
	}
	if v := w.submitAs(server(), w.edit("server", roster, "teamMeeting", id, 0, changes))[0]; v.Kind == document.Refused {
		w.t.Fatalf("meeting: %+v", v)
	}
}

// called makes a meeting whose cut-off comes after a while.
func (w *world) called(id string, after int64) {
	w.t.Helper()
	w.meeting(id, ops("state", "called", "cutoffAt", document.TimeText(w.now+after)))
}

func (w *world) fire() (next int64) {
	w.t.Helper()
	next, err := w.flow.Fire(context.Background(), tenantID)
	if err != nil {
		w.t.Fatal(err)
	}
	w.run()
	return next
}

func (w *world) dues() (out []store.Due) {
	for d, err := range w.store.Due(context.Background(), tenantID, math.MaxInt64) {
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

func (w *world) wantState(id, want string) {
	w.t.Helper()
	if got := w.shown(roster, "teamMeeting", id)["state"]; got != `"`+want+`"` {
		w.t.Errorf("%s is %s, want %s", id, got, want)
	}
}

// wantOnce checks that the deadlines were fired and stand once in the logs.
func (w *world) wantOnce(name string, fired ...store.Due) {
	w.t.Helper()
	entries := w.entries()
	for _, d := range fired {
		if entries[d.Edit] != 1 {
			w.t.Errorf("%s the deadline of %s stands %d times in the logs", name, d.Doc, entries[d.Edit])
		}
	}
	for id, n := range entries {
		if n != 1 {
			w.t.Errorf("%s %s stands %d times", name, id, n)
		}
	}
	if left := w.dues(); len(left) > 0 {
		w.t.Errorf("%s these are still due: %+v", name, left)
	}
	if open := w.open(); len(open) > 0 {
		w.t.Errorf("%s still open: %v", name, open)
	}
	w.checkPublished()
}

func TestFire_WhenItsTimeHasCome(t *testing.T) {
	t.Parallel()
	w := newTimely(t)
	w.called("m1", hour)
	due := w.dues()
	if len(due) != 1 || due[0].Due != w.now+hour || due[0].Rule != "cutOff" || due[0].Doc != "m1" || due[0].Key.Scope != roster {
		t.Fatalf("due: %+v", due)
	}
	w.now += hour - 1
	if next := w.fire(); next != due[0].Due {
		t.Errorf("next is %d, want %d", next, due[0].Due)
	}
	w.wantState("m1", "called")
	w.now++
	if next := w.fire(); next != 0 {
		t.Errorf("next is %d, want none", next)
	}
	w.wantState("m1", "prepared")
	w.wantOnce("after an hour", due...)
	if got := w.shown(card, "citizen", "c1")["whatMattersToMe"]; got != `"m1"` {
		t.Errorf("the card shows %s", got)
	}
	head := w.head(roster).Seq
	w.fire()
	if got := w.head(roster).Seq; got != head {
		t.Errorf("fired again: head %d after %d", got, head)
	}
}

func TestFire_AtOnceWhenThePastIsWritten(t *testing.T) {
	t.Parallel()
	w := newTimely(t)
	w.called("m1", -hour)
	due := w.dues()
	w.fire()
	w.wantState("m1", "prepared")
	w.wantOnce("at once", due...)
}

func TestFire_AMovedTimeIsTheNewTime(t *testing.T) {
	t.Parallel()
	w := newTimely(t)
	w.called("m1", hour)
	w.meeting("m1", ops("cutoffAt", document.TimeText(w.now+3*hour)))
	head := w.head(roster).Seq
	w.now += hour
	if next := w.fire(); next != w.now+2*hour {
		t.Errorf("next is %d, want in two hours", next)
	}
	w.wantState("m1", "called")
	if got := w.head(roster).Seq; got != head {
		t.Errorf("the old time made commit %d", got)
	}
	due := w.dues()
	if len(due) != 1 {
		t.Fatalf("due: %+v", due)
	}
	w.meeting("m1", ops("cutoffAt", document.TimeText(w.now+hour))) // earlier again
	w.now += hour
	w.fire()
	w.wantState("m1", "prepared")
	w.now += hour
	w.fire()
	w.wantOnce("in the end")
}

func TestFire_WhatIsNoLongerTrueBringsNothing(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(w *world){
		"running": func(w *world) { w.meeting("m1", ops("state", "running")) },
		"voided": func(w *world) {
			e := w.edit("server", roster, "teamMeeting", "m1", 0, nil)
			e.Void = "fel team"
			w.submitAs(server(), e)
		},
		"another type by now": func(w *world) { delete(w.rules.Types, "teamMeeting") },
		"no such rule": func(w *world) {
			w.flow.SetDue(func(string, *schema.Type, *document.Document, care.Facts) ([]care.Write, error) { return nil, nil })
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newTimely(t)
			w.called("m1", hour)
			change(w)
			head := w.head(roster).Seq
			w.now += 2 * hour
			w.fire()
			if got := w.head(roster).Seq; got != head {
				t.Errorf("commit %d was made of nothing", got)
			}
			w.wantOnce(name)
		})
	}
}

// A demo's clock is set back between the firing and the work: what was due then is due.
func TestFire_TheClockIsSetBackMeanwhile(t *testing.T) {
	t.Parallel()
	w := newTimely(t)
	w.called("m1", hour)
	due := w.dues()
	w.now += hour
	if _, err := w.flow.Fire(t.Context(), tenantID); err != nil {
		t.Fatal(err)
	}
	w.now -= hour
	w.run()
	w.wantState("m1", "prepared")
	w.wantOnce("", due...)
}

// A rule that panics holds up nobody, and waits for a server that can.
func TestFire_ARuleThatPanicsIsLeftAlone(t *testing.T) {
	t.Parallel()
	w := newTimely(t)
	sound := w.due
	w.due = func(rule string, typ *schema.Type, doc *document.Document, f care.Facts) ([]care.Write, error) {
		if doc.ID == "bad" {
			panic("no such luck")
		}
		return sound(rule, typ, doc, f)
	}
	w.restart()
	w.called("bad", hour)
	w.called("m1", hour)
	all := w.dues()
	w.now += hour
	w.fire()
	w.fire()
	w.wantState("m1", "prepared")
	w.wantState("bad", "called")
	if left := w.dues(); len(left) != 1 || left[0].Doc != "bad" {
		t.Errorf("left: %+v", left)
	}
	w.due = sound
	w.restart()
	w.fire()
	w.wantState("bad", "prepared")
	w.wantOnce("repaired", all...)
}

// A write that the rules refuse does not make an entry, and is not tried for ever.
func TestFire_AWriteThatIsRefusedIsLeftOut(t *testing.T) {
	t.Parallel()
	w := newTimely(t)
	w.due = func(string, *schema.Type, *document.Document, care.Facts) ([]care.Write, error) {
		return []care.Write{
			{Doc: "m1", Type: "teamMeeting", Changes: ops("start", 7)}, {Doc: "none", Type: "teamMeeting", Changes: ops("state", "called")},
			{Doc: "m1", Type: "noSuchType"}, {Doc: "m1", Type: "teamMeeting", Changes: ops("place", "Rum 3")},
		}, nil
	}
	w.restart()
	w.called("m1", hour)
	due := w.dues()
	w.now += hour
	w.fire()
	w.wantOnce("", due...)
	if got := w.shown(roster, "teamMeeting", "m1")["place"]; got != `"Rum 3"` || w.document(roster, "none") != nil {
		t.Errorf("place %s", got)
	}
}

// The server says whole what it makes, each time: what stands for good is left as it is, here and in another scope.
func TestFire_WhatStandsForGoodIsLeftOut(t *testing.T) {
	t.Parallel()
	const visits = document.Scope("citizen/c1/visits/ekby")
	w := newTimely(t)
	w.due = func(_ string, _ *schema.Type, doc *document.Document, _ care.Facts) ([]care.Write, error) {
		fact := map[string]any{"recordId": doc.ID, "staffId": "amina", "arrivedAt": document.TimeText(w.now)}
		return []care.Write{
			{Doc: "k1", Type: "conflict", Create: true, Changes: ops("doc", "m1", "field", "place", "ownerRole", "nurse", "ownerStaffId", doc.ID)},
			{Scope: visits, Doc: "day", Type: "visitDay", Create: true, Changes: map[string]document.Op{
				"date": {Set: value("2026-11-24")}, "facts": {Add: map[string]jsontext.Value{doc.ID: value(fact)}}}},
		}, nil
	}
	w.restart()
	for i := range 3 {
		w.called(fmt.Sprintf("m%d", i), int64(i)*hour)
	}
	due := w.dues()
	for range 3 {
		w.fire()
		w.now += hour
	}
	w.wantOnce("", due...)
	if got := w.shown(roster, "conflict", "k1"); got["doc"] != `"m1"` || got["ownerStaffId"] != `"m2"` {
		t.Errorf("conflict %v", got)
	}
	if got := w.shown(visits, "visitDay", "day"); got["date"] != `"2026-11-24"` || strings.Count(got["facts"], "recordId") != 3 {
		t.Errorf("day %v", got)
	}
}

func TestAsks_OnlyWhatIsNew(t *testing.T) {
	t.Parallel()
	typ := &schema.Type{
		Fields: map[string]*schema.Field{
			"state": {Name: "state", Policy: schema.LastWriter}, "end": {Name: "end", Policy: schema.LastWriter}, "day": {Name: "day", Policy: schema.LastWriter},
		},
		Deadlines: []schema.Deadline{{At: "end", PlusMinutes: 15, In: []string{"planned", "changed"}, Rule: "missed"}, {At: "day", Rule: "late"}},
	}
	doc := func(pairs ...string) *document.Document {
		d := (&document.Document{Created: "e"}).Clone()
		for i := 0; i < len(pairs); i += 2 {
			d.Fields[pairs[i]] = document.Field{Cell: document.Cell{Candidates: []document.Candidate{{Edit: "e", Value: document.Quote(pairs[i+1])}}}}
		}
		return d
	}
	at := func(text string) int64 { ms, _ := document.TimeMillis(text); return ms }
	const eight, nine = "2026-11-23T08:00:00Z", "2026-11-23T09:00:00.000Z"
	missed := document.Deadline{Due: at(eight) + 15*60_000, Rule: "missed"}
	begun := doc("state", "planned", "end", eight)
	begun.Created = ""
	for name, c := range map[string]struct {
		before, after *document.Document
		want          []document.Deadline
	}{
		"new":              {nil, doc("state", "planned", "end", eight), []document.Deadline{missed}},
		"both":             {nil, doc("state", "changed", "end", eight, "day", "2026-11-23"), []document.Deadline{missed, {Due: at("2026-11-23"), Rule: "late"}}},
		"the same":         {doc("state", "planned", "end", eight), doc("state", "changed", "end", eight), nil},
		"the same time":    {doc("state", "planned", "end", "2026-11-23T09:00:00+01:00"), doc("state", "planned", "end", eight), nil},
		"moved":            {doc("state", "planned", "end", nine), doc("state", "planned", "end", eight), []document.Deadline{missed}},
		"planned again":    {doc("state", "cancelled", "end", eight), doc("state", "planned", "end", eight), []document.Deadline{missed}},
		"another state":    {nil, doc("state", "cancelled", "end", eight), nil},
		"no state":         {nil, doc("end", eight), nil},
		"no time":          {nil, doc("state", "planned"), nil},
		"no time at all":   {nil, doc("state", "planned", "end", "snart"), nil},
		"voided":           {nil, doc("state", "planned", "end", eight, document.VoidField, "fel"), nil},
		"not voided after": {doc("state", "planned", "end", eight, document.VoidField, "fel"), doc("state", "planned", "end", eight), []document.Deadline{missed}},
		"not begun":        {nil, begun, nil},
		"begun":            {begun, doc("state", "planned", "end", eight), []document.Deadline{missed}},
	} {
		if diff := cmp.Diff(c.want, flow.Asks(typ, c.before, c.after)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}
