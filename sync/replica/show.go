package replica

import (
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Shown is a document as the screen shows it: confirmed, with this phone's edits on top that are not confirmed yet.
type Shown struct {
	Doc     string
	Type    string
	Seq     uint64 // of the confirmed document; 0 when only this phone has it
	Waiting int    // edits of it without a verdict
	Unknown bool   // the phone's schema does not know the type: the app is too old, View is empty
	View    merge.View
}

// Show gives one document as people see it; false when there is nothing to show: not held and not written here, of a type
// the phone does not know, or in a revoked scope. A document that exists only in the outbox is shown as it was written. The
// view is shared and must not be changed.
func (r *Replica) Show(name document.Scope, doc string) (merge.View, bool) {
	s, here := r.show(name, doc)
	return s.View, here && !s.Unknown
}

// ShowAll gives every document of a scope, by id.
func (r *Replica) ShowAll(name document.Scope) []Shown {
	ids := r.idsOf(name)
	out := make([]Shown, 0, len(ids))
	for _, id := range ids {
		if s, here := r.show(name, id); here {
			out = append(out, s)
		}
	}
	return out
}

// show reads through the cache, which every change of the document, of its edits or of the cursor over them clears.
func (r *Replica) show(name document.Scope, doc string) (Shown, bool) {
	sc := r.scopes[name]
	if sc == nil { // written before the scope was granted, or into one this phone may not read
		return r.replay(&scope{name: name, shown: newShelf(0, "")}, doc)
	}
	if sc.revoked {
		return Shown{}, false
	}
	if s, cached := sc.views[doc]; cached {
		return s, true
	}
	s, here := r.replay(sc, doc)
	if here {
		sc.views[doc] = s
	}
	return s, here
}

func (r *Replica) replay(sc *scope, id string) (Shown, bool) {
	d, s := r.stack(sc, id)
	if s.Unknown = r.o.Schema.Types[s.Type] == nil; s.Unknown {
		return s, d != nil || s.Waiting > 0
	}
	if d == nil {
		return s, false
	}
	s.View = merge.Read(r.o.Schema.Types[s.Type], d)
	return s, true
}

// stack puts this phone's edits on the confirmed document; the view is left to the caller.
func (r *Replica) stack(sc *scope, id string) (*document.Document, Shown) {
	d := sc.shown.doc(id)
	s := Shown{Doc: id}
	if d != nil {
		s.Type, s.Seq = d.Type, d.Seq
	}
	seq := sc.shown.seq(id)
	for _, e := range r.log.byDoc[sc.name][id] {
		if e.Verdict == nil {
			s.Waiting++
		} else if !e.isAhead(sc.shown.cursor, seq) {
			continue
		}
		if s.Type == "" {
			s.Type = e.Edit.Type
		}
		d = r.applied(sc, d, e.Edit)
	}
	return d, s
}

// isAhead reports whether an acknowledged edit is not among the confirmed documents yet. The seq of another history says
// nothing; replaying an edit that is there changes nothing.
func (e *entry) isAhead(at document.Cursor, doc uint64) bool {
	return e.Epoch != at.Epoch || e.Verdict.Seq > max(at.Seq, doc)
}

// applied is the document with one edit on top. What the merge refuses here is not shown, and waits for the server's word.
func (r *Replica) applied(sc *scope, d *document.Document, e document.Edit) *document.Document {
	t := r.o.Schema.Types[e.Type]
	if t == nil {
		return d
	}
	return merge.Apply(t, d, e, r.arrival(sc, e)).Doc
}

func (r *Replica) arrival(sc *scope, e document.Edit) merge.Arrival {
	return merge.Arrival{
		Author: r.o.Author, Role: r.o.Role, Replica: r.o.Replica, Base: sc.shown.resolve(e.Base), At: e.Stamp.WallMillis(),
	}
}
