package merge

import "github.com/samsyn/samsyn/sync/document"

// proposal (PRP): what is agreed is in force; everything else waits until somebody agrees, having seen it. The value set
// when the document is created is in force from the start. A result of -1 means that nothing is in force.
func proposal(set Set) int {
	at := -1
	for i, c := range set.Candidates {
		if c.Agreed && (at < 0 || wins(c, set.Candidates[at], set.Origins)) {
			at = i
		}
	}
	return at
}

// isProposed: it waits for an agreement.
func isProposed(_ Set, c document.Candidate) bool { return !c.Agreed }

// spareAgreed: a proposal replaces only its own author's earlier proposals. An agreement replaces all that its author saw.
func spareAgreed(by, it entry) bool { return !by.Agreed && (it.Agreed || it.Author != by.Author) }

// guardAgreement lets the first of two agreements win: the second had not seen what is in force. Proposals its author had
// not seen go on waiting.
func guardAgreement(s *step, set Set, op document.Op) string {
	for _, c := range set.Candidates {
		if op.Agree != nil && c.Agreed && !s.hasSeen(set.Origins[c.Edit]) {
			return document.CodeStale
		}
	}
	return ""
}

// haveTwoProposers: proposals of two authors wait for the same field, and people must choose.
func haveTwoProposers(set Set) bool {
	first := ""
	for _, c := range set.Candidates {
		if c.Agreed {
			continue
		}
		by := set.Origins[c.Edit].Author
		if first != "" && by != first {
			return true
		}
		first = by
	}
	return false
}
