package merge

import (
	"github.com/samsyn/samsyn/sync/document"
)

// OnlineMillis is how old an edit may be when it comes and still count as written online: 5 minutes by the corrected clock.
const OnlineMillis = 5 * 60 * 1000

// Restrictive (RST): a restriction or an alert takes effect at once, whoever adds it. It is reworded by adding another; one
// that stands is only taken away, and that is a guarded command: by somebody who had seen all that stands under the id, was
// online, and says why in the same edit (access asks for the role). Two who add under one id both stand, the first shown.

// spareRestrictions: adding replaces nothing; a removal takes away what its author had seen, once the server has let it. Until
// then the phone goes on showing the alert.
func spareRestrictions(by, it entry) bool { return by.Edit != "" || spareDecided(by, it) }

// guardRestriction refuses to reword what its author had seen, and lifts nothing that somebody may still count on. The first
// commit wins: of a removal and an addition that did not know of each other the addition stays.
func guardRestriction(s *step, set Set, op document.Op) string {
	if _, adds := op.Add[set.Item]; adds {
		return guardImmutable(s, set, op)
	}
	switch {
	case s.isStale(set.Candidates):
		return document.CodeStale
	case s.in.Written != 0 && s.in.At-s.in.Written > OnlineMillis:
		return document.CodeMustBeOnline
	case set.Rule.Reason != "" && len(s.e.Changes[set.Rule.Reason].Add) == 0:
		s.about = set.Rule.Reason
		return document.CodeReasonMissing
	}
	return ""
}
