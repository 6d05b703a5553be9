package push

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/samsyn/samsyn/server/store"
)

// Options is what a Ringer works with. Store, Now and Owner are needed; without a Sender push is off.
type Options struct {
	Store   store.Push
	Sender  Sender
	Tenants func() []string           // whose bells Run looks at
	Now     func(tenant string) int64 // a tenant's clock
	Owner   string                    // this process, as no other is named
	// Allowed says what a bell's login may be rung for, right before it is. nil: anything.
	Allowed func(ctx context.Context, tenant string, b store.Bell) (Leave, error)
	// Workers is how many messages are under way at most; 0: 64.
	Workers int
	// PerSecond bounds how many messages begin in a second, urgent ones apart: a change for all of a town is spread a little, and
	// leaves the machine to those who write. 0: 160, which is 9,600 a minute.
	PerSecond int
	Chance    func() float64 // from 0 up to 1, for waits; nil: random
	Observe   func(class Class, outcome string)
	Log       *slog.Logger
}

// What becomes of a ring, for Options.Observe.
const (
	Told     = "told"     // the service has it
	Retried  = "retried"  // it failed, and is tried again
	Expired  = "expired"  // it was not told in time
	Dropped  = "dropped"  // the service will never take it
	Unbound  = "unbound"  // the token is dead, and gone
	Silenced = "silenced" // the login may not be rung any more
)

const (
	leaseFor = int64(30 * time.Second / time.Millisecond) // how long a bell is one node's; more than sendWithin for each class
	// sendWithin is how long the service may take for one message.
	sendWithin = 6 * time.Second
)

// ErrUnknownClass says that news are of a class there is not.
var ErrUnknownClass = errors.New("no such class of news")

// Ringer rings the phones of a process's tenants. Safe for concurrent use.
type Ringer struct {
	o    Options
	pace *rate.Limiter
	kick chan struct{} // holds one: look now
	free chan struct{} // one for each message that may begin

	mu     sync.Mutex
	next   map[string]int64 // by the tenant's clock, when to look at it again; missing: now. guarded by mu
	held   map[string]*hold // tenants that are told nothing of, or are being told; guarded by mu
	denied time.Time        // when it was last logged that the credentials do not do; guarded by mu
}

// New makes a Ringer.
func New(o Options) *Ringer {
	if o.Workers == 0 {
		o.Workers = 64
	}
	if o.PerSecond == 0 {
		o.PerSecond = 160
	}
	if o.Chance == nil {
		o.Chance = rand.Float64
	}
	if o.Observe == nil {
		o.Observe = func(Class, string) {}
	}
	if o.Allowed == nil {
		o.Allowed = func(context.Context, string, store.Bell) (Leave, error) { return Anything, nil }
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Ringer{
		o: o, pace: rate.NewLimiter(rate.Limit(o.PerSecond), max(1, o.PerSecond/50)), kick: make(chan struct{}, 1), free: make(chan struct{}, o.Workers),
		next: map[string]int64{}, held: map[string]*hold{},
	}
}

// IsOn reports whether anything is ever rung.
func (r *Ringer) IsOn() bool { return r.o.Sender != nil }

// Ring says that an actor's inbox has news. When it returns nil they are kept until they are told, for each of the actor's
// logins that can be rung; see store.Push for what a crash leaves. Saying it again rings again at most. News whose time has passed
// are not rung.
func (r *Ringer) Ring(ctx context.Context, tenant, kind, actor string, news ...News) error {
	if !r.IsOn() {
		return nil
	}
	now := r.o.Now(tenant)
	rings := make([]store.Ring, 0, len(news))
	for _, n := range news {
		if !n.Class.IsKnown() {
			return fmt.Errorf("%w: %q", ErrUnknownClass, n.Class)
		}
		one := store.Ring{Class: string(n.Class), Cursor: Opaque(n.Cursor), Until: n.until(), High: n.High || n.Class == Urgent}
		if n.Class == Urgent {
			one.Due = now - headStart
		}
		if one.Until > now {
			rings = append(rings, one)
		}
	}
	if len(rings) == 0 {
		return nil
	}
	due, err := r.o.Store.Ring(ctx, tenant, kind, actor, now, rings...)
	if err != nil {
		return err
	}
	r.expect(tenant, due)
	return nil
}

// Purge wakes an actor's phones, at once where their platforms let it: each fetches what it may hold now, and purges the rest. Whoever
// says it again for the same cause wakes nobody again, as a rule.
func (r *Ringer) Purge(ctx context.Context, tenant, kind, actor, cause string) error {
	return r.Ring(ctx, tenant, kind, actor, News{Class: Sync, At: r.o.Now(tenant), High: true, Cursor: "purge " + cause})
}

// expect hears when something of a tenant is due; 0 is never.
func (r *Ringer) expect(tenant string, due int64) {
	if due == 0 {
		return
	}
	r.mu.Lock()
	if next, known := r.next[tenant]; known {
		r.next[tenant] = min(next, due)
	}
	r.mu.Unlock()
	if due <= r.o.Now(tenant) {
		r.look()
	}
}

// look makes Run look now.
func (r *Ringer) look() {
	select {
	case r.kick <- struct{}{}:
	default: // it will look anyway
	}
}
