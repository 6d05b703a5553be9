package session

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/lock"
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// round is one look around. Once Redis does not answer, nothing more is asked in it.
type round struct {
	d      *Desk
	ctx    context.Context //nolint:containedctx // it lives for one call
	down   bool
	all    bool
	phones map[*Session]bool
	asks   []ask
	teams  map[store.Key]bool
	scopes map[store.Key]bool
}

// lookAround does what waits. With tick it also says that this node lives, and looks at everything that is shown: nobody tells
// when another node dies or a lock ends by itself.
func (d *Desk) lookAround(ctx context.Context, tick bool) {
	a := &d.around
	a.mu.Lock()
	r := &round{d: d, ctx: ctx, all: tick || a.all, phones: a.phones, asks: a.asks, teams: a.teams, scopes: a.scopes}
	a.phones, a.asks, a.teams, a.scopes, a.all = map[*Session]bool{}, nil, map[store.Key]bool{}, map[store.Key]bool{}, false
	a.mu.Unlock()
	if tick {
		r.ask(func() error { return d.o.Board.Beat(ctx) })
	}
	for s := range r.phones {
		if !r.put(s) { // again, the next time
			a.mu.Lock()
			a.phones[s] = true
			a.mu.Unlock()
		}
	}
	for _, one := range r.asks {
		r.lock(one)
	}
	holders := d.staff()
	r.showBoards(holders)
	r.showLocks(holders)
	if r.down != a.down && ctx.Err() == nil {
		a.down = r.down
		d.o.Log.Warn("presence and locks", "unknown", r.down)
	}
}

// ask reports whether something was done.
func (r *round) ask(do func() error) bool {
	if r.down {
		return false
	}
	err := do()
	r.down = errors.Is(err, presence.ErrUnknown) || errors.Is(err, lock.ErrUnknown)
	return err == nil
}

// put tells the board of a phone.
func (r *round) put(s *Session) bool {
	a, board := &r.d.around, r.d.o.Board
	s.mu.Lock()
	closed, left, said, barred := s.closed, s.left, s.said, s.barred != ""
	scopes := s.teams()
	s.mu.Unlock()
	r.letGo(s, closed)
	before, known := a.put[s]
	done := true
	switch {
	case closed && known && r.d.isElsewhere(s):
	case closed && known:
		done = r.ask(func() error { return board.Leave(r.ctx, before, left) })
	case barred && known: // logged out, or revoked: the shift is over
		done = r.ask(func() error { return board.Forget(r.ctx, before) })
	case !closed && !barred && said != nil:
		return r.say(s, before, *said, scopes)
	}
	if done {
		delete(a.put, s)
	}
	return done
}

// say puts a phone on the boards of the teams it is in now, and off those it left.
func (r *round) say(s *Session, before presence.Phone, said presence.Said, scopes []document.Scope) bool {
	now := presence.Phone{Tenant: s.actor.Tenant, Staff: s.actor.ID, Replica: s.author.Replica}
	for _, scope := range scopes {
		now.Teams = append(now.Teams, scope.Subject())
	}
	gone := before
	gone.Teams = slices.DeleteFunc(slices.Clone(before.Teams), func(team string) bool { return slices.Contains(now.Teams, team) })
	if len(gone.Teams) > 0 && !r.ask(func() error { return r.d.o.Board.Forget(r.ctx, gone) }) {
		return false
	}
	r.d.around.put[s] = now
	r.ask(func() error { return r.d.o.Board.Say(r.ctx, now, said) }) // a board that was away is told again by Beat
	return true
}

// letGo releases the locks of a session in scopes that it does not hold any more.
func (r *round) letGo(s *Session, closed bool) {
	for place, token := range r.d.around.tokens[s] {
		s.mu.Lock()
		held := s.find(place.Scope) != nil && !closed
		s.mu.Unlock()
		if !held {
			r.release(s, place, token)
		}
	}
}

func (r *round) release(s *Session, place lock.Place, token int64) {
	a := &r.d.around
	r.ask(func() error { return r.d.o.Locks.Release(r.ctx, place, token) }) // else it ends by itself
	if delete(a.tokens[s], place); len(a.tokens[s]) == 0 {
		delete(a.tokens, s)
	}
	r.scopes[store.Key{Tenant: place.Tenant, Scope: place.Scope}] = true
}

