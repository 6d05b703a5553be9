package merge

import (
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// entry is a candidate with its origin.
type entry struct {
	document.Candidate
	document.Origin
}

func (s *step) origin() document.Origin {
	return document.Origin{
		Author: s.in.Author, Role: s.in.Role, OnBehalfOf: s.e.OnBehalfOf, Replica: s.in.Replica, Stamp: s.e.Stamp, After: s.e.After,
		Seq: s.in.Seq, At: s.in.At, Late: s.in.Late, Ahead: s.in.Ahead,
	}
}

func (s *step) isMine(o document.Origin) bool {
	return o.Replica == s.in.Replica && o.Author == s.in.Author
}

// hasSeen reports whether the author of the edit knew of what this origin wrote: it had come with a commit up to the base,
// or it is in the replica's own chain.
func (s *step) hasSeen(o document.Origin) bool {
	return o.Seq != 0 && o.Seq <= s.in.Base || s.isMine(o) && s.standsOn(s.e.After, o)
}

// standsOn reports whether an edit of this replica with that after has o in its chain. In a chain the stamps alone tell. A
// restored backup writes on from an earlier edit and makes the chain a tree: of two edits that do not know each other only
// one can be meant, and where the document does not say which, neither is. Then both stay, and somebody sees a question
// too many.
func (s *step) standsOn(after hlc.Stamp, o document.Origin) bool {
	for o.Stamp < after {
		parent, known := s.mine(after)
		if !known || parent.After >= after {
			return !s.hasSibling(o, after)
		}
		after = parent.After
	}
	return o.Stamp == after
}

// mine finds the replica's edit with a stamp, as far as the document remembers it. Two copies of a backup may write two at once:
// then it is that with the smallest id, everywhere.
func (s *step) mine(stamp hlc.Stamp) (found document.Origin, known bool) {
	least := ""
	for id, o := range s.next.Origins {
		if o.Stamp == stamp && (!known || id < least) && s.isMine(o) {
			least, found, known = id, o, true
		}
	}
	return found, known
}

// hasSibling reports whether another edit of the replica up to a stamp neither knows o nor is known by it.
func (s *step) hasSibling(o document.Origin, upTo hlc.Stamp) bool {
	for _, p := range s.next.Origins {
		if p.Stamp != o.Stamp && p.Stamp <= upTo && p.Stamp > o.After && o.Stamp > p.After && s.isMine(p) {
			return true
		}
	}
	return false
}
