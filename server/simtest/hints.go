package simtest

import (
	"context"
	"slices"
	"time"

	"github.com/samsyn/samsyn/server/bus"
	nodes "github.com/samsyn/samsyn/server/node"
	"github.com/samsyn/samsyn/server/store"
)

// hint is one on its way to a node.
type hint struct {
	to string
	bus.Hint
}

// line is a node's end of a bus that loses, doubles and reorders. It implements bus.Bus.
type line struct {
	w    *World
	from string
}

// Tell implements bus.Bus.
func (l line) Tell(h bus.Hint) {
	w := l.w
	h.Node = l.from
	for _, n := range w.nodes {
		if n.name == l.from || n.client == nil || w.chance(w.weather.hintLoss) {
			continue
		}
		w.shared.hints = append(w.shared.hints, hint{n.name, h})
		if w.chance(w.weather.hintLoss / 2) {
			w.shared.hints = append(w.shared.hints, hint{n.name, h})
		}
	}
}

// Watch implements bus.Bus; the simulation brings the hints itself.
func (line) Watch(context.Context, func(bus.Hint)) error { return nil }

// Stop implements bus.Bus.
func (line) Stop() {}

// hear lets some hint arrive, not always the first.
func (w *World) hear() bool {
	if w.shared == nil || len(w.shared.hints) == 0 {
		return false
	}
	i := 0
	if w.chance(w.weather.hintLoss) {
		i = w.rng.IntN(len(w.shared.hints))
	}
	h := w.shared.hints[i]
	w.shared.hints = slices.Delete(w.shared.hints, i, i+1)
	w.server = w.nodes[slices.IndexFunc(w.nodes, func(s *server) bool { return s.name == h.to })]
	w.note("%s hears of %s %d", h.to, h.Scope, h.Seq)
	w.server.keeps.Hear(background, h.Hint)
	return true
}

// keepUp makes a server one of several, wired as the app does it.
func (s *server) keepUp() *nodes.Node {
	return nodes.New(nodes.Options{
		Store: s.mongo, Bus: line{s.w, s.name}, Publish: s.publishElsewhere, Now: s.clock, Stepped: true,
		Tenants:  func() []string { return s.desk.Tenants() }, // the desk is made later
		Concerns: func(key store.Key) bool { return s.desk.Concerns(key) },
		Turn:     func(ctx context.Context, tenant string) { s.desk.Turn(ctx, tenant) },
		Kick:     func(tenant string) { s.desk.Kick(tenant) },
	})
}

// clock never stands still, as time does not.
func (s *server) clock() time.Time {
	s.asked++
	return time.UnixMilli(s.w.now + s.skew).Add(s.asked)
}

// look reads what was inserted lately.
func (w *World) look() bool {
	before := len(w.server.keeps.Waiting())
	err := w.server.keeps.Look(background)
	w.note("%s looks: %v", w.server.name, err)
	return len(w.server.keeps.Waiting()) > before
}

// readOthers publishes what others committed in a scope.
func (w *World) readOthers() bool {
	if w.shared == nil || !w.turn(func(s *server) bool { return len(s.keeps.Waiting()) > 0 }) {
		return false
	}
	key := pick(w, w.server.keeps.Waiting())
	err := w.server.keeps.Read(background, key)
	w.note("%s reads %s: %v", w.server.name, key.Scope, err)
	return true
}

// confirm asks for the directory, so that the node may deliver.
func (w *World) confirm() bool {
	if err := w.server.keeps.Confirm(background, tenantID); err != nil {
		w.note("%s cannot confirm the directory: %v", w.server.name, err)
	}
	return true
}
