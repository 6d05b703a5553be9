package replica

import (
	"maps"
	"slices"

	"github.com/samsyn/samsyn/sync/document"
)

// scope is one scope on the phone. While it is loaded from nothing, the new documents go to fresh and the screen keeps the
// old ones: a nurse in a lift must not see half a citizen's card because a reload was cut off.
type scope struct {
	name    document.Scope
	revoked bool   // not shown; purged once its edits are answered
	reload  bool   // the checksum was wrong: load from nothing
	whole   bool   // the loading from nothing began on this connection
	doubted bool   // even after a whole reload it was wrong; do not ask again on this connection, or it never ends
	asked   bool   // an Ask is under way
	heard   uint64 // the highest seq any frame named; more than the cursor means something is missing
	safe    uint64
	gens    uint64
	shown   *shelf
	fresh   *shelf
	views   map[string]Shown
}

func newScope(name document.Scope) *scope {
	return &scope{name: name, shown: newShelf(0, ""), views: map[string]Shown{}}
}

// target is the shelf that frames fill.
func (sc *scope) target() *shelf {
	if sc.fresh != nil {
		return sc.fresh
	}
	return sc.shown
}

// hello is the cursor that the next hello names, or nil for a scope that is to be loaded from nothing.
func (sc *scope) hello() *document.Cursor {
	if sc.doubted {
		return nil
	}
	return sc.from()
}

func (sc *scope) from() *document.Cursor {
	if sc.reload {
		return nil
	}
	return sc.target().from()
}

// Welcome begins a connection: scopes are all that is granted now, keepDays how long acknowledged edits are kept at least.
// A scope held but not granted is revoked: it happened while the phone was away. What was acknowledged in a scope that hello
// had no cursor of is submitted again: was the scope lost in a restore, no frame would say so.
func (r *Replica) Welcome(scopes []document.Scope, keepDays int) {
	if keepDays > 0 && r.keepMillis != days(keepDays) {
		r.keepMillis = days(keepDays)
		r.touch(keySelf)
	}
	granted := make(map[document.Scope]bool, len(scopes))
	for _, name := range scopes {
		granted[name] = true
	}
	for name, sc := range r.scopes {
		if granted[name] && sc.hello() == nil {
			r.submitAgain(name, func(*entry) bool { return true }) // a server that has lost the scope sends nothing of it
		}
		sc.asked, sc.whole, sc.doubted, sc.heard = false, false, false, 0
		if !granted[name] {
			r.revoke(sc)
		}
	}
	r.Grant(scopes)
}

// Grant says that the phone may hold these scopes from now; their documents follow.
func (r *Replica) Grant(scopes []document.Scope) {
	for _, name := range scopes {
		sc := r.scopes[name]
		switch {
		case sc == nil:
			r.scopes[name] = newScope(name)
		case sc.revoked:
			sc.revoked = false
		default:
			continue
		}
		r.touch(keyScope(name))
	}
}

// Revoke says that the phone may no longer hold these scopes. They are not shown from now on; their edits are still sent.
func (r *Replica) Revoke(scopes []document.Scope) {
	for _, name := range scopes {
		if sc := r.scopes[name]; sc != nil {
			r.revoke(sc)
		}
	}
}

func (r *Replica) revoke(sc *scope) {
	if !sc.revoked {
		sc.revoked = true
		r.touch(keyScope(sc.name))
	}
}

// Purgeable lists the revoked scopes whose edits all have verdicts, sorted: outbox first, then purge.
func (r *Replica) Purgeable() []document.Scope {
	waiting := map[document.Scope]bool{}
	for _, e := range r.log.edits {
		if e.Verdict == nil {
			waiting[e.Edit.Scope] = true
		}
	}
	var out []document.Scope
	for name, sc := range r.scopes {
		if sc.revoked && !waiting[name] {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// Purged forgets a revoked scope's documents and its acknowledged edits: they are the server's now, and secrecy outweighs
// giving them back after a restore. What was set aside stays with its author. It is false, and nothing happens, unless the
// scope is Purgeable.
func (r *Replica) Purged(name document.Scope) bool {
	if !slices.Contains(r.Purgeable(), name) {
		return false
	}
	sc := r.scopes[name]
	r.forget(sc, sc.shown)
	r.forget(sc, sc.fresh)
	delete(r.scopes, name)
	r.touch(keyScope(name))
	r.drop(func(e *entry) bool { return e.Edit.Scope == name })
	return true
}

// forget marks a shelf's documents as gone from storage.
func (r *Replica) forget(sc *scope, s *shelf) {
	if s == nil {
		return
	}
	for id := range s.docs {
		r.touch(keyDoc(sc.name, s.gen, id))
	}
}

// Cursors are for hello: where each scope held is to be caught up from. A scope that is missing is to be loaded from nothing,
// also one whose bytes were wrong to the last: its cursor would say that all is well.
func (r *Replica) Cursors() map[document.Scope]document.Cursor {
	out := make(map[document.Scope]document.Cursor, len(r.scopes))
	for name := range maps.Keys(r.scopes) {
		if c := r.scopes[name].hello(); c != nil {
			out[name] = *c
		}
	}
	return out
}
