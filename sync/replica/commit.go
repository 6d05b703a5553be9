package replica

import "github.com/samsyn/samsyn/sync/document"

// Commit takes one live commit. It returns what to ask the server for, or nil. Commits up to the cursor are skipped; one
// past the next, or of another epoch, asks for a catch-up; one that does not fit what is held asks for the scope again.
func (r *Replica) Commit(f CommitFrame) *Ask {
	sc := r.scopes[f.Scope]
	if sc == nil || sc.revoked {
		return nil
	}
	if sc.fresh != nil {
		sc.heard = max(sc.heard, f.Cursor.Seq)
		if f.Cursor.Seq == 1 && f.Cursor.Epoch != sc.fresh.cursor.Epoch {
			return r.ask(sc) // the log began anew behind a catch-up that was cut off: no page of it will come
		}
		return nil // the catch-up under way ends with it, or asks for it
	}
	if f.Cursor.Seq == 1 && sc.shown.cursor.Seq == 0 && len(sc.shown.docs) == 0 {
		r.adopt(sc, sc.shown, f.Cursor.Epoch, nil) // the first commit of a scope that was not there
	}
	at := sc.shown.cursor
	switch {
	case f.Cursor.Epoch != at.Epoch:
		return r.ask(sc)
	case f.Cursor.Seq <= at.Seq:
		r.learnSafe(sc, f.SafeSeq)
		return nil
	case f.Cursor.Seq > at.Seq+1:
		sc.heard = max(sc.heard, f.Cursor.Seq)
		return r.ask(sc)
	}
	for _, c := range f.Changes {
		if !r.follow(sc, c) {
			return r.misfit(sc)
		}
	}
	r.learnSafe(sc, f.SafeSeq)
	r.advance(sc, f.Cursor)
	return r.verify(sc, f.Checksum, false)
}

// misfit answers a change that does not stand on what is held: the scope is loaded again, or, when that did not help on this
// connection, at least what changed.
func (r *Replica) misfit(sc *scope) *Ask {
	switch {
	case sc.reload:
		return nil
	case sc.doubted:
		return r.ask(sc)
	}
	r.count(sc)
	return r.reload(sc)
}

// follow makes one change. A document at or past the change's seq came with a catch-up, which reads with no upper bound. A
// change that is whole, or says that the document left the hot set, stands on nothing: the phone may have forgotten it.
func (r *Replica) follow(sc *scope, c document.Change) bool {
	s := sc.shown
	switch {
	case c.Doc == nil || c.Doc.Scope != sc.name || c.Doc.Seq <= s.seq(c.Doc.ID):
		return true
	case c.Whole || c.Doc.Cold:
		r.take(sc, s, c.Doc)
		return true
	}
	next, fits := c.ApplyTo(s.doc(c.Doc.ID))
	if fits {
		r.take(sc, s, next)
	}
	return fits
}

func (r *Replica) learnSafe(sc *scope, safe uint64) {
	if safe > sc.safe {
		sc.safe = safe
		r.touch(keyScope(sc.name))
	}
}
