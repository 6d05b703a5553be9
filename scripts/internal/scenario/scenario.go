// Package scenario reads worked days: the text files of mobile-contract/scenarios, which tell what people do on their
// phones, offline and online, and what everybody must see afterwards.
//
// It stands at the beginning of `scripts/day`: text → scenario.Parse → play. The grammar is written down in
// mobile-contract/scenarios/README.md; a TypeScript reader of the same files follows the same page.
//
// Parse promises that whatever it returns without error is complete: every name is declared before it is used, every
// value is a JSON text in canonical form with names replaced by ids, times never go backwards. Everything else is an Error
// with file, line and what was expected. It never panics, whatever the text.
//
// The package is pure and starts no goroutine.
package scenario

import (
	"github.com/go-json-experiment/json/jsontext"
)

// Scenario is one file.
type Scenario struct {
	File         string
	Title        string
	Municipality string
	Midnight     int64 // when the day begins, milliseconds since 1970 UTC
	OffsetMillis int64 // of the day's zone from UTC
	// Shows are the rows of domain.md that the file shows, such as "W8", "3.1 STM" or "3.2 goal.nextReview".
	Shows []string

	Teams       []Team
	People      []Person
	Citizens    []Citizen
	Assignments []Assignment
	Start       []Value
	Steps       []Step
	Nevers      []Never

	// Documents are those of the start and those created during the day, by name.
	Documents map[string]*Document
	subjects  map[string]Subject
}

// Subject is whom or what a document is about, or somebody who acts.
type Subject struct {
	Kind string // citizen, team, staff, representative
	ID   string
}

// Subject finds a citizen, team or person by name.
func (s *Scenario) Subject(name string) (Subject, bool) {
	found, ok := s.subjects[name]
	return found, ok
}

// Team is a row of Teams.
type Team struct {
	Line                      int
	Name, ID, Label, Provider string
	OnCall                    []string // ids, in the order they are told
}

// Person is somebody with a phone: a row of People, or a citizen of whom Citizens says so.
type Person struct {
	Line                 int
	Kind                 string // staff, citizen or representative
	Name, ID, Full, Role string
	Team                 string   // id, or ""
	Citizens             []string // ids
	ClockErrorMillis     int64    // how far the phone's clock is ahead; negative when it is slow
	HTTP                 bool     // the phone syncs with POST /v1/sync instead of a socket
}

// Citizen is a row of Citizens.
type Citizen struct {
	Line                           int
	Name, ID, Full, Provider, Team string // Team is an id, or ""
}

// Assignment is a row of Assignments: somebody, or a team, may care for a citizen from a time to a time.
type Assignment struct {
	Line              int
	ID                string
	Who               Subject // staff or team
	Citizen, Provider string  // Provider is "" for the citizen's own
	From, To          string  // UTC; "" is open
}

// Document is a document that the file names.
type Document struct {
	Line        int
	Name, ID    string
	Type        string
	About       Subject
	Compartment string // "" means the type's first scope
	Provider    string // "" means the citizen's own
	Found       bool   // the server made it: a Naming says which it is
}

// Value is a row of "At the start": one field, or one item of a list, that a document holds when the day begins.
type Value struct {
	Line     int
	Document *Document
	Field    string
	Item     string // for lists
	JSON     jsontext.Value
	By       string // staff id of the author, or ""
}

// Step is one line of the day: exactly one of Act, Then, Later and Names is set.
type Step struct {
	Line  int
	At    int64 // milliseconds since Midnight, more than a day's on later days; an expectation has the time of the line before it
	Act   *Act
	Then  *Claim
	Later *Later
	Names *Naming
}

// Naming gives a document that the server made a name: the only one of its type about somebody that shows these values.
// Until then Document.ID is the name, which no document bears.
type Naming struct {
	Document *Document
	Where    []Change
}

// Later is an expectation of machinery that does not exist yet.
type Later struct {
	WaitsFor string
	Text     string
}

// Never is a claim that must be false after every step from From up to and with To (milliseconds since Midnight).
type Never struct {
	Line     int
	From, To int64
	Claim    *Claim
}

// Verb is what a phone does.
type Verb string

// The verbs of a timed line.
const (
	GoesOffline   Verb = "goes offline"
	GoesOnline    Verb = "goes online"
	Creates       Verb = "creates"
	Sets          Verb = "sets"
	Agrees        Verb = "agrees"
	Adds          Verb = "adds"
	Removes       Verb = "removes"
	Voids         Verb = "voids"
	LosesAnswer   Verb = "loses the next answer"
	SendsAgain    Verb = "sends again"
	SendsInOrder  Verb = "sends in order"
	InstallsAgain Verb = "installs the app anew"
	LosesPhone    Verb = "loses the phone"
	LocksApp      Verb = "locks the app"
	LogsIn        Verb = "logs in on"
	LogsOut       Verb = "logs out"
	Resolves      Verb = "resolves"
	Counts        Verb = "counts"
	Revokes       Verb = "revokes"     // what the municipality's office does to the login of Owner; Reason is a cause
	TimePasses    Verb = "time passes" // nobody does anything; deadlines may
	Acknowledges  Verb = "acknowledges"
	NotesOral     Verb = "notes" // that Owner was told of the document by word of mouth; Reason is a note
	Glimpses      Verb = "has coverage for a moment"
)

// Act is what one phone does at one time.
type Act struct {
	Person     string // name; "" when time passes, and of the office
	Verb       Verb
	ForCitizen bool
	Document   *Document
	Changes    []Change
	Reason     string    // of voids and revokes, and the note of resolves
	Order      []int     // of sends in order, counted from 1
	Conflict   *Conflict // of resolves
	Choice     Attributed
	Owner      string // of logs in: the name of whose phone it is; of revokes: whose login
}

// Conflict says which conflict is meant: on a document, and perhaps a field of it, or of a kind about somebody.
type Conflict struct {
	Document *Document // or nil
	Field    string
	About    Subject // without a document
	Kind     string  // "" is any
}

// IsEdit reports whether the act writes an edit.
func (a *Act) IsEdit() bool {
	switch a.Verb {
	case Creates, Sets, Agrees, Adds, Removes, Voids, Resolves, Counts, Acknowledges, NotesOral:
		return true
	}
	return false
}

// Change is one field, or one item of a list, of an edit. JSON is nil for a removed item, and for
// "nothing" in a claim.
type Change struct {
	Field, Item string
	JSON        jsontext.Value
}
