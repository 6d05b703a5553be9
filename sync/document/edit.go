package document

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/hlc"
)

// Base is how much of a scope's log the author of an edit had seen.
type Base struct {
	Epoch string `json:"epoch,omitzero"`
	Seq   uint64 `json:"seq"`
}

// Edit is what one replica did to one document. It is not accepted until it has a verdict.
type Edit struct {
	ID    string    `json:"id"` // ULID, made by the phone
	Scope Scope     `json:"scope"`
	Doc   string    `json:"doc"` // the document's id, made by the phone that creates it
	Type  string    `json:"type"`
	Base  Base      `json:"base"`
	Stamp hlc.Stamp `json:"stamp"`
	After hlc.Stamp `json:"after,omitzero"` // stamp of the replica's previous edit of any document; "" for its first
	// Create says that the document is new. Without it an edit of a document that is not there is refused.
	Create bool `json:"create,omitzero"`
	// OnBehalfOf is "citizen" when staff records the citizen's own statement.
	OnBehalfOf string        `json:"onBehalfOf,omitzero"`
	Void       string        `json:"void,omitzero"` // reason to void the document; nothing is ever deleted
	Changes    map[string]Op `json:"changes,omitzero"`
}

// Op is what an edit does to one field. Exactly one member is used, except that Add and Remove may come together.
type Op struct {
	Set    jsontext.Value            `json:"set,omitzero"`
	Agree  jsontext.Value            `json:"agree,omitzero"`  // proposal fields: this value is in force from now
	Add    map[string]jsontext.Value `json:"add,omitzero"`    // list fields: item id → item
	Remove []string                  `json:"remove,omitzero"` // add-wins and restrictive lists: item ids
}

// Verbs of an Op, used in rights and in errors.
const (
	VerbSet    = "set"
	VerbAgree  = "agree"
	VerbAdd    = "add"
	VerbRemove = "remove"
)

// Digest identifies an edit's content: the same id with another digest is another edit (16 hex digits). It is the beginning
// of Sum.
func (e Edit) Digest() string {
	sum := e.Sum()
	return hex.EncodeToString(sum[:8])
}

// Sum is the SHA-256 of an edit's content. It covers all that the author wrote, and does not depend on the order of members
// in the frame. Base is not content: it says what the author knew. Values count byte for byte, so two sides agree when both
// hold them in canonical form.
func (e Edit) Sum() [sha256.Size]byte {
	buf := scratch.Get().(*[]byte)
	b := (*buf)[:0]
	count := func(n int) { b = binary.AppendUvarint(b, uint64(n)) }
	part := func(parts ...string) {
		for _, p := range parts {
			count(len(p)) // so that no text passes for two
			b = append(b, p...)
		}
	}
	value := func(v jsontext.Value) {
		count(len(v))
		b = append(b, v...)
	}
	create := ""
	if e.Create {
		create = "create"
	}
	part(e.ID, string(e.Scope), e.Doc, e.Type, string(e.Stamp), string(e.After), create, e.OnBehalfOf, e.Void)
	count(len(e.Changes))
	var names, ids [few]string
	for _, name := range Keys(names[:0], e.Changes) {
		op := e.Changes[name]
		part(name)
		value(op.Set)
		value(op.Agree)
		count(len(op.Add))
		for _, id := range Keys(ids[:0], op.Add) {
			part(id)
			value(op.Add[id])
		}
		count(len(op.Remove))
		part(op.Remove...)
	}
	sum := sha256.Sum256(b)
	*buf = b
	scratch.Put(buf)
	return sum
}

// Kind is what became of an edit.
type Kind string

// The five answers (architecture section 1). There is no sixth: an edit without one is kept by the phone and sent again.
const (
	Applied  Kind = "applied"  // it is what everybody sees
	Merged   Kind = "merged"   // somebody else wrote too; the field's policy decided, and Notes say what
	Proposed Kind = "proposed" // it waits for an agreement
	Parked   Kind = "parked"   // a human must choose; what was in force stays
	Refused  Kind = "refused"  // Code says why and what the phone must do; the text is kept
)

// Verdict is the answer to one edit. It holds codes and references, never values.
type Verdict struct {
	Edit  string `json:"edit"`
	Kind  Kind   `json:"verdict"`
	Code  string `json:"code,omitzero"`
	Field string `json:"field,omitzero"` // the field a refusal is about
	Scope Scope  `json:"scope"`          // where it is committed: the edit's scope, or the author's own when refused
	Seq   uint64 `json:"seq"`
	Again bool   `json:"again,omitzero"` // it had been answered before
	Late  bool   `json:"late,omitzero"`  // accepted after the author's assignment had ended
	Notes []Note `json:"notes,omitzero"`
}

// Note says that a field was merged: which edit is shown and which are not.
type Note struct {
	Field     string   `json:"field"`
	Item      string   `json:"item,omitzero"`
	Policy    string   `json:"policy"`
	Shown     string   `json:"shown,omitzero"`     // edit id of the value that is shown
	Overruled []string `json:"overruled,omitzero"` // edit ids, kept beside it or in the log
	Waiting   []string `json:"waiting,omitzero"`   // edit ids of proposals that wait
}
