package replica

import "github.com/samsyn/samsyn/sync/document"

// Documents takes one page of a catch-up. It returns what to ask the server for, or nil: the scope again from nothing when
// the checksum at the end does not match, or from the cursor when the page belongs to another history.
func (r *Replica) Documents(p Page) *Ask {
	sc := r.scopes[p.Scope]
	if sc == nil || sc.revoked {
		return nil // not ours to hold
	}
	if p.Reset {
		r.begin(sc, p)
	}
	s := sc.target()
	if s.cursor.Epoch == "" && len(s.docs) == 0 {
		r.adopt(sc, s, p.Cursor.Epoch, p.Parent)
	}
	if s.cursor.Epoch != p.Cursor.Epoch {
		return r.ask(sc)
	}
	for _, d := range p.Documents {
		r.take(sc, s, d)
	}
	if n := len(p.Documents); n > 0 && p.Documents[n-1] != nil {
		s.resume = max(s.resume, upTo(p.Documents[n-1].Seq, p.Cursor.Seq))
		r.touch(keyScope(sc.name))
	}
	if !p.Done {
		return nil
	}
	return r.complete(sc, p)
}

// upTo is how far a page that ends with a document of seq last has brought all there is. Not to last itself: one commit
// changes several documents, and the page may end between them. Nor past the head: a document from there may have come
// before another one's unfinished commit.
func upTo(last, head uint64) uint64 { return min(max(last, 1)-1, head) }

// begin starts loading a scope from nothing, beside what the screen shows.
func (r *Replica) begin(sc *scope, p Page) {
	r.forget(sc, sc.fresh)
	sc.gens++
	sc.fresh = newShelf(sc.gens, p.Cursor.Epoch)
	sc.reload, sc.whole, sc.heard = false, true, 0
	r.adopt(sc, sc.fresh, p.Cursor.Epoch, p.Parent)
}

// take puts a document on a shelf unless a newer one is there, or was: up to the cursor everything is known, and what is not
// here left the hot set. Documents of unknown types are held like any other.
func (r *Replica) take(sc *scope, s *shelf, d *document.Document) {
	if d == nil || d.Scope != sc.name || !document.IsID(d.ID) || d.Seq <= max(s.cursor.Seq, s.seq(d.ID)) {
		return
	}
	s.put(d)
	r.touch(keyDoc(sc.name, s.gen, d.ID))
	if s == sc.shown {
		delete(sc.views, d.ID)
	}
	r.reconsider(sc.name, d.ID)
}

// complete moves the cursor to the head the catch-up went to, and shows what was loaded.
func (r *Replica) complete(sc *scope, p Page) *Ask {
	if sc.reload {
		return nil // the tail of a catch-up that a reload is to follow
	}
	loaded := sc.fresh != nil
	if loaded {
		r.forget(sc, sc.shown)
		sc.shown, sc.fresh, sc.safe = sc.fresh, nil, 0
		clear(sc.views)
	}
	sc.asked = false
	sc.safe = max(sc.safe, p.SafeSeq)
	if p.Cursor.Seq >= sc.shown.cursor.Seq {
		sc.shown.parent = p.Parent
		r.advance(sc, p.Cursor)
		if ask := r.verify(sc, p.Checksum, loaded && sc.whole); ask != nil {
			return ask
		}
	}
	if sc.heard > sc.shown.cursor.Seq {
		return r.ask(sc) // a commit came too early and was put off
	}
	return nil
}

// advance moves the shown cursor; what the screen replayed of acknowledged edits up to it is confirmed now.
func (r *Replica) advance(sc *scope, c document.Cursor) {
	for doc := range r.log.byDoc[sc.name] {
		delete(sc.views, doc)
	}
	for _, id := range sc.shown.reach(c) {
		delete(sc.views, id)
		r.touch(keyDoc(sc.name, sc.shown.gen, id))
	}
	r.touch(keyScope(sc.name))
}

// verify compares the checksum. It cannot while documents are here that changed after the cursor; a later commit's will be
// compared. After a reload that did not help it asks no more until the next connection; one that went over two connections may
// have lost a page between them, and is begun again.
func (r *Replica) verify(sc *scope, want document.Checksum, loaded bool) *Ask {
	if len(sc.shown.ahead) > 0 || sc.reload {
		return nil
	}
	if sc.shown.sum == uint64(want) {
		sc.doubted, sc.shown.unproven = false, false
		return nil
	}
	if sc.doubted {
		return nil
	}
	r.count(sc)
	if loaded {
		sc.doubted = true
		return nil
	}
	return r.reload(sc)
}

// count counts a mismatch, unless a crash while saving explains it.
func (r *Replica) count(sc *scope) {
	if !sc.shown.unproven {
		r.mismatches++
		r.touch(keySelf)
	}
}

// reload asks for the scope from nothing; the mark survives a restart, so that hello asks again.
func (r *Replica) reload(sc *scope) *Ask {
	sc.reload, sc.asked = true, true
	r.forget(sc, sc.fresh)
	sc.fresh = nil
	r.touch(keyScope(sc.name))
	return &Ask{Scope: sc.name}
}

// ask asks for what is missing, once.
func (r *Replica) ask(sc *scope) *Ask {
	if sc.asked {
		return nil
	}
	sc.asked = true
	return &Ask{Scope: sc.name, Cursor: sc.from()}
}
