package store

import (
	"context"
	"iter"

	"github.com/samsyn/samsyn/sync/document"
)

// ReadMark is how far a replica has handed in what was read on it: the number and the link (hex) of the last one. The zero
// mark is a replica that has handed in nothing.
type ReadMark struct {
	Replica string `json:"-"`
	UpTo    uint64 `json:"upTo"`
	Link    string `json:"link"`
}

// Subject is whose events are asked for: a citizen's, or an actor's. Exactly one is set.
type Subject struct{ Citizen, Actor string }

// Audit keeps who read what: append-only, and chained in each tenant. The port has no way to take an event out, or to
// change one.
type Audit interface {
	// Record appends events in their order, numbering them, and moves the marks, all or nothing; when it returns nil they
	// survive any crash. Calls for one tenant wait for each other. After an error nobody knows whether they are there:
	// AuditHead tells.
	Record(ctx context.Context, tenant string, events []Event, marks ...ReadMark) error
	// AuditHead is the end of the log.
	AuditHead(ctx context.Context, tenant string) (AuditHead, error)
	// AuditLog yields the stored bytes of the events with numbers above after, in order, for AuditHead.Follow. The bytes are
	// valid until the loop goes on.
	AuditLog(ctx context.Context, tenant string, after uint64) iter.Seq2[[]byte, error]
	// Events yields the events about a subject that happened, or came in, at a time from ≤ t < to, each once, by ascending time of
	// the two that lies in there first.
	Events(ctx context.Context, tenant string, of Subject, from, to int64) iter.Seq2[Event, error]
	// ReadMark is the replica's mark.
	ReadMark(ctx context.Context, tenant, replica string) (ReadMark, error)
	// ReadMarks yields the marks of all replicas that have one, by replica.
	ReadMarks(ctx context.Context, tenant string) iter.Seq2[ReadMark, error]
}

// Wrote is a commit in which somebody has an edit.
type Wrote struct {
	Scope document.Scope
	Seq   uint64
	At    int64
}

// Authors finds commits by who has an edit in them, accepted or refused.
type Authors interface {
	// WrittenBy yields the commits with a time from ≤ At < to in which the author has an edit, by ascending time.
	WrittenBy(ctx context.Context, tenant, author string, from, to int64) iter.Seq2[Wrote, error]
}
