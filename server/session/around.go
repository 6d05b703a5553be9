package session

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/lock"
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// around is who is there and who writes where: what phones say, and what they are shown. One goroutine (Desk.Around) speaks
// with the board and the table of locks, so that a Redis that is slow or away holds up nobody's edits.
type around struct {
	wake chan struct{} // holds one: look now

	mu     sync.Mutex
	phones map[*Session]bool  // said something, hold something else, or are gone; guarded by mu, as all below
	asks   []ask              // about locks
	teams  map[store.Key]bool // whose boards changed, by their meetings
	scopes map[store.Key]bool // whose locks changed
	all    bool               // anything may have changed

	// Of the goroutine's own:
	put    map[*Session]presence.Phone       // what the board knows of a phone
	tokens map[*Session]map[lock.Place]int64 // the locks that are held here
	boards map[store.Key]*shown
	locks  map[store.Key]*shown // of scopes that have some
	down   bool                 // it did not answer in the last round
}

// ask is a phone that begins or stops to write in a document.
type ask struct {
	s     *Session
	place lock.Place
	take  bool
}

// shown is a frame that phones were shown. Compare pointers.
type shown struct{ frame []byte }

// shownKey names what a session was shown.
type shownKey struct {
	kind  string // of the frame
	scope document.Scope
}

// maxAsks is how many questions about locks may wait. More are answered as unknown.
const maxAsks = 4096

func newAround() around {
	return around{
		wake: make(chan struct{}, 1), phones: map[*Session]bool{}, teams: map[store.Key]bool{}, scopes: map[store.Key]bool{},
		put: map[*Session]presence.Phone{}, tokens: map[*Session]map[lock.Place]int64{}, boards: map[store.Key]*shown{}, locks: map[store.Key]*shown{},
	}
}

// do changes what waits, and wakes the goroutine.
func (a *around) do(change func()) {
	a.mu.Lock()
	change()
	a.mu.Unlock()
	select {
	case a.wake <- struct{}{}:
	default:
	}
}

// moved notes that a phone holds something else now, or is gone.
func (d *Desk) moved(s *Session) {
	if d.o.Board != nil {
		d.around.do(func() { d.around.phones[s] = true })
	}
}

// says takes what a staff member's phone says of itself. Nobody else is on a board.
func (s *Session) says(f *wire.Presence) {
	state := presence.State(f.State)
	if s.actor.Kind != access.Staff || !presence.IsState(state) {
		s.fail(fault.Newf(fault.BadFrame, "not one of the five states, or not of staff"))
		return
	}
	if err := s.pay(s.actor, spend{edits: 1}); err != nil {
		s.fail(err)
		return
	}
	tenant, _ := s.desk.o.Tenant(s.actor.Tenant)
	s.mu.Lock()
	said := presence.Said{State: state, Pending: f.Pending}
	if s.said != nil {
		said.SyncAt = s.said.SyncAt
	}
	if s.caughtUp && s.mayRead {
		said.SyncAt = tenant.Now()
	}
	s.said = &said
	s.mu.Unlock()
	s.desk.moved(s)
}

// writes takes that somebody begins or stops to write in a document of a scope they hold. Only staff's locks are shown.
func (s *Session) writes(ctx context.Context, scope document.Scope, doc string, take bool) {
	err := s.pay(s.actor, spend{edits: 1})
	if err == nil && s.actor.Kind != access.Staff {
		err = fault.New(fault.NotFound, nil)
	}
	var b *sub
	if err == nil {
		b, err = s.held(ctx, scope)
	}
	if err == nil && b == nil {
		err = fault.New(fault.NotFound, nil)
	}
	if err != nil {
		s.fail(err)
		return
	}
	a, full := &s.desk.around, s.desk.o.Board == nil
	if !full {
		a.do(func() {
			if full = len(a.asks) == maxAsks; !full {
				a.asks = append(a.asks, ask{s, lock.Place{Tenant: s.actor.Tenant, Scope: scope, Doc: doc}, take})
			}
		})
	}
	if full {
		s.locksUnknown(scope)
	}
}

func (s *Session) locksUnknown(scope document.Scope) {
	s.show(wire.KindLocks, scope, &shown{wire.AppendLocks(nil, wire.Locks{Scope: scope, Unknown: true})})
}

// show queues a frame about a scope that the phone may read, unless it was shown just that. When there is no room it is shown
// the next time.
func (s *Session) show(kind string, scope document.Scope, what *shown) {
	s.mu.Lock()
	defer s.mu.Unlock()
	key := shownKey{kind, scope}
	b := s.find(scope)
	if s.brief || s.closed || !s.mayRead || b == nil || !b.told || s.shown[key] == what {
		return
	}
	if s.out.Push(fanoutFrame(scope, what.frame)) {
		if s.shown == nil {
			s.shown = map[shownKey]*shown{}
		}
		s.shown[key] = what
	}
}

// unshown forgets that a session was shown something: the next one is shown whatever it is.
func (s *Session) unshown(kind string, scope document.Scope) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.shown, shownKey{kind, scope})
}

// teams are those in whose rooms the phone is: whose meetings it holds. The caller holds mu.
func (s *Session) teams() (scopes []document.Scope) {
	at, _ := slices.BinarySearchFunc(s.subs, "team/", func(b *sub, from document.Scope) int { return compare(b.topic.Scope, from) })
	for _, b := range s.subs[at:] {
		if b.topic.Scope.Kind() != "team" {
			break
		}
		if b.topic.Scope.Compartment() == "meeting" {
			scopes = append(scopes, b.topic.Scope)
		}
	}
	return scopes
}

// roundsApart keeps a rush of phones from being looked at one by one.
const roundsApart = 50 * time.Millisecond

// Around shows phones who is there and who writes where, until ctx ends.
func (d *Desk) Around(ctx context.Context) error {
	if d.o.Board == nil {
		return nil
	}
	a := &d.around
	err := d.o.Board.Watch(ctx, func(tenant, team string) {
		a.do(func() {
			t, _ := d.o.Tenant(tenant)
			a.teams[store.Key{Tenant: tenant, Scope: meetingOf(team, t.Municipality)}] = true
			a.all = a.all || team == ""
		})
	})
	if err != nil {
		return err
	}
	if err := d.o.Locks.Watch(ctx, func(tenant string, scope document.Scope) {
		a.do(func() { a.scopes[store.Key{Tenant: tenant, Scope: scope}], a.all = true, a.all || scope == "" })
	}); err != nil {
		return err
	}
	beat := time.NewTicker(presence.BeatEvery)
	defer beat.Stop()
	for tick := true; ; {
		d.lookAround(ctx, tick)
		tick = false
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(roundsApart):
		}
		select {
		case <-ctx.Done():
			return nil
		case <-a.wake:
		case <-beat.C:
			tick = true
		}
	}
}

func meetingOf(team, municipality string) document.Scope {
	return document.Scope("team/" + team + "/meeting/" + municipality)
}
