package session

import (
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/lock"
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// Options is what a Desk works with. All but Opener, Audit, Confirm, MayDeliver, Board, Locks,
// Bells and Observe are needed.
type Options struct {
	Flow     *flow.Flow
	Hub      *fanout.Hub
	Verifier *auth.Verifier
	Tenant   func(id string) (flow.Tenant, bool)
	Now      func() time.Time // the server's own clock: tokens and rates follow it, not a tenant's
	Limits   Limits
	Contract int          // the version of the contract that this server speaks; 0: wire.Contract
	MustSign bool         // a login without a key hands in nothing
	Opener   *sign.Opener // opens sealed outboxes; nil: this server takes none
	Audit    *audit.Book  // nil keeps no audit log and no register of holdings
	// Confirm makes sure that this node acts on a tenant's directory as it was after the call began; MayDeliver says whether it
	// does as it was within the last second. Without both, nobody else writes the store. See package node.
	Confirm    func(ctx context.Context, tenant string) error
	MayDeliver func(tenant string) bool
	// Board and Locks are who is there and who writes where; both or neither. They need Around.
	Board presence.Board
	Locks lock.Table
	Bells Bells // where phones can be rung; nil: nowhere
	// Turned hears whose access a change of the directory was about; nil: nobody does.
	Turned func(tenant string, who flow.Affected)
	// LeaseHours is how long a phone may show what it holds after its last contact; 0 says nothing about it.
	LeaseHours int
	Observe    Observer
	Log        *slog.Logger
}

// Limits of one phone. Zero values are not limits: set them all.
type Limits struct {
	Wire           wire.Limits
	EditsPerMinute int
	Burst          int // edits that may come at once, after a long time offline
	// KilobytesPerMinute bounds what an actor hands in, and four times as much at once; 0: no bound.
	KilobytesPerMinute int
	// ReadsPerMinute bounds the frames with which an actor asks for scopes (hello and catchup), and twice as many at once;
	// 0: no bound. Each may make the server read all that the actor holds.
	ReadsPerMinute int
}

// Observer counts; every member may be nil.
type Observer struct {
	Page        func(documents, bytes int)
	RateLimited func()
	Slow        func()
	Submit      func(took time.Duration) // from a batch's arrival to its durable verdicts
	Reloads     func()                   // a phone asked for a scope from nothing: its checksum did not match
}

// Desk holds the sessions of a process.
type Desk struct {
	o      Options
	around around

	turning sync.Mutex // one change of the directory at a time; taken before any other

	mu       sync.Mutex
	tenants  map[string][]*Session // guarded by mu
	own      map[store.Key]int     // sessions by their actor's own scope, where logins are; guarded by mu
	checked  map[string]int64      // tenant → its time of the last Tick; guarded by mu
	limiters map[string]*purse     // by tenant and actor; guarded by mu
}

// NewDesk makes a Desk without sessions.
func NewDesk(o Options) *Desk {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Contract == 0 {
		o.Contract = wire.Contract
	}
	return &Desk{o: o, around: newAround(), tenants: map[string][]*Session{}, own: map[store.Key]int{}, checked: map[string]int64{}, limiters: map[string]*purse{}}
}

// Published tells those who hold the scope of a commit. A commit to the directory first changes what sessions hold.
func (d *Desk) Published(key store.Key, c *document.Commit) {
	if key.Scope == document.Directory {
		d.Turn(context.Background(), key.Tenant)
	}
	for i := range c.Changes {
		if login, is := d.o.Flow.LoginChanged(&c.Changes[i]); is {
			d.loginChanged(key, login)
			d.silenced(key, login)
		}
	}
	if !d.o.Hub.HasSubscribers(key.Tenant, key.Scope) {
		return
	}
	frame := wire.AppendCommit(nil, wire.Commit{
		Scope: key.Scope, Cursor: c.Cursor(), Checksum: c.Checksum, SafeSeq: safeSeq(c.Seq), Changes: c.Changes,
	})
	d.o.Hub.Publish(key.Tenant, fanout.Published{Scope: key.Scope, Seq: c.Seq, Cursor: c.Cursor(), Frame: frame})
}

// safeSeq is what no restore will lose. Without backups that report back, everything that is synced counts; replicas keep
// what was acknowledged for keepDays besides.
func safeSeq(seq uint64) uint64 { return seq }

// Turn acts on what the directory says now: it looks at what the affected may read, and at nobody else's: a town has thousands
// of phones. When it returns, everything that it knew of was acted on, whoever began.
func (d *Desk) Turn(ctx context.Context, tenant string) {
	d.turning.Lock()
	defer d.turning.Unlock()
	affected := d.o.Flow.Affected(ctx, tenant)
	if d.o.Turned != nil {
		d.o.Turned(tenant, affected)
	}
	d.mu.Lock()
	var sessions []*Session
	for _, s := range d.tenants[tenant] {
		if affected.Has(s.actor) {
			sessions = append(sessions, s)
		}
	}
	d.mu.Unlock()
	for _, s := range sessions {
		s.refresh(ctx)
	}
}

// Tick lets time act: assignments that begin or end, and tokens that expire. Call it once a second.
func (d *Desk) Tick(ctx context.Context) {
	d.mu.Lock()
	tenants := make([]string, 0, len(d.tenants))
	for id := range d.tenants {
		tenants = append(tenants, id)
	}
	slices.Sort(tenants)
	now := d.o.Now()
	for name, l := range d.limiters {
		if now.Sub(l.used) > 10*time.Minute {
			delete(d.limiters, name)
		}
	}
	d.mu.Unlock()
	for _, id := range tenants {
		d.tickTenant(ctx, id, now)
	}
}

func (d *Desk) tickTenant(ctx context.Context, id string, now time.Time) {
	tenant, ok := d.o.Tenant(id)
	if !ok {
		return
	}
	at := tenant.Now()
	d.mu.Lock()
	last, sessions := d.checked[id], slices.Clone(d.tenants[id])
	d.mu.Unlock()
	var turned flow.Affected
	if d.mayDeliver(id) { // else nobody knows the directory, and nothing is delivered; what turned is looked at then
		turned = d.o.Flow.Turned(ctx, id, last, at)
		d.mu.Lock()
		d.checked[id] = at
		d.mu.Unlock()
	}
	d.seen(ctx, sessions)
	for _, s := range sessions {
		if s.expire(now) || turned.Has(s.actor) {
			s.refresh(ctx)
		}
	}
}

// loginChanged tells the sessions of a login that it is another now, and those of its actor when it was revoked.
func (d *Desk) loginChanged(own store.Key, login flow.Login) {
	var its, others []*Session
	d.mu.Lock()
	for _, s := range d.tenants[own.Tenant] {
		switch {
		case s.listed == login.Replica:
			its = append(its, s)
		case login.Revoked && s.actor.Kind == own.Scope.Kind() && s.actor.ID == own.Scope.Subject():
			others = append(others, s)
		}
	}
	d.mu.Unlock()
	ctx := context.Background()
	for _, s := range its {
		s.outdated.Store(true)
		switch {
		case login.Revoked:
			s.bar(ctx, document.CodeReplicaRevoked)
		case login.Ended != 0:
			s.bar(ctx, fault.TokenExpired)
		}
	}
	for _, s := range others {
		s.overtake(ctx, time.UnixMilli(login.RevokedAt))
	}
}

// add lets a session, whose actor is set, hear of what changes for it.
func (d *Desk) add(s *Session, replica string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	s.listed = replica
	if list := d.tenants[s.actor.Tenant]; !slices.Contains(list, s) {
		d.tenants[s.actor.Tenant] = append(list, s)
		d.own[d.ownOf(s)]++
	}
}

func (d *Desk) remove(s *Session) {
	d.mu.Lock()
	defer d.mu.Unlock()
	id := s.actor.Tenant
	if at := slices.Index(d.tenants[id], s); at >= 0 {
		d.tenants[id] = slices.Delete(d.tenants[id], at, at+1)
		own := d.ownOf(s)
		if d.own[own]--; d.own[own] == 0 {
			delete(d.own, own)
		}
	}
	if len(d.tenants[id]) == 0 {
		delete(d.tenants, id)
		delete(d.checked, id)
	}
}
