package replica

import (
	"maps"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

// Options say whose replica it is. A replica id belongs to one login's store on one device and is never used again.
type Options struct {
	Replica string // letters, digits and '_', 1 to 64
	Author  string // actor id
	Role    string // what the author acts as, for what the screen shows; the server decides on its own
	Schema  *schema.Set
	NewID   func() string // a new ULID
	// Key signs what is written here; it is the login's own, and no snapshot holds it. Without one nothing is signed, and a
	// server that knows the replica's key takes nothing.
	Key sign.Key
}

// Replica is what one phone holds. The zero value is not usable; New and Restore make one. Not safe for concurrent use.
type Replica struct {
	o          Options
	last       hlc.Stamp    // of the latest edit of any document
	link       sign.Link    // after the latest edit that was signed
	sealKey    sign.SealKey // the server's, from its latest welcome
	keepMillis int64
	mismatches int
	log        log
	aside      map[string]SetAside
	scopes     map[document.Scope]*scope
	reads      readLog
	lease      lease
	dirty      dirty
}

const defaultKeepDays = 7

// New makes an empty replica.
func New(o Options) *Replica {
	start := reads.Start(o.Replica)
	return &Replica{
		reads: readLog{taken: start, last: start},
		o:     o, keepMillis: days(defaultKeepDays), log: newLog(), aside: map[string]SetAside{},
		scopes: map[document.Scope]*scope{}, dirty: newDirty(), link: sign.Start(o.Replica),
	}
}

func days(n int) int64 { return int64(n) * 24 * 60 * 60 * 1000 }

// ID is the replica's id.
func (r *Replica) ID() string { return r.o.Replica }

// Mismatches counts how often a scope's bytes were not the server's.
func (r *Replica) Mismatches() int { return r.mismatches }

// Scopes lists the scopes held or expected, sorted, with those revoked and not yet purged.
func (r *Replica) Scopes() []document.Scope { return slices.Sorted(maps.Keys(r.scopes)) }

// Status is how far a scope is.
type Status struct {
	Cursor    document.Cursor   // the last complete head
	Checksum  document.Checksum // of the hot documents held
	Documents int               // hot documents held
	Loading   bool              // a catch-up has begun and is not complete
	Revoked   bool
}

// Status of a scope; false when it is not held.
func (r *Replica) Status(name document.Scope) (Status, bool) {
	sc := r.scopes[name]
	if sc == nil {
		return Status{}, false
	}
	s := Status{Cursor: sc.shown.cursor, Checksum: document.Checksum(sc.shown.sum), Revoked: sc.revoked}
	for _, h := range sc.shown.docs {
		if !h.doc.Cold {
			s.Documents++
		}
	}
	s.Loading = sc.fresh != nil || sc.reload || sc.shown.resume > sc.shown.cursor.Seq
	return s, true
}

// AppendCanonical appends the canonical bytes of a scope's hot documents, by id, a line each. Two replicas at the same
// cursor hold the same bytes.
func (r *Replica) AppendCanonical(b []byte, name document.Scope) []byte {
	sc := r.scopes[name]
	if sc == nil {
		return b
	}
	for _, id := range slices.Sorted(maps.Keys(sc.shown.docs)) {
		if d := sc.shown.docs[id].doc; !d.Cold {
			b = append(d.AppendCanonical(b), '\n')
		}
	}
	return b
}
