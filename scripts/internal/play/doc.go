// Package play plays days on a running demo server: those told in scenario files, and those it makes up from a seed.
//
// Each day gets a tenant of its own, whose clock the server lets it set, and one real phone (package phone) for each person.
// A step is: set the clock, let one person do one thing, wait until every phone that is online has nothing unsent and has
// caught up, then look.
//
// It promises to be a strict reader: a claim that cannot be checked is broken, a "must never" is looked at after every step,
// and at the end of every day it compares all phones with a fresh one that loaded everything from nothing, and asks of every
// edit whether it is shown, or named, or set aside.
//
// Callers owe a server with SAMSYN_DEMO=1. Goroutines: those of the phones, closed when the day is over.
//
// To test code that uses it, run `go run ./server` with SAMSYN_DEMO=1 and scripts/day.
package play
