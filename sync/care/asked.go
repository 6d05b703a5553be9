package care

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// asked is a question to people that no single value answers: what happened stands, and somebody looks at it.
type asked struct {
	kind, field, item string
	about             *document.Document
	key               string // with kind and document it names the question: it is asked once
	role, staff       string // who decides
	urgency           string
	inForce           string // edit
	candidates        map[string]jsontext.Value
}

// ask opens a conflict for it, unless it was opened before. It says nothing where other documents cannot be looked at.
func ask(q asked, f Facts) ([]Write, error) {
	if f.Document == nil {
		return nil, nil
	}
	id := HashID(q.kind, string(q.about.Scope), q.about.ID, q.key)
	if there, err := f.Document(id); err != nil || there != nil {
		return nil, err
	}
	w := Write{Doc: id, Type: "conflict", Create: true, Changes: map[string]document.Op{
		"doc": set(q.about.ID), "docType": set(q.about.Type), "field": set(q.field), "kind": set(q.kind), "state": set("open"),
		"since": set(document.TimeText(f.Now)), "dueBy": set(document.TimeText(DueBy(q.urgency, f.Now))),
		"candidates": {Add: q.candidates},
	}}
	for name, text := range map[string]string{"item": q.item, "ownerRole": q.role, "ownerStaffId": q.staff, "effectiveNow": q.inForce} {
		if text != "" {
			w.Changes[name] = set(text)
		}
	}
	return []Write{w}, nil
}

// candidateOf is what an edit said, for people to look at.
func candidateOf(d *document.Document, edit string, value jsontext.Value) jsontext.Value {
	o := d.Origins[edit]
	return canonical(Candidate{Edit: edit, Author: o.Author, Role: o.Role, At: document.TimeText(writtenAt(o)), Value: value})
}

// writtenAt is when an edit was written; by a clock that runs ahead it was not after the arrival.
func writtenAt(o document.Origin) int64 {
	if o.Ahead {
		return min(o.At, o.Stamp.WallMillis())
	}
	return o.Stamp.WallMillis()
}
