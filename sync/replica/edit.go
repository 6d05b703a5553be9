package replica

import (
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// Draft is what a person wrote in one document.
type Draft struct {
	Scope      document.Scope
	Doc        string
	Type       string
	Create     bool   // the document is new; Doc is an id made here
	OnBehalfOf string // "citizen" when staff records the citizen's own statement
	Void       string // reason to void the document
	Changes    map[string]document.Op
	// Seen is what Base gave when the person began to write, if that was long ago; the zero Base means now.
	Seen document.Base
}

// Edit puts a draft in the outbox at the phone's time now, in milliseconds, and gives the edit. Nothing is stored when the
// schema says that the server would refuse it (*Invalid) or the scope was revoked (ErrRevoked). Rights and what others wrote
// meanwhile are for the server to judge: the phone may hold an old truth.
func (r *Replica) Edit(now int64, d Draft) (document.Edit, error) {
	if sc := r.scopes[d.Scope]; sc != nil && sc.revoked {
		return document.Edit{}, ErrRevoked
	}
	changes, bad := check(r.o.Schema.Types[d.Type], d)
	if bad != nil {
		return document.Edit{}, bad
	}
	return r.write(now, d, changes), nil
}

func (r *Replica) write(now int64, d Draft, changes map[string]document.Op) document.Edit {
	e := r.compose(r.o.NewID(), now, d, changes)
	r.last = e.Stamp
	added := &entry{Edit: e}
	r.sign(added)
	r.log.add(added)
	r.changed(added)
	r.touch(keySelf)
	return e
}

func (r *Replica) compose(id string, now int64, d Draft, changes map[string]document.Op) document.Edit {
	base := d.Seen
	if base == (document.Base{}) {
		base = r.Base(d.Scope, d.Doc)
	}
	return document.Edit{
		ID: id, Scope: d.Scope, Doc: d.Doc, Type: d.Type, Base: base, After: r.last,
		Stamp:  hlc.NewClock(r.o.Replica, r.last).Tick(now),
		Create: d.Create, OnBehalfOf: d.OnBehalfOf, Void: d.Void, Changes: changes,
	}
}

// Base is how much of a document's history the phone shows: the last complete head, or the document's own seq when it came
// with a catch-up that read past the head or was cut off. A document is whole as of its seq, so that much of it was seen.
func (r *Replica) Base(name document.Scope, doc string) document.Base {
	sc := r.scopes[name]
	if sc == nil {
		return document.Base{}
	}
	return document.Base{Epoch: sc.shown.cursor.Epoch, Seq: max(sc.shown.cursor.Seq, sc.shown.seq(doc))}
}
