package bus_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/bus"
	"github.com/samsyn/samsyn/server/bus/suite"
	"github.com/samsyn/samsyn/server/redistest"
)

func TestMemory_Suite(t *testing.T) {
	t.Parallel()
	suite.Run(t, func(*testing.T) (nodes [3]bus.Bus) {
		net := bus.NewNet(nil)
		for i := range nodes {
			nodes[i] = net.Join(fmt.Sprint("n", i))
		}
		return nodes
	})
}

func TestRedis_Suite(t *testing.T) {
	t.Parallel()
	suite.Run(t, func(t *testing.T) (nodes [3]bus.Bus) {
		s := redistest.Start(t)
		for i := range nodes {
			b := bus.NewRedis(s.Connect(), fmt.Sprint("n", i))
			t.Cleanup(b.Stop)
			nodes[i] = b
		}
		return nodes
	})
}

func TestMemory_LosesWhatItIsToldToLose(t *testing.T) {
	t.Parallel()
	net := bus.NewNet(func(_, to string, h bus.Hint) bool { return to == "b" && h.Seq == 1 })
	a, b, c := net.Join("a"), net.Join("b"), net.Join("c")
	var heard []string
	for name, m := range map[string]*bus.Memory{"b": b, "c": c} {
		if err := m.Watch(t.Context(), func(h bus.Hint) { heard = append(heard, fmt.Sprint(name, h.Seq, h.Node)) }); err != nil {
			t.Fatal(err)
		}
	}
	a.Tell(bus.Hint{Seq: 1})
	if fmt.Sprint(heard) != "[c1a]" {
		t.Errorf("heard %v", heard)
	}
}

// Redis goes and comes back: what was told meanwhile is lost, the watcher hears that something was, and then all goes on.
func TestRedis_ComesBackByItself(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	a, b := bus.NewRedis(s.Connect(), "a"), bus.NewRedis(s.Connect(), "b")
	heard := make(chan bus.Hint, 10_000)
	ctx, cancel := context.WithCancel(t.Context())
	if err := b.Watch(ctx, func(h bus.Hint) { heard <- h }); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cancel(); a.Stop(); b.Stop() })
	await := func(what string, is func(bus.Hint) bool) {
		t.Helper()
		deadline, again := time.After(3*time.Minute), time.NewTicker(20*time.Millisecond)
		defer again.Stop()
		for {
			select {
			case h := <-heard:
				if is(h) {
					return
				}
			case <-again.C:
				a.Tell(bus.Hint{Tenant: "ekby", Seq: 1})
			case <-deadline:
				t.Fatal(what)
			}
		}
	}
	await("the first hint is not heard", func(h bus.Hint) bool { return h.Seq == 1 })
	s.Kill()
	for range 10_000 {
		a.Tell(bus.Hint{Tenant: "ekby", Seq: 2})
	}
	s.Restart()
	await("nobody hears that hints were missed", func(h bus.Hint) bool { return h == bus.Hint{} })
	await("hints do not go on", func(h bus.Hint) bool { return h.Seq == 1 })
}
