// Package merge decides what is true when people wrote without knowing of each other. It is pure: the state, the edit, the
// rules and the time are arguments, and inputs are never changed.
//
// It sits between access (may this author do this?) and the log (is it committed?). Phones use it too: the screen is the
// confirmed document with the outbox applied on top.
//
// A field's state is the set of candidates nobody has overruled. An edit removes what its author had seen (others'
// candidates with a seq up to its base, its own replica's with a stamp up to its after) and adds its own; arriving after
// its own successor it is recorded, not shown. Each policy then reads the set: what is shown, what waits, what stands
// beside, what people must decide (Reading.Disputed). So arrival order does not matter, ancestry decides what is concurrent,
// and clocks only break ties. The policies are listed in policy.go, each in a file of its own.
//
// The same holds within one replica's chain, in whatever order its edits come. A phone restored from a backup makes the
// chain a tree; what did not know of each other stays side by side there too (ancestry.go).
//
// The first commit wins, as care safety and law ask (architecture section 5), and who comes second is refused:
//
//	strict bundle, server-authoritative   stale: not written on the latest (bundle.go)
//	concurrent agreements                 stale: something else was agreed on (proposal.go)
//	guarded removal                       stale: the restriction is not the one its author had seen (restrictive.go)
//	a frozen field                        frozen: the document has reached its state (frozen.go)
//	a document created twice              document-taken
//	derived                               derived: nobody writes it, first or last (policy.go)
//
// The laws, each a property test of the same name:
//
//	same edit twice changes nothing
//	the order in which phones come back does not change what people see
//	what was seen and replaced never returns
//	merging invents nothing
//	what is dropped from view is named, with both values and both authors
//	where the first commit wins, what is accepted stands on all that was accepted before
//
// Callers owe: canonical values that schema checked, an Arrival whose Base is resolved against the scope's epoch, and rights
// decided (merge knows the roles of transitions, whose an answer or a count is, and the citizen's words). To test code that
// uses it, call it: it has no state and starts no goroutine.
package merge
