// Package suite tests what every bus.Bus promises. It is used by tests only.
package suite

import (
	"context"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/bus"
)

// Run tests three nodes' buses made by open.
func Run(t *testing.T, open func(t *testing.T) [3]bus.Bus) {
	t.Run("the others hear, and oneself does not", func(t *testing.T) {
		t.Parallel()
		nodes := open(t)
		var heard [3]chan bus.Hint
		for i, b := range nodes {
			heard[i] = make(chan bus.Hint, 10_000)
			watch(t, b, heard[i])
		}
		hint := bus.Hint{Tenant: "ekby", Scope: "citizen/c1/social/ekby", Seq: 7}
		for i := 1; i < 3; i++ {
			await(t, nodes[0], heard[i], hint)
		}
		for len(heard[0]) > 0 {
			if got := <-heard[0]; got != (bus.Hint{}) {
				t.Errorf("heard itself: %+v", got)
			}
		}
	})
	t.Run("telling does not wait", func(t *testing.T) {
		t.Parallel()
		nodes := open(t)
		watch(t, nodes[1], make(chan bus.Hint, 200_000))
		took := time.Hour
		for range 3 { // the machine may stand still meanwhile
			began := time.Now()
			for i := range 50_000 {
				nodes[0].Tell(bus.Hint{Tenant: "ekby", Scope: "tenant/directory", Seq: uint64(i)})
			}
			if took = min(took, time.Since(began)); took < 5*time.Second {
				return
			}
		}
		t.Errorf("50000 hints took %v", took)
	})
}

func watch(t *testing.T, b bus.Bus, heard chan<- bus.Hint) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	if err := b.Watch(ctx, func(h bus.Hint) { heard <- h }); err != nil {
		t.Fatal(err)
	}
}

// await tells until it is heard: a hint may be lost before the other listens.
func await(t *testing.T, from bus.Bus, heard <-chan bus.Hint, want bus.Hint) {
	t.Helper()
	deadline, again := time.After(3*time.Minute), time.NewTicker(20*time.Millisecond)
	defer again.Stop()
	for {
		select {
		case got := <-heard:
			if got.Scope == want.Scope && got.Seq == want.Seq && got.Node != "" {
				return
			}
		case <-again.C:
			from.Tell(want)
		case <-deadline:
			t.Fatal("not heard")
		}
	}
}
