package vectors

import (
	"iter"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// derivedCase is a field that nobody writes, of one of the documents that a phone shows, and what is computed for it; no value is
// nothing to show.
type derivedCase struct {
	Name      string               `json:"name"`
	Field     string               `json:"field"`
	Scope     document.Scope       `json:"scope"`
	Doc       string               `json:"doc"`
	Documents []*document.Document `json:"documents"`
	Value     jsontext.Value       `json:"value,omitzero"`
}

// derivedCases are told cases of each field, and drawn ones.
func derivedCases() []any {
	var out []any
	for _, cases := range [][]*derivedCase{statusCases(), knownCases(), sameCases(), inTimeCases(), drawnStatuses(), drawnSame(), drawnInTime()} {
		for _, c := range cases {
			out = append(out, c)
		}
	}
	return out
}

// screen is what a phone shows when it is asked for a field of one document.
type screen struct {
	scope document.Scope
	id    string
	docs  []*document.Document
}

// over is a screen with the documents of shelves, asked for the first document of the first.
func over(shelves ...*shelf) screen {
	s := screen{scope: shelves[0].scope, id: shelves[0].docs[0].ID}
	for _, one := range shelves {
		s.docs = append(s.docs, one.docs...)
	}
	return s
}

func (s screen) derives(name, field string) *derivedCase {
	set := schema.Embedded()
	doc := s.docs[slices.IndexFunc(s.docs, func(d *document.Document) bool { return d.ID == s.id && d.Scope == s.scope })]
	return &derivedCase{
		Name: field + ": " + name, Field: field, Scope: s.scope, Doc: s.id, Documents: s.docs,
		Value: care.Derive(set.Types[doc.Type], field, doc, s.all, set),
	}
}

func (s screen) all(typ string) iter.Seq[*document.Document] {
	return func(yield func(*document.Document) bool) {
		for _, d := range s.docs {
			if d.Type == typ && !yield(d) {
				return
			}
		}
	}
}

// takenBack voids a document of the shelf.
func (s *shelf) takenBack(id string) *shelf {
	at := s.find(id)
	s.docs[at] = voided(s.docs[at])
	return s
}
