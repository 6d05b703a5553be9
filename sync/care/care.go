package care

import (
	"iter"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// Facts is what the rules know of the world outside the document. A nil function means "cannot tell": the rule lets the
// edit through, and who can tell judges it.
type Facts struct {
	Now                      int64 // ms
	Author, Role, OnBehalfOf string
	Municipality             string
	// InAudience tells whether a member of staff belongs to the audience of a part of the team's meetings, by the directory.
	InAudience func(team string, part int, staff string) bool
	// Document gives a document of the same scope as the commit so far leaves it, nil if there is none.
	Document func(id string) (*document.Document, error)
	// TeamsOf names the teams that care for a citizen, sorted.
	TeamsOf func(citizen string) []string
}

// Write is an edit that the server makes because of another.
type Write struct {
	Scope     document.Scope // "" means the scope of what caused it
	Doc, Type string
	Create    bool // create it if it does not exist
	Changes   map[string]document.Op
}

// Guard judges what an edit made of a document, before it counts. Code "" lets it through, field is what a refusal is about.
// Note is the code of a verdict that is not a refusal (no-quorum). Before is nil for a new document.
func Guard(t *schema.Type, before, after *document.Document, e document.Edit, f Facts) (code, field, note string) {
	return "", "", ""
}

// Follow says what the change of a document brings with it: edits by the server in the same scope, which belong in the same
// commit, or with another Scope effects. An error is one of Facts.Document.
func Follow(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	return nil, nil
}

// Due says what a deadline brings when its time has come; nothing when it is no longer true. An error is one of
// Facts.Document.
func Due(rule string, t *schema.Type, doc *document.Document, f Facts) ([]Write, error) {
	return nil, nil
}

// Derive computes a derived field for the screen. All yields the documents of a type that are held, of any scope. It is nil
// when there is nothing to show.
func Derive(t *schema.Type, field string, doc *document.Document, all func(typ string) iter.Seq[*document.Document], set *schema.Set) jsontext.Value {
	return nil
}
