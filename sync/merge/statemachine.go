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
// may not make. When what the author saw is gone (somebody moved on meanwhile) any move to the state counts.
func guardTransition(s *step, set Set, op document.Op) string {
	to := document.Unquote(op.Set)
	if s.t.States == nil || s.t.States.PriorityState(to) < 0 {
		return document.CodeNoTransition
	}
	seen := set
	seen.Candidates = nil
	for _, c := range set.Candidates {
		if s.hasSeen(set.Origins[c.Edit]) {
			seen.Candidates = append(seen.Candidates, c)
		}
	}
	if len(seen.Candidates) == 0 {
		return s.guardUnknownFrom(set, to)
	}
	from := document.Unquote(seen.Candidates[strongestState(seen)].Value)
	if from == to {
		return ""
	}
	move := s.t.States.Move(from, to)
	if move == nil {
		return document.CodeNoTransition
	}
	if !s.mayMove(move.By) {
		return document.CodeNotAllowed
	}
	return ""
}

func (s *step) guardUnknownFrom(set Set, to string) string {
	if len(set.Candidates) == 0 && slices.Contains(s.t.States.Initial, to) {
		return ""
	}
	if len(set.Candidates) == 0 && s.next.Created == s.e.ID {
		return document.CodeNoTransition
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

func (s *step) mayMove(by []string) bool {
	return len(by) == 0 || slices.Contains(by, s.in.Role) ||
		s.e.OnBehalfOf == "citizen" && slices.Contains(by, "citizen")
}
