// Package simtest plays whole days of Samsyn from a seed: phones that lose the network, a network that loses frames, and a
// server that is killed between any two steps, over the real flow, sessions, store and replicas. One goroutine, virtual time,
// every choice drawn from the seed, so that a seed that fails fails again.
//
// A World is the cast (world.go, cast.go), what may happen next (scheduler.go) and an oracle that remembers what was written, told
// and committed (oracle.go). A run is a storm, in which anything may happen, and then a calm: the network is healed, nothing
// fails any more, and everything goes on until nobody has anything left to do. Then check.go asks the questions of
// architecture section 1:
//
//	every outbox is empty, and every edit a phone promised to keep has exactly one answer, the same each time it was told
//	what was accepted is in its document, or was overruled by somebody who had seen it, or is kept by name in the log
//	every replica holds what it may hold, byte for byte and by checksum, and nothing else
//	logs have no gap, chains are whole, documents follow from them, nothing is left open, effects happened once
//	nobody was told what was not committed, and nobody was sent a scope that the directory did not give
//	what a restored backup had lost came back from the phones that still held it
//
// An honest connection behaves like TCP (whole, in order, until it breaks) and is not replaced when the calm begins: what it
// missed it never gets. Others lose, double and reorder frames; a phone must survive that by connecting again.
//
// Nodes are worlds in which two or three servers write one MongoDB: the real store over store/mongo/model, kept up to date by the
// real server/node, each node with its own caches and a clock of its own. Commands to MongoDB fail as on a bad network (mongo.go):
// they never arrive, or twice, or late, after everybody gave up; the reply is lost, or the node dies waiting for it. The
// primary loses its majority, and what it wrote meanwhile vanishes when there is another; nodes that have not noticed read old
// data. Hints between nodes are lost, doubled and reordered (hints.go), and phones connect to any node.
//
// A failing seed prints its trace: a line per step, with a hash of each frame. Replay it with
//
//	go test ./server/simtest -run Seeds -seed N
//	go test ./server/simtest -run Nodes -seed N
//
// -seeds N plays more of them, -from N others, -stats says what they were made of.
//
// The package starts no goroutine (Pebble has its own). To see a check at work, break what it guards and run some seeds.
package simtest
