package push

import (
	"context"
	"errors"
	"time"

	"github.com/samsyn/samsyn/server/store"
)

// What a phone is told of its bell in its welcome.
const (
	On    = "on"    // it can be rung
	Renew = "renew" // it should send its token: there is none, or it is old
)

// day in milliseconds.
const day = int64(24 * time.Hour / time.Millisecond)

// renewAfter is how old a token is when the phone is asked for it anew (milliseconds): the service's own advice is a month.
const renewAfter = 30 * day

// staleAfter is how long after its phone last said that it holds a token is not rung any more, in days. A service calls a token of
// Android dead after 270 days without a connection. Apple and the makers of browsers name no time: a phone of ours brings its
// token at every hello, so one that was silent for half a year, or a browser for a quarter, which drop them sooner, is not in use.
var staleAfter = map[string]int64{Android: 270, IOS: 180, Web: 90}

func isStale(b store.Bell, now int64) bool { return now-b.Renewed >= staleAfter[b.Token.Platform]*day }

// Meet says that a login's hello came from a device: whoever had it before is silent there from now on. It gives what the welcome
// says of the bell; "" where push is off.
func (r *Ringer) Meet(ctx context.Context, tenant string, who store.Who) (string, error) {
	if !r.IsOn() {
		return "", r.meetSilently(ctx, tenant, who)
	}
	b, err := r.o.Store.Meet(ctx, tenant, who)
	if err != nil {
		return "", err
	}
	if !b.CanRing() || r.o.Now(tenant)-b.Renewed >= renewAfter {
		return Renew, nil
	}
	return On, nil
}

// meetSilently keeps nothing new while push is off; but what was bound before must not ring for the wrong one when it is on again.
func (r *Ringer) meetSilently(ctx context.Context, tenant string, who store.Who) error {
	b, err := r.o.Store.Bell(ctx, tenant, who.Device)
	if err == nil && b.CanRing() && !b.IsOf(who) {
		_, err = r.o.Store.Meet(ctx, tenant, who)
	}
	return err
}

// Bind keeps a login's token, unless push is off. It fails with store.ErrNotMet when another login has said hello on the device
// since.
func (r *Ringer) Bind(ctx context.Context, tenant string, who store.Who, token store.PushToken) error {
	if !r.IsOn() {
		return nil
	}
	return r.o.Store.Bind(ctx, tenant, who, token, r.o.Now(tenant))
}

// Unbind makes a login silent: it ended, was revoked, or its phone wants no pushes.
func (r *Ringer) Unbind(ctx context.Context, tenant, replica string) error {
	return r.o.Store.Unbind(ctx, tenant, replica, "")
}

// errSilent says that the login may not be rung.
var errSilent = errors.New("nobody is to be rung there")

// Leave is what a login may be rung for.
type Leave int

// What Options.Allowed may answer.
const (
	Nothing  Leave = iota // it ended: its token goes
	ToPurge               // it was revoked, or may see nothing any more: its phone is woken once more, to purge, and then its token goes
	Anything              // all news
)

// check makes sure, right before a message, that the device is still the claimed login's, that the token is not too old, and what
// the login may be rung for still: with errSilent, nothing.
func (r *Ringer) check(ctx context.Context, tenant string, claimed store.Bell) (Leave, error) {
	b, err := r.o.Store.Bell(ctx, tenant, claimed.Device)
	if err != nil {
		return Nothing, err
	}
	if !b.IsOf(store.Who{Replica: claimed.Replica, Kind: claimed.Kind, Actor: claimed.Actor}) || b.Token != claimed.Token || !b.CanRing() {
		return Nothing, errSilent
	}
	if isStale(b, r.o.Now(tenant)) {
		r.unbind(ctx, tenant, b, "stale")
		return Nothing, errSilent
	}
	leave, err := r.o.Allowed(ctx, tenant, b)
	if err != nil {
		return Nothing, err
	}
	if leave == Nothing {
		r.unbind(ctx, tenant, b, "login ended")
		return Nothing, errSilent
	}
	return leave, nil
}

// unbind takes a token away that is no use. One that came meanwhile stays.
func (r *Ringer) unbind(ctx context.Context, tenant string, b store.Bell, why string) {
	r.o.Log.Info("push token unbound", "platform", b.Token.Platform, "why", why)
	if err := r.o.Store.Unbind(ctx, tenant, b.Replica, b.Token.Text); err != nil {
		r.o.Log.Error("unbind a push token", "cause", err) // the next ring finds it again
	}
}
