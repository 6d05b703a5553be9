// Package sign proves who wrote what: the chain of a replica's edits, the signatures over it, and the sealed boxes in which
// somebody else's login may carry an outbox.
//
// In the flow it stands at both ends: sync/replica signs each edit when it is written, server/session checks a submit before
// anything of it is taken. The connection carries, the author signs (architecture section 6): a token says who connected, a
// signature says who wrote.
//
// The chain of a replica begins with Start and goes on with Next for every edit, in the order they were signed. A Proof is
// the link before a row of edits and the signature over the link after it, so one check covers the whole row, the order in
// it, and what each author knew (Base). The server keeps nothing of the chain: a row that was sent before, or a chain that
// forked when a phone was restored, proves itself like any other.
//
// A Box is HPKE (RFC 9180: DHKEM X25519, HKDF-SHA256, AES-256-GCM) to the server, bound to the author's name in clear. Whoever
// carries it learns how long it is and nothing else.
//
// Promises: nothing here prints a key. Callers owe edits whose values are in canonical form (replica.Edit and wire.Decode see
// to that), and a Key that never leaves the login it was made for.
//
// The package is pure, but for the chance in Seal, and starts no goroutine. To test code that uses it, make a Key of any 32
// bytes.
package sign
