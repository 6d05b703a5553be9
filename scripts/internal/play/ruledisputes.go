package play

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// isDisputed reports whether people must decide: two proposers, two people's different words, two states of a group.
func (j judge) isDisputed() bool {
	for _, a := range j.cands {
		for _, b := range j.cands {
			others := j.origin(a).Author != j.origin(b).Author
			switch j.rule.Policy {
			case schema.Proposal:
				if others && !a.Agreed && !b.Agreed {
					return true
				}
			case schema.Human:
				if others && string(a.Value) != string(b.Value) {
					return true
				}
			case schema.StateMachine:
				if g := j.group(a, b); g != nil && !j.isIdle(a, b) {
					return true
				}
			}
		}
	}
	return false
}

// group is the group of states that people choose from to which two different states belong.
func (j judge) group(a, b document.Candidate) *schema.HumanChoice {
	x, y := document.Unquote(a.Value), document.Unquote(b.Value)
	for i, g := range j.t.States.Human {
		if x != y && slices.Contains(g.States, x) && slices.Contains(g.States, y) {
			return &j.t.States.Human[i]
		}
	}
	return nil
}

// isIdle: a state stronger than both, and not itself held back by a weaker one of its group, leaves nothing to choose.
func (j judge) isIdle(a, b document.Candidate) bool {
	return slices.ContainsFunc(j.cands, func(c document.Candidate) bool {
		return j.rank(c) < min(j.rank(a), j.rank(b)) && !j.isHeldBack(c)
	})
}

func (j judge) isHeldBack(c document.Candidate) bool {
	return slices.ContainsFunc(j.cands, func(o document.Candidate) bool {
		g := j.group(c, o)
		return g != nil && g.InForce == "weakest" && j.rank(o) > j.rank(c)
	})
}

func (j judge) rank(c document.Candidate) int {
	return slices.Index(j.t.States.Precedence, document.Unquote(c.Value))
}
