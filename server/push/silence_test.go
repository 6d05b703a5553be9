package push_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/store"
)

// What makes a login silent, at any moment after it was rung for and before the service is told: the service is not told.
func TestSilence_NobodyIsRungAfterwards(t *testing.T) {
	t.Parallel()
	noor := store.Who{Actor: "noor", Kind: "staff", Replica: "rnoor", Device: "D-14"}
	for name, silence := range map[string]func(w *world) error{
		"logout": func(w *world) error { return w.r.Unbind(w.t.Context(), "ekby", "rsven") },
		"handed over": func(w *world) error {
			_, err := w.r.Meet(w.t.Context(), "ekby", noor)
			return err
		},
		"handed over, and rings for another": func(w *world) error {
			_, err := w.r.Meet(w.t.Context(), "ekby", noor)
			return errors.Join(err, w.r.Bind(w.t.Context(), "ekby", noor, store.PushToken{Platform: push.Android, Text: "token-of-D-14"}))
		},
		"handed over to who names the same replica": func(w *world) error {
			same := noor
			same.Replica = "rsven"
			_, err := w.r.Meet(w.t.Context(), "ekby", same)
			return errors.Join(err, w.r.Bind(w.t.Context(), "ekby", same, store.PushToken{Platform: push.Android, Text: "token-of-D-14"}))
		},
		"the same app under another device's name": func(w *world) error {
			other := noor
			other.Device = "D-15"
			_, err := w.r.Meet(w.t.Context(), "ekby", other)
			return errors.Join(err, w.r.Bind(w.t.Context(), "ekby", other, store.PushToken{Platform: push.Android, Text: "token-of-D-14"}))
		},
		"ended elsewhere": func(w *world) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.barred["rsven"] = true
			return nil
		},
	} {
		for _, at := range []string{"before the claim", "after the claim", "between two classes"} {
			w := newWorld(t)
			w.login("sven", "D-14")
			w.ring("sven", news(push.Urgent, 1), news(push.Sync, 2))
			must := func(err error) {
				t.Helper()
				if err != nil {
					t.Fatal(err)
				}
			}
			if at == "before the claim" {
				must(silence(w))
			}
			bells, err := w.r.Claim(t.Context(), "ekby", 10)
			must(err)
			if at == "after the claim" {
				must(silence(w))
			}
			if at == "between two classes" {
				w.told.before = func(context.Context, string) { must(silence(w)) }
			}
			for _, b := range bells {
				must(w.r.Settle(t.Context(), "ekby", b, w.r.Send(t.Context(), "ekby", b)))
			}
			w.told.before = nil
			w.pass(time.Minute)
			w.all()
			if at == "between two classes" {
				w.want("D-14 urgent 1")
			} else {
				w.want()
			}
			if t.Failed() {
				t.Fatalf("%s, %s", name, at)
			}
			w.ring("sven", news(push.Visit, 3))
			w.all()
			w.want()
		}
	}
}

// Whoever was revoked, or has left, after they were rung for or before, is told of nothing but that there is something to purge: at
// once, once, and as soon as the service takes it. Then they are silent.
func TestSilence_WhoWasRevokedIsWokenToPurge(t *testing.T) {
	t.Parallel()
	for _, early := range []bool{false, true} {
		w := newWorld(t)
		w.login("sven", "D-14")
		w.revoked["rsven"] = early
		w.ring("sven", news(push.Urgent, 1), news(push.Visit, 2))
		if err := w.r.Purge(t.Context(), "ekby", "staff", "sven", "phone lost"); err != nil {
			t.Fatal(err)
		}
		w.revoked["rsven"] = true
		w.told.failing("token-of-D-14", &push.Failure{Why: push.Later, Code: "UNAVAILABLE"})
		w.all()
		w.want()
		w.told.failing("token-of-D-14", nil)
		w.pass(time.Hour) // an urgent matter is over by then
		w.all()
		w.want("D-14 sync high 28d")
		w.wantCount("sync told", 1)
		w.wantCount("urgent told", 0)
		w.ring("sven", news(push.Urgent, 3))
		w.pass(time.Hour)
		w.all()
		w.want()
		if b, err := w.store.Bell(t.Context(), "ekby", "D-14"); err != nil || b.CanRing() {
			t.Errorf("it can be rung still: %v", err)
		}
	}
}

