package fanout

import (
	"slices"
	"sync"

	"github.com/samsyn/samsyn/sync/document"
)

// Published is a commit as subscribers get it: encoded once, shared by all.
type Published struct {
	Scope  document.Scope
	Seq    uint64
	Cursor document.Cursor
	Frame  []byte // the encoded commit frame; never changed
}

// Subscriber is whoever holds scopes: a session. Offer is called once for each commit of a topic it subscribes to, in the
// order of Publish, while the topic is locked: it must be quick, must not block, and must not call Subscribe, Unsubscribe or
// Publish. A subscriber that cannot keep up closes its queue and unsubscribes later, from its own goroutine.
// It must be comparable: a pointer.
type Subscriber interface {
	Offer(topic *Topic, p Published)
}

// Topic is a scope of a tenant that somebody subscribes to. There is one per scope, so subscribers that keep its pointer share
// its texts. Compare pointers.
type Topic struct {
	Tenant string
	Scope  document.Scope

	mu          sync.Mutex
	subscribers []Subscriber // guarded by mu
}

type topicKey struct {
	tenant string
	scope  document.Scope
}

// Hub knows who holds which scope in this process. Its mutex is always taken before a topic's.
//
// Joining: subscribe first, then read the head, and skip what Publish brings up to it. A commit that was published before the
// subscription was also committed before, so it is in what is read.
type Hub struct {
	mu     sync.RWMutex
	topics map[topicKey]*Topic // guarded by mu; only topics with subscribers
}

// NewHub makes a Hub without topics.
func NewHub() *Hub { return &Hub{topics: map[topicKey]*Topic{}} }

// Subscribe adds s to a scope's topic and returns the topic. Subscribing twice is subscribing once.
func (h *Hub) Subscribe(tenant string, scope document.Scope, s Subscriber) *Topic {
	h.mu.Lock()
	defer h.mu.Unlock()
	key := topicKey{tenant, scope}
	t := h.topics[key]
	if t == nil {
		t = &Topic{Tenant: tenant, Scope: scope}
		h.topics[key] = t
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if !slices.Contains(t.subscribers, s) {
		t.add(s)
	}
	return t
}

// add grows by a quarter instead of doubling: most topics have 15 to 25 subscribers that stay for a shift.
func (t *Topic) add(s Subscriber) {
	if n := len(t.subscribers); n == cap(t.subscribers) {
		grown := make([]Subscriber, n, n+max(1, n/4))
		copy(grown, t.subscribers)
		t.subscribers = grown
	}
	t.subscribers = append(t.subscribers, s)
}

// Unsubscribe removes s from a topic. When it returns, Offer is not running for s and topic and will not be called again.
func (h *Hub) Unsubscribe(t *Topic, s Subscriber) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t.mu.Lock()
	defer t.mu.Unlock()
	i := slices.Index(t.subscribers, s)
	if i < 0 {
		return
	}
	last := len(t.subscribers) - 1
	t.subscribers[i] = t.subscribers[last]
	t.subscribers[last] = nil
	t.subscribers = t.subscribers[:last]
	if last == 0 {
		delete(h.topics, topicKey{t.Tenant, t.Scope})
	}
}

// Publish offers a commit to everybody who holds its scope and says to how many. Publishing to one topic happens one commit
// at a time; whoever publishes owes the order of seq, and owes that the commit is durable.
func (h *Hub) Publish(tenant string, p Published) int {
	h.mu.RLock()
	t := h.topics[topicKey{tenant, p.Scope}]
	h.mu.RUnlock()
	if t == nil {
		return 0
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, s := range t.subscribers {
		s.Offer(t, p)
	}
	return len(t.subscribers)
}

// HasSubscribers reports whether anybody holds the scope, so that a frame nobody wants need not be encoded.
func (h *Hub) HasSubscribers(tenant string, scope document.Scope) bool {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return h.topics[topicKey{tenant, scope}] != nil
}

// Topics says how many scopes somebody holds.
func (h *Hub) Topics() int {
	h.mu.RLock()
	defer h.mu.RUnlock()
	return len(h.topics)
}
