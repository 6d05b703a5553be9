// Package mongo keeps the log and the documents in MongoDB: the store of a municipality with several server nodes
// (architecture sections 4 and 9). It implements server/store.Store; the contract is there.
//
// It uses only what every MongoDB from 6.0 has, without transactions: each promise of the port rests on one atomic insert or
// update. A commit with its open mark, its known edits and its deadlines is one document of the collection commits; inserting it
// under the unique (tenant, scope, seq) is the commit point. An audit call is one document of audit, unique by (tenant, n). A
// login's holdings are one document of holdings. A device's bell is one document of bells, changed only from the version that was read.
//
// # Indexes
//
// Every query's shape is served by one of these; a test watches the commands.
//
//	commits    (tenant, scope, seq) unique                 heads, commits, appending
//	           (tenant, known.e)                           was this edit answered?
//	           (open.tenant, open.scope, open.seq) sparse  what is not followed up
//	           (first.tenant, first.scope) sparse          which scopes there are
//	           (tenant, due.due) partial: due.due exists   deadlines
//	           (tenant, authors, at, seq, scope)           who wrote what
//	           (inserted)                                  what other nodes committed lately
//	documents  (tenant, scope, id) unique                  by name
//	           (tenant, scope, seq, id)                    since a cursor
//	audit      (tenant, n) unique                 the chain
//	           (tenant, citizens, last), (tenant, actors, last), (tenant, marks.replica, n)
//	holdings   (tenant, replica) unique, (tenant, scopes)
//	bells      (tenant, device) unique
//	           (tenant, replica), (tenant, who), (tenant, token), (tenant, due)
//
// In a sharded cluster all collections are sharded by range on (tenant, scope), audit, holdings and bells on (tenant): a hashed key
// would forbid the unique indexes.
//
// # Replies that never came
//
// After a time-out nobody knows whether an insert landed. The store reads the number with read concern linearizable: its own
// hash means committed, another's means taken, none means that the same bytes are inserted again. A duplicate key is read
// likewise: the driver may have retried. So a commit is never inserted with two salts, and never twice.
//
// # Caches
//
// Heads, open marks, documents of a scope, and which there are, are kept in memory while nobody else is known to have written it.
// A writer whose view is old fails with ErrTaken, which drops it; a reader may be as old as the last hint or the last Recent,
// which call Stale.
//
// # Goroutines
//
// The driver's own, until Stop. To test it, see scripts/ferretdb and SAMSYN_TEST_MONGODB_URI.
package mongo
