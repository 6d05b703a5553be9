// Package suite holds what every store must hold to: one claim a test. A store's own tests call Run, and Crash when its
// disk can lose what was not synced. Faulty makes a working store fail on purpose, for the tests of those who use one.
//
// Every claim gets a store of its own; when it ends, the logs it wrote are read through: no number missing, the hash chain
// whole. The package starts goroutines only inside claims about concurrency, and waits for them.
package suite
