package document

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/hlc"
)

// VoidField is the field that holds why a document was voided. Every type has it; nothing is ever deleted (domain.md R2).
const VoidField = "_void"

// Document is one thing staff work on, as of Seq: for each field the candidates that nobody has overruled yet. What people
// see is read from it by merge.Read. A Document is never changed in place.
type Document struct {
	ID      string            `json:"id"`
	Type    string            `json:"type"`
	Scope   Scope             `json:"scope"`
	Seq     uint64            `json:"seq"` // the commit that changed it last; 0 while it exists only on a phone
	Created string            `json:"created"`
	Cold    bool              `json:"cold,omitzero"` // it left the hot set
	Origins map[string]Origin `json:"origins,omitempty"`
	Fields  map[string]Field  `json:"fields,omitempty"`
}

// Origin says where a value came from. Its key in Document.Origins is the edit's id.
type Origin struct {
	Author     string    `json:"author"`
	Role       string    `json:"role"` // the role at that moment
	OnBehalfOf string    `json:"onBehalfOf,omitzero"`
	Replica    string    `json:"replica"`
	Stamp      hlc.Stamp `json:"stamp"`
	After      hlc.Stamp `json:"after,omitzero"`
	Seq        uint64    `json:"seq"`
	At         int64     `json:"at"`            // when the server got it, milliseconds
	Late       bool      `json:"late,omitzero"` // handed in after the assignment had ended
	Ahead      bool      `json:"ahead,omitzero"`
}

// Field is a cell, or for list fields one cell per item.
type Field struct {
	Cell  `json:",inline"`
	Items map[string]Cell `json:"i,omitempty"`
}

// Cell is the set of candidates not yet overruled, and what is needed to know a straggler when it comes.
type Cell struct {
	Candidates []Candidate `json:"c,omitempty"` // sorted by edit id
	Seen       []Seen      `json:"s,omitempty"` // sorted by replica; only of replicas whose candidate is gone
}

// Candidate is a value somebody wrote. Agreed marks the value in force of a proposal field.
type Candidate struct {
	Agreed bool           `json:"a,omitzero"`
	Edit   string         `json:"e"`
	Value  jsontext.Value `json:"v"`
}

// Seen remembers a replica's latest overruled edit of a cell, so that an earlier one that comes late is not shown.
type Seen struct {
	After   hlc.Stamp `json:"after,omitzero"`
	Replica string    `json:"replica"` // author/replica: a replica id alone could be anybody's
	Stamp   hlc.Stamp `json:"stamp"`
}

// IsVoided reports whether somebody voided the document.
func (d *Document) IsVoided() bool { return d != nil && len(d.Fields[VoidField].Candidates) > 0 }

// Clone copies the document one level deep: its maps are new, the fields in them are shared and must not be changed.
func (d *Document) Clone() *Document {
	c := *d
	c.Origins, c.Fields = maps.Clone(d.Origins), maps.Clone(d.Fields)
	if c.Origins == nil {
		c.Origins = map[string]Origin{}
	}
	if c.Fields == nil {
		c.Fields = map[string]Field{}
	}
	return &c
}

// DropUnusedOrigins removes the origins no candidate refers to. The creating edit's origin always stays.
func (d *Document) DropUnusedOrigins() {
	used := map[string]bool{d.Created: true}
	for _, f := range d.Fields {
		f.each(func(c Candidate) { used[c.Edit] = true })
	}
	maps.DeleteFunc(d.Origins, func(edit string, _ Origin) bool { return !used[edit] })
}

// DropOrigins removes those of the origins that no candidate refers to. The creating edit's origin always stays.
func (d *Document) DropOrigins(edits []string) {
	for _, edit := range edits {
		if edit != d.Created && !d.refersTo(edit) {
			delete(d.Origins, edit)
		}
	}
}

func (d *Document) refersTo(edit string) bool {
	for _, f := range d.Fields {
		if f.refersTo(edit) {
			return true
		}
	}
	return false
}

func (f Field) refersTo(edit string) bool {
	is := func(c Candidate) bool { return c.Edit == edit }
	if slices.ContainsFunc(f.Candidates, is) {
		return true
	}
	for _, cell := range f.Items {
		if slices.ContainsFunc(cell.Candidates, is) {
			return true
		}
	}
	return false
}

func (f Field) each(visit func(Candidate)) {
	for _, c := range f.Candidates {
		visit(c)
	}
	for _, cell := range f.Items {
		for _, c := range cell.Candidates {
			visit(c)
		}
	}
}

// Change is what a commit does to one document: the fields that changed, with their whole state, or the document whole.
type Change struct {
	Prev  uint64    `json:"prev"` // the document's seq before; 0 when it was not there
	Whole bool      `json:"whole,omitzero"`
	Doc   *Document `json:"doc"`
	// Next is the document after the change, when whoever made the change has it at hand; it must be what ApplyTo gives.
	// It saves the others from applying and encoding again, and is nil in commits that were read back.
	Next *Encoded `json:"-"`
}

// Delta is the change from prev to next that carries only the named fields. A document that was not stored, or returns to
// the hot set, is carried whole.
func Delta(prev, next *Document, fields []string) Change {
	if prev == nil || prev.Cold && !next.Cold {
		var seq uint64
		if prev != nil {
			seq = prev.Seq
		}
		return Change{Prev: seq, Whole: true, Doc: next}
	}
	part := &Document{ID: next.ID, Type: next.Type, Scope: next.Scope, Seq: next.Seq, Created: next.Created, Cold: next.Cold}
	part.Fields = make(map[string]Field, len(fields))
	part.Origins = map[string]Origin{}
	for _, name := range fields {
		f := next.Fields[name]
		part.Fields[name] = f
		f.each(func(c Candidate) { part.Origins[c.Edit] = next.Origins[c.Edit] })
	}
	if o, has := next.Origins[next.Created]; has && prev.Created != next.Created {
		part.Origins[next.Created] = o
	}
	return Change{Prev: prev.Seq, Doc: part}
}

// ApplyTo gives the document after the change. It is false, and nothing happens, unless the stored document's seq is the
// one the change stands on: that makes following a commit up happen once and in order.
func (c Change) ApplyTo(stored *Document) (*Document, bool) {
	var seq uint64
	if stored != nil {
		seq = stored.Seq
	}
	if seq != c.Prev || !c.Whole && stored == nil {
		return stored, false
	}
	if c.Whole {
		return c.Doc, true
	}
	next := stored.Clone()
	next.Seq, next.Cold, next.Created = c.Doc.Seq, c.Doc.Cold, c.Doc.Created
	maps.Copy(next.Origins, c.Doc.Origins)
	maps.Copy(next.Fields, c.Doc.Fields)
	next.DropUnusedOrigins()
	return next, true
}

// SortCell puts a cell's parts in their canonical order.
func SortCell(c *Cell) {
	slices.SortFunc(c.Candidates, func(a, b Candidate) int { return compare(a.Edit, b.Edit) })
	slices.SortFunc(c.Seen, func(a, b Seen) int { return compare(a.Replica, b.Replica) })
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
