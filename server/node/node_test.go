package node_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log/slog"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/samsyn/samsyn/server/bus"
	"github.com/samsyn/samsyn/server/node"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var (
	scope   = store.Key{Tenant: "ekby", Scope: "citizen/c1/social/ekby"}
	errAway = errors.New("the database is away")
)

// world is a database that others write, and what a node did about it.
type world struct {
	store.Shared // nil: nothing else is asked
	n            *node.Node

	mu        sync.Mutex
	err       error // of everything that is asked
	committed []store.Inserted
	times     []time.Time
	asked     int
	published []uint64
	stale     int
	turned    int
	kicked    int
}

func newWorld(b bus.Bus) *world {
	w := &world{}
	w.n = node.New(node.Options{
		Store: w, Bus: b, Log: slog.New(slog.DiscardHandler), Tenants: func() []string { return []string{"ekby"} },
		Concerns: func(key store.Key) bool { return key == scope },
		Publish:  func(_ store.Key, c *document.Commit) { w.do(func() { w.published = append(w.published, c.Seq) }) },
		Turn:     func(context.Context, string) { w.do(func() { w.turned++ }) },
		Kick:     func(string) { w.do(func() { w.kicked++ }) },
	})
	return w
}

func (w *world) do(f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	f()
}

// commits is another node's doing.
func (w *world) commits(seqs ...uint64) {
	w.do(func() {
		for _, seq := range seqs {
			w.committed, w.times = append(w.committed, store.Inserted{Key: scope, Seq: seq}), append(w.times, time.Now())
		}
	})
}

func (w *world) fail(err error) { w.do(func() { w.err = err }) }

func (w *world) Stale(store.Key) { w.do(func() { w.stale++ }) }

func (w *world) Latest(context.Context, store.Key) (uint64, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.asked++
	return 0, w.err
}

func (w *world) Recent(_ context.Context, since time.Time) iter.Seq2[store.Inserted, error] {
	return func(yield func(store.Inserted, error) bool) {
		w.mu.Lock()
		err, list := w.err, []store.Inserted{}
		for i, in := range w.committed {
			if !w.times[i].Before(since) {
				list = append(list, in)
			}
		}
		w.asked++
		w.mu.Unlock()
		if err != nil {
			yield(store.Inserted{}, err)
			return
		}
		for _, in := range list {
			if !yield(in, nil) {
				return
			}
		}
	}
}

func (w *world) Commits(_ context.Context, key store.Key, from, to uint64) iter.Seq2[*document.Commit, error] {
	return func(yield func(*document.Commit, error) bool) {
		for seq := from; seq <= to; seq++ {
			w.mu.Lock()
			err := w.err
			w.mu.Unlock()
			c := &document.Commit{Tenant: key.Tenant}
			c.Scope, c.Seq = key.Scope, seq
			if !yield(c, err) || err != nil {
				return
			}
		}
	}
}

// run runs a test in a bubble of its own time.
func run(t *testing.T, b func() bus.Bus, test func(t *testing.T, w *world)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		var its bus.Bus
		if b != nil {
			its = b()
		}
		w := newWorld(its)
		ctx, stop := context.WithCancel(t.Context())
		var done sync.WaitGroup
		done.Go(func() {
			if err := w.n.Run(ctx); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		test(t, w)
		stop()
		done.Wait()
	})
}

func pass(d time.Duration) {
	<-time.After(d) // the bubble's time
	synctest.Wait()
}

