package merge

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// Set is what a policy reads: the candidates of one cell, where they came from, and the field's rule.
type Set struct {
	Rule       *schema.Field
	States     *schema.Machine // for state machines
	Item       string          // of lists: the item's id
	Candidates []document.Candidate
	Origins    map[string]document.Origin
}

// read is a policy's pure function: which candidate of a set of one or more is shown, or -1 when none is in force.
type read func(Set) int

// policy is how one cell merges: a field of one value, or an item of a list. What is nil never happens.
type policy struct {
	read read
	// guard refuses an edit with a code, before it has touched the cell; nil lets every edit through.
	guard func(s *step, set Set, op document.Op) string
	// spares says what an edit leaves though its author had seen it.
	spares spare
	// removes: items of the list may be taken out.
	removes bool
	// waits says of a candidate that it is not in force until somebody decides.
	waits func(set Set, c document.Candidate) bool
	// disputed says of a set that people must decide.
	disputed func(set Set) bool
}

// policies are those of domain.md 3.1, each in a file of its own. A derived field has none: nothing is ever written there.
var policies = map[schema.Policy]*policy{
	schema.Immutable:           {read: firstWriter, guard: guardImmutable, spares: spareAll},
	schema.Journal:             {read: firstWriter, guard: guardImmutable, spares: spareAll},
	schema.AddWins:             {read: lastWriter, spares: spareNone, removes: true},
	schema.Restrictive:         {read: firstWriter, guard: guardRestriction, spares: spareRestrictions, removes: true},
	schema.LastWriter:          {read: lastWriter, spares: spareNone},
	schema.LastWriterNotice:    {read: lastWriter, spares: spareNone},
	schema.SafeSide:            {read: safeSide, spares: spareNone},
	schema.CitizenOwned:        {read: citizenOwned, guard: guardCitizenOwned, spares: spareCitizens},
	schema.Proposal:            {read: proposal, guard: guardAgreement, spares: spareAgreed, waits: isProposed, disputed: haveTwoProposers},
	schema.StateMachine:        {read: strongestState, guard: guardTransition, spares: spareNone, disputed: isHumanChoice},
	schema.OwnKey:              {read: latestAnswer, guard: guardOwnKey, spares: spareNone},
	schema.StrictBundle:        {read: lastWriter, guard: guardStale, spares: spareNone},
	schema.ServerAuthoritative: {read: decided, guard: guardStale, spares: spareDecided, waits: isAsked},
	schema.Counter:             {read: highestCount, guard: guardCounter, spares: spareNone},
	schema.Human:               {read: human, spares: spareNone, disputed: doAuthorsDiffer},
}

// field makes the edit's op on one field.
func (s *step) field(name string, rule *schema.Field, op document.Op) string {
	p := policies[rule.Policy]
	switch {
	case rule.Policy == schema.Derived:
		return document.CodeDerived
	case p == nil:
		return document.CodeBadEdit
	case rule.IsList():
		return s.list(name, rule, p, op)
	}
	value, agreed := op.Set, false
	if op.Agree != nil {
		value, agreed = op.Agree, true
	}
	if value == nil || len(op.Add)+len(op.Remove) > 0 || agreed && (op.Set != nil || rule.Policy != schema.Proposal) {
		return document.CodeBadEdit
	}
	cand := &document.Candidate{Edit: s.e.ID, Value: value, Agreed: agreed || rule.Policy == schema.Proposal && s.e.Create}
	cell, put, code := s.write(spot{name, "", rule, p}, s.next.Fields[name].Cell, cand, op)
	if code != "" || put == hidden {
		return code
	}
	s.took(name, document.Field{Cell: cell}, put)
	if rule.Bundle != "" {
		s.count(rule.Bundle)
	}
	return ""
}

// spot is one cell of the document: a field, or an item of a list, with its rule and policy.
type spot struct {
	name, item string
	rule       *schema.Field
	*policy
}

// write lets the edit take its place in one cell, unless it comes too late for that or the policy refuses it. Nil cand
// removes.
func (s *step) write(at spot, cell document.Cell, cand *document.Candidate, op document.Op) (document.Cell, placed, string) {
	if s.isBehind(cell, cand, at.spares) {
		s.tell(at, cell, cand, hidden)
		return cell, hidden, ""
	}
	if s.isFrozen(at.rule) {
		return cell, hidden, document.CodeFrozen
	}
	if at.guard != nil {
		if code := at.guard(s, s.set(at, cell), op); code != "" {
			return cell, hidden, code
		}
	}
	if s.in.Late && at.item != "" && len(cell.Candidates) > 0 {
		return cell, hidden, document.CodeTooLate // a late entry may add, and change nothing that is there
	}
	cell = s.enter(cell, cand, at.spares)
	s.tell(at, cell, cand, entered)
	return cell, entered, ""
}

func (s *step) set(at spot, cell document.Cell) Set {
	return Set{Rule: at.rule, States: s.t.States, Item: at.item, Candidates: cell.Candidates, Origins: s.next.Origins}
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
