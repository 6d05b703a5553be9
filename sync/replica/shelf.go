package replica

import (
	"github.com/samsyn/samsyn/sync/catchup"
	"github.com/samsyn/samsyn/sync/document"
)

// shelf is one history's worth of a scope's confirmed documents.
//
// cursor is the last COMPLETE head. resume is how far a catch-up got that was cut off: every document whose seq was up to
// resume when it was read is here. The two are kept apart because documents come by the seq that changed them last. Ana
// changed a goal at 30, Bo at 90; a catch-up to 100 cut off at 60 has not brought the goal. Had the phone called itself
// "at 60", its next edit of the goal would claim to have seen Ana's words, and remove them.
type shelf struct {
	gen    uint64 // names the shelf in storage
	cursor document.Cursor
	resume uint64 // means something while above the cursor's seq
	parent *document.Base
	docs   map[string]held
	ahead  map[string]struct{} // documents changed after the cursor; catching up reads with no upper bound
	sum    uint64              // mod 2^64, of docs
	// unproven says that it was read from storage with documents ahead of the cursor: a crash may have kept a part of the last
	// saving, also that a cold document is gone, and no sum has told yet.
	unproven bool
}

// held is a confirmed document and its part of the sum. A cold one stays until the cursor has passed it, so that an older
// commit that comes later does not look for it.
type held struct {
	doc *document.Document
	sum uint64
}

func newShelf(gen uint64, epoch string) *shelf {
	return &shelf{
		gen: gen, cursor: document.Cursor{Epoch: epoch}, docs: map[string]held{}, ahead: map[string]struct{}{},
	}
}

// put takes a document in, in place of what was there.
func (s *shelf) put(d *document.Document) {
	sum := uint64(0)
	if !d.Cold {
		sum = d.Sum(d.AppendCanonical(nil))
	}
	s.sum += sum - s.docs[d.ID].sum
	s.docs[d.ID] = held{doc: d, sum: sum}
	if d.Seq > s.cursor.Seq {
		s.ahead[d.ID] = struct{}{}
	}
}

// reach moves the cursor to a complete head and gives the cold documents that are forgotten now.
func (s *shelf) reach(c document.Cursor) (forgotten []string) {
	s.cursor = c
	for id := range s.ahead {
		h := s.docs[id]
		if h.doc.Seq > c.Seq {
			continue
		}
		delete(s.ahead, id)
		if h.doc.Cold {
			delete(s.docs, id)
			forgotten = append(forgotten, id)
		}
	}
	return forgotten
}

// from is the cursor to catch up from, or nil to load from nothing. For a resumed one nobody told us the chain; the checksum
// at the end of the catch-up proves what the chain would have.
func (s *shelf) from() *document.Cursor {
	switch {
	case s.resume > s.cursor.Seq:
		return &document.Cursor{Epoch: s.cursor.Epoch, Seq: s.resume, Chain: catchup.NoChain}
	case s.cursor.Seq > 0:
		c := s.cursor
		return &c
	}
	return nil
}

// doc is the hot document held, or nil.
func (s *shelf) doc(id string) *document.Document {
	if d := s.docs[id].doc; d != nil && !d.Cold {
		return d
	}
	return nil
}

// seq is the document's seq as held, 0 when it is not.
func (s *shelf) seq(id string) uint64 {
	if d := s.docs[id].doc; d != nil {
		return d.Seq
	}
	return 0
}
