package store

import (
	"context"
	"iter"

	"github.com/samsyn/samsyn/sync/document"
)

// Holding is a scope that a login holds, or held, on its device. Times are milliseconds, 0 when it did not happen.
type Holding struct {
	Scope        document.Scope
	Replica      string
	Since        int64
	PurgeAskedAt int64 // the phone was told, and may not have heard
	PurgedAt     int64 // the phone said that it did
}

// Contact is a login on a device, and when the server heard of it.
type Contact struct {
	Who         // Replica is its name
	First int64 `json:"first"`
	Last  int64 `json:"last"`
}

// Holdings is the register of what is on which device. Nothing is taken out of it: who had it is asked long afterwards.
type Holdings interface {
	// Hold writes a login's contact and those of its holdings that are new or changed, all or nothing; when it returns nil
	// they survive any crash. Whoever is about to send a scope writes it first.
	Hold(ctx context.Context, tenant string, c Contact, holdings ...Holding) error
	// Touch writes contacts. A crash may lose it.
	Touch(ctx context.Context, tenant string, contacts ...Contact) error
	// HeldBy gives a login's contact and all its holdings, by scope. Without a contact it is not known: Replica is "".
	HeldBy(ctx context.Context, tenant, replica string) (Contact, []Holding, error)
	// Logins yields the contacts of all logins, by replica.
	Logins(ctx context.Context, tenant string) iter.Seq2[Contact, error]
	// Holders yields the holdings of all scopes that begin with a text, such as "citizen/c17/", by scope and replica.
	Holders(ctx context.Context, tenant, prefix string) iter.Seq2[Holding, error]
}
