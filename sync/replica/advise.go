package replica

import (
	"maps"
	"slices"

	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/document"
)

// Advise tells at once, offline too, what merge and the rules of care say of a draft on what this phone shows: that the citizen
// has said no, that the question is not confirmed, that a note such as no-quorum goes with it. Nil is nothing to say. It is advice:
// the phone may hold an old truth, so Edit takes the draft all the same and the server decides.
func (r *Replica) Advise(now int64, d Draft) *Invalid {
	changes, bad := check(r.o.Schema.Types[d.Type], d)
	if bad != nil {
		return bad
	}
	draft := advise.Draft{
		Scope: d.Scope, Doc: d.Doc, Type: d.Type, Create: d.Create, OnBehalfOf: d.OnBehalfOf, Void: d.Void, Changes: changes,
		Seen: d.Seen,
	}
	said := advise.Judge(now, advise.Me{Actor: r.o.Author, Role: r.o.Role}, r.o.Schema, r.Held(d.Scope), draft)
	if said.Code == "" {
		return nil
	}
	return &Invalid{Field: said.Field, Code: said.Code}
}

// Held gives the documents of a scope by id, with this phone's unanswered edits on top, as Show reads them. They must not be changed.
func (r *Replica) Held(name document.Scope) []*document.Document {
	sc := r.scopes[name]
	if sc == nil {
		sc = &scope{name: name, shown: newShelf(0, "")}
	}
	if sc.revoked {
		return nil
	}
	ids := r.idsOf(name)
	out := make([]*document.Document, 0, len(ids))
	for _, id := range ids {
		if d, _ := r.stack(sc, id); d != nil {
			out = append(out, d)
		}
	}
	return out
}

// idsOf are the documents of a scope that are held or were written here, sorted.
func (r *Replica) idsOf(name document.Scope) []string {
	ids := map[string]struct{}{}
	if sc := r.scopes[name]; sc != nil {
		for id := range sc.shown.docs {
			ids[id] = struct{}{}
		}
	}
	for id := range r.log.byDoc[name] {
		ids[id] = struct{}{}
	}
	return slices.Sorted(maps.Keys(ids))
}
