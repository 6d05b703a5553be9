// Package fanout brings a committed change to the open sockets that hold its scope: a Hub that knows who holds what, and a
// bounded Queue in front of each socket.
//
// In the flow it comes after the commit: flow publishes what store.Append acknowledged, sessions get it by Offer and push the
// frame, encoded once, into their own queue, and the socket's writer takes it from there.
//
// Promises: a subscriber gets a topic's commits in the order they were published, and none after Unsubscribe returned; a queue
// never holds more than its limits; nothing is dropped in silence (Push says no, and the owner closes the socket as slow).
// Callers owe that nothing is published before it is durable.
//
// The package starts no goroutine: Offer runs in the publisher's, and a queue calls wake when it needs a taker. So tests and
// the simulation use it directly, in one goroutine.
package fanout
