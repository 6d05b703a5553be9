package demo

import (
	"github.com/go-json-experiment/json/jsontext"
)

// Shift is what one of the demo's people did this morning, on which device: enough for the audit log and the register of
// phones to have something to show. All of it is made up.
type Shift struct {
	Staff  string
	Device string
	Opens  []Opened
	Writes []Wrote
	Leaves Leaving
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

// Wrote is a value somebody set, some minutes ago.
type Wrote struct {
	MinutesAgo       int64
	Scope, Type, Doc string
	Field            string
	Value            jsontext.Value
	Offline          bool
}

// MorningMinutes is how long ago the morning began, when the municipality's own system had loaded everything.
const MorningMinutes = 360

// Shown is the citizen the morning is about: Ingrid Palm.
const Shown = "c17"

// Morning is the shifts, in order.
func Morning() []Shift {
	const card, goals = "citizen/c17/card/ekby", "citizen/c17/social/ekby"
	return []Shift{
		{Staff: "amina", Device: "D-14", Opens: []Opened{
			{MinutesAgo: 190, Scope: card, Doc: "c17"}, {MinutesAgo: 188, Scope: goals, Doc: "g-c17"}, {MinutesAgo: 60, Scope: goals, Doc: "g-c17", Offline: true},
		}, Writes: []Wrote{
			{MinutesAgo: 58, Scope: goals, Type: "goal", Doc: "g-c17", Field: "stateReason", Value: jsontext.Value(`"Gick till brevlådan och tillbaka utan att vila."`), Offline: true},
		}},
		{Staff: "noor", Device: "D-22", Leaves: Asked, Opens: []Opened{
			{MinutesAgo: 240, Scope: card, Doc: "c17", Offline: true}, {MinutesAgo: 239, Scope: "citizen/c18/card/ekby", Doc: "c18", Offline: true},
		}},
		{Staff: "rosa", Device: "D-03", Leaves: Purged, Opens: []Opened{{MinutesAgo: 300, Scope: card, Doc: "c17"}}},
		{Staff: "jonas", Device: "D-09", Opens: []Opened{{MinutesAgo: 30, Scope: goals, Doc: "g-c17"}}, Writes: []Wrote{
			{MinutesAgo: 28, Scope: goals, Type: "goal", Doc: "g-c17", Field: "professionalWording", Value: jsontext.Value(`"Går till brevlådan varje morgon, med rollator och utan vila"`)},
		}},
		{Staff: "sofia", Device: "D-31", Opens: []Opened{{MinutesAgo: 20, Scope: "citizen/c18/card/ekby", Doc: "c18"}}, Writes: []Wrote{
			{MinutesAgo: 15, Scope: goals, Type: "goal", Doc: "g-c17", Field: "stateReason", Value: jsontext.Value(`"Skrivet på fel person."`)},
		}},
		{Staff: "olle", Device: "D-32", Opens: []Opened{{MinutesAgo: 10, Scope: "citizen/c28/card/ekby", Doc: "c28"}}},
	}
}
