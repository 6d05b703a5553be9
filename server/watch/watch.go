// Package watch is what presence, locks and the bus listen with: a list of watchers inside one process, and a subscription to
// Redis that comes back by itself.
//
// Nothing here promises delivery. What was told while Redis was away is lost, and the watcher hears that something was.
//
// Redis starts two goroutines for each call, which end soon after its context. List starts none.
package watch

import (
	"context"
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

const (
	// Silence is how often Redis is asked whether it is still there. A connection on which nothing comes for two of them is dead,
	// whatever TCP says: half open, it would be waited on for ever.
	Silence = 3 * time.Second

	rest = 200 * time.Millisecond // after a failure
)

// Redis calls heard for every message of a channel, and missed whenever it begins to listen: at first, and each time Redis is
// back. Both are called from one goroutine, until ctx ends; the answer is closed when that goroutine has ended.
func Redis(ctx context.Context, db *redis.Client, channel string, heard func(message string), missed func()) (done <-chan struct{}) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			_ = listen(ctx, db, channel, heard, missed)
			if ctx.Err() != nil {
				return
			}
			select {
			case <-ctx.Done():
				return
			case <-time.After(rest):
			}
		}
	}()
	return ended
}

// listen is one subscription, until it fails or is silent.
func listen(ctx context.Context, db *redis.Client, channel string, heard func(message string), missed func()) error {
	sub := db.Subscribe(ctx, channel)
	alive := make(chan struct{}, 1) // holds one: something came
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		keep(ctx, sub, alive)
	}()
	defer func() {
		_ = sub.Close()
		close(alive)
		<-ended
	}()
	for {
		message, err := sub.Receive(ctx)
		if err != nil {
			return err
		}
		select {
		case alive <- struct{}{}:
		default:
		}
		switch m := message.(type) {
		case *redis.Subscription:
			missed()
		case *redis.Message:
			heard(m.Payload)
		}
	}
}

// keep asks Redis again and again whether it is there, and closes a subscription that is silent: Receive looks at nothing else
// while it waits. It returns when alive is closed.
func keep(ctx context.Context, sub *redis.PubSub, alive <-chan struct{}) {
	ticker := time.NewTicker(Silence)
	defer ticker.Stop()
	stop := ctx.Done()
	for silent := 0; ; {
		select {
		case <-stop:
			_ = sub.Close()
			stop = nil
		case _, listening := <-alive:
			if !listening {
				return
			}
			silent = 0
		case <-ticker.C:
			if silent++; silent > 2 {
				_ = sub.Close()
			}
			_ = sub.Ping(ctx) // Receive finds out
		}
	}
}
