package merge

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

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

// waiting are the proposals of a set, in the order of their edit ids.
func waiting(set Set) []document.Candidate {
	var out []document.Candidate
	for _, c := range set.Candidates {
		if !c.Agreed {
			out = append(out, c)
		}
	}
	return out
}

// isDisputed: proposals of two authors wait for the same field, and a human must choose.
func isDisputed(set Set) bool {
	author := ""
	for _, c := range waiting(set) {
		by := set.Origins[c.Edit].Author
		if author != "" && by != author {
			return true
		}
		author = by
	}
	return false
}

func (s *step) tellProposal(name string, rule *schema.Field, cell document.Cell) {
	set := s.set(rule, cell)
	n := document.Note{Field: name, Policy: string(rule.Policy)}
	at := proposal(set)
	if at >= 0 {
		n.Shown = cell.Candidates[at].Edit
	}
	there, waits := false, false
	for i, c := range cell.Candidates {
		there = there || c.Edit == s.e.ID
		switch {
		case !c.Agreed:
			n.Waiting = append(n.Waiting, c.Edit)
			waits = waits || c.Edit == s.e.ID
		case i != at:
			n.Overruled = append(n.Overruled, c.Edit)
		}
	}
	if !there {
		n.Overruled = append(n.Overruled, s.e.ID)
	}
	switch {
	case waits && isDisputed(set):
		s.note(n, document.Parked)
	case waits:
		s.note(n, document.Proposed)
	case len(n.Waiting)+len(n.Overruled) > 0:
		s.note(n, document.Merged)
	}
}