// lock takes or releases a lock. Whoever does not get it is shown whose it is.
func (r *round) lock(one ask) {
	a, s, place := &r.d.around, one.s, one.place
	if !one.take {
		if token, held := a.tokens[s][place]; held {
			r.release(s, place, token)
		}
		return
	}
	s.mu.Lock()
	may := !s.closed && s.mayRead && s.find(place.Scope) != nil
	s.mu.Unlock()
	if !may {
		return
	}
	if r.ask(func() error {
		l, err := r.d.o.Locks.Take(r.ctx, place, s.actor.ID, s.author.Replica)
		if err == nil {
			if a.tokens[s] == nil {
				a.tokens[s] = map[lock.Place]int64{}
			}
			a.tokens[s][place] = l.Token
		}
		return err
	}) || !r.down {
		s.unshown(wire.KindLocks, place.Scope)
		r.scopes[store.Key{Tenant: place.Tenant, Scope: place.Scope}] = true
		return
	}
	s.locksUnknown(place.Scope)
}

// staff are the sessions of staff, by tenant.
func (d *Desk) staff() map[string][]*Session {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := make(map[string][]*Session, len(d.tenants))
	for tenant, sessions := range d.tenants {
		for _, s := range sessions {
			if s.actor.Kind == access.Staff {
				out[tenant] = append(out[tenant], s)
			}
		}
	}
	return out
}

// isElsewhere reports whether a phone whose session ended has another one here.
func (d *Desk) isElsewhere(gone *Session) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.ContainsFunc(d.tenants[gone.actor.Tenant], func(s *Session) bool {
		return s != gone && s.actor == gone.actor && s.listed == gone.author.Replica
	})
}

// showBoards shows the boards of teams to those who are in them.
func (r *round) showBoards(staff map[string][]*Session) {
	a := &r.d.around
	viewers := map[store.Key][]*Session{}
	for tenant, sessions := range staff {
		for _, s := range sessions {
			s.mu.Lock()
			scopes := s.teams()
			s.mu.Unlock()
			for _, scope := range scopes {
				key := store.Key{Tenant: tenant, Scope: scope}
				viewers[key] = append(viewers[key], s)
			}
		}
	}
	for key := range a.boards {
		if viewers[key] == nil {
			delete(a.boards, key)
		}
	}
	for key, sessions := range viewers {
		if a.boards[key] == nil || r.all || r.teams[key] {
			a.boards[key] = a.boards[key].or(wire.AppendBoard(nil, r.board(key)))
		}
		for _, s := range sessions {
			s.show(wire.KindBoard, key.Scope, a.boards[key])
		}
	}
}

func (r *round) board(key store.Key) wire.Board {
	board := wire.Board{Team: key.Scope.Subject()}
	var list []presence.Entry
	if board.Unknown = !r.ask(func() (err error) {
		list, err = r.d.o.Board.Team(r.ctx, key.Tenant, board.Team)
		return err
	}); board.Unknown {
		return board
	}
	board.Entries = make([]wire.Present, len(list))
	for i, e := range list {
		board.Entries[i] = wire.Present{Staff: e.Staff, State: string(e.State), OfflineSince: e.OfflineSince, SyncAt: e.SyncAt, Pending: e.Pending}
	}
	return board
}

// showLocks shows the locks of scopes to staff who hold them.
func (r *round) showLocks(staff map[string][]*Session) {
	a := &r.d.around
	for key := range a.locks {
		if r.scopes[key] = r.scopes[key] || r.all; r.scopes[key] {
			continue
		}
		for _, s := range staff[key.Tenant] { // who came meanwhile
			s.show(wire.KindLocks, key.Scope, a.locks[key])
		}
		delete(r.scopes, key)
	}
	for key := range r.scopes {
		list, known := r.held(key)
		if a.locks[key] == nil && !known {
			continue
		}
		frame := wire.AppendLocks(nil, wire.Locks{Scope: key.Scope, Unknown: !known, Locks: list})
		a.locks[key] = a.locks[key].or(frame)
		for _, s := range staff[key.Tenant] {
			s.show(wire.KindLocks, key.Scope, a.locks[key])
		}
		if known && len(list) == 0 {
			delete(a.locks, key)
		}
	}
}

func (r *round) held(key store.Key) (list []wire.Held, known bool) {
	var held []lock.Lock
	known = r.ask(func() (err error) {
		held, err = r.d.o.Locks.Held(r.ctx, key.Tenant, key.Scope)
		return err
	})
	if !known {
		return nil, false
	}
	list = make([]wire.Held, len(held))
	for i, l := range held {
		list[i] = wire.Held{Doc: l.Doc, Staff: l.Staff, Replica: l.Replica, Until: l.Until}
	}
	return list, true
}

// or gives what was shown before, if the frame says the same.
func (old *shown) or(frame []byte) *shown {
	if old != nil && bytes.Equal(old.frame, frame) {
		return old
	}
	return &shown{frame}
}

func fanoutFrame(scope document.Scope, b []byte) fanout.Frame {
	return fanout.Frame{Scope: scope, Bytes: b}
}
