package app_test

import (
	"maps"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

const (
	meeting = document.Scope("team/norra/meeting/ekby")
	part2   = document.Scope("citizen/c1/case-norra-2/ekby")
	part3   = document.Scope("citizen/c1/case-norra-3/ekby")
)

func init() { maps.Copy(sayings, careSayings) }

// then hands an edit in and waits until its author has seen it.
func (p *phone) then(d replica.Draft) document.Verdict {
	p.t.Helper()
	v := p.submits(d)
	if v.Kind == document.Refused {
		p.t.Fatalf("%s %s: %+v", d.Type, d.Doc, v)
	}
	p.reach(d.Scope, v.Seq)
	return v
}

func (tn *tenant) petra() *phone { return tn.phone("petra", "nurse").online() }
func (tn *tenant) bodil() *phone { return tn.phone("bodil", "unitManager").online() }

// adds is an edit that adds one item to a list.
func adds(scope document.Scope, typ, doc, field, item string, value any) replica.Draft {
	return replica.Draft{Scope: scope, Type: typ, Doc: doc, Changes: map[string]document.Op{field: {Add: map[string]jsontext.Value{item: toJSON(value)}}}}
}

// called is a meeting that Bodil has called.
func (tn *tenant) called() *phone {
	p := tn.bodil()
	p.then(creates(meeting, "teamMeeting", "tm77", "start", document.TimeText(start), "end", document.TimeText(start+1), "state", "called"))
	return p
}

// alerted is a card with an alert that Petra has seen.
func (tn *tenant) alerted() *phone {
	p := tn.petra()
	p.then(adds(card, "citizen", "c1", "safetyAlerts", "a1", "Går ej ut vid halka."))
	return p
}

func lifts(reason bool) replica.Draft {
	d := replica.Draft{Scope: card, Type: "citizen", Doc: "c1", Changes: map[string]document.Op{"safetyAlerts": {Remove: []string{"a1"}}}}
	if reason {
		d.Changes["safetyAlertReasons"] = adds("", "", "", "", "r1", map[string]string{"text": "Ny rollator.", "at": document.TimeText(start)}).Changes[""]
	}
	return d
}

// visited is a joint visit that waits to be booked, with what the citizen said.
func (tn *tenant) visited(answer string) *phone {
	p := tn.bodil()
	p.then(creates(part2, "jointVisit", "jv", "purpose", "Trappan", "state", "suggested", "participants", []any{map[string]any{"staffId": "jonas"}}))
	accept := sets(part2, "jointVisit", "jv", "state", "accepted")
	accept.OnBehalfOf = "citizen"
	p.then(accept)
	if answer != "" {
		d := adds(part2, "jointVisit", "jv", "citizenStance", "jonas", map[string]any{"answer": answer})
		d.OnBehalfOf = "citizen"
		p.then(d)
	}
	return p
}

// careSayings are edits that get the codes of policies that ask something of people, and of the rules of care.
var careSayings = map[string]func(tn *tenant) string{
	document.CodeReasonMissing: func(tn *tenant) string { return tn.alerted().submits(lifts(false)).Code },
	document.CodeMustBeOnline: func(tn *tenant) string {
		p := tn.alerted()
		e := p.raw(lifts(true))
		tn.setClock(tn.now + (10 * time.Minute).Milliseconds())
		return p.submit(e)[e.ID].Code
	},
	document.CodeNotYours: func(tn *tenant) string {
		tn.called()
		return tn.amina().submits(adds(meeting, "teamMeeting", "tm77", "attendance", "jonas", map[string]any{"staffId": "jonas", "response": "yes", "respondedToSequence": 1})).Code
	},
	document.CodeStaleAnswer: func(tn *tenant) string {
		p := tn.called()
		p.then(sets(meeting, "teamMeeting", "tm77", "start", document.TimeText(start+5), "end", document.TimeText(start+6)))
		return p.submits(adds(meeting, "teamMeeting", "tm77", "attendance", "bodil", map[string]any{"staffId": "bodil", "response": "yes", "respondedToSequence": 1})).Code
	},
	document.CodeDerived: func(tn *tenant) string {
		p := tn.petra()
		p.then(creates(part3, "agendaItem", "a1", "question", "När?", "part", 3))
		return p.submits(sets(part3, "agendaItem", "a1", "inTime", "onTime")).Code
	},
	document.CodeFrozen: func(tn *tenant) string {
		p := tn.petra()
		p.then(creates(part3, "agendaItem", "a1", "question", "När?", "part", 3, "state", "proposed", "citizenVoice", "På kvällen."))
		p.then(sets(part3, "agendaItem", "a1", "state", "discussed"))
		return p.submits(sets(part3, "agendaItem", "a1", "question", "Hur?")).Code
	},
	document.CodeNeedsAssessment: func(tn *tenant) string {
		return tn.petra().submits(creates(part3, "agendaItem", "a1", "question", "Mer hjälp?", "part", 3, "requiresNewAssessment", true)).Code
	},
	document.CodeVoiceMissing: func(tn *tenant) string {
		p := tn.petra()
		p.then(creates(part3, "agendaItem", "a1", "question", "När?", "part", 3, "state", "proposed"))
		return p.submits(sets(part3, "agendaItem", "a1", "state", "discussed")).Code
	},
	document.CodeWrongAudience: func(tn *tenant) string {
		return tn.called().submits(sets(meeting, "teamMeeting", "tm77", "openPart", 1, "presentIds", []string{"bodil", "petra"})).Code
	},
	document.CodeNoQuorum: func(tn *tenant) string {
		return tn.called().submits(sets(meeting, "teamMeeting", "tm77", "openPart", 3, "presentIds", []string{"bodil", "amina"})).Code
	},
	document.CodeCitizenNotAsked: func(tn *tenant) string {
		return tn.visited("").submits(sets(part2, "jointVisit", "jv", "state", "scheduled")).Code
	},
	document.CodeCitizenSaidNo: func(tn *tenant) string {
		return tn.visited("no").submits(sets(part2, "jointVisit", "jv", "state", "scheduled")).Code
	},
	document.CodeConfirmationsMissing: func(tn *tenant) string {
		p := tn.petra()
		p.then(creates(health, "medicationQuestion", "mq", "observation", "Två påsar", "urgency", "today", "state", "raised"))
		answered := sets(health, "medicationQuestion", "mq", "state", "answered")
		answered.Changes["answer"] = adds("", "", "", "", "a1", map[string]string{"text": "Ge en.", "at": document.TimeText(start)}).Changes[""]
		p.then(answered)
		return p.submits(sets(health, "medicationQuestion", "mq", "state", "closed")).Code
	},
}
