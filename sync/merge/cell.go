package merge

import (
	"slices"

	"github.com/samsyn/samsyn/sync/document"
)

// Bounds of what a document remembers to know a straggler by. Beyond them a straggler is shown beside what overruled it:
// nothing is lost, somebody sees a question too many. A phone sends in order, so stragglers are rare to begin with.
const (
	maxSeen       = 8  // replicas a cell
	maxTombstones = 32 // removed items a list
)

// placed says what became of an edit's part in one cell.
type placed int

const (
	entered placed = iota // it is in the set, or its removal took effect
	hidden                // it is not: its own successor is, or it was there already
)

// spare says whether an edit leaves a candidate standing though its author had seen it. The same rule tells which of a
// replica's edits make an earlier one that comes late superfluous: those that would not have spared it.
type spare func(by, it entry) bool

func spareNone(_, _ entry) bool { return false }
func spareAll(_, _ entry) bool  { return true }

// put lets the edit take its place in a cell unless it comes too late for that. Nil cand only removes.
func (s *step) put(cell document.Cell, cand *document.Candidate, spares spare) (document.Cell, placed) {
	if s.isBehind(cell, cand, spares) {
		return cell, hidden
	}
	return s.enter(cell, cand, spares), entered
}

// me is the edit's own part in a cell.
func (s *step) me(cand *document.Candidate) entry {
	if cand == nil {
		return entry{Origin: s.from}
	}
	return entry{*cand, s.from}
}

// enter removes what the edit's author had seen and adds cand.
func (s *step) enter(cell document.Cell, cand *document.Candidate, spares spare) document.Cell {
	me, out := s.me(cand), document.Cell{Candidates: make([]document.Candidate, 0, len(cell.Candidates)+1)}
	if len(cell.Candidates)+len(cell.Seen) > 0 {
		out.Seen = append(make([]document.Seen, 0, len(cell.Seen)+1), cell.Seen...)
	}
	for _, c := range cell.Candidates {
		o := s.next.Origins[c.Edit]
		if !s.hasSeen(o) || spares(me, entry{c, o}) {
			out.Candidates = append(out.Candidates, c)
			continue
		}
		s.gone = append(s.gone, c.Edit)
		if cand == nil || !s.isMine(o) {
			remember(&out, document.Seen{Replica: writer(o.Author, o.Replica), After: o.After, Stamp: o.Stamp})
		}
	}
	if cand == nil {
		remember(&out, document.Seen{Replica: s.writer(), After: s.e.After, Stamp: s.e.Stamp})
		document.SortCell(&out)
		return out
	}
	s.held = true
	out.Candidates = append(out.Candidates, *cand)
	if !spares(me, s.strongest()) { // then the candidate itself tells the replica's earlier edits
		out.Seen = slices.DeleteFunc(out.Seen, func(h document.Seen) bool { return h.Replica == s.writer() && h.Stamp <= s.e.After })
	}
	document.SortCell(&out)
	return out
}

// strongest is what an earlier edit of the replica may have been at most: an agreement, a statement of the citizen's.
func (s *step) strongest() entry {
	return entry{document.Candidate{Agreed: true}, document.Origin{Author: s.in.Author, Replica: s.in.Replica, OnBehalfOf: "citizen"}}
}

// isBehind reports whether the cell already knows the edit, or an edit of the same replica that stands on it and would have
// removed it.
func (s *step) isBehind(cell document.Cell, cand *document.Candidate, spares spare) bool {
	for _, c := range cell.Candidates {
		if c.Edit == s.e.ID {
			return true
		}
		if o := s.next.Origins[c.Edit]; s.isMine(o) && s.standsOn(o.After, s.from) && !spares(entry{c, o}, s.me(cand)) {
			return true
		}
	}
	name := s.writer()
	for _, h := range cell.Seen {
		if h.Replica == name && (h.After >= s.e.Stamp || h.Stamp == s.e.Stamp) {
			return true
		}
	}
	return false
}

// writer names a replica together with its author: nobody who writes under a colleague's replica id can make the colleague's
// edits look overtaken.
func writer(author, replica string) string { return author + "/" + replica }

func (s *step) writer() string { return writer(s.in.Author, s.in.Replica) }

// remember keeps a replica's latest overruled edit, and only the newest replicas'.
func remember(cell *document.Cell, h document.Seen) {
	for i, old := range cell.Seen {
		if old.Replica == h.Replica {
			cell.Seen[i] = document.Seen{Replica: h.Replica, After: max(old.After, h.After), Stamp: max(old.Stamp, h.Stamp)}
			return
		}
	}
	cell.Seen = append(cell.Seen, h)
	if len(cell.Seen) > maxSeen {
		oldest := 0
		for i, h := range cell.Seen {
			if h.Stamp < cell.Seen[oldest].Stamp {
				oldest = i
			}
		}
		cell.Seen = slices.Delete(cell.Seen, oldest, oldest+1)
	}
}
