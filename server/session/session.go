package session

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// keepDays is how long phones keep acknowledged edits, at least (architecture section 4).
const keepDays = 7

// Session is one connection. See the package's doc for its two mutexes.
type Session struct {
	desk  *Desk
	out   *fanout.Queue
	brief bool // one request: gone with the answer, it is not shown who is there

	// Written by hello, then constant; read by Frame and by what a hello or submit answers, never at the same time.
	actor   access.Actor
	author  flow.Author // but for the clock's offset
	key     sign.Public // the hello's; the zero key of a phone that does not sign
	device  string
	bell    string // what the welcome says of it
	clocked bool   // the hello said what the phone's clock is
	greeted bool   // a hello was accepted
	refused error  // why the latest hello was not, if it was answered later
	strikes int    // frames that failed
	about   string // the kind of the frame that is being answered

	login    *flow.Login // nil for a replica without a key; as the fields above
	outdated atomic.Bool // the login was changed since it was read
	listed   string      // the replica the desk knows it by; guarded by the desk's mutex

	refreshing sync.Mutex

	mu       sync.Mutex
	expires  time.Time // when the token ends; guarded by mu, as all below
	token    auth.Claims
	revoked  time.Time // when a login of the actor's was last revoked, as far as is known
	mayRead  bool      // the token is valid
	closed   bool
	left     int64  // when it closed, by the tenant's clock
	barred   string // the code that says why the login reads nothing, whatever its token: it ended, was revoked, or the phone is too old
	subs     []*sub // sorted by scope
	caughtUp bool   // the phone was told that it is
	who      *audit.Login
	debt     debt
	said     *presence.Said      // nil before it said something
	shown    map[shownKey]*shown // boards and locks
	// unpurged counts, by scope, the revokes that the phone was sent and has not answered.
	unpurged map[document.Scope]int
}

// sub is a scope the session holds.
type sub struct {
	topic   *fanout.Topic
	told    bool // the phone was told that it holds the scope
	planned bool // it is decided from where it is sent; until then nothing is, and what is offered waits
	behind  bool
	reset   bool // the phone is to forget what it has, with the next page
	fresh   bool // the phone starts from nothing, with the pages sent so far
	epoch   string
	sent    uint64 // everything up to here was queued
	offered uint64 // the latest commit that came while behind
}

// Open makes the session of a new connection whose frames leave by out. It sends nothing before a hello.
func (d *Desk) Open(out *fanout.Queue) *Session {
	s := &Session{desk: d, out: out, caughtUp: true} // there is nothing to catch up before plan says so
	out.Refill(s.refill)
	if d.o.MayDeliver != nil {
		out.Gate(func() bool { return d.o.MayDeliver(s.actor.Tenant) }) // only frames after the hello are about a scope
	}
	return s
}

// Close ends the session: it holds nothing any more. What was submitted goes on.
func (s *Session) Close() {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	left := int64(0)
	if tenant, known := s.desk.o.Tenant(s.actor.Tenant); known {
		left = tenant.Now()
	}
	s.mu.Lock()
	s.closed, s.left = true, left
	subs := s.subs
	s.subs = nil
	s.mu.Unlock()
	for _, b := range subs {
		s.desk.o.Hub.Unsubscribe(b.topic, s)
	}
	s.desk.remove(s)
	s.desk.moved(s)
}

// maxStrikes is how many frames a connection may send before a hello is accepted. Somebody who never proves who he is must
// not hold a socket for ever.
const maxStrikes = 16

// Frame takes one frame from the phone. Its answers leave by the queue. For a frame that is answered later, such as a submit,
// it returns a channel that is closed when the answer is queued: the caller must hold back the next frame until then.
func (s *Session) Frame(ctx context.Context, raw []byte) <-chan struct{} {
	frame, err := wire.Decode(raw, s.desk.o.Limits.Wire)
	if err == nil {
		s.about = frame.Kind()
	} else {
		s.about = wire.KindOf(raw)
	}
	var done <-chan struct{}
	if hello, ok := frame.(*wire.Hello); ok && err == nil {
		done, err = s.hello(ctx, hello)
	} else if err == nil && !s.greeted {
		err = fault.New(fault.HelloFirst, nil)
	}
	if err != nil {
		s.fail(err)
		if s.strikes++; !s.greeted && s.strikes >= maxStrikes {
			s.out.Close(fault.CodeOf(err))
		}
		return nil
	}
	switch f := frame.(type) {
	case *wire.Submit:
		return s.submit(ctx, f, len(raw))
	case *wire.Sealed:
		return s.carry(ctx, f, len(raw))
	case *wire.End:
		return s.end(ctx)
	case *wire.CatchUp:
		s.again(ctx, f)
	case *wire.Renew:
		return s.renew(ctx, f.Token)
	case *wire.Purged:
		s.purged(ctx, f.Scope)
	case *wire.Reads:
		s.reads(ctx, f, len(raw))
	case *wire.PushToken:
		s.pushToken(ctx, f)
	case *wire.Presence:
		s.says(f)
	case *wire.Lock:
		s.writes(ctx, f.Scope, f.Doc, true)
	case *wire.Unlock:
		s.writes(ctx, f.Scope, f.Doc, false)
	}
	return done
}

