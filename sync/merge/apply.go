package merge

import (
	"maps"
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
	Late                  bool   // the author's assignment had ended
	Ahead                 bool   // the stamp is more than 5 minutes ahead of the server and loses every tie (R7)
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
	for _, name := range slices.Sorted(maps.Keys(e.Changes)) {
		rule := t.Fields[name]
		if rule == nil {
			return s.refuse(document.CodeUnknownField, name)
		}
		if code := s.field(name, rule, e.Changes[name]); code != "" {
			return s.refuse(code, name)
		}
	}
	if e.Void != "" {
		s.void()
	}
	return s.finish()
}

// step is the work on one edit.
type step struct {
	t      *schema.Type
	prev   *document.Document
	next   *document.Document
	e      document.Edit
	in     Arrival
	fields []string
	notes  []document.Note
	rank   int // of the verdict so far, see verdicts
	hidden bool
	shown  bool // some part of the edit is in the state
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
	case s.prev.IsVoided() && s.sawVoid():
		return document.CodeVoided
	default:
		s.next = s.prev.Clone()
	}
	if s.e.Create {
		s.next.Created = s.e.ID
	}
	s.next.Seq = s.in.Seq
	s.next.Origins[s.e.ID] = s.origin()
	return ""
}

func (s *step) origin() document.Origin {
	replica := s.in.Replica
	if s.isFork() {
		replica += "~" // from here on somebody else's
	}
	return document.Origin{
		Author: s.in.Author, Role: s.in.Role, OnBehalfOf: s.e.OnBehalfOf, Replica: replica, Stamp: s.e.Stamp, After: s.e.After,
		Seq: s.in.Seq, At: s.in.At, Late: s.in.Late, Ahead: s.in.Ahead,
	}
}

// isFork: two edits of one replica that stand on the same edit come from a restored backup (architecture section 5).
func (s *step) isFork() bool {
	for id, o := range s.next.Origins {
		if id != s.e.ID && s.isMine(o) && o.After == s.e.After && o.Stamp != s.e.Stamp {
			return true
		}
	}
	return false
}

func (s *step) isMine(o document.Origin) bool {
	return o.Replica == s.in.Replica && o.Author == s.in.Author
}

// hasSeen reports whether the author of the edit knew of what this origin wrote.
func (s *step) hasSeen(o document.Origin) bool {
	if s.isMine(o) {
		return o.Stamp <= s.e.After
	}
	return o.Seq != 0 && o.Seq <= s.in.Base
}

func (s *step) sawVoid() bool {
	for _, c := range s.prev.Fields[document.VoidField].Candidates {
		if c.Edit != s.e.ID && s.hasSeen(s.prev.Origins[c.Edit]) {
			return true
		}
	}
	return false
}

func (s *step) void() {
	value := document.Quote(s.e.Void)
	cell, put := s.put(s.next.Fields[document.VoidField].Cell, &document.Candidate{Edit: s.e.ID, Value: value}, keepAll)
	s.took(document.VoidField, document.Field{Cell: cell}, put)
}

// took stores a field's new state unless the edit had no part in it.
func (s *step) took(name string, f document.Field, put placed) {
	if put == hidden {
		s.hidden = true
		return
	}
	s.shown = true
	s.next.Fields[name] = f
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
	if s.hidden && !s.shown {
		// Nothing of it is in the state, except that a create fills in who created the document.
		v.Kind = document.Merged
		if s.prev == nil || s.prev.Created == s.next.Created {
			return Outcome{Doc: s.prev, Verdict: v, Hidden: true}
		}
	}
	if s.next.Created == "" {
		v.Code = document.CodeCreateAwaited
	}
	if s.prev.IsVoided() {
		v.Kind, v.Code = verdicts[max(s.rank, 1)], document.CodeVoidedMeantime
	}
	s.next.DropUnusedOrigins()
	slices.Sort(s.fields)
	return Outcome{Doc: s.next, Fields: slices.Compact(s.fields), Verdict: v}
}
