package merge

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// guardTransition refuses a move that the machine does not have from the state the author saw, that the author's role may
// not make, or that needs a reason which the edit does not give. Once somebody moved on without the author's knowing, what
// the author saw is no longer all there: then any move to the state counts, so that who came first does not decide.
func guardTransition(s *step, set Set, op document.Op) string {
	to := document.Unquote(op.Set)
	switch {
	case s.t.States == nil || s.t.States.PriorityState(to) < 0:
		return document.CodeNoTransition
	case len(set.Candidates) == 0:
		return s.guardFirst(to)
	case s.in.Decides && isChoosable(s.t.States, to):
		return ""
	}
	for _, c := range set.Candidates {
		if !s.hasSeen(set.Origins[c.Edit]) {
			return s.guardMoveTo(to)
		}
	}
	shown := set.Candidates[strongestState(set)]
	from := document.Unquote(shown.Value)
	if from == to || isHumanChoice(set) && isSaid(set, to) {
		return s.guardMoveTo(to) // said again, it is judged as it would be had it come first
	}
	code := s.guardReach(from, to, s.mayMissOne(set.Origins[shown.Edit]))
	if code == document.CodeNoTransition && from == declined {
		return document.CodeCitizenSaidNo // "go somewhere else" would not keep anybody from driving there
	}
	return code
}

// declined is the state in which the citizen has said no to somebody's coming, or to help.
const declined = "declinedByCitizen"

// isChoosable: people choose between the state and another when the two meet.
func isChoosable(m *schema.Machine, state string) bool {
	return slices.ContainsFunc(m.Human, func(g schema.HumanChoice) bool { return slices.Contains(g.States, state) })
}

func isSaid(set Set, state string) bool {
	return slices.ContainsFunc(set.Candidates, func(c document.Candidate) bool { return isText(c.Value, state) })
}

// guardFirst judges the first state that comes: an initial one, or one whose predecessor is still on its way. Who has seen the
// document created without a state saw it where its machine begins, and moves on from there. The server itself may start
// anywhere: a loaded visit may have been cancelled elsewhere.
func (s *step) guardFirst(to string) string {
	if s.in.Role == "server" {
		return ""
	}
	switch made := s.next.Origins[s.next.Created]; {
	case slices.Contains(s.t.States.Initial, to):
		return ""
	case s.next.Created == s.e.ID:
		return document.CodeNoTransition
	case s.next.Created != "" && s.hasSeen(made):
		return s.guardReach(s.t.States.Initial[0], to, s.mayMissOne(made))
	}
	return s.guardMoveTo(to)
}

// guardMoveTo judges a state without knowing from where: initial, or some move to it is the author's to make.
func (s *step) guardMoveTo(to string) string {
	if slices.Contains(s.t.States.Initial, to) {
		return ""
	}
	var tried moves
	for i := range s.t.States.Transitions {
		if move := &s.t.States.Transitions[i]; move.To == to && tried.take(s, move) {
			return ""
		}
	}
	return tried.refuse(s)
}

// guardReach judges the move from one state to another. By other states it may go only when an edit of the same replica may
// still be on its way (trap T4), and if the author may make every step of it.
func (s *step) guardReach(from, to string, byOthers bool) string {
	var tried moves
	at := []string{from}
	for i := 0; i < len(at); i++ {
		for j := range s.t.States.Transitions {
			move := &s.t.States.Transitions[j]
			switch {
			case !slices.Contains(move.From, at[i]):
			case move.To == to:
				if tried.take(s, move) {
					return ""
				}
			case s.mayMove(move.By) && !slices.Contains(at, move.To):
				at = append(at, move.To)
			}
		}
		if !byOthers {
			break
		}
	}
	return tried.refuse(s)
}

// moves remembers why none of the moves to a state would do.
type moves struct {
	some    bool   // there is such a move
	missing string // one the author may make needs this field
}

// take reports whether the edit may make the move.
func (m *moves) take(s *step, move *schema.Transition) bool {
	m.some = true
	if !s.mayMove(move.By) {
		return false
	}
	missing := s.missing(move)
	if m.missing == "" {
		m.missing = missing
	}
	return missing == ""
}

func (m *moves) refuse(s *step) string {
	switch {
	case m.missing != "":
		s.about = m.missing
		return document.CodeReasonMissing
	case m.some:
		return document.CodeNotAllowed
	}
	return document.CodeNoTransition
}

// missing is a field that the move needs and the edit does not set, or "". The server gives its reasons in the log.
func (s *step) missing(move *schema.Transition) string {
	if s.in.Role == "server" {
		return ""
	}
	for _, name := range move.Needs {
		if op := s.e.Changes[name]; op.Set == nil && op.Agree == nil && len(op.Add) == 0 {
			return name
		}
	}
	return ""
}

// mayMissOne reports whether an edit that the same replica made after a state was set may be on its way: the chain that this
// edit stands on is not all known here.
func (s *step) mayMissOne(state document.Origin) bool {
	after := s.e.After
	for after != "" && (!s.isMine(state) || after > state.Stamp) {
		o, known := s.mine(after)
		if !known {
			return true
		}
		if o.After >= after { // nobody's chain, so no way back
			return false
		}
		after = o.After
	}
	return false
}

func (s *step) mayMove(by []string) bool {
	return len(by) == 0 || s.in.Role == "server" || slices.Contains(by, s.in.Role) ||
		s.e.OnBehalfOf == "citizen" && slices.Contains(by, "citizen")
}
