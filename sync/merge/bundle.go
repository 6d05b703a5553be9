package merge

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// guardStale (BND): fields of a bundle change together, and only by somebody who had seen the latest of each. The first
// commit wins; the second author is shown it and decides anew. Time and place are never half of one and half of another.
func guardStale(s *step, set Set, _ document.Op) string {
	if s.isStale(set.Candidates) {
		return document.CodeStale
	}
	for name, rule := range s.t.Fields {
		if set.Rule.Bundle != "" && rule.Bundle == set.Rule.Bundle && !rule.Sequence && s.isStale(s.next.Fields[name].Candidates) {
			return document.CodeStale
		}
	}
	return ""
}

func (s *step) isStale(cands []document.Candidate) bool {
	for _, c := range cands {
		if c.Edit != s.e.ID && !s.hasSeen(s.next.Origins[c.Edit]) {
			return true
		}
	}
	return false
}

// count raises the bundle's sequence, once an edit. An answer belongs to a sequence: an old yes is not a new yes.
func (s *step) count(bundle string) {
	for name, rule := range s.t.Fields {
		if rule.Bundle != bundle || !rule.Sequence {
			continue
		}
		cell := s.next.Fields[name].Cell
		last := 0
		for _, c := range cell.Candidates {
			if c.Edit == s.e.ID {
				return
			}
			if n, err := strconv.Atoi(string(c.Value)); err == nil {
				last = max(last, n)
			}
		}
		cell.Candidates = []document.Candidate{{Edit: s.e.ID, Value: jsontext.Value(strconv.Itoa(last + 1))}}
		s.next.Fields[name] = document.Field{Cell: cell}
		s.fields = append(s.fields, name)
	}
}
