package merge

import (
	"slices"
	"strconv"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// respondedTo is the member of an answer that names the sequence it answers.
const respondedTo = "respondedToSequence"

// latestAnswer (OWN): each person writes under the own id, so that two meet only when one of them has two phones. The answer
// to the later sequence is shown, then the later one.
func latestAnswer(set Set) int {
	return best(set, func(a, b document.Candidate) bool {
		if set.Rule.Answers != "" {
			x, _ := sequenceIn(a)
			y, _ := sequenceIn(b)
			if x != y {
				return x > y
			}
		}
		return wins(a, b, set.Origins)
	})
}

// guardOwnKey refuses to answer for somebody else. An answer to a sequence that has passed is kept, and its author is told
// that it does not count: an old yes is not a new yes.
func guardOwnKey(s *step, set Set, op document.Op) string {
	if !IsOwnKey(set.Rule, s.e, s.in.Author, s.in.Role, set.Item) {
		return document.CodeNotYours
	}
	if set.Rule.Answers != "" {
		n, says := sequenceIn(document.Candidate{Value: op.Add[set.Item]})
		if says && n < sequenceNow(s.next, set.Rule.Answers) {
			s.code = document.CodeStaleAnswer
		}
	}
	return ""
}

// IsOwnKey reports whether an author in a role may write an item of an ownKey list: the own one; as one of the roles in
// others, or as the server, anybody's; and who records the citizen's own statement, the citizen's.
func IsOwnKey(rule *schema.Field, e document.Edit, author, role, item string) bool {
	return item == author || role == "server" || slices.Contains(rule.Others, role) ||
		e.OnBehalfOf == "citizen" && e.Scope.Kind() == "citizen" && item == e.Scope.Subject()
}

// sequenceIn is the sequence that an answer names; false when it names none.
func sequenceIn(c document.Candidate) (int, bool) {
	n, err := strconv.Atoi(string(member(c.Value, respondedTo)))
	return n, err == nil
}

// sequenceNow is what a sequence field shows, 0 while nothing was counted.
func sequenceNow(d *document.Document, field string) int {
	n := 0
	for _, c := range d.Fields[field].Candidates {
		if v, err := strconv.Atoi(string(c.Value)); err == nil {
			n = max(n, v)
		}
	}
	return n
}
