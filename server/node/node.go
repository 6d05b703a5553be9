// Package node keeps one of several servers on one database up to date with what the others commit.
//
// It stands between the store, the bus and the sessions. A node tells the others of each commit of its own (Committed). What
// others tell, or Recent finds a second later when the bus lost it, is read from the log and published here as if it had been
// committed here, if somebody here wants it; and what the store has in memory of the scope is dropped.
//
// Access is stricter: a node delivers only while it acts on the tenant's directory as it was within the last second
// (MayDeliver), which it asks the database for, and says no only on the directory as it is now (Fresh, Confirm). So a hint
// that is lost costs a second, a database that is away stops delivering, and neither shows anybody too much.
//
// Promises: every commit of another node is published at least once, while Run runs and the clocks of the nodes differ by less
// than 20 seconds (Recent overlaps by 30). Of one scope they are mostly published in order; a session that gets one too early
// catches up from the log. Callers owe Committed for their own commits, a Publish that may be called twice, and Run.
//
// Run has one goroutine that asks for directories, one for Recent, and at most 8 that read scopes; it waits for them.
package node

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/samsyn/samsyn/server/bus"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

const (
	// DeliverFor is how long a directory that was asked for counts (architecture section 7).
	DeliverFor = time.Second
	// ConfirmEvery is how often it is asked for, for each tenant of whom somebody is connected.
	ConfirmEvery = 500 * time.Millisecond
	// RecentEvery is how often a node looks for what the bus lost (architecture section 6).
	RecentEvery = time.Second
	// Overlap is how far back it looks besides.
	Overlap = 30 * time.Second

	confirmWithin = 5 * time.Second // one question, before the others get their turn
	readers       = 8
)

// Options is what a Node works with. All but Bus, Now and Stepped are needed.
type Options struct {
	Store store.Shared
	Bus   bus.Bus // nil: nobody tells anything
	// Tenants are those of whom somebody is connected, and Concerns whether a scope's commits matter to anybody here.
	Tenants  func() []string
	Concerns func(store.Key) bool
	// Publish hands on a commit of another node. It may get one twice.
	Publish func(store.Key, *document.Commit)
	// Turn acts on what the directory says now, and Kick lets what waited for MayDeliver leave.
	Turn func(ctx context.Context, tenant string)
	Kick func(tenant string)
	// Now is this node's clock; nil: the machine's. Stepped says that the caller takes the steps Hear, Look, Read and Confirm
	// instead of Run: a simulation.
	Now     func() time.Time
	Stepped bool
	Log     *slog.Logger
}

// Node is one server among others. Make it with New.
type Node struct {
	o     Options
	began time.Time
	look  chan struct{} // holds one: look at Recent now
	gate  chan struct{} // a reader's place
	work  sync.WaitGroup

	mu      sync.RWMutex
	tenants map[string]*directory // guarded by mu
	seen    seen                  // guarded by mu
	looked  time.Time             // when Recent was last asked with success; guarded by mu
	waiting map[store.Key]span    // what is to be read; guarded by mu
	reading map[store.Key]bool    // guarded by mu
	stopped bool                  // guarded by mu
}

// span is a part of a log: both ends are in it.
type span struct{ from, to uint64 }

// New makes a Node. It starts nothing.
func New(o Options) *Node {
	if o.Now == nil {
		o.Now = time.Now
	}
	return &Node{
		o: o, began: o.Now(), looked: o.Now(), look: make(chan struct{}, 1), gate: make(chan struct{}, readers), tenants: map[string]*directory{},
		waiting: map[store.Key]span{}, reading: map[store.Key]bool{},
	}
}

// Committed tells the other nodes of a commit of this one.
func (n *Node) Committed(key store.Key, seq uint64) {
	n.mu.Lock()
	n.seen.add(store.Inserted{Key: key, Seq: seq}, n.o.Now())
	n.mu.Unlock()
	if n.o.Bus != nil {
		n.o.Bus.Tell(bus.Hint{Tenant: key.Tenant, Scope: key.Scope, Seq: seq})
	}
}

// Run works until ctx ends, and then waits for what is under way.
func (n *Node) Run(ctx context.Context) error {
	defer n.stop()
	if n.o.Bus != nil {
		if err := n.o.Bus.Watch(ctx, func(h bus.Hint) { n.Hear(ctx, h) }); err != nil {
			return err
		}
	}
	n.work.Go(func() { n.confirmAll(ctx) })
	n.lookForLost(ctx)
	return nil
}

// stop waits for what is under way; nothing begins any more.
func (n *Node) stop() {
	n.mu.Lock()
	n.stopped = true
	n.mu.Unlock()
	n.work.Wait()
}

// Hear takes a hint in. It does not wait: the bus has others to bring.
func (n *Node) Hear(ctx context.Context, h bus.Hint) {
	if h.Seq == 0 { // some were missed
		select {
		case n.look <- struct{}{}:
		default:
		}
		return
	}
	n.note(ctx, store.Inserted{Key: store.Key{Tenant: h.Tenant, Scope: h.Scope}, Seq: h.Seq})
}

// lookForLost reads Recent once a second.
func (n *Node) lookForLost(ctx context.Context) {
	for {
		began := time.Now()
		if err := n.Look(ctx); err != nil && ctx.Err() == nil {
			n.o.Log.Error("look for other nodes' commits", "cause", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause(began, RecentEvery)):
		case <-n.look:
		}
	}
}

// pause is what is left of a period; a database that is slow gets as much rest as it took, up to a period.
func pause(began time.Time, period time.Duration) time.Duration {
	took := time.Since(began)
	return max(period-took, min(took, period))
}

// Look reads Recent. After the database was away it looks back as long as that took.
func (n *Node) Look(ctx context.Context) error {
	n.mu.RLock()
	since := n.looked.Add(-Overlap)
	n.mu.RUnlock()
	began := n.o.Now()
	for in, err := range n.o.Store.Recent(ctx, since) {
		if err != nil {
			return err
		}
		n.note(ctx, in)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.looked = began
	return nil
}
