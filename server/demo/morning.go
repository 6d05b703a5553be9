package demo

import (
	"cmp"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"
)

// Shift is what somebody of the demo did this morning. With a device it is a phone, which the audit log and the register of
// phones know; without, a screen that keeps nothing. All of it is made up.
type Shift struct {
	Staff  string // who; the id of a citizen if Kind says so
	Kind   string // of a token; "" is staff
	Device string
	Opens  []Opened
	Writes []Wrote
	Leaves Leaving
	LeftAt int64 // minutes ago; 0: just now
}

// Leaving is what became of what was on the phone.
type Leaving int

// A phone keeps what it has, is asked to purge a citizen's documents and has not answered, or has purged them.
const (
	Keeps Leaving = iota
	Asked
	Purged
)

// Opened is a document somebody had on the screen, some minutes ago.
type Opened struct {
	MinutesAgo int64
	Scope, Doc string
	Offline    bool
}

// Wrote is what somebody set in one document, some minutes ago.
type Wrote struct {
	MinutesAgo       int64
	Scope, Type, Doc string
	Create           bool
	ForCitizen       bool // it is the citizen's own statement
	Set              map[string]jsontext.Value
	Add              map[string]jsontext.Value            // list field → the one item that was added
	Items            map[string]map[string]jsontext.Value // list field → item id → item
	Offline          bool
	Saw              int64  // how many minutes ago its author last had what others wrote there; 0: when it was handed in
	Refused          string // the code of a refusal, when it is meant to be refused
	// Notice names the document about which a person's notices were fetched, "*" for all that ask for no answer; Acknowledged, that they said that they know.
	// Nothing else is written then.
	Notice       string
	Acknowledged bool
}

// Began is when the morning began, when the municipality's own system had loaded everything: before the first visit, and at
// least six hours ago.
func Began(now time.Time) time.Time {
	began := now.Add(-360 * time.Minute)
	if first := around(now).slot(0, 0).Add(-45 * time.Minute); first.Before(began) {
		return first
	}
	return began
}

// early is how many minutes ago the office opened, soon after that.
func early(now time.Time) int64 { return int64(now.Sub(Began(now))/time.Minute) - 10 }

// Shown is the citizen the morning is about: Ingrid Palm.
const Shown = "c17"

// Where what is known of her lies, and what was written this morning.
const (
	identity = "citizen/c17/identity/ekby"
	card     = "citizen/c17/card/ekby"
	social   = "citizen/c17/social/ekby"
	health   = "citizen/c17/health/ekby"
	goal     = "g-c17"
	record   = "vr-c17"
	note     = "n-c17"
	question = "mq-c17"
)

// Morning is the shifts of a morning that ends now: two visits, a question to the nurse and its answer; an alarm that somebody
// outside the team took, and an emergency; a colleague who wrote about the wrong person, and two who looked at people who are
// not theirs. Besides, the rounds of the carers, and what the office and the team wrote.
func Morning(now time.Time) []Shift {
	shifts := append(atWork(now), besides()...)
	for _, r := range round(now, today(now)) {
		shifts = joined(shifts, r)
	}
	shifts = append(shifts, agreements(now), routine(now))
	for _, list := range [][]Shift{agenda(now), {tasks(now), meetingParts(now)}, jointVisits(now), questions(now), choices(), learning(now), moved(now)} {
		for _, s := range list {
			shifts = joined(shifts, s)
		}
	}
	return shifts
}

// Round is what the carers of a demo that was filled before have written today, all of it handed in just now. It is empty while
// no visit is over.
func Round(now time.Time) []Shift {
	out := round(now, tours(ordinary(midnight(now))))
	for i := range out {
		for j := range out[i].Writes {
			out[i].Writes[j].Offline = true
		}
	}
	return out
}

// joined adds a round to what its carer did besides, on the same phone. Amina's had no network for the last hour and a half.
func joined(shifts []Shift, r Shift) []Shift {
	at := slices.IndexFunc(shifts, func(s Shift) bool { return s.Staff == r.Staff && s.Device != "" })
	if at < 0 {
		return append(shifts, r)
	}
	s := &shifts[at]
	for _, w := range r.Writes {
		w.Offline = r.Staff == "amina" && w.MinutesAgo < 95
		s.Writes = append(s.Writes, w)
	}
	slices.SortStableFunc(s.Writes, func(a, b Wrote) int { return cmp.Compare(b.MinutesAgo, a.MinutesAgo) })
	return shifts
}

