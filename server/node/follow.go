package node

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/samsyn/samsyn/server/store"
)

// note takes in that another node committed, unless that is known.
func (n *Node) note(ctx context.Context, in store.Inserted) {
	n.mu.Lock()
	known := n.seen.has(in)
	n.seen.add(in, n.o.Now())
	n.mu.Unlock()
	if known {
		return
	}
	n.o.Store.Stale(in.Key)
	if !n.o.Concerns(in.Key) {
		return
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.wait(in.Key, span{in.Seq, in.Seq})
	if !n.reading[in.Key] && !n.stopped && !n.o.Stepped {
		n.reading[in.Key] = true
		n.work.Go(func() { n.read(ctx, in.Key) })
	}
}

// wait adds to what is to be read of a scope. The caller holds mu.
func (n *Node) wait(key store.Key, s span) {
	if old, some := n.waiting[key]; some {
		s.from, s.to = min(s.from, old.from), max(s.to, old.to)
	}
	n.waiting[key] = s
}

// next takes what is to be read of a scope, or ends its reader.
func (n *Node) next(key store.Key) (span, bool) {
	n.mu.Lock()
	defer n.mu.Unlock()
	s, some := n.waiting[key]
	if delete(n.waiting, key); !some {
		delete(n.reading, key)
	}
	return s, some
}

// rest is how long a reader waits after a failure.
const rest = 200 * time.Millisecond

// read publishes what other nodes committed in a scope, in order, until there is nothing more.
func (n *Node) read(ctx context.Context, key store.Key) {
	for s, more := n.next(key); more; s, more = n.next(key) {
		select {
		case <-ctx.Done():
			return
		case n.gate <- struct{}{}:
		}
		err := n.publish(ctx, key, s)
		<-n.gate
		if err == nil || ctx.Err() != nil {
			continue
		}
		n.o.Log.Error("read another node's commits", "scope", key.Scope.Masked(), "cause", err)
		select {
		case <-ctx.Done():
			return
		case <-time.After(rest):
		}
	}
}

// Waiting lists the scopes that Read has something to do for, sorted. For callers that step themselves.
func (n *Node) Waiting() []store.Key {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return slices.SortedFunc(maps.Keys(n.waiting), func(a, b store.Key) int {
		return cmp.Or(cmp.Compare(a.Tenant, b.Tenant), cmp.Compare(a.Scope, b.Scope))
	})
}

// Read publishes what waits of a scope. What fails waits on. For callers that step themselves.
func (n *Node) Read(ctx context.Context, key store.Key) error {
	s, some := n.next(key)
	if !some {
		return nil
	}
	return n.publish(ctx, key, s)
}

// publish reads a part of a log. What it could not do waits on.
func (n *Node) publish(ctx context.Context, key store.Key, s span) error {
	err := n.publishEach(ctx, key, &s)
	if err != nil {
		n.mu.Lock()
		defer n.mu.Unlock()
		n.wait(key, s)
	}
	return err
}

func (n *Node) publishEach(ctx context.Context, key store.Key, s *span) error {
	for c, err := range n.o.Store.Commits(ctx, key, s.from, s.to) {
		if err != nil {
			return err
		}
		n.o.Publish(key, c)
		s.from = c.Seq + 1
	}
	return nil
}

// seen are the commits that this node knows, of the last minute at least: longer than Recent looks back.
type seen struct {
	now, before map[store.Inserted]bool
	since       time.Time // now was begun
}

const seenFor = time.Minute

func (s *seen) add(in store.Inserted, at time.Time) {
	if s.now == nil || at.Sub(s.since) > seenFor {
		s.before, s.now, s.since = s.now, map[store.Inserted]bool{}, at
	}
	s.now[in] = true
}

// has also renews: what Recent still yields must not be forgotten.
func (s *seen) has(in store.Inserted) bool { return s.now[in] || s.before[in] }