// What there is to purge waits at the service for a phone in a pocket longer than what the login was to be rung for.
func TestSilence_WhatThereIsToPurgeOutlastsTheNews(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("sven", "D-14")
	w.ring("sven", news(push.Urgent, 1))
	w.revoked["rsven"] = true
	w.all()
	w.want("D-14 sync high 28d")
}

// Who may stay, and holds something to purge, is woken at once, and told of all else as before. The same cause wakes nobody again.
func TestPurge_WakesAtOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	w.ring("petra", news(push.Visit, 1))
	for range 2 {
		if err := w.r.Purge(t.Context(), "ekby", "staff", "petra", "citizen/c1/social/ekby"); err != nil {
			t.Fatal(err)
		}
		w.all()
		w.pass(time.Minute)
	}
	w.want("D-1 visit 1", "D-1 sync high 28d")
}

// A login that rings nothing any more keeps no token.
func TestSilence_LeavesNoToken(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("sven", "D-14")
	w.barred["rsven"] = true
	w.ring("sven", news(push.Urgent, 1))
	w.all()
	if b, err := w.store.Bell(t.Context(), "ekby", "D-14"); err != nil || b.Token.Text != "" || b.Actor != "" || len(b.Rings) > 0 {
		t.Errorf("got %+v and %v", b, err)
	}
}

// Nobody is rung while it cannot be told whether they may be.
func TestSilence_DoubtIsNoYes(t *testing.T) {
	t.Parallel()
	doubt := true
	w := newWorld(t, func(o *push.Options) {
		o.Allowed = func(context.Context, string, store.Bell) (push.Leave, error) {
			if doubt {
				return push.Anything, errors.New("the store is away")
			}
			return push.Anything, nil
		}
	})
	w.login("sven", "D-14")
	w.ring("sven", news(push.Urgent, 1))
	w.all()
	w.want()
	doubt = false
	w.pass(time.Minute)
	w.all()
	w.want("D-14 urgent 1")
}

// waitFor looks again and again until something is so.
func waitFor(t testing.TB, so func() bool) {
	t.Helper()
	deadline := time.After(3 * time.Minute)
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("it never was so")
		}
	}
}

// One token that is not answered for delays nobody; and a ringer that stops waits for it.
func TestRun_OneSlowTokenDelaysNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	answer := make(chan struct{})
	w.told.before = func(_ context.Context, token string) {
		if token == "token-of-D-1" {
			<-answer
		}
	}
	for _, device := range []string{"D-1", "D-2", "D-3"} {
		w.login("s"+device, device)
		w.ring("s"+device, news(push.Visit, 1))
	}
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.r.Run(ctx) }()
	waitFor(t, func() bool {
		w.told.mu.Lock()
		defer w.told.mu.Unlock()
		return len(w.told.list) == 2
	})
	w.ring("sD-2", news(push.Urgent, 2))
	waitFor(t, func() bool {
		w.told.mu.Lock()
		defer w.told.mu.Unlock()
		return len(w.told.list) == 3
	})
	stop()
	select {
	case <-ended:
		t.Error("it left what was begun")
	default:
	}
	close(answer)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if list := w.told.take(); len(list) != 4 || list[3] != "D-1 visit 1" {
		t.Errorf("told %v", list)
	}
	if next, err := w.store.NextRing(t.Context(), "ekby"); err != nil || next != 0 {
		t.Errorf("something is due at %d: %v", next, err)
	}
}
