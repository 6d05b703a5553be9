// Package session is one phone's connection as the server sees it: hello, what the actor may hold, catching up, live
// commits, submits, grants and revocations.
//
// It sits between the bytes (wire, fanout.Queue, and outside of it a socket or one HTTP request) and the flow. A Desk holds
// what sessions share and knows every session of a tenant, so that a change of access acts on all of them at once.
//
// A scope of a session is planned, and then behind or live. Behind: pages of documents are read when the phone has taken what was queued
// (fanout.Queue.Refill), so a slow phone holds up nobody and costs no memory. Live: Offer queues each commit as it comes. A
// commit that does not follow what was sent, or finds the queue full, puts the scope behind again: the log makes that safe.
//
// Promises: nothing of a scope is queued after it was revoked, and what was queued is dropped; a scope becomes live only
// when everything up to the head was sent. Callers owe Frame calls one at a time, and Close.
//
// Who is there and who writes where is beside all that: it is no document, may be unknown, and holds up nothing (around.go).
//
// The package starts no goroutine; Around wants one of the caller's. The simulation uses it as it is, popping the queues itself.
//
// Two mutexes: Session.refreshing, then Session.mu. Offer runs under a topic's mutex and takes Session.mu, so nobody calls
// the hub while holding Session.mu.
package session
