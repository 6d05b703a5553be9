// Package suite tests what every lock.Table promises. It is used by tests only.
package suite

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/lock"
	"github.com/samsyn/samsyn/sync/document"
)

// World is a table under test, as two nodes see it (the same one twice when there is only one).
type World struct {
	A, B lock.Table
}

var goal = lock.Place{Tenant: "ekby", Scope: "citizen/c1/social/ekby", Doc: "G1"}

// Run tests tables made by open.
func Run(t *testing.T, open func(t *testing.T) World) {
	for name, test := range map[string]func(*testing.T, World){
		"one holder": oneHolder, "only the latest token": latestToken, "apart": apart, "race": race, "watch": watch,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, open(t))
		})
	}
}

// Take takes a lock that is free.
func Take(t *testing.T, table lock.Table, p lock.Place, staff string) lock.Lock {
	t.Helper()
	l, err := table.Take(t.Context(), p, staff, "r-"+staff)
	if err != nil || l.Doc != p.Doc || l.Staff != staff || l.Token == 0 || l.Until == 0 {
		t.Fatalf("%+v %v", l, err)
	}
	return l
}

func oneHolder(t *testing.T, w World) {
	first := Take(t, w.A, goal, "petra")
	got, err := w.B.Take(t.Context(), goal, "jonas", "r-jonas")
	if !errors.Is(err, lock.ErrHeld) || got.Staff != "petra" {
		t.Errorf("held: %+v %v", got, err)
	}
	if held, err := w.B.Held(t.Context(), goal.Tenant, goal.Scope); err != nil || len(held) != 1 || held[0] != first {
		t.Errorf("shown: %+v %v, want %+v", held, err, first)
	}
	last := first
	for range 50 {
		again := Take(t, w.B, goal, "petra")
		if again.Token <= last.Token {
			t.Errorf("taken again: %d after %d", again.Token, last.Token)
		}
		last = again
	}
}

func latestToken(t *testing.T, w World) {
	old := Take(t, w.A, goal, "petra")
	must(t, w.A.Release(t.Context(), goal, old.Token))
	now := Take(t, w.B, goal, "jonas")
	if now.Token <= old.Token {
		t.Errorf("token %d after %d", now.Token, old.Token)
	}
	if _, err := w.A.Renew(t.Context(), goal, old.Token); !errors.Is(err, lock.ErrLost) {
		t.Errorf("an old token renews: %v", err)
	}
	must(t, w.A.Release(t.Context(), goal, old.Token))
	if held, err := w.A.Held(t.Context(), goal.Tenant, goal.Scope); err != nil || len(held) != 1 || held[0].Staff != "jonas" {
		t.Errorf("an old token releases: %+v %v", held, err)
	}
	if l, err := w.A.Renew(t.Context(), goal, now.Token); err != nil || l.Token != now.Token || l.Until < now.Until {
		t.Errorf("renewed: %+v %v", l, err)
	}
	must(t, w.B.Release(t.Context(), goal, now.Token))
	if held, err := w.A.Held(t.Context(), goal.Tenant, goal.Scope); err != nil || len(held) != 0 {
		t.Errorf("released: %+v %v", held, err)
	}
	if _, err := w.B.Renew(t.Context(), goal, now.Token); !errors.Is(err, lock.ErrLost) {
		t.Errorf("released and renewed: %v", err)
	}
}

func apart(t *testing.T, w World) {
	Take(t, w.A, goal, "petra")
	Take(t, w.A, lock.Place{Tenant: "annan", Scope: goal.Scope, Doc: goal.Doc}, "jonas")
	Take(t, w.A, lock.Place{Tenant: goal.Tenant, Scope: "citizen/c2/social/ekby", Doc: goal.Doc}, "jonas")
	Take(t, w.A, lock.Place{Tenant: goal.Tenant, Scope: goal.Scope, Doc: "A0"}, "jonas")
	held, err := w.B.Held(t.Context(), goal.Tenant, goal.Scope)
	if err != nil || len(held) != 2 || held[0].Doc != "A0" || held[1].Staff != "petra" {
		t.Errorf("%+v %v", held, err)
	}
}

// race: of many who want it at once one gets it.
func race(t *testing.T, w World) {
	var wg sync.WaitGroup
	var mu sync.Mutex
	got := 0
	for i := range 20 {
		table := []lock.Table{w.A, w.B}[i%2]
		wg.Go(func() {
			_, err := table.Take(t.Context(), goal, string(rune('a'+i)), "r")
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				got++
			case !errors.Is(err, lock.ErrHeld):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got != 1 {
		t.Errorf("%d hold it", got)
	}
}

func watch(t *testing.T, w World) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	told := make(chan document.Scope, 1000)
	must(t, w.A.Watch(ctx, func(_ string, scope document.Scope) { told <- scope }))
	deadline := time.After(3 * time.Minute)
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case got := <-told:
			if got == goal.Scope {
				return
			}
		case <-again.C: // the watch may not listen yet
			Take(t, w.B, goal, "petra")
		case <-deadline:
			t.Fatal("nobody was told")
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
