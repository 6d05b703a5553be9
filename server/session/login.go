package session

import (
	"context"
	"maps"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// hello proves who it is and begins to send what the actor may hold. The first hello of a replica with a key creates its
// login, which takes a commit: then the answer comes later, and the channel is closed when it has.
func (s *Session) hello(ctx context.Context, h *wire.Hello) (<-chan struct{}, error) {
	claims, err := s.desk.o.Verifier.Verify(h.Token, s.desk.o.Now())
	expired := fault.CodeOf(err) == fault.TokenExpired
	if err != nil && !expired {
		return nil, err
	}
	if flow.IsServers(h.Replica) {
		return nil, fault.Newf(fault.ReplicaTaken, "the server's own name")
	}
	if _, known := s.desk.o.Tenant(claims.Tenant); !known || claims.Kind == auth.System {
		return nil, fault.Newf(fault.TokenInvalid, "no such tenant, or not a person's token")
	}
	actor := access.Actor{Tenant: claims.Tenant, Kind: string(claims.Kind), ID: claims.Actor}
	if s.greeted && (actor != s.actor || h.Replica != s.author.Replica || h.Key != s.key) {
		return nil, fault.Newf(fault.BadFrame, "a second hello for another login")
	}
	if err := s.pay(actor, spend{reads: 1}); err != nil {
		return nil, err
	}
	if !s.greeted {
		s.desk.remove(s) // as whom it said hello before, in vain
		s.actor, s.author, s.key, s.device = actor, flow.Author{Actor: actor, Replica: h.Replica}, h.Key, h.Device
		s.desk.add(s, h.Replica) // before its login is read, so that no change of it is missed
	}
	if err := s.desk.confirm(ctx, actor.Tenant); err != nil {
		return nil, err
	}
	if !expired {
		if err := s.lookUp(ctx, claims); err != nil {
			return nil, err
		}
		expired = s.isOvertaken(claims)
	}
	s.outdated.Store(false)
	login, err := s.desk.o.Flow.Login(ctx, actor.Tenant, h.Replica)
	switch {
	case err != nil:
		return nil, err
	case login != nil && !isOurs(login, actor, h):
		return nil, fault.New(fault.ReplicaTaken, nil)
	case login == nil && !h.Key.IsZero() && !expired:
		return s.begin(s.clockError(h), func(login *flow.Login) error { return s.greet(ctx, login, h, claims, false) }), nil
	}
	return nil, s.greet(ctx, login, h, claims, expired)
}

// isOurs reports whether a hello may speak for a login. One without a key may read, and must not submit.
func isOurs(login *flow.Login, actor access.Actor, h *wire.Hello) bool {
	return login.IsOf(actor, h.Key) || h.Key.IsZero() && login.IsOf(actor, login.Key)
}

// begin creates the replica's login, and then goes on.
func (s *Session) begin(offsetMillis int64, goOn func(*flow.Login) error) <-chan struct{} {
	done := make(chan struct{})
	s.desk.o.Flow.Begin(s.actor, s.author.Replica, s.key, s.device, offsetMillis, func(login *flow.Login, err error) {
		defer close(done)
		switch {
		case err == nil && (login == nil || !login.IsOf(s.actor, s.key)): // somebody was faster
			err = fault.New(fault.ReplicaTaken, nil)
		case err == nil:
			s.outdated.Store(false) // by its own beginning
			err = goOn(login)
		}
		if s.refused = err; err != nil {
			s.fail(err)
		}
	})
	return done
}

// greet answers a hello, and keeps how wrong the phone's clock is.
func (s *Session) greet(ctx context.Context, login *flow.Login, h *wire.Hello, claims auth.Claims, expired bool) error {
	err := s.admit(ctx, login, h, claims, expired)
	s.noteClock()
	return err
}

// admit says welcome, or why nothing is read. Somebody whose token ran out may renew or hand in, never read; neither may a
// login that ended, or a phone whose contract is too old, whatever its token. A revoked one is welcomed to nothing, so that the phone hands in and purges.
func (s *Session) admit(ctx context.Context, login *flow.Login, h *wire.Hello, claims auth.Claims, expired bool) error {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	s.use(login)
	s.weigh(h.Contract)
	if err := s.takeDevice(ctx); err != nil {
		return err
	}
	s.greeted = true
	if s.clocked = h.Clock != 0; s.clocked {
		s.author.OffsetMillis = s.clockError(h)
	}
	s.meet()
	s.mu.Lock()
	barred := s.barred
	ends, overtaken := s.endsLocked(claims)
	expired = expired || overtaken
	s.token, s.expires, s.mayRead, s.debt = claims, ends, !expired && barred == "", debt{}
	if expired {
		s.debt = debt{upTo: h.ReadsAt, cursors: maps.Clone(h.Cursors)} // for the renew that comes
	}
	s.mu.Unlock()
	switch {
	case barred == document.CodeReplicaRevoked:
		err := s.start(ctx, h.Cursors, 0)
		s.tell("", fault.New(barred, nil))
		return err
	case expired || barred != "":
		s.hold(nil, false) // lets go of what an earlier hello had granted
		if expired {
			barred = fault.TokenExpired // a new token comes first: with it, everything can be handed in
		}
		return fault.New(barred, nil)
	}
	return s.start(ctx, h.Cursors, h.ReadsAt)
}

// weigh bars a phone that speaks an older contract than this server serves: it would not understand what it is sent. What people
// wrote on it is taken all the same.
func (s *Session) weigh(contract int) {
	tooOld := contract < wire.OldestContract(s.desk.o.Contract)
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case tooOld && s.barred == "":
		s.barred = fault.ContractTooOld
	case !tooOld && s.barred == fault.ContractTooOld:
		s.barred = ""
	}
}

