package session_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
)

// bells is a ringer that keeps whose tokens it told, and fails when it is told to.
type bells struct {
	*push.Ringer
	w    *world
	told []string
	fail error
}

func newBells(w *world) *bells {
	b := &bells{w: w}
	b.Ringer = push.New(push.Options{
		Store: w.store.Store, Sender: b, Owner: "test", Now: func(string) int64 { return w.now },
		Allowed: func(ctx context.Context, tenant string, bell store.Bell) (push.Leave, error) {
			l, err := w.flow.Login(ctx, tenant, bell.Replica)
			switch {
			case l == nil || !l.Revoked && l.Ended == 0:
				return push.Anything, err
			case l.Revoked:
				return push.ToPurge, err
			}
			return push.Nothing, err
		},
	})
	return b
}

func (b *bells) Send(_ context.Context, token string, m push.Message) error {
	if m.Class() == push.Sync && m.IsHigh() {
		token = "purge by " + token
	}
	b.told = append(b.told, token)
	return nil
}

func (b *bells) Meet(ctx context.Context, tenant string, who store.Who) (string, error) {
	if b.fail != nil {
		return "", b.fail
	}
	return b.Ringer.Meet(ctx, tenant, who)
}

func (b *bells) Unbind(ctx context.Context, tenant, replica string) error {
	if b.fail != nil {
		return b.fail
	}
	return b.Ringer.Unbind(ctx, tenant, replica)
}

// rings says which tokens an actor is rung by.
func (w *world) rings(who string) string {
	w.t.Helper()
	w.now += 60_000
	if err := w.bells.Ring(w.t.Context(), tenantID, "staff", who, push.News{Class: push.Urgent, At: w.now}); err != nil {
		w.t.Fatal(err)
	}
	if err := w.bells.All(w.t.Context(), tenantID); err != nil {
		w.t.Fatal(err)
	}
	told := strings.Join(w.bells.told, " ")
	w.bells.told = nil
	return told
}

func (c *signer) binds(token string) {
	c.frame(wire.AppendPushToken(nil, wire.PushToken{Token: token, Platform: "android"}))
}

// said is what the welcome says of the bell.
func said(frames []wire.Frame) string {
	for _, f := range frames {
		if w, is := f.(*wire.Welcome); is {
			return w.Push
		}
	}
	return "no welcome"
}

func (w *world) wantRung(who, want string) {
	w.t.Helper()
	if got := w.rings(who); got != want {
		w.t.Errorf("%s is rung by %q, want %q", who, got, want)
	}
}

func TestBell_RingsForWhoBoundIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1)
	c.frame(wire.AppendHello(nil, c.helloFrame(time.Hour)))
	if got := said(c.all()); got != push.Renew {
		t.Errorf("the first welcome says %q", got)
	}
	w.wantRung("amina", "")
	c.binds("token-1")
	if got := c.all(); len(got) > 0 {
		t.Errorf("it was answered: %v", kinds(got))
	}
	w.wantRung("amina", "token-1")
	again := c.again()
	again.frame(wire.AppendHello(nil, again.helloFrame(time.Hour)))
	if got := said(again.all()); got != push.On {
		t.Errorf("the next welcome says %q", got)
	}
	again.frame(wire.AppendPushToken(nil, wire.PushToken{}))
	w.wantRung("amina", "")
}

// W6: from the next person's hello on, the one before is not rung on the shared phone, even if the next one's token has run out; nor can
// a connection that was left behind bring the bell back.
func TestBell_ASharedPhoneRingsForWhoHasIt(t *testing.T) {
	t.Parallel()
	for name, life := range map[string]time.Duration{"with a token": time.Hour, "with one that ran out": -time.Hour} {
		w := newWorld(t)
		before := w.signs("amina", "r7", 1).online()
		before.binds("token-1")
		w.wantRung("amina", "token-1")
		next := w.signs("jonas", "r8", 2)
		next.frame(wire.AppendHello(nil, next.helloFrame(life)))
		next.all()
		w.wantRung("amina", "")
		before.binds("token-1")
		if got := before.codes(); !slices.Equal(got, []string{fault.NotFound}) {
			t.Errorf("%s: the connection left behind: %v", name, got)
		}
		w.wantRung("amina", "")
		if life > 0 {
			next.binds("token-1")
			w.wantRung("jonas", "token-1")
			w.wantRung("amina", "")
		}
	}
}

