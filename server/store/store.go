// Package store is the port between the flow and whatever keeps the log: commits under (tenant, scope, seq) and the
// documents and deadlines that follow from them (architecture section 4).
//
// It sits under flow, which owns all rules. A store promises three things: Append is atomic and unique by number, what it
// acknowledged survives a crash, and Finish changes a document only when the stored one is the one the change stands on.
// Callers owe one thing: never to use documents without laying the open commits of the scope over them.
//
// The package starts no goroutine. Package store/suite tests every implementation; store/pebble on a crashable in-memory
// file system is the store that tests use.
package store

import (
	"context"
	"errors"
	"iter"

	"github.com/samsyn/samsyn/sync/document"
)

// ErrTaken says that the commit's number is not the head's next: somebody else appended. Read what they wrote and merge
// again. A store may also return it when it cannot tell; reading the log answers that.
var ErrTaken = errors.New("that seq is taken")

// ErrEarly says that a change stands on a document that is not stored yet: an earlier commit is not finished. The commit
// must stay open and be finished again after it.
var ErrEarly = errors.New("an earlier commit is not finished")

// Key names a scope's log.
type Key struct {
	Tenant string
	Scope  document.Scope
}

// Known is where an edit was answered.
type Known struct {
	Scope  document.Scope
	Seq    uint64
	Index  int // in Body.Edits
	Digest string
}

// Log keeps commits.
type Log interface {
	// Head is the end of the log; the zero Head when the scope does not exist.
	Head(ctx context.Context, key Key) (document.Head, error)
	// Append seals and inserts the commit under its Seq, marked open, with the known edits it answers. It is the commit
	// point: when it returns nil the commit survives any crash. It sets Prev, Hash and BodyHash from the stored head, Salt
	// if it is empty, and Next of changes that carry a document whole. It fails with ErrTaken when Seq is not the head's
	// next, and refuses another epoch than the head's unless Parent is set. After another error nobody knows whether the
	// commit is there: reading the log answers that. The commit must not be changed afterwards.
	//
	// Entries answered again, and those refused with id-taken, do not become known: the id stays with who had it first. The
	// commit's deadlines are kept until they are Fired.
	Append(ctx context.Context, c *document.Commit) error
	// Commits yields the commits from..to (inclusive, to 0 or beyond the head means the head) in order. Like all
	// sequences here it yields an error last, and holds resources of the store until the loop ends.
	Commits(ctx context.Context, key Key, from, to uint64) iter.Seq2[*document.Commit, error]
	// Known looks edit ids up. Ids that are not known are missing from the map.
	Known(ctx context.Context, tenant string, edits []string) (map[string]Known, error)
	// Scopes yields every scope of a tenant that has a log, in order.
	Scopes(ctx context.Context, tenant string) iter.Seq2[document.Scope, error]
}

// Stored is a document as stored, with its canonical bytes and its part of the checksum: shared, not to be changed.
type Stored = document.Encoded

// Documents keeps what follows from the log.
type Documents interface {
	// Documents reads the named documents of a scope, without open commits. Missing ones are missing from the map.
	Documents(ctx context.Context, key Key, ids []string) (map[string]Stored, error)
	// Since yields the documents with a seq above from, by ascending seq, without open commits, with no upper bound. Cold
	// documents are included.
	Since(ctx context.Context, key Key, from uint64) iter.Seq2[Stored, error]
	// Finish applies the commit's changes to the documents, each only if the stored one's seq is the change's Prev, and
	// fails with ErrEarly if one is below it. It leaves the open mark; doing it again changes nothing. The commit must have
	// been appended. A crash may lose what Finish did, together with all later Finish and Close calls, never with an
	// earlier one.
	Finish(ctx context.Context, c *document.Commit) error
	// Close removes the commit's open mark: Finish succeeded and its effects are answered. Without a mark it does nothing.
	Close(ctx context.Context, key Key, seq uint64) error
	// Open yields the open commits, in order of scope and seq: of one scope, or of every tenant and scope for the zero Key.
	Open(ctx context.Context, key Key) iter.Seq2[*document.Commit, error]
}

// Due is a deadline and the commit it stands in.
type Due struct {
	Key Key
	Seq uint64
	document.Deadline
}

// Deadlines keeps what time will bring.
type Deadlines interface {
	// Due yields a tenant's deadlines up to and with a time (milliseconds), by ascending Due and then Edit. A deadline that is
	// fired while the iteration runs may still come.
	Due(ctx context.Context, tenant string, until int64) iter.Seq2[Due, error]
	// Fired removes a deadline: what it asked for is done and durable, or nothing was to do. Again it does nothing. A crash may
	// lose the removal, and then Due gives the deadline again.
	Fired(ctx context.Context, d Due) error
}

// Store is all of them. Implementations also have a way to stop, which belongs to whoever opened them.
type Store interface {
	Log
	Documents
	Deadlines
	Audit
	Authors
	Holdings
	Push
}
