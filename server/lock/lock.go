// Package lock shows who is writing where ("Petra skriver här"). Locks are politeness: a write without one is as valid as a
// write with one, and losing one never costs a letter (domain.md R8).
//
// It sits beside the log. A Table is the port; Memory serves one process, Redis several. Both promise: one holder a document at a
// time; a lock ends by itself after TTL unless it is renewed; each taking gets a token greater than all before, also after the
// table has forgotten everything, and only the latest token renews, releases and is shown. When nobody can tell, the answer is
// ErrUnknown and people write on.
//
// The package starts no goroutine but the one that Redis.Watch reads with. Package lock/suite tests both.
package lock

import (
	"context"
	"errors"
	"time"

	"github.com/samsyn/samsyn/sync/document"
)

// TTL is how long a lock lasts without being renewed. Phones renew when half of it is over and somebody is still typing.
const TTL = 30 * time.Second

var (
	// ErrHeld says that somebody else writes there; the Lock beside it says who.
	ErrHeld = errors.New("somebody else holds the lock")
	// ErrLost says that the lock ended and, maybe, that somebody else has it.
	ErrLost = errors.New("the lock is lost")
	// ErrUnknown says that nobody can tell right now. It is no reason not to write.
	ErrUnknown = errors.New("locks are unknown")
)

// Place is what a lock is about.
type Place struct {
	Tenant string
	Scope  document.Scope
	Doc    string
}

// Lock is one hold.
type Lock struct {
	Doc     string `json:"doc"`
	Staff   string `json:"staffId"`
	Replica string `json:"replica"`
	Token   int64  `json:"token"`
	Until   int64  `json:"until"` // milliseconds since 1970, by the table's clock
}

// Table is the port.
type Table interface {
	// Take takes the lock for a replica; who holds it already gets it anew. With ErrHeld it gives the holder's.
	Take(ctx context.Context, p Place, staff, replica string) (Lock, error)
	// Renew makes a lock last TTL from now, or fails with ErrLost.
	Renew(ctx context.Context, p Place, token int64) (Lock, error)
	// Release lets go. A token that is not the latest changes nothing.
	Release(ctx context.Context, p Place, token int64) error
	// Held gives the locks of a scope, by document.
	Held(ctx context.Context, tenant string, scope document.Scope) ([]Lock, error)
	// Watch calls changed, from a goroutine of its own or the taker's, when locks of a scope may have changed, until ctx ends. An
	// empty scope means that any may have. Locks that end by themselves are not told: readers look at Until.
	Watch(ctx context.Context, changed func(tenant string, scope document.Scope)) error
}
