package vectors

import (
	"fmt"
	"math/rand/v2"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// How many drawn cases of advice there are.
const (
	judgedOfType = 5
	drawnOfPlan  = 120
	drawnOfOpen  = 60
)

// drawnJudged are drafts of types with rules, on documents with a history: of people offline, restored backups, wrong clocks.
func drawnJudged() []*adviceCase {
	var out []*adviceCase
	set := schema.Embedded()
	for i, name := range sortedNames(set.Types) {
		if t := set.Types[name]; len(t.Rules) > 0 {
			for n := range judgedOfType {
				d := newDice(t, uint64(5000+i*judgedOfType+n)) //nolint:gosec // small
				out = append(out, d.judged(fmt.Sprintf("drawn: %s %d", name, n)))
			}
		}
	}
	return out
}

func (d *dice) judged(name string) *adviceCase {
	d.play(name, sortedNames(d.t.Fields))
	e := d.letter(pick(d, d.s.writers))
	docs := []*document.Document{}
	if d.s.doc != nil && !d.one(10) {
		docs = append(docs, d.s.doc)
	}
	draft := advise.Draft{
		Scope: e.edit.Scope, Doc: e.edit.Doc, Type: e.edit.Type, OnBehalfOf: e.edit.OnBehalfOf, Void: e.edit.Void, Changes: e.edit.Changes,
		Create: len(docs) == 0 && d.one(2),
	}
	if d.one(4) {
		draft.Seen = document.Base{Epoch: "e1", Seq: uint64(1 + d.IntN(9))} //nolint:gosec // small
	}
	me := advise.Me{Actor: e.in.Author, Role: e.in.Role}
	return &adviceCase{
		Name: name, Ask: "judge", Now: noon, Me: &me, Documents: docs, Draft: &draft, Says: advise.Judge(noon, me, schema.Embedded(), docs, draft),
	}
}

// views draw what a phone shows.
type views struct{ *dice }

func (v views) reading(values ...string) merge.Reading {
	value := pick(v.dice, values)
	if value == "" {
		return merge.Reading{}
	}
	return merge.Reading{Value: jsontext.Value(value)}
}

func (v views) held(scope document.Scope, id, typ string, fields map[string]merge.Reading) advise.Held {
	h := advise.Held{Scope: scope, Doc: id, Type: typ, View: merge.View{Fields: fields}}
	if v.one(15) {
		h.View.Voided = "Fel"
	}
	h.View.Incomplete = v.one(15)
	return h
}

var drawnTimes = []string{
	`"2026-11-18T09:00:00Z"`, `"2026-11-18T11:06:40Z"`, `"2026-11-18T11:06:41Z"`, `"2026-11-24T12:00:00Z"`, `"2026-11-25T07:30:00.5Z"`, `"2026-11-25T07:30:00Z"`, `"i morgon"`, `17`, "",
}

// drawnPlans are appointments in all states, and what their people have answered.
func drawnPlans() []*adviceCase {
	v := views{&dice{Rand: rand.New(rand.NewPCG(seed, 7001))}} //nolint:gosec // drawn the same each time, on purpose
	var out []*adviceCase
	for n := range drawnOfPlan {
		held := []advise.Held{}
		for i := range 1 + v.IntN(4) {
			held = append(held, v.appointment(i))
		}
		var known []advise.Known
		for _, h := range held {
			if v.one(2) {
				known = append(known, advise.Known{Scope: h.Scope, Doc: h.Doc, Sequence: v.IntN(4), At: noon + int64(v.IntN(3))*3_600_000})
			}
		}
		me := petra
		out = append(out, &adviceCase{
			Name: fmt.Sprintf("appointments %d", n), Ask: "appointments", Now: noon, Me: &me, Held: heldDocs(held), Known: known,
			Says: advise.Appointments(noon, me, held, known),
		})
	}
	return out
}

func (v views) appointment(n int) advise.Held {
	fields := map[string]merge.Reading{
		"start": v.reading(drawnTimes...), "sequence": v.reading("0", "1", "2", "3", "3", "2.5", `"2"`, "-1", ""),
	}
	if v.one(2) {
		fields["state"] = v.reading(`"called"`, `"called"`, `"prepared"`, `"cancelled"`, `"running"`, "")
		fields["attendance"] = v.answers("attendance")
		return v.held(meetingScope, "TM-"+strconv.Itoa(n), "teamMeeting", fields)
	}
	fields["state"] = v.reading(`"scheduled"`, `"scheduled"`, `"confirmed"`, `"accepted"`, `"declinedByCitizen"`)
	fields["responses"] = v.answers("responses")
	fields["participants"] = v.reading(`[{"staffId":"petra"}]`, `[{"staffId":"petra"}]`, `[{"staffId":"jonas"},{"role":"nurse","staffId":"petra"}]`, `[{"staffId":"jonas"}]`, `[]`, `"petra"`, `[17]`)
	for _, who := range []string{"all", "petra", "jonas"} {
		if v.one(5) {
			r := fields["citizenStance"]
			r.Items = append(r.Items, merge.Item{ID: who, Value: v.reading(`{"answer":"yes"}`, `{"answer":"no"}`, `{"answer":"laterDate"}`, `"no"`).Value})
			fields["citizenStance"] = r
		}
	}
	return v.held(part2Scope, "JV-"+strconv.Itoa(n), "jointVisit", fields)
}

func (v views) answers(string) merge.Reading {
	r := merge.Reading{Items: []merge.Item{}}
	for _, who := range []string{"jonas", "petra"} {
		if !v.one(3) {
			value := v.reading(`{"respondedToSequence":1,"response":"yes"}`, `{"respondedToSequence":3,"response":"yes"}`, `{"respondedToSequence":2,"response":"no"}`,
				`{"respondedToSequence":3,"response":"no"}`, `{"respondedToSequence":0,"response":"maybe"}`, `{"response":"yes"}`, `"yes"`).Value
			r.Items = append(r.Items, merge.Item{ID: who, Value: value, Stale: v.one(4)})
		}
	}
	return r
}

// drawnDemands are visits that somebody is about to open, and questions that somebody is about to save.
func drawnDemands() []*adviceCase {
	v := views{&dice{Rand: rand.New(rand.NewPCG(seed, 7002))}} //nolint:gosec // drawn the same each time, on purpose
	var out []*adviceCase
	me := advise.Me{Actor: "noor", Role: "assistantNurse"}
	for n := range drawnOfOpen {
		held := []advise.Held{}
		for i := range v.IntN(3) {
			held = append(held, v.question(i))
		}
		for i := range v.IntN(3) {
			held = append(held, v.notice(i))
		}
		visit := pick(v.dice, []document.Scope{visitsScope, visitsScope, visitsScope, part2Scope, meetingScope, "citizen/c18/visits/ekby"})
		out = append(out, &adviceCase{
			Name: fmt.Sprintf("opening %d", n), Ask: "opening", Me: &me, Held: heldDocs(held), Visit: visit, Says: or0(advise.BeforeOpening(me, held, visit)),
		})
	}
	told := shows(healthScope, "MQ-0", "medicationQuestion", map[string]merge.Reading{
		"answer": {Items: []merge.Item{{ID: "E-1", Value: jsontext.Value(`{"text":"Vänta."}`)}}},
	})
	told = append(told, shows("staff/noor/inbox/ekby", "N-0", "notice", map[string]merge.Reading{
		"class": {Value: jsontext.Value(`"urgent"`)}, "causeScope": {Value: document.Quote(string(healthScope))}, "causeDoc": {Value: document.Quote("MQ-0")},
	})...)
	out = append(out, &adviceCase{
		Name: "opening: told of an answer, and not named", Ask: "opening", Me: &me, Held: heldDocs(told), Visit: visitsScope,
		Says: or0(advise.BeforeOpening(me, told, visitsScope)),
	})
	for _, role := range []string{"assistantNurse", "nurse"} {
		for _, typ := range []string{"medicationQuestion", "aidQuestion"} {
			for _, to := range []string{`"now"`, `"today"`, ""} {
				for _, was := range []string{`"now"`, `"today"`, ""} {
					out = append(out, savingCase(advise.Me{Actor: "noor", Role: role}, typ, to, was))
				}
			}
		}
	}
	return out
}

func shows(scope document.Scope, id, typ string, fields map[string]merge.Reading) []advise.Held {
	return []advise.Held{{Scope: scope, Doc: id, Type: typ, View: merge.View{Fields: fields}}}
}

func savingCase(me advise.Me, typ, to, was string) *adviceCase {
	d := advise.Draft{Scope: healthScope, Doc: "MQ", Type: typ, Changes: set("observation", `"Två dospåsar"`)}
	if to != "" {
		d.Changes["urgency"] = document.Op{Set: jsontext.Value(to)}
	}
	c := &adviceCase{Name: fmt.Sprintf("saving: a %s, a %s from %s to %s", me.Role, typ, was, to), Ask: "saving", Me: &me, Draft: &d}
	before := merge.View{}
	if was != "" {
		before.Fields = map[string]merge.Reading{"urgency": {Value: jsontext.Value(was)}}
		c.View = asView(before)
	}
	c.Says = or0(advise.BeforeSaving(me, d, before))
	return c
}

func (v views) question(n int) advise.Held {
	fields := map[string]merge.Reading{}
	items := func(field string, all ...string) {
		r := merge.Reading{Items: []merge.Item{}}
		for i := 0; i < len(all); i += 2 {
			if !v.one(3) {
				r.Items = append(r.Items, merge.Item{ID: all[i], Value: jsontext.Value(all[i+1])})
			}
		}
		fields[field] = r
	}
	items("answer", "E-1", `{"text":"Vänta."}`, "E-2", `{"text":"Ge inget mer."}`)
	items("mustConfirmIds", "M-1", `"amina"`, "M-2", `"noor"`)
	items("confirmations", "amina", `{"answerId":"E-2"}`, "noor", pick(v.dice, []string{`{"answerId":"E-1"}`, `{"answerId":"E-2"}`, `"E-2"`}))
	scope := pick(v.dice, []document.Scope{healthScope, healthScope, healthScope, "citizen/c18/health/ekby", "citizen/c17/health/lindgarden"})
	return v.held(scope, "MQ-"+strconv.Itoa(n), pick(v.dice, []string{"medicationQuestion", "medicationQuestion", "aidQuestion"}), fields)
}

func (v views) notice(n int) advise.Held {
	fields := map[string]merge.Reading{
		"class":           v.reading(`"urgent"`, `"urgent"`, `"sync"`),
		"causeScope":      v.reading(`"citizen/c17/health/ekby"`, `"citizen/c17/health/ekby"`, `"citizen/c18/health/ekby"`, `"team/c17/meeting/ekby"`, ""),
		"causeDoc":        v.reading(`"MQ-0"`, `"MQ-1"`, `"VP-1"`),
		"state":           v.reading(`"new"`, `"new"`, `"acknowledged"`, `"seen"`, ""),
		"causeSeq":        v.reading("7", "8", ""),
		"acknowledgedSeq": v.reading("7", "8", "", ""),
	}
	scope := pick(v.dice, []document.Scope{"staff/noor/inbox/ekby", "staff/noor/inbox/ekby", "staff/amina/inbox/ekby"})
	return v.held(scope, "N-"+strconv.Itoa(n), "notice", fields)
}
