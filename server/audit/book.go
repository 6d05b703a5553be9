package audit

import (
	"context"
	"hash/maphash"
	"log/slog"
	"sync"
	"time"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// Options is what a Book works with. Store is needed.
type Options struct {
	Store store.Store
	// Unit is the organisation an actor works for, "" when nobody knows.
	Unit    func(ctx context.Context, tenant, actor string) string
	Observe Observer
	Log     *slog.Logger
}

// Observer counts; every member may be nil.
type Observer struct {
	Events      func(action string, n int)
	MissingLink func()
}

// Login is who is on the line, and how to tell the time there. It does not change once Welcome has had it; As makes the next.
type Login struct {
	Tenant string
	store.Who
	Now       func() int64 // the tenant's clock, milliseconds
	Offset    int64        // what to add to the phone's clock to get the server's, milliseconds
	Directory uint64       // the seq of tenant/directory its access stands on
	Key       sign.Public  // of the login; the reads of one that has none are taken unsigned
	Masked    string       // the actor, as log lines may name it

	heard *heard
}

// heard is when the login was heard of, as it is written.
type heard struct {
	mu      sync.Mutex
	contact store.Contact // guarded by mu
}

// NewLogin makes the login of a connection whose replica, actor and device are known; nobody has been told anything yet.
func NewLogin(l Login) *Login {
	l.heard = &heard{}
	return &l
}

// As is the login once its roles, or the directory, are others.
func (l *Login) As(role string, directory uint64) *Login {
	next := *l
	next.Role, next.Directory = role, directory
	return &next
}

// Book writes the audit log and the register of holdings. A nil Book keeps nothing.
type Book struct {
	o     Options
	seed  maphash.Seed
	locks [64]sync.Mutex // by login: its holdings are read and written again
}

// NewBook makes a Book.
func NewBook(o Options) *Book {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Book{o: o, seed: maphash.MakeSeed()}
}

func (b *Book) lock(l *Login) *sync.Mutex {
	return &b.locks[maphash.String(b.seed, l.Tenant+"/"+l.Replica)%uint64(len(b.locks))]
}

// event begins an event of the login's, now.
func (l *Login) event(action string, what store.What) store.Event {
	return store.Event{At: l.Now(), Action: action, Who: l.Who, What: what, Directory: l.Directory}
}

// record appends events and counts them.
func (b *Book) record(ctx context.Context, tenant string, events []store.Event, marks ...store.ReadMark) error {
	if len(events)+len(marks) == 0 {
		return nil
	}
	if err := b.o.Store.Record(ctx, tenant, events, marks...); err != nil {
		return err
	}
	if b.o.Observe.Events != nil {
		for i := range events {
			b.o.Observe.Events(events[i].Action, 1)
		}
	}
	return nil
}

// Refused notes that somebody asked for, or wrote in, a scope that is not theirs. It is about a citizen, or it is not noted:
// whose log would it stand in?
func (b *Book) Refused(ctx context.Context, l *Login, scope document.Scope, doc, code string) {
	citizen := citizenOf(scope)
	if b == nil || citizen == "" {
		return
	}
	e := l.event(store.ActionRefused, store.What{Citizen: citizen, Scope: scope, Doc: doc})
	e.Note = code
	if err := b.record(ctx, l.Tenant, []store.Event{e}); err != nil {
		b.o.Log.Error("note a refusal", "actor", l.Masked, "cause", err)
	}
}

func citizenOf(scope document.Scope) string {
	if scope.Kind() == "citizen" {
		return scope.Subject()
	}
	return ""
}

// contactEvery is how often a login that stays connected is noted as heard of. A lease is counted from its last contact, so
// the register may be that much behind, and says so by adding it.
const contactEvery = 5 * time.Minute