func TestBell_IsSilentAfterLoggingOut(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1).online()
	c.binds("token-1")
	c.frame(wire.AppendEnd(nil))
	w.wantRung("amina", "")
	c.codes()
	c.binds("token-1")
	if got := c.codes(); !slices.Equal(got, []string{fault.TokenExpired}) {
		t.Errorf("a login that ended binds: %v", got)
	}
	w.wantRung("amina", "")

	unsigned := w.connect("jonas", fanout.Limits{})
	h := wire.Hello{Contract: wire.Contract, Token: w.token("jonas", time.Hour), Replica: "rjonas", Device: "D-9", Clock: w.now}
	unsigned.frame(wire.AppendHello(nil, h))
	unsigned.frame(wire.AppendPushToken(nil, wire.PushToken{Token: "token-2", Platform: "web"}))
	w.wantRung("jonas", "token-2")
	unsigned.frame(wire.AppendEnd(nil))
	w.wantRung("jonas", "")
}

// A phone whose login was revoked is woken once, to purge, and never again.
func TestBell_IsSilentAfterRevocation(t *testing.T) {
	t.Parallel()
	for name, hear := range map[string]func(w *world){
		"as it is said":             func(*world) {},
		"by a node that died of it": func(w *world) { w.drop = true },
	} {
		w := newWorld(t)
		c := w.signs("amina", "r7", 1).online()
		c.binds("token-1")
		hear(w)
		w.revokeLogin("r7", false)
		if next, err := w.store.NextRing(t.Context(), tenantID); err != nil || next != 0 == w.drop {
			t.Errorf("%s: it is to be woken at %d: %v", name, next, err)
		}
		w.wantRung("amina", "purge by token-1")
		w.wantRung("amina", "")
		b, err := w.store.Bell(t.Context(), tenantID, "D-14")
		if err != nil || b.CanRing() {
			t.Errorf("%s: its token is still there: %v", name, err)
		}
		w.drop = false
		found := c.again()
		found.frame(wire.AppendHello(nil, found.helloFrame(time.Hour)))
		found.all()
		found.binds("token-1")
		w.wantRung("amina", "")
	}
}

func TestBell_TakesNoTokenFromWhomItMayNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	expired := w.signs("amina", "r7", 1).online()
	w.now += (2 * time.Hour).Milliseconds()
	again := expired.again()
	again.frame(wire.AppendHello(nil, again.helloFrame(-time.Hour)))
	again.all()
	again.binds("token-1")
	if got := again.codes(); !slices.Equal(got, []string{fault.TokenExpired}) {
		t.Errorf("an expired token: %v", got)
	}
	nowhere := w.signs("amina", "r9", 3)
	nowhere.device = ""
	nowhere.online().binds("token-1")
	if got := nowhere.codes(); !slices.Equal(got, []string{fault.BadFrame}) {
		t.Errorf("no device: %v", got)
	}
	w.wantRung("amina", "")
}

func TestBell_IsBoundOverHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1)
	visit := func(p wire.PushToken, end bool) {
		t.Helper()
		body, err := wire.AppendSyncRequest(nil, c.helloFrame(time.Hour), nil)
		if err != nil {
			t.Fatal(err)
		}
		if body = wire.AppendSyncPush(body, p); end {
			body = wire.AppendSyncCarried(body, nil, true)
		}
		if _, err := w.desk.Sync(t.Context(), w.token("amina", time.Hour), body); err != nil {
			t.Fatal(err)
		}
	}
	visit(wire.PushToken{Token: "token-1", Platform: "ios"}, false)
	w.wantRung("amina", "token-1")
	visit(wire.PushToken{}, false)
	w.wantRung("amina", "")
	visit(wire.PushToken{Token: "token-2", Platform: "ios"}, true) // and logs out
	w.wantRung("amina", "")
}

// Nobody is welcomed while it is not known that the one before is silent.
func TestBell_DoubtIsNoWelcome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	before := w.signs("amina", "r7", 1).online()
	before.binds("token-1")
	w.bells.fail = errors.New("the store is away")
	next := w.signs("jonas", "r8", 2)
	next.frame(wire.AppendHello(nil, next.helloFrame(time.Hour)))
	if got := kinds(next.all()); !slices.Equal(got, []string{wire.KindError}) {
		t.Errorf("got %v", got)
	}
	before.frame(wire.AppendEnd(nil))
	if got := before.codes(); !slices.Equal(got, []string{fault.Internal}) {
		t.Errorf("logging out: %v", got)
	}
	w.bells.fail = nil
	next.frame(wire.AppendHello(nil, next.helloFrame(time.Hour)))
	if got := next.all(); len(got) == 0 || got[0].Kind() != wire.KindWelcome {
		t.Errorf("then: %v", kinds(got))
	}
	w.wantRung("amina", "")
}
