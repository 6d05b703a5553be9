package merge

import "github.com/samsyn/samsyn/sync/document"

// decided (SRV): what a commit holds is in force. On the phone that asks for something else, the request waits beside it
// until the server has decided; it is refused when its author had not seen the latest (guardStale), so the first commit wins.
func decided(set Set) int {
	at := -1
	for i, c := range set.Candidates {
		if !isAsked(set, c) && (at < 0 || wins(c, set.Candidates[at], set.Origins)) {
			at = i
		}
	}
	return at
}

// isAsked: no commit holds it, so this is a phone and the server has not decided.
func isAsked(set Set, c document.Candidate) bool { return set.Origins[c.Edit].Seq == 0 }

// spareDecided: a request does not replace what is decided.
func spareDecided(by, it entry) bool { return by.Seq == 0 && it.Seq != 0 }
