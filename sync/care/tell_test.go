package care_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// Domain.md 3.2, column "notice", and 1.5: which change is told to whom, in which class.
func TestTells_WhatIsToldToWhom(t *testing.T) {
	t.Parallel()
	set := schema.Embedded()
	for name, c := range map[string]struct {
		typ           string
		before, after []any // nil: no document
		want          []string
	}{
		"called":                      {"teamMeeting", nil, []any{"start", "2026-11-24T13:00:00Z", "state", "called"}, []string{"teamMeeting.called meeting team @2026-11-24T13:00:00.000Z"}},
		"moved":                       {"teamMeeting", []any{"start", "2026-11-24T13:00:00Z", "state", "called"}, []any{"start", "2026-11-24T12:30:00Z", "state", "called"}, []string{"teamMeeting.start meeting team @2026-11-24T12:30:00.000Z"}},
		"written again":               {"teamMeeting", []any{"start", "2026-11-24T13:00:00Z", "state", "called"}, []any{"start", "2026-11-24T13:00:00Z", "state", "called"}, nil},
		"an urgent question":          {"medicationQuestion", nil, []any{"urgency", "now", "state", "raised"}, []string{"medicationQuestion.created sync role:nurse", "medicationQuestion.urgency urgent role:nurse"}},
		"one that can wait":           {"medicationQuestion", nil, []any{"urgency", "beforeMeeting", "state", "raised"}, []string{"medicationQuestion.created sync role:nurse"}},
		"it gets urgent, to a nurse":  {"medicationQuestion", []any{"urgency", "beforeMeeting", "state", "raised"}, []any{"urgency", "today", "nurseId", "petra", "state", "raised"}, []string{"medicationQuestion.urgency urgent petra,role:nurse"}},
		"who is taken off is told":    {"visitPlan", []any{"staffIds", []string{"amina"}, "state", "planned"}, []any{"staffIds", []string{"rosa"}, "state", "planned"}, []string{"visitPlan.staffIds visit amina,rosa"}},
		"a profession is asked for":   {"visitNote", nil, []any{"needsAction", true, "forProfessions", "nurse"}, []string{"visitNote.needsAction sync nurse"}},
		"it comes after the decision": {"testCycle", []any{"decision", "adjust"}, []any{"decision", "adjust", "howItWent", map[string]any{"text": "Bra", "at": "2026-11-12T13:20:00Z"}}, []string{"testCycle.howItWent sync role:unitManager"}},
		"it comes before":             {"testCycle", []any{"number", 1}, []any{"number", 1, "howItWent", map[string]any{"text": "Bra", "at": "2026-11-12T13:20:00Z"}}, nil},
		"with the decision":           {"testCycle", []any{"number", 1}, []any{"decision", "adjust", "howItWent", map[string]any{"text": "Bra", "at": "2026-11-12T13:20:00Z"}}, nil},
		"who wrote an alternative":    {"conflict", nil, []any{"ownerStaffId", "jonas", "candidates", map[string]any{"edit": "e9", "author": "amina"}}, []string{"conflict.created sync amina,jonas"}},
		"a no far ahead":              {"jointVisit", joint("scheduled", "14:00", "15:00"), joint("declinedByCitizen", "14:00", "15:00"), declined("visit", "14:00")},
		"a no near":                   {"jointVisit", joint("scheduled", "12:59", "15:00"), joint("declinedByCitizen", "12:59", "15:00"), declined("urgent", "12:59")},
		"a no while it goes on":       {"jointVisit", joint("scheduled", "09:00", "10:30"), joint("declinedByCitizen", "09:00", "10:30"), declined("urgent", "09:00")},
		"a no afterwards":             {"jointVisit", joint("scheduled", "08:00", "10:00"), joint("declinedByCitizen", "08:00", "10:00"), declined("visit", "08:00")},
		"a no before there is a time": {"jointVisit", []any{"state", "suggested"}, []any{"state", "declinedByCitizen"}, []string{"jointVisit.declinedByCitizen visit role:coordinator", "jointVisit.declinedByCitizen sync role:unitManager"}},
		"not confirmed, to its chair": {"teamMeeting", []any{"state", "closed", "chairId", "bodil"}, []any{"state", "closed", "chairId", "bodil", "unconfirmedSince", "2026-11-25T13:20:00Z"}, []string{"teamMeeting.unconfirmedSince meeting bodil"}},
		"not confirmed, and no chair": {"teamMeeting", []any{"state", "closed"}, []any{"state", "closed", "unconfirmedSince", "2026-11-25T13:20:00Z"}, []string{"teamMeeting.unconfirmedSince meeting writer"}},
		"a proposal is out of date":   {"goal", []any{"citizenWords", "Laga mat"}, []any{"citizenWords", "Handla", "outdatedProposals", map[string]any{"author": "li", "edits": []string{"e7"}}}, []string{"goal.outdatedProposals sync li"}},
		"it was so already":           {"goal", []any{"outdatedProposals", map[string]any{"author": "li", "edits": []string{"e7"}}}, []any{"outdatedProposals", map[string]any{"author": "li", "edits": []string{"e7", "e8"}}}, []string{"goal.outdatedProposals sync "}},
		"the call list":               {"reaching", []any{"state", "waiting"}, []any{"state", "call"}, []string{"reaching.call urgent role:coordinator|role:unitManager"}},
		"to the author":               {"agendaItem", []any{"state", "accepted"}, []any{"state", "decided"}, []string{"agendaItem.decided sync writer"}},
	} {
		tells, err := care.Tells(set.Types[c.typ], bare(set, c.typ, c.before), bare(set, c.typ, c.after), care.Facts{Schema: set, Now: millis(t, "2026-11-24T10:00:00Z")})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, tell := range tells {
			text := tell.Code + " " + tell.Class + " " + strings.Join(append(tell.Staff, tell.To...), ",")
			if tell.Start != 0 {
				text += " @" + document.TimeText(tell.Start)
			}
			got = append(got, text)
		}
		if strings.Join(got, "; ") != strings.Join(c.want, "; ") {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// joint is a joint visit of the 24th with Jonas.
func joint(state, start, end string) []any {
	return []any{"state", state, "start", "2026-11-24T" + start + ":00Z", "end", "2026-11-24T" + end + ":00Z", "participants", map[string]any{"staffId": "jonas"}}
}

// declined is who is told of the citizen's no: "participants + coordinator (class visit; urgent if < 3 h ahead); decline → also
// chair" (domain.md 1.3.4).
func declined(class, start string) []string {
	at := " @2026-11-24T" + start + ":00.000Z"
	return []string{"jointVisit.declinedByCitizen " + class + " jonas,role:coordinator" + at, "jointVisit.declinedByCitizen sync role:unitManager" + at}
}

// Domain.md 3.1, LWW+: a wrong door code costs a visit, and both who wrote one are told.
func TestTells_WhoWroteWhatStandsBesideIt(t *testing.T) {
	t.Parallel()
	set := schema.Embedded()
	before, after := bare(set, "citizenIdentity", []any{"homeAccess", "Kod 1"}), bare(set, "citizenIdentity", []any{"homeAccess", "Kod 1"})
	after.Origins["e2"] = document.Origin{Author: "bodil"}
	f := after.Fields["homeAccess"]
	f.Candidates = append(f.Candidates, document.Candidate{Edit: "e2", Value: value("Kod 2")})
	after.Fields["homeAccess"] = f
	for name, c := range map[string]struct {
		before *document.Document
		want   string
	}{"two codes": {before, "citizenIdentity.homeAccess visit bodil,writer"}, "they were there": {after, ""}} {
		tells, err := care.Tells(set.Types["citizenIdentity"], c.before, after, care.Facts{Schema: set})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, tell := range tells {
			if len(tell.Staff) > 0 {
				got = tell.Code + " " + tell.Class + " " + strings.Join(tell.Staff, ",")
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

// Nobody is told what they did themselves; of what the server finds, whoever caused it hears, too: "her change becomes a proposal
// flagged 'medborgaren har ändrat sitt mål efter att du läste det'" (domain.md W10).
func TestTells_WhoDidIt(t *testing.T) {
	t.Parallel()
	set := schema.Embedded()
	before := bare(set, "goal", []any{"citizenWords", "Laga mat", "responsibleId", "li", "state", "drafted"})
	after := bare(set, "goal", []any{"citizenWords", "Laga mat", "responsibleId", "li", "state", "withdrawnByCitizen", "outdatedProposals", map[string]any{"author": "li", "edits": []string{"e7"}}})
	tells, err := care.Tells(set.Types["goal"], before, after, care.Facts{Schema: set, By: []string{"li"}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, tell := range tells {
		got[tell.Code] = strings.Join(tell.Staff, ",") + " by " + strings.Join(tell.By, ",")
	}
	if got["goal.outdatedProposals"] != "li by " || got["goal.withdrawnByCitizen"] != "li by li" {
		t.Errorf("%q", got)
	}
}

// bare is a document that shows these values.
func bare(set *schema.Set, typ string, pairs []any) *document.Document {
	if pairs == nil {
		return nil
	}
	d := &document.Document{ID: "d1", Type: typ, Created: "e1", Fields: map[string]document.Field{}, Origins: map[string]document.Origin{"e1": {Author: "writer"}}}
	for i := 0; i < len(pairs); i += 2 {
		name := pairs[i].(string)
		cell := document.Cell{Candidates: []document.Candidate{{Edit: "e1", Value: value(pairs[i+1])}}}
		if set.Types[typ].Fields[name].IsList() {
			d.Fields[name] = document.Field{Items: map[string]document.Cell{"i1": cell}}
		} else {
			d.Fields[name] = document.Field{Cell: cell}
		}
	}
	return d
}
