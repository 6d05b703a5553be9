// Package model is MongoDB as far as server/store/mongo uses it, in memory, in one goroutine's hands, failing as a replica set
// fails. The simulation and the store's suite run the real store over it.
//
// A Database is the primary's log of writes. Up to its majority point they survive everything; what is beyond may vanish when
// another primary is elected (Failover). A node is a Client. It gets, for each command, a Fate: a request that never
// arrives, or much later (Land); one that is carried out twice, or without the majority; a reply that is lost; a node that
// dies waiting for it. A client that has not noticed a failover (Depose) reads what was majority-committed then, and writes
// nothing, until it has (Notice).
//
// Promises, those of MongoDB with w: majority, j: true:
//
//	a write that was acknowledged is below the majority point, and so is all that made it a duplicate or found it nothing to do
//	a read sees the state at one majority point, and no client sees an earlier one afterwards
//	a linearizable read sees every write that was carried out before it, and makes it safe
//	unique indexes hold, also against what may yet vanish
//
// It knows only the operators the store uses and panics at others. Options.Committed hears every document inserted, once it is
// safe, with the Database locked.
//
// The package starts no goroutine. Its own test is the store's suite over it, in server/store/mongo.
package model
