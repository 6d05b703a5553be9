// Package pebble keeps the log and the documents in an embedded Pebble database: the store of a municipality without a
// database server, and the memory store of all tests (architecture sections 4 and 9).
//
// It implements server/store.Store; the contract is there. Keys sort as (tenant, scope, number), texts ended by a zero byte:
//
//	h tenant 0 scope 0        the scope's head: seq, checksum, hash, epoch, last fork, number of documents
//	c tenant 0 scope 0 seq    the commit as sealed
//	o tenant 0 scope 0 seq    the open mark
//	s tenant 0 scope 0 seq    the ids of the documents the commit changed
//	d tenant 0 scope 0 id     the document: sum, seq, canonical bytes
//	e tenant 0 edit           where the edit was answered: seq, index, digest, scope
//	t tenant 0 due edit       a deadline that is not fired: seq, scope, rule, document
//	w tenant 0 author 0 at seq scope      an author has an edit in that commit
//	a tenant 0 n              an audit event: its hash and its JSON
//	b tenant 0 subject 0 at n             the event is about that citizen (c…) or actor (a…)
//	r tenant 0 replica        how far the replica has handed in its reads
//	k tenant 0 replica        a login, and when it was heard of
//	l tenant 0 replica 0 scope            the login holds, or held, that scope: since, purge asked, purged
//	g tenant 0 scope 0 replica            the same, to be found by scope
//	p tenant 0 device         the device's bell, JSON
//	q tenant 0 what           finds a bell: r replica 0, a kind 0 actor 0, t due, each with the device behind it; k and the token's hash
//
// Fewer and smaller keys are less to rewrite in the background, which is most of what an edit costs in a large store. So
// there is no key per document and seq: Since reads the lists of changed ids, or all documents when that is less. Commits
// and documents lie in value files that compactions leave alone.
//
// # What a crash leaves
//
// Append is one batch (commit, mark, head, edits, authors, deadlines), synced; so are Record, Hold, Meet, Bind and Unbind; concurrent Appends share the sync. Finish, Close,
// Fired, Ring, Claim and Settle are not synced, and need not be: every write goes through one log in the order it was made, a crash keeps a beginning of it, so
// a removed mark is never durable before the documents of its commit. What is lost is marked open, and the sweep does it
// again. A batch can be read before its sync has ended; no method shows a commit, a head or an answered edit until then.
//
// When a write or sync fails, nobody knows what the disk holds: that call and every later one fails with ErrBroken until
// the store is opened again. A failure in Pebble's own background work ends the process, for the same reason.
//
// # Memory
//
// Heads, decoded documents and Pebble's blocks are cached, each up to a limit in Options; the open marks are all in memory.
// Documents are shared with all callers and never change.
//
// # Goroutines and locks
//
// Only Pebble's own (log writer, flush, compaction), until Stop. A scope's append lock comes before its document lock;
// both come before any cache's.
//
// # Testing
//
// Open with Small on vfs.NewCrashableMem. With one calling goroutine, what MemFS.CrashClone leaves with no unsynced data
// depends only on the calls made.
package pebble
