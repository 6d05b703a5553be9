package merge

import (
	"cmp"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// MaxItems bounds a list field (architecture section 4).
const MaxItems = 500

// Arrival is what the server knows about an edit when it comes.
type Arrival struct {
	Author, Role, Replica string
	Base                  uint64 // the edit's base as a seq of this scope's present epoch; 0 when nothing of it counts
	Seq                   uint64 // of the commit; 0 on a phone
	At                    int64  // server time, milliseconds
	// Written is when it was written by the phone's clock as the server corrected it, milliseconds. 0, on a phone and for
	// what the server writes, means that nobody asks whether the author was online.
	Written int64
	Late    bool // the author's assignment had ended
	Ahead   bool // the stamp is more than 5 minutes ahead of the server and loses every tie (R7)
	// Decides says that the edit carries out what people decided in a conflict: then a machine takes any of the states that
	// they choose between, also when they change their mind.
	Decides bool
}

// Outcome is what one edit did to one document.
type Outcome struct {
	Doc     *document.Document // after the edit; the very same pointer when nothing changed
	Fields  []string           // the fields whose state changed, sorted
	Verdict document.Verdict   // Kind, Code, Field, Notes and Late; the log fills in Scope and Seq
	Hidden  bool               // recorded, not shown: its own successor came first, or it was there already
}

// Apply makes one edit on one document; doc is nil when there is none. A refusal changes nothing: an edit counts whole or
// not at all. Neither doc nor e is changed.
func Apply(t *schema.Type, doc *document.Document, e document.Edit, in Arrival) Outcome {
	s := &step{t: t, prev: doc, e: e, in: in}
	if code := s.start(); code != "" {
		return s.refuse(code, "")
	}
	var few [16]string
	for _, name := range document.Keys(few[:0], e.Changes) {
		rule := t.Fields[name]
		if rule == nil {
			return s.refuse(document.CodeUnknownField, name)
		}
		if code := s.field(name, rule, e.Changes[name]); code != "" {
			return s.refuse(code, cmp.Or(s.about, name))
		}
	}
	if e.Void != "" {
		s.void()
	}
	return s.finish()
}

// step is the work on one edit.
type step struct {
	t     *schema.Type
	prev  *document.Document
	next  *document.Document
	e     document.Edit
	in    Arrival
	from  document.Origin // of the edit
	gone  []string        // edits that lost a candidate
	held  bool            // the edit has a candidate
	shown bool            // some part of the edit took effect

	counted []string // bundles whose sequence the edit has raised
	fields  []string
	notes   []document.Note
	rank    int    // of the verdict so far, see verdicts
	code    string // of a verdict that is no refusal
	about   string // the field a refusal is about, when it is another than the one that refused
}

// verdicts from the mildest; an edit's verdict is the strongest of its fields'.
var verdicts = []document.Kind{document.Applied, document.Merged, document.Proposed, document.Parked}

func (s *step) start() string {
	switch {
	case len(s.e.Changes) == 0 && s.e.Void == "" && !s.e.Create:
		return document.CodeBadEdit
	case s.prev == nil:
		s.next = &document.Document{ID: s.e.Doc, Type: s.e.Type, Scope: s.e.Scope, Seq: s.in.Seq}
		s.next = s.next.Clone()
	case s.prev.Type != s.e.Type:
		return document.CodeDocumentTaken
	case s.e.Create && s.prev.Created != "" && s.prev.Created != s.e.ID:
		return document.CodeDocumentTaken
	default:
		s.next = s.prev.Clone()
	}
	if s.sawVoid() {
		return document.CodeVoided
	}
	if s.e.Create {
		s.next.Created = s.e.ID
	}
	s.next.Seq = s.in.Seq
	s.from = s.origin()
	s.next.Origins[s.e.ID] = s.from
	return ""
}

func (s *step) sawVoid() bool {
	for _, c := range s.next.Fields[document.VoidField].Candidates {
		if c.Edit != s.e.ID && s.hasSeen(s.next.Origins[c.Edit]) {
			return true
		}
	}
	return false
}

func (s *step) void() {
	value := document.Quote(s.e.Void)
	cand := &document.Candidate{Edit: s.e.ID, Value: value}
	cell, put := s.put(s.next.Fields[document.VoidField].Cell, cand, spareAll)
	s.took(document.VoidField, document.Field{Cell: cell}, put)
	s.tell(spot{document.VoidField, "", voidRule, voidPolicy}, cell, cand, put)
}

// voidPolicy: the first reason stands.
var (
	voidRule   = &schema.Field{Name: document.VoidField, Policy: schema.Immutable}
	voidPolicy = &policy{read: firstWriter, spares: spareAll}
)

// took stores a field's new state unless the edit had no part in it.
func (s *step) took(name string, f document.Field, put placed) {
	if put == hidden {
		return
	}
	s.shown = true
	s.next.Fields[name] = f
	if s.fields == nil {
		s.fields = make([]string, 0, len(s.e.Changes)+1) // a bundle's sequence, or the reason of a void
	}
	s.fields = append(s.fields, name)
}

func (s *step) note(n document.Note, kind document.Kind) {
	s.notes = append(s.notes, n)
	s.rank = max(s.rank, slices.Index(verdicts, kind))
}

func (s *step) refuse(code, field string) Outcome {
	return Outcome{Doc: s.prev, Verdict: document.Verdict{Edit: s.e.ID, Kind: document.Refused, Code: code, Field: field}}
}

func (s *step) finish() Outcome {
	v := document.Verdict{Edit: s.e.ID, Kind: verdicts[s.rank], Late: s.in.Late, Notes: s.notes}
	if !s.shown {
		if s.prev != nil && s.prev.Created == s.next.Created {
			v.Kind = document.Merged
			return Outcome{Doc: s.prev, Verdict: v, Hidden: true}
		}
		// It creates the document, and nothing else of it is in the state.
	}
	if v.Code = s.code; v.Code != "" {
		v.Kind = verdicts[max(s.rank, 1)]
	}
	if s.next.Created == "" {
		v.Code = document.CodeCreateAwaited
	}
	if s.prev.IsVoided() {
		v.Kind, v.Code = verdicts[max(s.rank, 1)], document.CodeVoidedMeantime
	}
	if !s.held {
		s.gone = append(s.gone, s.e.ID)
	}
	s.next.DropOrigins(s.gone)
	slices.Sort(s.fields)
	return Outcome{Doc: s.next, Fields: slices.Compact(s.fields), Verdict: v}
}
