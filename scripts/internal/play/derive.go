package play

import (
	"iter"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
	"github.com/samsyn/samsyn/sync/replica"
)

// reading is what a screen shows of a field: read from the document, or computed from all that the phone holds.
func (l lookup) reading(field string) merge.Reading {
	set := l.d.crew.o.Schema
	t := set.Types[l.typ]
	if t == nil || t.Fields[field] == nil || t.Fields[field].Policy != schema.Derived {
		return l.view.Fields[field]
	}
	shelf := onScreen(set, l.r, l.m)
	all := func(typ string) iter.Seq[*document.Document] {
		return func(yield func(*document.Document) bool) {
			for _, docs := range shelf {
				for _, doc := range docs {
					if doc.Type == typ && !yield(doc) {
						return
					}
				}
			}
		}
	}
	return merge.Reading{Value: care.Derive(t, field, shelf[l.scope][l.doc], all, set)}
}

// onScreen are the documents of a phone with its own unanswered edits on top.
func onScreen(set *schema.Set, r *replica.Replica, m *mate) map[document.Scope]map[string]*document.Document {
	out := map[document.Scope]map[string]*document.Document{}
	for _, scope := range r.Scopes() {
		if s, _ := r.Status(scope); s.Revoked {
			continue
		}
		out[scope] = confirmed(r, scope)
	}
	for _, e := range r.Outbox(0, 0) {
		t, docs := set.Types[e.Type], out[e.Scope]
		if t == nil || docs == nil {
			continue
		}
		done := merge.Apply(t, docs[e.Doc], e, merge.Arrival{
			Author: m.id, Role: m.role, Replica: e.Stamp.Replica(), Base: e.Base.Seq, At: e.Stamp.WallMillis(),
		})
		if done.Doc != nil {
			docs[e.Doc] = done.Doc
		}
	}
	return out
}
