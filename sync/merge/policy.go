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
	cell, put, code := s.write(name, "", rule, p, s.next.Fields[name].Cell, cand, op)
	if code != "" || put == hidden {
		return code
	}
	s.took(name, document.Field{Cell: cell}, put)
	if rule.Bundle != "" {
		s.count(rule.Bundle)
	}
	return ""
}

// write lets the edit take its place in one cell, unless it comes too late for that or the policy refuses it.
func (s *step) write(
	name, item string, rule *schema.Field, p *policy, cell document.Cell, cand *document.Candidate, op document.Op,
) (document.Cell, placed, string) {
	if s.isBehind(cell, cand, p.spares) {
		if cand != nil {
			s.tell(name, item, rule, p, cell, hidden)
		}
		return cell, hidden, ""
	}
	if s.isFrozen(rule) {
		return cell, hidden, document.CodeFrozen
	}
	if p.guard != nil {
		if code := p.guard(s, s.set(rule, item, cell), op); code != "" {
			return cell, hidden, code
		}
	}
	if s.in.Late && item != "" && len(cell.Candidates) > 0 {
		return cell, hidden, document.CodeTooLate // a late entry may add, and change nothing that is there
	}
	cell = s.enter(cell, cand, p.spares)
	if cand != nil {
		s.tell(name, item, rule, p, cell, entered)
	}
	return cell, entered, ""
}

func (s *step) set(rule *schema.Field, item string, cell document.Cell) Set {
	return Set{Rule: rule, States: s.t.States, Item: item, Candidates: cell.Candidates, Origins: s.next.Origins}
}

// tell notes what the policy made of the cell when it holds more than this edit, or when the edit waits.
func (s *step) tell(name, item string, rule *schema.Field, p *policy, cell document.Cell, put placed) {
	if put == entered && len(cell.Candidates) < 2 && p.waits == nil {
		return
	}
	set := s.set(rule, item, cell)
	n := document.Note{Field: name, Item: item, Policy: string(rule.Policy)}
	shown, there, mine := -1, false, false
	if len(cell.Candidates) > 0 {
		shown = p.read(set)
	}
	disputed := p.disputed != nil && p.disputed(set)
	for i, c := range cell.Candidates {
		there = there || c.Edit == s.e.ID
		switch {
		case p.waits != nil && p.waits(set, c):
			n.Waiting = append(n.Waiting, c.Edit)
			mine = mine || c.Edit == s.e.ID
		case i == shown:
			n.Shown = c.Edit
			mine = mine || disputed && p.waits == nil && c.Edit == s.e.ID
		case disputed && p.waits == nil:
			n.Waiting = append(n.Waiting, c.Edit)
			mine = mine || c.Edit == s.e.ID
		default:
			n.Overruled = append(n.Overruled, c.Edit)
		}
	}
	if !there {
		n.Overruled = append(n.Overruled, s.e.ID)
	}
	switch {
	case mine && disputed:
		s.note(n, document.Parked)
	case mine:
		s.note(n, document.Proposed)
	case len(n.Waiting)+len(n.Overruled) > 0:
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
