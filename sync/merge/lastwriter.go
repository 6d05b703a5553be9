package merge

import "github.com/samsyn/samsyn/sync/document"

// lastWriter (LWW): of values written without knowing of each other, the later stamp is shown. The others stay beside it
// until somebody who saw them writes.
func lastWriter(set Set) int {
	return best(set, func(a, b document.Candidate) bool { return wins(a, b, set.Origins) })
}
