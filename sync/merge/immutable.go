package merge

import "github.com/samsyn/samsyn/sync/document"

// firstWriter (IMM): the first writing stands. Two that did not know of each other both stay; the earlier stamp is shown,
// and one from a clock that runs ahead only when there is no other.
func firstWriter(set Set) int {
	return best(set, func(a, b document.Candidate) bool {
		x, y := set.Origins[a.Edit], set.Origins[b.Edit]
		if x.Ahead != y.Ahead {
			return y.Ahead
		}
		return wins(b, a, set.Origins)
	})
}

// guardImmutable refuses to change what its author had seen: facts, decisions and signatures are corrected by a new entry.
func guardImmutable(s *step, set Set, _ document.Op) string {
	for _, c := range set.Candidates {
		if s.hasSeen(set.Origins[c.Edit]) {
			return document.CodeImmutable
		}
	}
	return ""
}
