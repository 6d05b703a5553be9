package vectors

import (
	"encoding/hex"
	"fmt"
	"maps"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// noon is the server's time in the cases, milliseconds. It stands still; phones' clocks do not.
const noon int64 = 1_795_000_000_000

// mergeCase is one document's life: the edits in the order in which they came, and what each did.
type mergeCase struct {
	Name string `json:"name"`
	// Type names a type of schema.json, or plan, which is vectors/plan.json.
	Type  string `json:"type"`
	Steps []step `json:"steps"`
}

// step is one edit, and what merging made of it. Doc is the document after it in canonical bytes, Sum its number in the
// checksum: of long cases only the last step has Doc and View, and every one Sum.
type step struct {
	Edit    document.Edit `json:"edit"`
	Arrival arrival       `json:"arrival"`
	Verdict verdict       `json:"verdict"`
	Fields  []string      `json:"fields,omitzero"`
	Hidden  bool          `json:"hidden,omitzero"`
	Sum     string        `json:"sum,omitzero"` // absent while there is no document
	Doc     string        `json:"doc,omitzero"`
	View    *view         `json:"view,omitzero"`
	doc     *document.Document
}

// verdict is a document.Verdict without what only the log knows.
type verdict struct {
	Edit  string          `json:"edit"`
	Kind  document.Kind   `json:"verdict"`
	Code  string          `json:"code,omitzero"`
	Field string          `json:"field,omitzero"`
	Late  bool            `json:"late,omitzero"`
	Notes []document.Note `json:"notes,omitzero"`
}

// arrival is a merge.Arrival as the phones' ports name it.
type arrival struct {
	Author  string `json:"author"`
	Role    string `json:"role"`
	Replica string `json:"replica"`
	Base    uint64 `json:"base"`
	Seq     uint64 `json:"seq"`
	At      int64  `json:"at"`
	Written int64  `json:"written,omitzero"`
	Late    bool   `json:"late,omitzero"`
	Ahead   bool   `json:"ahead,omitzero"`
	Decides bool   `json:"decides,omitzero"`
}

// story plays a case.
type story struct {
	t       *schema.Type
	scope   document.Scope
	whole   bool // Doc and View after every step
	c       *mergeCase
	doc     *document.Document
	seq     uint64
	n       int
	writers []*writer
}

// writer is a phone: its person, its clock and what it knows.
type writer struct {
	s                     *story
	replica, author, role string
	now                   int64
	last                  hlc.Stamp
	base                  uint64
}

// letter is an edit on its way.
type letter struct {
	edit document.Edit
	in   merge.Arrival
}

func newStory(name string, t *schema.Type) *story {
	return &story{t: t, scope: "citizen/c17/health/ekby", whole: true, c: &mergeCase{Name: name, Type: t.Name}}
}

func (s *story) join(author, role string) *writer {
	w := &writer{s: s, replica: fmt.Sprintf("%s%d", author, len(s.writers)), author: author, role: role, now: noon}
	s.writers = append(s.writers, w)
	return w
}

// write makes an edit of what its author has seen: w.base, and the writer's own edits.
func (w *writer) write(changes map[string]document.Op) *letter {
	w.s.n++
	w.now += 1000
	l := &letter{edit: document.Edit{
		ID: fmt.Sprintf("%c%d", 'A'+(w.s.n*7)%23, w.s.n), Scope: w.s.scope, Doc: "d1", Type: w.s.t.Name,
		Base: document.Base{Seq: w.base}, Stamp: hlc.NewClock(w.replica, w.last).Tick(w.now), After: w.last, Changes: changes,
	}}
	l.in = merge.Arrival{
		Author: w.author, Role: w.role, Replica: w.replica, Base: w.base, At: noon, Ahead: l.edit.Stamp.IsAhead(noon),
	}
	w.last = l.edit.Stamp
	return l
}

func (w *writer) create(changes map[string]document.Op) *letter {
	l := w.write(changes)
	l.edit.Create = true
	return l
}

func (w *writer) void(reason string) *letter {
	l := w.write(nil)
	l.edit.Void = reason
	return l
}

// sees says that the writer has caught up.
func (w *writer) sees() *writer {
	w.base = w.s.seq
	return w
}

// come hands letters to the server, one commit each.
func (s *story) come(letters ...*letter) {
	for _, l := range letters {
		s.seq++
		l.in.Seq = s.seq
		s.play(l)
	}
}

// screen puts a letter on top as a phone does, which has no commit of it.
func (s *story) screen(l *letter) {
	l.in.Seq = 0
	s.play(l)
}

func (s *story) play(l *letter) {
	out := merge.Apply(s.t, s.doc, l.edit, l.in)
	s.doc = out.Doc
	v := out.Verdict
	s.c.Steps = append(s.c.Steps, step{
		Edit: l.edit, Arrival: arrival(l.in), Verdict: verdict{v.Edit, v.Kind, v.Code, v.Field, v.Late, v.Notes},
		Fields: out.Fields, Hidden: out.Hidden, doc: out.Doc,
	})
}

// done is the case with what each step left.
func (s *story) done() *mergeCase {
	for i := range s.c.Steps {
		st := &s.c.Steps[i]
		if st.doc == nil {
			continue
		}
		encoded := document.Encode(st.doc)
		st.Sum = hexOf(encoded.Sum)
		if s.whole || i == len(s.c.Steps)-1 {
			st.Doc, st.View = string(encoded.Bytes), see(s.t, st.doc)
		}
	}
	return s.c
}

func hexOf(sum uint64) string {
	text, _ := document.Checksum(sum).MarshalText() // it has no error to give
	return string(text)
}

func hexBytes(b []byte) string { return hex.EncodeToString(b) }

// raw is a value in canonical form. It panics only when a case of this package is not JSON.
func raw(text string) jsontext.Value {
	v, err := document.Canonical([]byte(text))
	if err != nil {
		panic("vectors: " + text + ": " + err.Error())
	}
	return v
}

func set(field, value string) map[string]document.Op {
	return map[string]document.Op{field: {Set: raw(value)}}
}

func agree(field, value string) map[string]document.Op {
	return map[string]document.Op{field: {Agree: raw(value)}}
}

func add(field, id, value string) map[string]document.Op {
	return map[string]document.Op{field: {Add: map[string]jsontext.Value{id: raw(value)}}}
}

func remove(field string, ids ...string) map[string]document.Op {
	return map[string]document.Op{field: {Remove: ids}}
}

func both(ops ...map[string]document.Op) map[string]document.Op {
	out := map[string]document.Op{}
	for _, o := range ops {
		maps.Copy(out, o)
	}
	return out
}