func TestNode_DeliversOnlyOnAFreshDirectory(t *testing.T) {
	t.Parallel()
	run(t, nil, func(t *testing.T, w *world) {
		may := func(when string, want bool) {
			t.Helper()
			if got := w.n.MayDeliver("ekby"); got != want {
				t.Errorf("%s: may deliver is %t", when, got)
			}
		}
		may("at first", true)
		w.do(func() {
			if w.turned == 0 || w.kicked != 1 {
				t.Errorf("turned %d times, kicked %d", w.turned, w.kicked)
			}
		})
		pass(10 * time.Second)
		may("later", true)
		w.fail(errAway)
		pass(node.DeliverFor / 2)
		may("half a second without database", true)
		pass(node.DeliverFor)
		may("more than a second without", false)
		if err := w.n.Fresh(t.Context(), "ekby", false); !errors.Is(err, errAway) {
			t.Errorf("fresh without database: %v", err)
		}
		w.fail(nil)
		pass(node.ConfirmEvery)
		may("with database", true)
		w.do(func() {
			if w.kicked != 2 {
				t.Errorf("kicked %d times", w.kicked)
			}
		})
		if w.n.MayDeliver("elsewhere") {
			t.Error("delivers for a tenant of whom nobody is connected")
		}
	})
}

// Who needs the directory as it is now asks the database; who needs it as of the last second asks nobody.
func TestNode_FreshAsksNoMoreThanItMust(t *testing.T) {
	t.Parallel()
	run(t, nil, func(t *testing.T, w *world) {
		asked := func(now bool) (n int) {
			t.Helper()
			w.do(func() { n = -w.asked })
			if err := w.n.Fresh(t.Context(), "ekby", now); err != nil {
				t.Error(err)
			}
			w.do(func() { n += w.asked })
			return n
		}
		pass(10 * time.Millisecond)
		if got := asked(false); got != 0 {
			t.Errorf("as of the last second: asked %d times", got)
		}
		if got := asked(true); got != 1 {
			t.Errorf("as of now: asked %d times", got)
		}
	})
}

func TestNode_IdleAsksThreeTimesASecond(t *testing.T) {
	t.Parallel()
	run(t, nil, func(t *testing.T, w *world) {
		w.do(func() { w.asked = 0 })
		pass(100 * time.Second)
		w.do(func() {
			if w.asked > 301 {
				t.Errorf("asked %d times in 100 seconds", w.asked)
			}
		})
	})
}

// What nobody told of is found by Recent, and published once, in order; also after the database was away for long.
func TestNode_FindsWhatNobodyToldOf(t *testing.T) {
	t.Parallel()
	run(t, nil, func(t *testing.T, w *world) {
		has := func(want ...uint64) {
			t.Helper()
			w.do(func() {
				if !slices.Equal(w.published, want) {
					t.Errorf("published %v, want %v", w.published, want)
				}
			})
		}
		w.commits(1, 2, 3)
		pass(node.RecentEvery)
		has(1, 2, 3)
		pass(time.Minute)
		has(1, 2, 3)
		w.fail(errAway)
		w.commits(4)
		pass(5 * time.Minute)
		has(1, 2, 3)
		w.fail(nil)
		pass(node.RecentEvery)
		has(1, 2, 3, 4)
	})
}

// A hint is acted on at once, one's own commit and one that is known are not, and a failing read is tried again.
func TestNode_ActsOnHints(t *testing.T) {
	t.Parallel()
	net := bus.NewNet(nil)
	other := net.Join("other")
	run(t, func() bus.Bus { return net.Join("node") }, func(t *testing.T, w *world) {
		tell := func(seq uint64) {
			other.Tell(bus.Hint{Tenant: scope.Tenant, Scope: scope.Scope, Seq: seq})
			synctest.Wait()
		}
		tell(1)
		tell(1)
		w.n.Committed(scope, 2)
		tell(2)
		w.fail(errAway)
		tell(3)
		w.do(func() {
			if fmt.Sprint(w.published) != "[1]" || w.stale != 2 {
				t.Errorf("published %v, stale %d times", w.published, w.stale)
			}
		})
		w.fail(nil)
		pass(time.Second)
		w.do(func() {
			if fmt.Sprint(w.published) != "[1 3]" {
				t.Errorf("published %v", w.published)
			}
		})
		other.Tell(bus.Hint{Tenant: scope.Tenant, Scope: "tenant/register", Seq: 9})
		synctest.Wait()
		w.do(func() {
			if w.stale != 3 || len(w.published) != 2 {
				t.Errorf("of a scope that concerns nobody: stale %d times, published %v", w.stale, w.published)
			}
		})
	})
}
