package merge

import "github.com/samsyn/samsyn/sync/document"

// tell notes what the policy made of a cell that holds more than this edit, or in which the edit waits (R6): what is shown,
// what is not, and what people must decide.
func (s *step) tell(at spot, cell document.Cell, cand *document.Candidate, put placed) {
	switch {
	case cand == nil:
		s.tellRemoval(at, cell, put)
		return
	case put == entered && len(cell.Candidates) < 2 && at.waits == nil:
		return
	}
	n, mine, disputed := s.noteOf(at, cell)
	switch {
	case mine && disputed:
		s.note(n, document.Parked)
	case mine:
		s.note(n, document.Proposed)
	case len(n.Waiting)+len(n.Overruled) > 0:
		s.note(n, document.Merged)
	}
}

// noteOf sorts the candidates of a cell. Mine says that this edit waits, for an agreement, for the server or for people's
// choice; an edit that the cell does not hold was overruled.
func (s *step) noteOf(at spot, cell document.Cell) (n document.Note, mine, disputed bool) {
	n = document.Note{Field: at.name, Item: at.item, Policy: string(at.rule.Policy)}
	set, shown, there := s.set(at, cell), -1, false
	if len(cell.Candidates) > 0 {
		shown = at.read(set)
	}
	disputed = at.disputed != nil && at.disputed(set)
	chosen := disputed && at.waits == nil // people choose between all that is there
	for i, c := range cell.Candidates {
		waits := chosen
		if at.waits != nil {
			waits = at.waits(set, c)
		}
		switch {
		case i == shown:
			n.Shown = c.Edit
		case waits:
			n.Waiting = append(n.Waiting, c.Edit)
		default:
			n.Overruled = append(n.Overruled, c.Edit)
		}
		if c.Edit == s.e.ID {
			there, mine = true, waits
		}
	}
	if !there {
		n.Overruled = append(n.Overruled, s.e.ID)
	}
	return n, mine, disputed
}

// tellRemoval says that an item stays: it was added or changed by somebody of whom the remover did not know.
func (s *step) tellRemoval(at spot, cell document.Cell, put placed) {
	if put == hidden || len(cell.Candidates) == 0 {
		return
	}
	n := document.Note{Field: at.name, Item: at.item, Policy: string(at.rule.Policy), Overruled: []string{s.e.ID}}
	n.Shown = cell.Candidates[at.read(s.set(at, cell))].Edit
	s.note(n, document.Merged)
}
