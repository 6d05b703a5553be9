// Package catchup plans what a replica that was away is sent: which scopes first, and from where in each.
//
// It sits between the frame "hello" (or "catchup") and the store: the flow reads the heads, asks Plan, then sends each
// step's documents by ascending seq from Step.From, split by Pages.
//
// It promises the fifth law: catching up in pieces, from any cursor, ends where catching up at once ends. For that a step
// must read documents with no upper bound, with unfinished commits up to the head laid over them, and the head must be read
// before the documents; that is the caller's to do.
//
// The package is pure and starts no goroutine. To test code that uses it, call it.
package catchup
