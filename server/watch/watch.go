// Package watch is what presence, locks and the bus listen with: a list of watchers inside one process, and a subscription to
// Redis that comes back by itself.
//
// Nothing here promises delivery. What was told while Redis was away is lost, and the watcher hears that something was.
//
// Redis starts one goroutine for each call, which ends soon after its context. List starts none.
package watch

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"
)

// List is a set of watchers. Its zero value is empty. All methods are safe for concurrent use.
type List[What any] struct {
	mu   sync.Mutex
	m    map[int]func(tenant string, what What) // guarded by mu
	next int                                    // guarded by mu
}

// Add adds a watcher until ctx ends.
func (l *List[What]) Add(ctx context.Context, changed func(tenant string, what What)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.m == nil {
		l.m = map[int]func(string, What){}
	}
	id := l.next
	l.next++
	l.m[id] = changed
	context.AfterFunc(ctx, func() {
		l.mu.Lock()
		defer l.mu.Unlock()
		delete(l.m, id)
	})
}

// Tell calls the watchers, without the list's mutex. The caller must hold none that a watcher takes.
func (l *List[What]) Tell(tenant string, what What) {
	l.mu.Lock()
	told := make([]func(string, What), 0, len(l.m))
	for _, changed := range l.m {
		told = append(told, changed)
	}
	l.mu.Unlock()
	for _, changed := range told {
		changed(tenant, what)
	}
}

// rest is how long Redis waits after a failure.
const rest = 200 * time.Millisecond

// Redis calls heard for every message of a channel, and missed whenever it begins to listen: at first, and each time Redis is
// back. Both are called from one goroutine, until ctx ends; the answer is closed when that goroutine has ended.
func Redis(ctx context.Context, db *redis.Client, channel string, heard func(message string), missed func()) (done <-chan struct{}) {
	sub := db.Subscribe(ctx, channel)
	context.AfterFunc(ctx, func() { _ = sub.Close() }) // Receive does not look at ctx while it waits
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			message, err := sub.Receive(ctx)
			switch m := message.(type) {
			case *redis.Subscription:
				missed()
			case *redis.Message:
				heard(m.Payload)
			}
			if err != nil && !pause(ctx, err) {
				return
			}
		}
	}()
	return ended
}

// pause rests after a failure; false when the watch is over.
func pause(ctx context.Context, err error) bool {
	if errors.Is(err, redis.ErrClosed) {
		return false
	}
	select {
	case <-ctx.Done():
		return false
	case <-time.After(rest):
		return true
	}
}
