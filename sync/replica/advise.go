package replica

import (
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Advise tells at once, offline too, what merge and the rules of care say of a draft on what this phone shows: that the citizen
// has said no, that the question is not confirmed, that a note such as no-quorum goes with it. Nil is nothing to say. It is advice:
// the phone may hold an old truth, so Edit takes the draft all the same and the server decides.
func (r *Replica) Advise(now int64, d Draft) *Invalid {
	t := r.o.Schema.Types[d.Type]
	changes, bad := check(t, d)
	if bad != nil {
		return bad
	}
	sc := r.scopes[d.Scope]
	if sc == nil {
		sc = &scope{name: d.Scope, shown: newShelf(0, "")}
	}
	before, _ := r.stack(sc, d.Doc)
	e := r.compose("advice", now, d, changes)
	out := merge.Apply(t, before, e, r.arrival(sc, e))
	if out.Verdict.Kind == document.Refused {
		return &Invalid{Field: out.Verdict.Field, Code: out.Verdict.Code}
	}
	code, field, note := care.Guard(t, before, out.Doc, e, care.Facts{
		Now: now, Author: r.o.Author, Role: r.o.Role, OnBehalfOf: d.OnBehalfOf, Schema: r.o.Schema,
		Document: func(id string) (*document.Document, error) {
			other, _ := r.stack(sc, id)
			return other, nil
		},
	})
	if code == "" {
		code = note
	}
	if code == "" {
		return nil
	}
	return &Invalid{Field: field, Code: code}
}
