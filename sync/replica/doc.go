// Package replica is what a phone holds: the confirmed documents of its scopes, the edits that wait in its outbox, and what
// the screen shows, which is the first with the second replayed on top.
//
// It sits at the phone's end of the flow. Whoever carries frames (a socket, POST /v1/sync, a simulation) hands what the
// server sent to Welcome, Grant, Revoke, Documents, Commit and Verdicts, and sends what Cursors, Outbox, Purgeable and the
// returned Asks say. People's work enters by Edit and is read by Show.
//
// It promises: an edit stays until its verdict is here, and a refused or parked one until a person handled it; a scope is
// purged only after its edits were answered; a scope whose bytes do not match the server's checksum is reloaded, alone; what
// was acknowledged comes again when the server's history was replaced (a new epoch) and lost it.
//
// Callers owe: one goroutine at a time; the time in milliseconds since 1970 UTC; frames in the order the server sent them
// (others are survived, by catching up again); never to change a document, edit or view they got from here; and to save
// in order: write all of Unsaved before the screen says "saved" and before Outbox or Reads are sent. An edit that was sent and then
// forgotten in a crash would make the next one a fork (architecture section 5).
//
// The package is pure and starts no goroutine. To test code that uses it, use it: two replicas and a map are a phone each.
package replica
