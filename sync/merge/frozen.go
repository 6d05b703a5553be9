package merge

import "github.com/samsyn/samsyn/schema"

// stateField is the one field whose values are the states of the type's machine.
const stateField = "state"

// isFrozen reports whether the document shows a state in which the field no longer changes: what the citizen confirmed, or a
// meeting discussed, stands. The first commit wins here: an edit that comes after the state did is refused, though its author
// had not seen the state. One that the same replica wrote before it is not late, it was overtaken.
func (s *step) isFrozen(rule *schema.Field) bool {
	if len(rule.FrozenIn) == 0 || s.prev == nil || s.t.States == nil {
		return false
	}
	set := Set{States: s.t.States, Candidates: s.prev.Fields[stateField].Candidates, Origins: s.prev.Origins}
	if len(set.Candidates) == 0 {
		return false
	}
	c := set.Candidates[strongestState(set)]
	return indexOf(rule.FrozenIn, c.Value) >= 0 && !s.isSuccessor(set.Origins[c.Edit])
}
