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
	// spares says what an edit leaves though its author had seen it.
	spares spare
}

// policies of fields with one value, domain.md 3.1. Lists are in lists.go.
var policies = map[schema.Policy]policy{
	schema.Immutable:    {firstWriter, guardImmutable, spareAll},
	schema.LastWriter:   {lastWriter, nil, spareNone},
	schema.SafeSide:     {safeSide, nil, spareNone},
	schema.CitizenOwned: {citizenOwned, guardCitizenOwned, spareCitizens},
	schema.Proposal:     {proposal, guardAgreement, spareAgreed},
	schema.StateMachine: {strongestState, guardTransition, spareNone},
	schema.StrictBundle: {lastWriter, guardStale, spareNone},
}

// field makes the edit's op on one field.
func (s *step) field(name string, rule *schema.Field, op document.Op) string {
	if rule.IsList() {
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
	if s.isBehind(cell, cand, p.spares) {
		s.tell(name, "", rule, cell, p.read, hidden)
		return ""
	}
	if p.guard != nil {
		if code := p.guard(s, s.set(rule, cell), op); code != "" {
			return code
		}
	}
	cell = s.enter(cell, cand, p.spares)
	s.took(name, document.Field{Cell: cell}, entered)
	s.tell(name, "", rule, cell, p.read, entered)
	if rule.Bundle != "" {
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
		s.tellProposal(name, rule, cell)
		return
	}
	if put == entered && len(cell.Candidates) < 2 {
		return
	}
	n := document.Note{Field: name, Item: item, Policy: string(rule.Policy)}
	shown, there := -1, false
	if len(cell.Candidates) > 0 {
		shown = choose(s.set(rule, cell))
		n.Shown = cell.Candidates[shown].Edit
	}
	for i, c := range cell.Candidates {
		there = there || c.Edit == s.e.ID
		if i != shown {
			n.Overruled = append(n.Overruled, c.Edit)
		}
	}
	if !there {
		n.Overruled = append(n.Overruled, s.e.ID)
	}
	if len(n.Overruled) > 0 {
		s.note(n, document.Merged)
	}
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
