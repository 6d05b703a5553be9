package replica

import (
	"slices"
	"strings"

	"github.com/samsyn/samsyn/sync/document"
)

// Two nodes can judge one edit at once, when a phone sends it to one, loses it and sends it to the other: one accepts it in its
// scope, the other refuses it in the author's own. Whichever is heard of first, the accepted one prevails. A person who was
// asked to look at the refused text must not write it a second time.

// trace says where a document shows that it has an edit of this replica's author: the seq of its commit, or, when it was
// overruled since, the document's. A mark of the edit's stamp is enough; its id alone could be another edit's (id-taken).
func (r *Replica) trace(d *document.Document, e document.Edit) (seq uint64, here bool) {
	if d == nil {
		return 0, false
	}
	if o, has := d.Origins[e.ID]; has {
		return o.Seq, o.Author == r.o.Author && o.Stamp == e.Stamp
	}
	overruled := func(c document.Cell) bool {
		return slices.ContainsFunc(c.Seen, func(s document.Seen) bool {
			return s.Stamp == e.Stamp && strings.HasPrefix(s.Replica, r.o.Author+"/")
		})
	}
	for name := range e.Changes {
		f := d.Fields[name]
		here = here || overruled(f.Cell)
		for _, cell := range f.Items {
			here = here || overruled(cell)
		}
	}
	return d.Seq, here
}

// prevailing is the verdict that counts: a refusal of an edit that the latest history has is not believed.
func (r *Replica) prevailing(e document.Edit, v document.Verdict) document.Verdict {
	sc := r.scopes[e.Scope]
	if sc == nil || v.Kind != document.Refused || v.Code == document.CodeIDTaken {
		return v
	}
	if seq, here := r.trace(sc.target().docs[e.Doc].doc, e); here {
		return document.Verdict{Edit: e.ID, Kind: document.Applied, Scope: e.Scope, Seq: seq}
	}
	return v
}

// reconsider takes back what was refused and turned up in a document.
func (r *Replica) reconsider(name document.Scope, doc string) {
	if len(r.aside) == 0 {
		return
	}
	for _, a := range r.SetAside() {
		if a.Edit.Scope != name || a.Edit.Doc != doc {
			continue
		}
		if v := r.prevailing(a.Edit, a.Verdict); v.Kind != a.Verdict.Kind {
			r.takeBack(max(r.last.WallMillis(), r.lease.heard), a, v)
		}
	}
}

// takeBack makes a refused edit an acknowledged one, which is submitted again if a restore loses it.
func (r *Replica) takeBack(now int64, a SetAside, v document.Verdict) {
	e := r.log.byID[a.Edit.ID] // a crash can leave it in both
	if e == nil {
		e = &entry{Edit: a.Edit, Proof: a.Proof}
		r.log.insert(e)
		if e.Proof == nil {
			r.sign(e)
		}
	}
	if e.Verdict == nil {
		r.accept(now, e, v)
	}
	r.setAside(e, v)
}

// otherAnswer takes a verdict of an edit that is not in the log: one that was refused may have been accepted elsewhere.
func (r *Replica) otherAnswer(now int64, v document.Verdict) {
	if a, here := r.aside[v.Edit]; here && a.Verdict.Kind == document.Refused && v.Kind != document.Refused {
		r.takeBack(now, a, v)
	}
}

// insert puts an entry where its stamp belongs.
func (l *log) insert(e *entry) {
	l.add(e)
	slices.SortStableFunc(l.edits, byStamp)
	slices.SortStableFunc(l.byDoc[e.Edit.Scope][e.Edit.Doc], byStamp)
}
