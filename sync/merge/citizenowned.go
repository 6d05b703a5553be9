package merge

import "github.com/samsyn/samsyn/sync/document"

// citizenOwned (CTZ): the citizen's own statement, or one that staff recorded on the citizen's behalf, is shown before
// anything staff wrote; of two statements the later.
func citizenOwned(set Set) int {
	return best(set, func(a, b document.Candidate) bool {
		x, y := isCitizens(set.Origins[a.Edit]), isCitizens(set.Origins[b.Edit])
		if x != y {
			return x
		}
		return wins(a, b, set.Origins)
	})
}

// guardCitizenOwned refuses staff who would replace the citizen's words with their own (domain.md finding 3).
func guardCitizenOwned(s *step, set Set, _ document.Op) string {
	if isCitizens(s.from) {
		return ""
	}
	for _, c := range set.Candidates {
		if o := set.Origins[c.Edit]; isCitizens(o) && s.hasSeen(o) {
			return document.CodeCitizenOwned
		}
	}
	return ""
}

// spareCitizens: staff never remove the citizen's words, in whatever order the edits come.
func spareCitizens(by, it entry) bool { return !isCitizens(by.Origin) && isCitizens(it.Origin) }

func isCitizens(o document.Origin) bool { return IsCitizens(o.Role, o.OnBehalfOf) }

// IsCitizens reports whether what somebody in this role wrote counts as the citizen's own statement.
func IsCitizens(role, onBehalfOf string) bool {
	return role == "citizen" || role == "representative" || onBehalfOf == "citizen"
}
