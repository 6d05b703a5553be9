package catchup

import (
	"cmp"
	"slices"

	"github.com/samsyn/samsyn/sync/document"
)

// Step is what to send of one scope: the documents whose seq is above From, up to the head. Reset tells the replica to
// forget what it holds of the scope. Current says that it holds all there is: nothing is sent.
type Step struct {
	Scope   document.Scope
	From    uint64
	Reset   bool
	Current bool
}

// NoChain stands for the chain in the cursor of a replica whose catch-up was cut off: it holds the documents up to that seq,
// and nobody told it the chain there.
const NoChain = "0000000000000000"

// Plan lists the granted scopes in the order to send them: by priority, lowest first, then by name. Cursors of scopes that are
// not granted are ignored. heads holds the head of every granted scope that exists; chainAt gives Head.Chain as it was at a
// seq from 1 up to the head, "" when that is not known any more.
func Plan(
	cursors map[document.Scope]document.Cursor, granted []document.Scope, heads map[document.Scope]document.Head,
	priority func(document.Scope) int, chainAt func(document.Scope, uint64) string,
) []Step {
	steps := make([]Step, 0, len(granted))
	for _, scope := range granted {
		c, held := cursors[scope]
		steps = append(steps, step(scope, c, held, heads[scope], chainAt))
	}
	slices.SortFunc(steps, func(a, b Step) int {
		return cmp.Or(cmp.Compare(priority(a.Scope), priority(b.Scope)), cmp.Compare(a.Scope, b.Scope))
	})
	return slices.Compact(steps)
}

// step plans one scope.
//
// A cursor of another epoch is always reset, also one that lies before the fork in the epoch the head grew out of. Its seq
// would fit, but what the phone holds may not: catching up reads with no upper bound, so beside a cursor at 90 there may be
// documents of 95 that the restore at 92 lost. And only a reset tells the phone that its acknowledged edits may be lost too.
//
// A cursor with NoChain resumes a catch-up that was cut off. Its epoch must be the head's, and the checksum at the end proves
// the rest. It is never current: the head's cursor is still owed.
func step(scope document.Scope, c document.Cursor, held bool, head document.Head, chainAt func(document.Scope, uint64) string) Step {
	s := Step{Scope: scope, From: c.Seq}
	switch {
	case !held && head.Seq == 0:
		s.Current = true
	case !held, c.Seq == 0, c.Epoch != head.Epoch, c.Seq > head.Seq:
		s.From, s.Reset = 0, true
	case c.Chain == NoChain:
	case c.Seq == head.Seq:
		s.Current = c.Chain == head.Chain
		s.Reset = !s.Current
	default:
		s.Reset = c.Chain != chainAt(scope, c.Seq)
	}
	if s.Reset {
		s.From = 0
	}
	return s
}

// Urgent is the priority phones are served by (domain.md 2, trap T10: 700 phones return at 06:50, the inbox first): what
// calls a person to act, what keeps a visit safe, today's work, then the rest. 0 is first.
func Urgent(scope document.Scope) int {
	at := slices.Index(urgent, scope.Kind()+"/"+scope.Compartment())
	if at < 0 {
		return len(urgent)
	}
	return at
}

var urgent = []string{
	"staff/inbox", "citizen/card", "citizen/visits", "citizen/identity", "staff/own", "citizen/health", "citizen/social",
	"team/meeting",
}
