package merge

import (
	"slices"

	"github.com/samsyn/samsyn/sync/document"
)

// strongestState (STM): of states set without knowing of each other the strongest in the type's precedence is shown, not
// the latest. The citizen's no is first in every machine that has one.
func strongestState(set Set) int {
	return best(set, func(a, b document.Candidate) bool {
		x, y := place(set, a), place(set, b)
		if x != y {
			return x < y
		}
		return wins(a, b, set.Origins)
	})
}

func place(set Set, c document.Candidate) int {
	return set.States.PriorityState(document.Unquote(c.Value))
}

// guardTransition refuses a move that the machine does not have from the state the author saw, or that the author's role
// may not make. Once somebody moved on without the author's knowing, what the author saw is no longer all there: then any
// move to the state counts, so that who came first does not decide.
func guardTransition(s *step, set Set, op document.Op) string {
	to := document.Unquote(op.Set)
	if s.t.States == nil || s.t.States.PriorityState(to) < 0 {
		return document.CodeNoTransition
	}
	if len(set.Candidates) == 0 {
		return s.guardFirst(to)
	}
	for _, c := range set.Candidates {
		if !s.hasSeen(set.Origins[c.Edit]) {
			return s.guardMoveTo(to)
		}
	}
	from := document.Unquote(set.Candidates[strongestState(set)].Value)
	switch {
	case from == to: // said again: who may never say it may not now, or it would depend on who came first
		return s.guardMoveTo(to)
	case s.mayReach(from, to):
		return ""
	case s.t.States.Move(from, to) != nil:
		return document.CodeNotAllowed
	}
	return document.CodeNoTransition
}

// guardFirst judges the first state that comes: an initial one, or one whose predecessor is still on its way. The server
// itself may start anywhere: a loaded visit may have been cancelled elsewhere.
func (s *step) guardFirst(to string) string {
	if s.in.Role == "server" {
		return ""
	}
	if s.next.Created == s.e.ID && !slices.Contains(s.t.States.Initial, to) {
		return document.CodeNoTransition
	}
	return s.guardMoveTo(to)
}

// guardMoveTo judges a state without knowing from where: initial, or some move to it is the author's to make.
func (s *step) guardMoveTo(to string) string {
	if slices.Contains(s.t.States.Initial, to) {
		return ""
	}
	code := document.CodeNoTransition
	for _, move := range s.t.States.Transitions {
		if move.To == to {
			if s.mayMove(move.By) {
				return ""
			}
			code = document.CodeNotAllowed
		}
	}
	return code
}

// mayReach reports whether the author may make the move. When an edit of the same replica may still be on its way (trap
// T4), the move may go by other states, if the author may make every step of it.
func (s *step) mayReach(from, to string) bool {
	at := []string{from}
	for i := 0; i < len(at); i++ {
		for _, move := range s.t.States.Transitions {
			if !slices.Contains(move.From, at[i]) || !s.mayMove(move.By) || slices.Contains(at, move.To) {
				continue
			}
			if move.To == to {
				return true
			}
			at = append(at, move.To)
		}
		if !s.mayMissOne() {
			return false
		}
	}
	return false
}

// mayMissOne reports whether an edit of the same replica may be on its way: the one this edit stands on is not known here.
func (s *step) mayMissOne() bool {
	_, known := s.mine(s.e.After)
	return s.e.After != "" && !known
}

func (s *step) mayMove(by []string) bool {
	return len(by) == 0 || s.in.Role == "server" || slices.Contains(by, s.in.Role) ||
		s.e.OnBehalfOf == "citizen" && slices.Contains(by, "citizen")
}
