package merge

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// maxCount is the greatest whole number that every phone reads exactly.
const maxCount = 1<<53 - 1

// highestCount (CNT): each replica counts under its own id and only upwards, so that counts never meet and the sum is right
// however they come. Of two counts of one replica (a restored backup) the higher is shown.
func highestCount(set Set) int {
	return best(set, func(a, b document.Candidate) bool {
		x, _ := count(a.Value)
		y, _ := count(b.Value)
		if x != y {
			return x > y
		}
		return wins(a, b, set.Origins)
	})
}

// guardCounter refuses another replica's count, what is no count, and counting down.
func guardCounter(s *step, set Set, op document.Op) string {
	if set.Item != s.in.Replica && s.in.Role != "server" {
		return document.CodeNotYours
	}
	n, ok := count(op.Add[set.Item])
	for _, c := range set.Candidates {
		if before, _ := count(c.Value); before > n && s.hasSeen(set.Origins[c.Edit]) {
			ok = false
		}
	}
	if !ok {
		return document.CodeBadValue
	}
	return ""
}

func count(v jsontext.Value) (uint64, bool) {
	n, err := strconv.ParseUint(string(v), 10, 64)
	return n, err == nil && n <= maxCount
}

// sum is what a counter shows.
func sum(items []Item) jsontext.Value {
	var all uint64
	for _, item := range items {
		n, _ := count(item.Value)
		all = min(all+n, maxCount)
	}
	return strconv.AppendUint(nil, all, 10)
}
