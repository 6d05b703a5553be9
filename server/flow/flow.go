package flow

import (
	"context"
	"log/slog"
	"sync"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/notice"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// Tenant is a municipality as the flow needs it.
type Tenant struct {
	ID           string
	Municipality string       // the organisation that answers for what no provider does
	Now          func() int64 // the tenant's clock, milliseconds; a demo may set it
}

// Options is what a Flow works with. All but Wall, Fresh, Spawn, PageBytes and Observe are needed.
type Options struct {
	Store  store.Store
	Schema *schema.Set
	Tenant func(id string) (Tenant, bool)
	NewID  func() string // random names: epochs and salts
	// Wall is the server's own clock, milliseconds, which tokens follow; nil: a tenant's clock is never set.
	Wall func() int64
	// Publish hands a commit to those who are connected, after it is durable. It must not block.
	Publish func(store.Key, *document.Commit)
	// Ring wakes the phones of a member of staff whose inbox has news. It is asked again after a failure, and after a crash. nil:
	// nobody is woken.
	Ring func(ctx context.Context, tenant, staff string, news notice.News) error
	// Fresh makes sure that Store.Head knows the end of a tenant's directory as it was within the last second or, with now,
	// after the call began: another node may have written it. nil: nobody else writes the store.
	Fresh func(ctx context.Context, tenant string, now bool) error
	// Spawn starts a scope's writer; nil means that the caller steps (see Ready).
	Spawn func(run func())
	// PageBytes bounds a page of a catch-up; 0 is catchup.PageBytes. Simulations take less, to have more than one.
	PageBytes int
	Observe   Observer
	Log       *slog.Logger
}

// Observer counts what happens; every member may be nil.
type Observer struct {
	Commit   func(edits int)
	Verdicts func([]document.Verdict)
	Failed   func(step string)
}

// Flow turns submitted edits into commits.
type Flow struct {
	o       Options
	lanes   lanes
	dirs    directories
	pending pending
	flying  flying
	firing  firing
	// due asks a rule what a deadline brings: care.Due, except in tests.
	due func(rule string, t *schema.Type, doc *document.Document, f care.Facts) ([]care.Write, error)
}

// New makes a Flow. It starts nothing.
func New(o Options) *Flow {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Flow{o: o, due: care.Due}
}

// Author is who wrote a batch: the actor, the replica it was written on, and what to add to the phone's clock to get the
// server's (milliseconds).
type Author struct {
	access.Actor
	Replica      string
	OffsetMillis int64
	Carrier      *document.Carrier // whose login handed it in, when it was not the author's
	// Began is when the author's login began on the replica (server time, milliseconds); 0 when nobody knows. It held nothing
	// before, so nothing older is a late entry.
	Began int64
	// Ended is when the author logged out of the replica (server time, milliseconds); 0 when that has not happened. What
	// was written later is refused.
	Ended int64
	// Revoked says that the login was revoked for cause: what it wrote is parked in the author's own scope.
	Revoked bool
}

// Submit hands in a batch. answer is called once, maybe before Submit returns, with the verdicts in the order of the batch;
// an edit without a verdict is left out and err says why (the phone keeps it and sends it again).
func (f *Flow) Submit(author Author, batch []Incoming, answer func([]document.Verdict, error)) {
	s := &submission{flow: f, author: author, answer: answer}
	tenant, known := f.o.Tenant(author.Tenant)
	if !known {
		answer(nil, errNoTenant)
		return
	}
	s.own = store.Key{Tenant: tenant.ID, Scope: document.OwnScope(author.Kind, author.ID, tenant.Municipality)}
	s.parts = s.split(f.o.Schema, batch)
	s.open = len(s.parts)
	if f.flying.takeOff(s) {
		s.begin()
	}
}

// SubmitWait is Submit for callers that wait. It needs Options.Spawn.
func (f *Flow) SubmitWait(ctx context.Context, author Author, batch []Incoming) ([]document.Verdict, error) {
	type reply struct {
		verdicts []document.Verdict
		err      error
	}
	done := make(chan reply, 1)
	f.Submit(author, batch, func(v []document.Verdict, err error) { done <- reply{v, err} })
	select {
	case r := <-done:
		return r.verdicts, r.err
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
}

// Wait returns when no scope has work left. Nothing may be submitted meanwhile.
func (f *Flow) Wait() { f.lanes.running.Wait() }

// pending are the commits this process is following up, so that Sweep leaves them alone.
type pending struct {
	mu sync.Mutex
	m  map[commitName]bool // guarded by mu
}

type commitName struct {
	key store.Key
	seq uint64
}

func (p *pending) add(n commitName) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.m == nil {
		p.m = map[commitName]bool{}
	}
	p.m[n] = true
}

func (p *pending) drop(n commitName) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.m, n)
}

func (p *pending) has(n commitName) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.m[n]
}
