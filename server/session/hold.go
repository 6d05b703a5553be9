package session

import (
	"context"
	"slices"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/catchup"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// start grants what the actor may hold now, from the cursors the phone has, and says welcome. Nothing is sent of a scope before
// plan has said from where: the phone that reads its welcome would otherwise be sent whole scopes that it holds. The caller
// holds refreshing since before the session may read: otherwise a change of access could grant what is not welcomed yet. A
// phone with reads to hand in, up to readsAt, gets its welcome and waits. What it holds and may not is revoked first.
func (s *Session) start(ctx context.Context, cursors map[document.Scope]document.Cursor, readsAt uint64) error {
	s.mu.Lock()
	closed, mayRead := s.closed, s.mayRead
	s.mu.Unlock()
	if closed {
		return nil // while the hello was answered
	}
	var reach flow.Reach
	if mayRead {
		var err error
		if reach, err = s.desk.o.Flow.Reach(ctx, s.actor); err != nil {
			return err
		}
	}
	who := s.as(reach)
	revoked, err := s.desk.o.Audit.Welcome(ctx, who, reach.Scopes, cursors)
	if err != nil {
		return err
	}
	s.hold(reach.Scopes, true)
	s.announce(reach.Scopes, s.welcome(reach))
	if len(revoked) > 0 {
		s.mu.Lock()
		s.revokeLocked(revoked)
		s.mu.Unlock()
	}
	if err := s.wantReads(ctx, who, readsAt, cursors); err != nil {
		return err
	}
	if err := s.plan(ctx, cursors, reach.Scopes); err != nil {
		s.giveUp(err)
	}
	return nil
}

// revokeLocked tells the phone what to purge.
func (s *Session) revokeLocked(scopes []document.Scope) {
	if s.unpurged == nil {
		s.unpurged = map[document.Scope]int{}
	}
	for _, scope := range scopes {
		s.unpurged[scope]++
	}
	s.push("", wire.AppendRevoke(nil, scopes))
}

// giveUp ends a connection whose scopes could not be planned: they would wait for ever. The phone comes back.
func (s *Session) giveUp(err error) {
	s.desk.o.Log.Error("plan", "actor", s.actor.Masked(), "cause", err)
	s.out.Close(fault.Internal)
}

// letGo ends a connection when nobody can tell what its actor may still read. What was queued goes with it.
func (s *Session) letGo(ctx context.Context, err error) {
	if ctx.Err() != nil {
		return // the server stops, and says goodbye by itself
	}
	s.desk.o.Log.Error("refresh", "actor", s.actor.Masked(), "cause", err)
	s.out.Abort(fault.Internal)
}

func (s *Session) welcome(r flow.Reach) []byte {
	tenant, _ := s.desk.o.Tenant(s.actor.Tenant)
	l := s.desk.o.Limits
	var seal sign.SealKey
	if s.desk.o.Opener != nil {
		seal = s.desk.o.Opener.Public()
	}
	return wire.AppendWelcome(nil, &wire.Welcome{
		SealKey: seal, LeaseHours: s.desk.o.LeaseHours,
		Push:     s.bell,
		Contract: s.desk.o.Contract, Now: tenant.Now(), Actor: s.actor.ID, Roles: r.Roles, Scopes: r.Scopes, KeepDays: keepDays,
		Limits: wire.PhoneLimits{FrameBytes: l.Wire.FrameBytes, BatchEdits: l.Wire.BatchEdits, EditsPerMinute: l.EditsPerMinute},
	})
}

// refresh grants and revokes what has changed. It is called when the directory or the time has.
func (s *Session) refresh(ctx context.Context) {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	s.mu.Lock()
	skip, mayRead, barred := s.closed, s.mayRead, s.barred
	s.mu.Unlock()
	if skip {
		return
	}
	var reach flow.Reach
	if mayRead {
		var err error
		if reach, err = s.desk.o.Flow.Reach(ctx, s.actor); err != nil {
			s.letGo(ctx, err)
			return
		}
	}
	tell := mayRead || barred == document.CodeReplicaRevoked
	granted, revoked := s.hold(reach.Scopes, tell)
	if !tell {
		return // nothing is taken from a phone that may come back with a new token
	}
	if err := s.note(ctx, reach, granted, revoked); err != nil {
		s.letGo(ctx, err)
		return
	}
	if len(granted) > 0 {
		s.announce(granted, wire.AppendGrant(nil, granted))
		if err := s.plan(ctx, nil, granted); err != nil {
			s.giveUp(err)
			return
		}
		s.resetEmpty(granted)
	}
}

// announce tells the phone what it holds. Boards and locks may be shown from then on: a phone knows what to do with what is said of
// a scope only when it knows that it holds it.
func (s *Session) announce(scopes []document.Scope, frame []byte) {
	s.mu.Lock()
	s.push("", frame)
	for _, scope := range scopes {
		if b := s.find(scope); b != nil {
			b.told = true
		}
	}
	s.mu.Unlock()
	s.desk.moved(s)
}

// resetEmpty tells the phone, of granted scopes in which nothing was written, that they are empty: it may still hold what it was
// to purge, from before a restore lost it.
func (s *Session) resetEmpty(granted []document.Scope) {
	s.mu.Lock()
	for _, scope := range granted {
		if b := s.find(scope); b != nil && b.planned && !b.behind && b.sent == 0 {
			b.reset, b.fresh, b.behind = true, true, true
		}
	}
	s.mu.Unlock()
	s.out.Kick()
}

// hold makes the session's scopes the given ones: revoked scopes first, with what was queued of them, then new ones, which
// wait for plan. It returns both. The phone is told of what is revoked unless only its token ran out: then it may
// come back with a new one. The caller holds refreshing.
func (s *Session) hold(scopes []document.Scope, tell bool) (granted, revoked []document.Scope) {
	s.mu.Lock()
	var gone []*sub
	s.subs = slices.DeleteFunc(s.subs, func(b *sub) bool {
		if _, still := slices.BinarySearch(scopes, b.topic.Scope); still {
			return false
		}
		gone, revoked = append(gone, b), append(revoked, b.topic.Scope)
		s.out.Drop(b.topic.Scope)
		delete(s.shown, shownKey{wire.KindBoard, b.topic.Scope})
		delete(s.shown, shownKey{wire.KindLocks, b.topic.Scope})
		return true
	})
	if len(revoked) > 0 && tell {
		s.revokeLocked(revoked)
	}
	for _, scope := range scopes {
		if s.find(scope) == nil {
			granted = append(granted, scope)
		}
	}
	s.mu.Unlock()
	for _, b := range gone {
		s.desk.o.Hub.Unsubscribe(b.topic, s)
	}
	fresh := make([]*sub, len(granted))
	for i, scope := range granted {
		fresh[i] = &sub{topic: s.desk.o.Hub.Subscribe(s.actor.Tenant, scope, s)}
	}
	if len(revoked) > 0 {
		defer s.desk.moved(s)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.subs = append(s.subs, fresh...)
	slices.SortFunc(s.subs, func(a, b *sub) int { return compare(a.topic.Scope, b.topic.Scope) })
	return granted, revoked
}

// plan decides from where each scope is sent; what the phone already has is live at once. While the phone owes its reads, it
// decides nothing.
func (s *Session) plan(ctx context.Context, cursors map[document.Scope]document.Cursor, scopes []document.Scope) error {
	if s.owes() {
		return nil
	}
	heads := make(map[document.Scope]document.Head, len(scopes))
	for _, scope := range scopes {
		head, err := s.desk.o.Flow.Head(ctx, store.Key{Tenant: s.actor.Tenant, Scope: scope})
		if err != nil {
			return err
		}
		heads[scope] = head
	}
	var failed error
	chainAt := func(scope document.Scope, seq uint64) string {
		chain, err := s.desk.o.Flow.ChainAt(ctx, store.Key{Tenant: s.actor.Tenant, Scope: scope}, seq)
		if err != nil {
			failed = err
		}
		return chain
	}
	steps := catchup.Plan(cursors, scopes, heads, catchup.Urgent, chainAt)
	if failed != nil {
		return failed
	}
	s.mu.Lock()
	for _, step := range steps {
		if b := s.find(step.Scope); b != nil {
			b.begin(step, heads[step.Scope])
		}
	}
	s.caughtUp = false
	s.mu.Unlock()
	s.out.Kick()
	return nil
}

func (b *sub) begin(step catchup.Step, head document.Head) {
	b.planned, b.behind = true, true
	b.reset, b.fresh, b.sent, b.epoch = step.Reset, step.From == 0, step.From, head.Epoch
	if step.Current {
		b.sent = head.Seq
		b.behind = b.offered > head.Seq
	}
}

// held finds a scope that the session holds, or nil. Before it says no, it makes sure that nobody granted it meanwhile.
func (s *Session) held(ctx context.Context, scope document.Scope) (*sub, error) {
	s.mu.Lock()
	b := s.find(scope)
	s.mu.Unlock()
	if b != nil {
		return b, nil
	}
	if err := s.desk.confirm(ctx, s.actor.Tenant); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.find(scope), nil
}

// again sends a scope once more, from a cursor or from nothing. A scope the actor may not hold answers like one that is not.
func (s *Session) again(ctx context.Context, f *wire.CatchUp) {
	if err := s.pay(s.actor, spend{reads: 1}); err != nil {
		s.fail(err)
		return
	}
	b, err := s.held(ctx, f.Scope)
	if err != nil {
		s.fail(err)
		return
	}
	if b == nil {
		s.refusedTo(ctx, f.Scope, "", fault.NotFound)
		s.fail(fault.New(fault.NotFound, nil))
		return
	}
	if s.owes() {
		return // all of it is planned once the phone has handed in its reads
	}
	cursors := map[document.Scope]document.Cursor{}
	if f.Cursor != nil {
		cursors[f.Scope] = *f.Cursor
	} else {
		count(s.desk.o.Observe.Reloads)
	}
	s.mu.Lock()
	b.planned = false
	s.mu.Unlock()
	if err := s.plan(ctx, cursors, []document.Scope{f.Scope}); err != nil {
		s.giveUp(err)
		return
	}
	if f.Cursor == nil {
		s.mu.Lock()
		b.reset, b.fresh, b.sent, b.behind = true, true, 0, true
		s.mu.Unlock()
		s.out.Kick()
	}
}
