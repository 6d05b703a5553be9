package replica

import (
	"slices"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// SetAside is an edit a person must look at: refused (not in any document), or parked (waiting for a human's choice).
type SetAside struct {
	Edit    document.Edit    `json:"edit"`
	Verdict document.Verdict `json:"verdict"`
	Proof   *sign.Proof      `json:"proof,omitzero"` // should it turn out to be accepted, and be lost in a restore
}

// Verdicts takes answers at the phone's time now, in milliseconds. A verdict of an edit that is not waiting is ignored.
//
// An accepted edit leaves the outbox. It is shown on top until the scope's cursor reaches it, and kept to be submitted again
// until no restore can lose it (Tidy). A refused or parked one is set aside with its text. An edit whose id was taken gets
// a new id and waits again. Of a refusal and an acceptance of one edit the latter counts, whichever is heard of first.
func (r *Replica) Verdicts(now int64, verdicts []document.Verdict) {
	refused := map[*entry]bool{}
	for _, v := range verdicts {
		e := r.log.byID[v.Edit]
		if e == nil {
			r.otherAnswer(now, v)
			continue
		}
		switch v = r.prevailing(e.Edit, v); {
		case e.Verdict != nil, refused[e] && v.Kind == document.Refused:
			continue
		case v.Kind == document.Refused && v.Code == document.CodeIDTaken:
			r.rename(e)
			continue
		case v.Kind == document.Refused:
			refused[e] = true
		default:
			delete(refused, e)
			r.accept(now, e, v)
		}
		r.setAside(e, v)
	}
	if len(refused) > 0 {
		r.drop(func(e *entry) bool { return refused[e] })
	}
	r.Tidy(now)
}

func (r *Replica) accept(now int64, e *entry, v document.Verdict) {
	e.Verdict, e.At, e.Epoch = &v, now, r.epoch(e.Edit.Scope)
	e.Verdict.Again = false
	r.changed(e)
}

// setAside keeps what a person must look at. A kind this phone does not know is looked at too. An edit submitted again to a
// restored server may be accepted this time.
func (r *Replica) setAside(e *entry, v document.Verdict) {
	id := e.Edit.ID
	switch v.Kind {
	case document.Applied, document.Merged, document.Proposed:
		if _, here := r.aside[id]; !here {
			return
		}
		delete(r.aside, id)
	default:
		r.aside[id] = SetAside{Edit: e.Edit, Verdict: v, Proof: e.Proof}
	}
	r.touch(keyAside(id))
}

func (r *Replica) rename(e *entry) {
	r.touch(keyEdit(e.Edit.ID))
	delete(r.log.byID, e.Edit.ID)
	e.Edit.ID = r.o.NewID()
	r.log.byID[e.Edit.ID] = e
	r.sign(e) // it is another edit now, the latest of the chain
	r.changed(e)
}

// epoch is the history the server answers in, as far as the phone knows.
func (r *Replica) epoch(name document.Scope) string {
	if sc := r.scopes[name]; sc != nil {
		return sc.target().cursor.Epoch
	}
	return ""
}

// SetAside lists the refused and parked edits nobody has handled, in the order they were written.
func (r *Replica) SetAside() []SetAside {
	out := make([]SetAside, 0, len(r.aside))
	for _, a := range r.aside {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b SetAside) int { return byStamp(&entry{Edit: a.Edit}, &entry{Edit: b.Edit}) })
	return out
}

// Handled says that the person has dealt with an edit that was set aside; its text is let go. False when there is none.
func (r *Replica) Handled(edit string) bool {
	if _, here := r.aside[edit]; !here {
		return false
	}
	delete(r.aside, edit)
	r.touch(keyAside(edit))
	return true
}

// Tidy lets go of acknowledged edits that nobody needs again: no restore can lose them (safeSeq), they are confirmed here,
// and they are keepDays old. Call it now and then; Verdicts does.
func (r *Replica) Tidy(now int64) {
	r.drop(func(e *entry) bool {
		if e.Verdict == nil || now-e.At < r.keepMillis {
			return false
		}
		sc := r.scopes[e.Edit.Scope]
		if sc == nil {
			return true // not held: no news of its history will come
		}
		seq := e.Verdict.Seq
		return e.Epoch == sc.shown.cursor.Epoch && seq <= sc.safe && seq <= sc.shown.cursor.Seq
	})
}
