package pebble

import (
	"container/list"
	"sync"
)

// lru keeps the values used last, up to a total cost. The zero lru keeps nothing.
type lru[K comparable, V any] struct {
	mu      sync.Mutex
	limit   int
	used    int                 // guarded by mu
	entries map[K]*list.Element // guarded by mu
	order   list.List           // guarded by mu; the front was used last
}

type lruEntry[K comparable, V any] struct {
	key   K
	value V
	cost  int
}

func (l *lru[K, V]) get(key K) (value V, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	e, ok := l.entries[key]
	if !ok {
		return value, false
	}
	l.order.MoveToFront(e)
	return e.Value.(*lruEntry[K, V]).value, true
}

func (l *lru[K, V]) put(key K, value V, cost int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.entries == nil {
		l.entries = map[K]*list.Element{}
	}
	if e, ok := l.entries[key]; ok {
		entry := e.Value.(*lruEntry[K, V])
		l.used += cost - entry.cost
		entry.value, entry.cost = value, cost
		l.order.MoveToFront(e)
	} else {
		l.entries[key] = l.order.PushFront(&lruEntry[K, V]{key, value, cost})
		l.used += cost
	}
	for l.used > l.limit {
		oldest := l.order.Back()
		entry := l.order.Remove(oldest).(*lruEntry[K, V])
		delete(l.entries, entry.key)
		l.used -= entry.cost
	}
}
