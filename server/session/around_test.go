package session_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
)

// lookAround shows once what is to be shown to whom.
func (w *world) lookAround() {
	w.t.Helper()
	ctx, stop := context.WithCancel(w.t.Context())
	stop()
	if err := w.desk.Around(ctx); err != nil {
		w.t.Fatal(err)
	}
}

// team makes a team of one.
func (w *world) team(who string) {
	w.t.Helper()
	w.load("careTeam", "norra", "name", "Norra", "providerOrgId", "ekby", "state", "active", "members",
		[]any{map[string]any{"staffId": who, "parts": []int{1, 2, 3}}})
}

// A welcome is the first that a phone hears, though its team's board could have been shown while the welcome was made. Then the board
// is.
func TestAround_NothingIsShownBeforeTheWelcome(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.team("amina")
	c := w.connect("amina", fanout.Limits{})
	w.asked = w.lookAround
	c.hello()
	w.asked = nil
	frames := c.all()
	if _, is := frames[0].(*wire.Welcome); !is {
		t.Errorf("first: %+v", frames[0])
	}
	w.lookAround()
	var boards int
	for _, f := range append(frames, c.all()...) {
		if _, is := f.(*wire.Board); is {
			boards++
		}
	}
	if boards != 1 {
		t.Errorf("%d boards", boards)
	}
}

// Who asks over HTTP is gone with the answer, which holds what is kept and not who is there.
func TestAround_NothingIsShownOverHTTP(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.team("amina")
	looks := 0
	w.store.head = func(store.Key) { // the phone is welcome, and it is worked out what it misses
		w.lookAround()
		looks++
	}
	body, err := wire.AppendSyncRequest(nil, wire.Hello{Contract: wire.Contract, Replica: "ramina", Clock: w.now}, nil)
	if err != nil {
		t.Fatal(err)
	}
	frames, err := w.syncs(w.token("amina", time.Hour), body)
	if err != nil || looks == 0 {
		t.Fatal(looks, err)
	}
	if got := kinds(frames); slices.Contains(got, wire.KindBoard) || slices.Contains(got, wire.KindLocks) {
		t.Errorf("got %v", got)
	}
}