// renew takes a new token. A login that did not begin with the hello, whose token had run out, begins now.
func (s *Session) renew(ctx context.Context, token string) <-chan struct{} {
	claims, err := s.desk.o.Verifier.Verify(token, s.desk.o.Now())
	if err == nil && (access.Actor{Tenant: claims.Tenant, Kind: string(claims.Kind), ID: claims.Actor}) != s.actor {
		err = fault.Newf(fault.TokenInvalid, "another actor's token")
	}
	if err == nil {
		err = s.lookUp(ctx, claims)
	}
	if err == nil && s.isUnproven() && s.isOvertaken(claims) {
		err = fault.New(fault.TokenExpired, nil)
	}
	if err == nil && s.isUnproven() {
		return s.begin(s.author.OffsetMillis, func(login *flow.Login) error {
			s.use(login)
			err := s.goOn(ctx, claims)
			s.noteClock()
			return err
		})
	}
	if err == nil {
		err = s.goOn(ctx, claims)
		s.noteClock()
	}
	if err != nil {
		s.fail(err)
	}
	return nil
}

// goOn lets the phone read until its new token runs out. What a hello said that was not heard then counts now.
func (s *Session) goOn(ctx context.Context, token auth.Claims) error {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	s.mu.Lock()
	expires, overtaken := s.endsLocked(token)
	had, barred, before := s.mayRead, s.barred, s.debt
	s.token, s.expires, s.mayRead = token, expires, barred == "" && !overtaken
	if !had && !overtaken {
		s.debt = debt{}
	}
	s.mu.Unlock()
	switch {
	case barred != "":
		return fault.New(barred, nil)
	case overtaken:
		s.hold(nil, false)
		return fault.New(fault.TokenExpired, nil)
	case had:
		return nil
	}
	return s.start(ctx, before.cursors, before.upTo)
}

// expire ends reading when the token has run out, and reports whether it did just now.
func (s *Session) expire(now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.mayRead || now.Before(s.expires.Add(auth.Leeway)) {
		return false
	}
	s.mayRead = false
	s.push("", wire.AppendError(nil, fault.New(fault.TokenExpired, nil)))
	return true
}

// pay takes what a frame costs from the actor's rate, or says how long to wait.
func (s *Session) pay(who access.Actor, cost spend) error {
	wait, ok := s.desk.allow(who, cost)
	if ok {
		return nil
	}
	count(s.desk.o.Observe.RateLimited)
	return fault.Wait(fault.RateLimited, wait)
}

// fail answers the frame that was taken last with an error.
func (s *Session) fail(err error) {
	s.tell(s.about, err)
}

// tell sends an error about a frame of a kind; "" is about the login, whatever the phone has sent.
func (s *Session) tell(about string, err error) {
	f := fault.From(err)
	switch f.Code {
	case fault.Internal:
		s.desk.o.Log.Error("session", "actor", s.actor.Masked(), "cause", f.Cause)
	case fault.TokenInvalid, fault.Unsigned, fault.BadSignature, fault.ReplicaTaken, fault.NotFound:
		s.desk.o.Log.Warn("turned away", "actor", s.actor.Masked(), "replica", s.author.Replica, "code", f.Code, "cause", f.Cause)
	}
	s.push("", wire.AppendErrorAbout(nil, about, f))
}

// push queues a frame that must not be missed. A phone that has let the queue fill up is disconnected: it keeps its edits,
// comes back, and is answered the same.
func (s *Session) push(scope document.Scope, frame []byte) {
	if s.out.Push(fanout.Frame{Scope: scope, Bytes: frame}) {
		return
	}
	if _, closed := s.out.Closed(); !closed {
		count(s.desk.o.Observe.Slow)
		s.out.Close(fault.Slow)
	}
}

func count(f func()) {
	if f != nil {
		f()
	}
}

func (s *Session) find(scope document.Scope) *sub {
	at, found := slices.BinarySearchFunc(s.subs, scope, func(b *sub, scope document.Scope) int { return compare(b.topic.Scope, scope) })
	if !found {
		return nil
	}
	return s.subs[at]
}

func compare(a, b document.Scope) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
