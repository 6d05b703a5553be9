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

// spare says which candidates an edit must leave though its author had seen them.
type spare func(document.Candidate, document.Origin) bool

func keepNone(document.Candidate, document.Origin) bool { return false }
func keepAll(document.Candidate, document.Origin) bool  { return true }

// put lets the edit take its place in a cell: it removes what its author had seen and adds cand (nil only removes).
func (s *step) put(cell document.Cell, cand *document.Candidate, kept spare) (document.Cell, placed) {
	if s.isBehind(cell) {
		return cell, hidden
	}
	out := document.Cell{Seen: slices.Clone(cell.Seen)}
	for _, c := range cell.Candidates {
		o := s.next.Origins[c.Edit]
		if !s.hasSeen(o) || kept(c, o) {
			out.Candidates = append(out.Candidates, c)
			continue
		}
		if cand == nil || !s.isMine(o) {
			remember(&out, o.Replica, document.Seen{After: o.After, Stamp: o.Stamp})
		}
	}
	if cand != nil {
		out.Candidates = append(out.Candidates, *cand)
		out.Seen = slices.DeleteFunc(out.Seen, func(h document.Seen) bool { return h.Replica == s.in.Replica && h.Stamp <= s.e.After })
	} else {
		remember(&out, s.in.Replica, document.Seen{After: s.e.After, Stamp: s.e.Stamp})
	}
	document.SortCell(&out)
	return out, entered
}

// isBehind reports whether the cell already knows the edit, or an edit of the same replica that stands on it.
func (s *step) isBehind(cell document.Cell) bool {
	for _, c := range cell.Candidates {
		if c.Edit == s.e.ID {
			return true
		}
		if o := s.next.Origins[c.Edit]; s.isMine(o) && o.After >= s.e.Stamp {
			return true
		}
	}
	replica := s.next.Origins[s.e.ID].Replica
	for _, h := range cell.Seen {
		if h.Replica == replica && (h.After >= s.e.Stamp || h.Stamp == s.e.Stamp) {
			return true
		}
	}
	return false
}

// remember keeps a replica's latest overruled edit, and only the newest replicas'.
func remember(cell *document.Cell, replica string, h document.Seen) {
	h.Replica = replica
	for i, old := range cell.Seen {
		if old.Replica == replica {
			cell.Seen[i] = document.Seen{Replica: replica, After: max(old.After, h.After), Stamp: max(old.Stamp, h.Stamp)}
			return
		}
	}
	cell.Seen = append(cell.Seen, h)
	if len(cell.Seen) > maxSeen {
		oldest := slices.IndexFunc(cell.Seen, func(h document.Seen) bool {
			return h.Stamp == slices.MinFunc(cell.Seen, byStamp).Stamp
		})
		cell.Seen = slices.Delete(cell.Seen, oldest, oldest+1)
	}
}

func byStamp(a, b document.Seen) int {
	switch {
	case a.Stamp < b.Stamp:
		return -1
	case a.Stamp > b.Stamp:
		return 1
	}
	return 0
}
