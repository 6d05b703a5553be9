package merge

import (
	"slices"
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
		o := s.next.Origins[c.Edit]
		if c.Edit != s.e.ID && !s.hasSeen(o) && !s.isSuccessor(o) {
			return true
		}
	}
	return false
}

// isSuccessor reports whether an edit of the same replica that stands on this one came first.
func (s *step) isSuccessor(o document.Origin) bool { return s.isMine(o) && s.standsOn(o.After, s.from) }

// count raises the bundle's sequence, once an edit. An answer belongs to a sequence: an old yes is not a new yes. An edit
// that sets the sequence itself (access lets only the server: a document brought in from elsewhere) is not counted.
func (s *step) count(bundle string) {
	if slices.Contains(s.counted, bundle) {
		return
	}
	s.counted = append(s.counted, bundle)
	for name, rule := range s.t.Fields {
		_, set := s.e.Changes[name]
		if rule.Bundle == bundle && rule.Sequence && !set {
			s.raise(name)
		}
	}
}

// raise adds one to a sequence. It is in the name of the replica's latest edit, also when that one came first.
func (s *step) raise(name string) {
	last, by := 0, s.e.ID
	for _, c := range s.next.Fields[name].Candidates {
		if n, err := strconv.Atoi(string(c.Value)); err == nil {
			last = max(last, n)
		}
		if s.isSuccessor(s.next.Origins[c.Edit]) {
			by = c.Edit
			continue
		}
		s.gone = append(s.gone, c.Edit)
	}
	next := document.Candidate{Edit: by, Value: jsontext.Value(strconv.Itoa(last + 1))}
	s.next.Fields[name] = document.Field{Cell: document.Cell{Candidates: []document.Candidate{next}}}
	s.fields = append(s.fields, name)
}
