package push_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/suite"
)

// steps is ringing cut into what a crash may come between. It reports false when the power went before step cut.
func (w *world) steps(cut int) bool {
	n := 0
	goOn := func() bool { n++; return n <= cut }
	if !goOn() {
		return false
	}
	w.ring("petra", news(push.Meeting, 2), news(push.Urgent, 2))
	if !goOn() {
		return false
	}
	bells, err := w.r.Claim(w.t.Context(), "ekby", 10)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, b := range bells {
		if !goOn() {
			return false
		}
		done := w.r.Send(w.t.Context(), "ekby", b)
		if !goOn() {
			return false
		}
		if err := w.r.Settle(w.t.Context(), "ekby", b, done); err != nil {
			w.t.Fatal(err)
		}
	}
	return goOn()
}

// Whatever the power is cut between, every login is told the last news within half a minute, and whoever has logged out is
// told nothing.
func TestCrash_BetweenAnyStepsIsSurvived(t *testing.T) {
	t.Parallel()
	for synced := range 2 { // whether what was written so far is on the disk, as another login's hello leaves it
		for cut, whole := 0, false; !whole; cut++ {
			w := newWorld(t)
			w.login("petra", "D-1")
			w.login("petra", "D-2")
			w.login("sven", "D-14")
			w.ring("petra", news(push.Meeting, 1))
			w.ring("sven", news(push.Urgent, 1))
			if err := w.r.Unbind(t.Context(), "ekby", "rsven"); err != nil {
				t.Fatal(err)
			}
			whole = w.steps(cut)
			if synced == 1 {
				w.login("noor", "D-3")
			}
			w.crash()
			w.ring("petra", news(push.Meeting, 2), news(push.Urgent, 2)) // the sweep: its commit is open still
			w.all()
			w.pass(30 * time.Second)
			w.all()
			last := map[string]string{}
			for _, one := range w.told.take() {
				var device, class, cursor string
				if _, err := fmt.Sscan(one, &device, &class, &cursor); err != nil {
					t.Fatal(err)
				}
				last[device+" "+class] = cursor
			}
			if fmt.Sprint(last) != "map[D-1 meeting:2 D-1 urgent:2 D-2 meeting:2 D-2 urgent:2]" {
				t.Errorf("cut at %d: last told %v", cut, last)
			}
			if cut > 20 {
				t.Fatal("it never ends")
			}
		}
	}
}

// A node that dies loses its turn after half a minute, and nobody else is told twice before.
func TestClaim_OfADeadNodeEnds(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	other := w.ringer("other", w.store)
	w.ring("petra", news(push.Visit, 1))
	if bells, err := w.r.Claim(t.Context(), "ekby", 10); err != nil || len(bells) != 1 {
		t.Fatalf("got %v and %v", bells, err)
	}
	w.pass(29 * time.Second)
	if err := other.All(t.Context(), "ekby"); err != nil {
		t.Fatal(err)
	}
	w.want()
	w.pass(time.Second)
	if err := other.All(t.Context(), "ekby"); err != nil {
		t.Fatal(err)
	}
	w.want("D-1 visit 1")
}

// Nodes whose clocks differ by less than a lease tell each thing once, at the latest by as much later as they differ.
func TestClaim_ClocksThatDiffer(t *testing.T) {
	t.Parallel()
	for _, skew := range []time.Duration{-20 * time.Second, 20 * time.Second} {
		w := newWorld(t)
		w.login("petra", "D-1")
		w.options = func(o *push.Options) {
			now := o.Now
			o.Now = func(tenant string) int64 { return now(tenant) + skew.Milliseconds() }
		}
		other := w.ringer("other", w.store)
		all := func() {
			t.Helper()
			if err := other.All(t.Context(), "ekby"); err != nil {
				t.Fatal(err)
			}
		}
		w.ring("petra", news(push.Visit, 1))
		bells, err := w.r.Claim(t.Context(), "ekby", 10)
		if err != nil || len(bells) != 1 {
			t.Fatalf("got %v and %v", bells, err)
		}
		all()
		w.want()
		if err := w.r.Settle(t.Context(), "ekby", bells[0], w.r.Send(t.Context(), "ekby", bells[0])); err != nil {
			t.Fatal(err)
		}
		w.want("D-1 visit 1")
		one := news(push.Visit, 2)
		one.At = w.now + skew.Milliseconds()
		if err := other.Ring(t.Context(), "ekby", "staff", "petra", one); err != nil {
			t.Fatal(err)
		}
		for range 4 {
			w.pass(10 * time.Second)
			w.all()
			all()
		}
		w.want("D-1 visit 2")
	}
}

// Two nodes that look at the same time share what is due.
func TestRun_TwoNodesTellEachOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for i := range 50 {
		w.login(fmt.Sprint("s", i), fmt.Sprint("D-", i))
		w.ring(fmt.Sprint("s", i), news(push.Visit, 1))
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	for _, r := range []*push.Ringer{w.r, w.ringer("other", w.store)} {
		go func() { ended <- r.Run(ctx) }()
	}
	waitFor(t, func() bool { next, err := w.store.NextRing(t.Context(), "ekby"); return err != nil || next == 0 })
	stop()
	for range 2 {
		if err := <-ended; err != nil {
			t.Error(err)
		}
	}
	if list := w.told.take(); len(list) != 50 {
		t.Errorf("%d were told", len(list))
	}
}

// A store that fails once, anywhere, is a ring that comes later.
func TestFaults_OfTheStoreAreSurvived(t *testing.T) {
	t.Parallel()
	for _, call := range []string{"Ring", "Claim", "Bell", "Settle", "Unbind", "NextRing"} {
		for _, after := range []bool{false, true} {
			w := newWorld(t)
			w.login("petra", "D-1")
			w.login("noor", "D-2")
			w.told.failing("token-of-D-2", &push.Failure{Why: push.Gone, Code: "UNREGISTERED"})
			r := w.ringer("faulty", suite.NewFaulty(w.store, suite.Fault{Call: call, N: 1, After: after}))
			for _, actor := range []string{"petra", "noor"} {
				one := news(push.Visit, 1)
				one.At = start
				if r.Ring(t.Context(), "ekby", "staff", actor, one) != nil {
					if err := r.Ring(t.Context(), "ekby", "staff", actor, one); err != nil {
						t.Fatal(err)
					}
				}
			}
			for range 5 {
				_ = r.All(t.Context(), "ekby") // the fault, once
				w.pass(30 * time.Second)
			}
			list := w.told.take()
			if len(list) == 0 || len(list) > 2 || list[len(list)-1] != "D-1 visit 1" {
				t.Errorf("%s fails, after %v: told %v", call, after, list)
			}
			if b, err := w.store.Bell(t.Context(), "ekby", "D-2"); err != nil || b.CanRing() {
				t.Errorf("%s fails, after %v: the dead token is still there", call, after)
			}
		}
	}
}

var _ store.Push = (*suite.Faulty)(nil)
