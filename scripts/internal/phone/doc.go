// Package phone is one phone that works: a replica, a clock that may be wrong, and a way to the server (a socket, or one
// request at a time). Programs in scripts/ play people's days with it.
//
// It stands where the app stands in the flow: edits enter by Edit and wait in the replica's outbox; Online opens the way and
// hands them in; what the server sends goes to the replica. It promises to do what protocol.md asks of a phone: hello
// first, outbox before purge, ask for what is missing, come back after a lost connection. And it can do what phones do
// on bad days: lose an answer, send a batch twice, send edits out of order.
//
// Beside the replica it keeps a diary of every verdict that reached the phone's ear, also of those that were lost on the way to
// the replica, because that is what tests ask about.
//
// Callers owe: a Close for each New. Methods may be called from several goroutines. Nothing sleeps: waiting is for frames, with
// the deadline of the context.
//
// Goroutines: one reader for each connection; Offline and Close wait for it.
//
// To test code that uses it, run a server: the phone has no fake.
package phone
