package store

import (
	"context"
	"errors"
	"iter"
)

// ErrNotMet says that a device is another login's: somebody else has said hello on it since.
var ErrNotMet = errors.New("the device is another login's")

// PushToken is where a push service finds a device. It is personal data: it stands in no commit, no export and no log, and is
// gone when it is unbound.
type PushToken struct {
	Platform string `json:"platform,omitzero"` // android, ios or web
	Text     string `json:"text,omitzero"`     // the service's own; "" rings nothing
}

// String masks it in texts.
func (PushToken) String() string { return "·" }

// GoString masks it in texts.
func (PushToken) GoString() string { return "·" }

// Push keeps which login each device rings for, and what it is still to ring for. A device is one login's at a time, by
// construction: it has one Bell. All times are the tenant's, in milliseconds.
//
// Meet, Bind and Unbind survive any crash when they return nil. Ring, Claim and Settle may be lost by one, together with all
// later Finish and Close calls, never with an earlier one: whoever rings for a commit closes the commit afterwards, and rings again
// if it finds it open.
type Push interface {
	// Meet says that a login's hello came from a device. Whoever had the device before is not rung there any more, and what was to be
	// rung is forgotten. It gives the device's bell.
	Meet(ctx context.Context, tenant string, who Who) (Bell, error)
	// Bind gives the device's login its token, and says when. It fails with ErrNotMet when the device is another login's. A
	// token of another device with the same text is unbound first: a text belongs to one app on one phone.
	Bind(ctx context.Context, tenant string, who Who, token PushToken, now int64) error
	// Unbind takes a login's token away, and what it was to be rung for. With a text, only if that is still its token. Again it
	// does nothing.
	Unbind(ctx context.Context, tenant, replica, text string) error
	// Bound gives the bells that ring for an actor, by device.
	Bound(ctx context.Context, tenant, kind, actor string) ([]Bell, error)
	// Bell gives a device's bell; its Device is "" when nobody has said hello there.
	Bell(ctx context.Context, tenant, device string) (Bell, error)
	// Bells yields the bells of all devices that somebody said hello on, by device.
	Bells(ctx context.Context, tenant string) iter.Seq2[Bell, error]
	// Ring adds to what each of an actor's bells is to ring for, one Ring for each class. It gives when the first of them is due; 0
	// when the actor has no bell.
	Ring(ctx context.Context, tenant, kind, actor string, now int64, rings ...Ring) (due int64, err error)
	// Claim takes up to n bells with something due and gives them: until the lease, or Settle, nobody else gets them.
	Claim(ctx context.Context, tenant, owner string, now, lease int64, n int) ([]Bell, error)
	// Settle says what became of rings of a claimed bell, and lets it go. It gives when the bell is due next; 0 when nothing is.
	// What was rung anew since the claim stays due.
	Settle(ctx context.Context, tenant string, claimed Bell, done ...Settled) (due int64, err error)
	// NextRing is when the first bell of a tenant is due; 0 when none is.
	NextRing(ctx context.Context, tenant string) (due int64, err error)
}
