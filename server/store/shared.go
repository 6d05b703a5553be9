package store

import (
	"context"
	"iter"
	"time"
)

// Shared is a store that other processes write, too. What it keeps in memory of a scope may be old until it is told.
type Shared interface {
	Store
	// Stale drops what is known of a scope: another node has written it. What a read that runs meanwhile finds is not kept.
	Stale(key Key)
	// Latest asks for the end of a log, whatever is in memory, and drops that if it is older. 0 for a scope that is not there.
	// Until somebody writes again, Head gives at least that.
	Latest(ctx context.Context, key Key) (uint64, error)
	// Recent yields what was inserted since a time, in about that order. Clocks of nodes differ, and an insert may land later
	// than it began: ask with some overlap.
	Recent(ctx context.Context, since time.Time) iter.Seq2[Inserted, error]
}

// Inserted names a commit.
type Inserted struct {
	Key
	Seq uint64
}