// clockError is what to add to the phone's clock to get the tenant's, milliseconds; 0 when the phone does not say.
func (s *Session) clockError(h *wire.Hello) int64 {
	if h.Clock == 0 {
		return 0
	}
	tenant, _ := s.desk.o.Tenant(s.actor.Tenant)
	return tenant.Now() - h.Clock
}

// noteClock keeps in the login how wrong the phone's clock is: whoever carries its outbox has another.
func (s *Session) noteClock() {
	s.mu.Lock()
	mayRead := s.mayRead
	s.mu.Unlock()
	if !mayRead || !s.clocked || s.login == nil || s.key.IsZero() {
		return
	}
	s.desk.o.Flow.NoteClock(s.login, s.author.OffsetMillis, func(err error) {
		if err != nil {
			s.desk.o.Log.Warn("note a clock", "replica", s.author.Replica, "cause", err)
		}
	})
}

// use takes over what is known of the login.
func (s *Session) use(login *flow.Login) {
	s.login = login
	if login == nil {
		return
	}
	s.author.Began, s.author.Ended, s.author.Revoked = login.Began, login.Ended, login.Cause
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case login.Revoked:
		s.barred = document.CodeReplicaRevoked
	case login.Ended != 0:
		s.barred = fault.TokenExpired
	}
}

// update reads the login anew if it was changed.
func (s *Session) update(ctx context.Context) error {
	if !s.outdated.Swap(false) {
		return nil
	}
	login, err := s.desk.o.Flow.Login(ctx, s.actor.Tenant, s.author.Replica)
	if err != nil {
		s.outdated.Store(true)
		return err
	}
	s.use(login)
	return nil
}

// bar ends all reading and says why, on every connection of the login. A revoked login's phone is told to purge.
func (s *Session) bar(ctx context.Context, code string) {
	s.mu.Lock()
	again := s.barred == code || s.barred == document.CodeReplicaRevoked
	if again {
		code = s.barred
	}
	s.mayRead, s.barred = false, code
	s.mu.Unlock()
	if again {
		return
	}
	s.tell("", fault.New(code, nil))
	s.refresh(ctx)
	s.desk.moved(s)
}

// end logs the person out of the replica.
func (s *Session) end(ctx context.Context) <-chan struct{} {
	if err := s.silence(ctx); err != nil {
		s.fail(err)
		return nil
	}
	if s.login == nil {
		return nil // without a key there is nothing else that could end
	}
	if err := s.pay(s.actor, spend{reads: 1}); err != nil {
		s.fail(err)
		return nil
	}
	done := make(chan struct{})
	s.desk.o.Flow.End(s.login, func(err error) {
		defer close(done)
		if err != nil {
			s.fail(err)
			return
		}
		s.bar(ctx, fault.TokenExpired)
	})
	return done
}
