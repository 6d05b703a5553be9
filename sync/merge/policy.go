package merge

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// Set is what a policy reads: the candidates of one cell, where they came from, and the field's rule.
type Set struct {
	Rule       *schema.Field
	States     *schema.Machine // for state machines
	Candidates []document.Candidate
	Origins    map[string]document.Origin
}

// read is a policy's pure function: which candidate of a set of one or more is shown.
type read func(Set) int

// policy is how a field of one value merges.
type policy struct {
	read read
	// guard refuses an edit with a code, before it has touched the cell; nil lets every edit through.
	guard func(s *step, set Set, op document.Op) string
	// kept says which candidates the edit must leave though its author had seen them; nil leaves none.
	kept func(s *step, op document.Op) spare
}

// policies of fields with one value, domain.md 3.1. Lists are in lists.go.
var policies = map[schema.Policy]policy{
	schema.Immutable:    {read: firstWriter, guard: guardImmutable},
	schema.LastWriter:   {read: lastWriter},
	schema.SafeSide:     {read: safeSide},
	schema.CitizenOwned: {read: citizenOwned, guard: guardCitizenOwned},
	schema.Proposal:     {read: proposal, guard: guardAgreement, kept: keepAgreed},
	schema.StateMachine: {read: strongestState, guard: guardTransition},
	schema.StrictBundle: {read: lastWriter, guard: guardStale},
}

// field makes the edit's op on one field.
func (s *step) field(name string, rule *schema.Field, op document.Op) string {
	if rule.Policy.IsList() {
		return s.list(name, rule, op)
	}
	value, agreed := op.Set, false
	if op.Agree != nil {
		value, agreed = op.Agree, true
	}
	p, known := policies[rule.Policy]
	if !known || value == nil || len(op.Add)+len(op.Remove) > 0 || agreed && (op.Set != nil || rule.Policy != schema.Proposal) {
		return document.CodeBadEdit
	}
	cell := s.next.Fields[name].Cell
	cand := &document.Candidate{Edit: s.e.ID, Value: value, Agreed: agreed || rule.Policy == schema.Proposal && s.e.Create}
	if p.guard != nil && !s.isBehind(cell) {
		if code := p.guard(s, s.set(rule, cell), op); code != "" {
			return code
		}
	}
	kept := keepNone
	if p.kept != nil {
		kept = p.kept(s, op)
	}
	after, put := s.put(cell, cand, kept)
	s.took(name, document.Field{Cell: after}, put)
	s.tell(name, "", rule, after, p.read, put)
	if put == entered && rule.Bundle != "" {
		s.count(rule.Bundle)
	}
	return ""
}

func (s *step) set(rule *schema.Field, cell document.Cell) Set {
	return Set{Rule: rule, States: s.t.States, Candidates: cell.Candidates, Origins: s.next.Origins}
}

// tell notes what the policy made of the cell when it holds more than this edit.
func (s *step) tell(name, item string, rule *schema.Field, cell document.Cell, choose read, put placed) {
	if rule.Policy == schema.Proposal {
		s.tellProposal(name, rule, cell, put)
		return
	}
	if put == entered && len(cell.Candidates) < 2 {
		return
	}
	n := document.Note{Field: name, Item: item, Policy: string(rule.Policy)}
	shown := -1
	if len(cell.Candidates) > 0 {
		shown = choose(s.set(rule, cell))
		n.Shown = cell.Candidates[shown].Edit
	}
	for i, c := range cell.Candidates {
		if i != shown {
			n.Overruled = append(n.Overruled, c.Edit)
		}
	}
	if put == hidden {
		if n.Shown == s.e.ID {
			return
		}
		n.Overruled = append(n.Overruled, s.e.ID)
	}
	s.note(n, document.Merged)
}

// wins reports whether a beats b in a tie: a stamp ahead of the server's clock loses (R7), then the later stamp wins, then
// the greater edit id, so that there is no tie left.
func wins(a, b document.Candidate, origins map[string]document.Origin) bool {
	x, y := origins[a.Edit], origins[b.Edit]
	switch {
	case x.Ahead != y.Ahead:
		return y.Ahead
	case x.Stamp != y.Stamp:
		return x.Stamp > y.Stamp
	}
	return a.Edit > b.Edit
}

// best is the index of the candidate no other beats. The set is not empty.
func best(set Set, beats func(a, b document.Candidate) bool) int {
	at := 0
	for i := range set.Candidates {
		if i != at && beats(set.Candidates[i], set.Candidates[at]) {
			at = i
		}
	}
	return at
}
