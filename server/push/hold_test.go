package push_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/samsyn/samsyn/server/push"
)

// A clock that is set while a node rings would make the node's claim look old, and another node rings again. So whoever sets it
// holds the tenant on every node before.
func TestHold_WaitsForWhatIsUnderWay(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := newWorld(t)
		w.login("petra", "D-1")
		w.told.before = func(context.Context, string) { time.Sleep(2 * time.Second) } //nolint:forbidigo // in a bubble
		other := w.ringer("other", w.store)
		ctx, stop := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- w.r.Run(ctx) }()

		w.ring("petra", news(push.Visit, 1))
		synctest.Wait() // it is being sent
		for _, node := range []*push.Ringer{w.r, other} {
			if err := node.Hold(t.Context(), "ekby"); err != nil {
				t.Fatal(err)
			}
		}
		w.pass(time.Minute)
		if err := other.All(t.Context(), "ekby"); err != nil {
			t.Fatal(err)
		}
		w.want("D-1 visit 1")

		w.ring("petra", news(push.Visit, 2))
		time.Sleep(10 * time.Second) //nolint:forbidigo // in a bubble; nobody rings while it is held
		w.want()
		w.r.Release("ekby")
		time.Sleep(3 * time.Second) //nolint:forbidigo // in a bubble
		w.want("D-1 visit 2")
		stop()
		if err := <-ended; err != nil {
			t.Fatal(err)
		}
	})
}

func TestHold_EndsWithItsContext(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	sending, goOn := make(chan struct{}), make(chan struct{})
	w.told.before = func(context.Context, string) { close(sending); <-goOn }
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.r.Run(ctx) }()
	w.ring("petra", news(push.Visit, 1))
	<-sending
	short, cut := context.WithCancel(t.Context())
	cut()
	if err := w.r.Hold(short, "ekby"); err == nil {
		t.Fatal("it says that nothing is under way")
	}
	close(goOn)
	stop()
	if err := <-ended; err != nil {
		t.Fatal(err)
	}
}
