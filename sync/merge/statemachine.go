package merge

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// strongestState (STM): of states set without knowing of each other the strongest in the type's precedence is shown, not
// the latest. The citizen's no is first in every machine that has one. Of a group that people choose from, the weakest is in
// force until they have, where the machine says so: support that was granted is not lost by merging.
func strongestState(set Set) int {
	if set.States == nil || len(set.Candidates) == 1 {
		return 0
	}
	at := -1
	for i, c := range set.Candidates {
		if !isHeldBack(set, c) && (at < 0 || isStronger(set, c, set.Candidates[at])) {
			at = i
		}
	}
	return max(at, 0)
}

func isStronger(set Set, a, b document.Candidate) bool {
	x, y := place(set, a), place(set, b)
	if x != y {
		return x < y
	}
	return wins(a, b, set.Origins)
}

func place(set Set, c document.Candidate) int {
	return indexOf(set.States.Precedence, c.Value)
}

// isHeldBack: a weaker state of a group whose weakest is in force stands beside it.
func isHeldBack(set Set, c document.Candidate) bool {
	for i := range set.States.Human {
		group := &set.States.Human[i]
		if group.InForce != "weakest" || !isIn(group, c) {
			continue
		}
		for _, o := range set.Candidates {
			if isIn(group, o) && place(set, o) > place(set, c) {
				return true
			}
		}
	}
	return false
}

// isHumanChoice: two states of a group that people choose from were set without knowing of each other, and nothing stronger
// than both has made the choice idle.
func isHumanChoice(set Set) bool {
	if set.States == nil || len(set.States.Human) == 0 || len(set.Candidates) < 2 {
		return false
	}
	shown := set.Candidates[strongestState(set)]
	for i := range set.States.Human {
		group, first := &set.States.Human[i], -1
		for _, c := range set.Candidates {
			at := place(set, c)
			if !isIn(group, c) {
				continue
			}
			if first >= 0 && at != first && min(at, first) <= place(set, shown) {
				return true
			}
			if first < 0 || at < first {
				first = at
			}
		}
	}
	return false
}

func isIn(group *schema.HumanChoice, c document.Candidate) bool {
	return indexOf(group.States, c.Value) >= 0
}