// atWork are those whose citizen she is.
func atWork(now time.Time) []Shift {
	ago := func(minutes int) string {
		return clock(now.Add(-time.Duration(minutes) * time.Minute).Truncate(time.Second))
	}
	said := func(text string, minutes int) any { return map[string]string{"text": text, "at": ago(minutes)} }
	return []Shift{
		{Staff: "rosa", Device: "D-03", Leaves: Purged, Opens: []Opened{{MinutesAgo: 300, Scope: card, Doc: "c17"}, {MinutesAgo: 299, Scope: social, Doc: goal}}, Writes: []Wrote{
			{MinutesAgo: 266, Scope: social, Type: "visitRecord", Doc: record + "-1", Create: true, Set: values("visitPlanId", shownPlan(now, 0), "arrivedAt", ago(298), "leftAt", ago(268), "outcome", "performed", "evidence", "nfc")},
			{MinutesAgo: 265, Scope: social, Type: "visitNote", Doc: note, Create: true, Set: values("visitRecordId", record+"-1", "occurredAt", ago(290), "legalDomain", "sol"),
				Add: values("text", said("Ingrid blev yr när hon reste sig från frukosten. Satte sig, och det gick över.", 265))},
			{MinutesAgo: 264, Scope: health, Type: "medicationQuestion", Doc: question, Create: true, Set: values("observation", "Yr när hon reste sig, två morgnar i rad.", "question", "Kan det vara den nya tabletten?", "urgency", "today", "state", "raised")},
		}},
		{Staff: "petra", Device: "D-05", Opens: []Opened{{MinutesAgo: 212, Scope: health, Doc: question}, {MinutesAgo: 211, Scope: social, Doc: note}}, Writes: []Wrote{
			{MinutesAgo: 205, Scope: health, Type: "medicationQuestion", Doc: question, Set: values("nurseId", "petra", "state", "answered"),
				Add: values("answer", said("Jag har talat med läkaren. Ge tabletten som vanligt och låt henne sitta en stund först.", 205))},
		}},
		{Staff: "amina", Device: "D-14", Opens: []Opened{
			{MinutesAgo: 190, Scope: card, Doc: "c17"}, {MinutesAgo: 189, Scope: health, Doc: question}, {MinutesAgo: 188, Scope: social, Doc: goal},
			{MinutesAgo: 60, Scope: social, Doc: goal, Offline: true},
		}, Writes: []Wrote{
			{MinutesAgo: 59, Scope: social, Type: "visitRecord", Doc: record + "-2", Create: true, Set: values("visitPlanId", shownPlan(now, 1), "arrivedAt", ago(92), "leftAt", ago(61), "outcome", "performed", "evidence", "manual"), Offline: true},
			{MinutesAgo: 58, Scope: social, Type: "goal", Doc: goal, Set: values("stateReason", "Gick till brevlådan och tillbaka utan att vila."), Offline: true},
		}},
		{Staff: "marek", Device: "D-17"},
		{Staff: "jonas", Device: "D-09", Opens: []Opened{{MinutesAgo: 30, Scope: social, Doc: goal}}, Writes: []Wrote{
			{MinutesAgo: 28, Scope: social, Type: "goal", Doc: goal, Set: values("professionalWording", "Går till brevlådan varje morgon, med rollator och utan vila")},
		}},
	}
}

// besides are those whose citizen she is not, or whose phones are somewhere else.
func besides() []Shift {
	const own = "staff/greta/own/ekby"
	return []Shift{
		{Staff: "greta", Device: "D-41", Leaves: Purged, LeftAt: 270, Writes: []Wrote{
			{MinutesAgo: 330, Scope: own, Type: "opening", Doc: "op-greta", Create: true, Set: values("citizenId", Shown, "kind", "outside", "state", "open", "reason", "Trygghetslarm, och ordinarie team hann inte fram.")},
		}, Opens: []Opened{{MinutesAgo: 329, Scope: identity, Doc: "c17"}, {MinutesAgo: 328, Scope: card, Doc: "c17"}}},
		{Staff: "noor", Device: "D-22", Leaves: Asked, Opens: []Opened{
			{MinutesAgo: 240, Scope: card, Doc: "c17", Offline: true}, {MinutesAgo: 239, Scope: "citizen/c18/card/ekby", Doc: "c18", Offline: true},
		}},
		{Staff: "farid", Device: "D-42", Writes: []Wrote{
			{MinutesAgo: 45, Scope: "staff/farid/own/ekby", Type: "opening", Doc: "op-farid", Create: true, Set: values("citizenId", Shown, "kind", "emergency", "state", "open", "reason", "Hittade henne på golvet i trapphuset. Ambulansen frågade om läkemedel.")},
		}, Opens: []Opened{{MinutesAgo: 44, Scope: health, Doc: question}, {MinutesAgo: 43, Scope: identity, Doc: "c17"}}},
		{Staff: "sofia", Device: "D-31", Opens: []Opened{{MinutesAgo: 20, Scope: "citizen/c18/card/ekby", Doc: "c18"}}, Writes: []Wrote{
			{MinutesAgo: 15, Scope: social, Type: "goal", Doc: goal, Set: values("stateReason", "Skrivet på fel person."), Refused: "not-allowed"},
		}},
		{Staff: "olle", Device: "D-32", Opens: []Opened{{MinutesAgo: 10, Scope: "citizen/c28/card/ekby", Doc: "c28"}}},
	}
}
