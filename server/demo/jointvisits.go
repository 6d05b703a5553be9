package demo

import (
	"time"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// lastDecision is what the last meeting decided about Gunvor Ekdahl, which brought the joint visit.
const lastDecision = "md-1"

// JointVisit is the joint visit at Gunvor Ekdahl's, as the server named it after the decision.
func JointVisit() string { return care.HashID(lastDecision, "jointVisit") }

// invitation is where Gunvor Ekdahl answers.
func invitation() string {
	return care.InvitationID(&document.Document{Scope: document.Scope(inCase(principal, "2")), ID: JointVisit()})
}

// jointVisits are two: one at Gunvor Ekdahl's, decided at the last meeting, to which she said yes and which is booked; and one at
// Samira Aziz', who said yes to one of the two and has not been asked about the other.
func jointVisits(now time.Time) []Shift {
	early, date, c01, c05 := early(now), midnight(now), inCase(principal, "2"), inCase("c05", "2")
	said := func(ago int64, answer, words string) map[string]any {
		return map[string]any{"answer": answer, "words": words, "at": clock(now.Add(-time.Duration(ago) * time.Minute))}
	}
	coming := []map[string]any{
		{"staffId": "jonas", "role": "occupationalTherapist", "mandatory": true}, {"staffId": "amina", "role": "assistantNurse", "mandatory": true},
	}
	times := func(day, minutes int) []any {
		start := at(later(date, day), minutes)
		return []any{"start", clock(start), "end", clock(start.Add(time.Hour)), "place", "Hemma"}
	}
	asked := append(times(2, 10*60), "state", "citizenAsked", "participants", coming)
	reply := func(about, answer, words string) map[string]any {
		r := said(early-30, answer, words)
		r["respondedToSequence"], r["staffId"] = 2, about
		return r
	}
	both := []map[string]any{{"staffId": "petra", "role": "nurse", "mandatory": true}, {"staffId": "li", "role": "physiotherapist", "mandatory": true}}
	return []Shift{
		{Staff: "kerstin", Writes: []Wrote{
			made(early-1, c01, "agendaItem", "ai-0", "question", "Går det att hämta posten själv?", "background", "", "part", 2, "meetingId", theLast, "citizenInformed", true, "disclosureBasis", "consent", "state", "proposed"),
			changed(early-1, c01, "agendaItem", "ai-0", "citizenVoice", "Jag vill gå ut själv varje morgon.").said(),
			changed(early-2, c01, "agendaItem", "ai-0", "state", "discussed"),
			made(early-3, c01, "meetingDecision", lastDecision, "itemId", "ai-0", "meetingId", theLast, "kind", "jointVisit", "text", "Gemensamt hembesök: prova vägen till brevlådan",
				"responsibleId", "amina", "due", clock(at(later(date, 5), 16*60)), "howCitizenIsTold", "Amina berättar vid morgonbesöket", "participants", coming),
			changed(early-4, c01, "agendaItem", "ai-0", "state", "decided"),
			changed(early-20, c01, "jointVisit", JointVisit(), asked...),
		}},
		{Staff: principal, Kind: "citizen", Writes: []Wrote{
			changed(early-30, "citizen/"+principal+"/own/"+Municipality, "visitInvitation", invitation()).
				with("citizenStance", "jonas", reply("jonas", "yes", "Välkommen. Jag bjuder på kaffe."), "amina", reply("amina", "yes", "Amina får gärna komma.")),
		}},
		{Staff: "kerstin", Writes: []Wrote{
			changed(early-40, c01, "jointVisit", JointVisit(), "state", "accepted").said(),
			changed(early-41, c01, "jointVisit", JointVisit(), "state", "scheduled"),
			made(early-42, "citizen/"+principal+"/visits/"+Municipality, "visitPlan", "vp-joint-1", append(times(2, 10*60),
				"staffIds", []string{"amina", "jonas"}, "criticality", "canMove", "jointVisitId", JointVisit(), "state", "planned")...),
			made(early-43, c05, "jointVisit", "jv-2", append(times(4, 9*60), "purpose", "Träna balansen på morgonen, efter kaffet", "questionToAnswer", "Vad kan de som kommer varje dag hjälpa till med?",
				"participants", both, "state", "suggested")...),
			changed(early-44, c05, "jointVisit", "jv-2", "state", "citizenAsked"),
		}},
		{Staff: "amina", Writes: []Wrote{told(early-50, JointVisit(), true), told(early-51, "*", true)}},
		{Staff: "jonas", Writes: []Wrote{
			told(146, JointVisit(), true),
			changed(145, c01, "jointVisit", JointVisit()).with("responses", "jonas", map[string]any{"staffId": "jonas", "response": "yes", "respondedToSequence": 2}),
		}},
		{Staff: "noor", Writes: []Wrote{
			changed(140, c05, "jointVisit", "jv-2").with("citizenStance", "petra", said(140, "yes", "Petra känner jag. Den andra vet jag inte.")).said(),
		}},
	}
}
