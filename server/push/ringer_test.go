package push_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/store"
)

// A meeting moves five times in a minute: the phone is rung, not more than every ten seconds, and the last time with the last news.
func TestRing_FiveChangesEndWithTheLast(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	w.ring("petra", news(push.Meeting, 1))
	w.all()
	w.want("D-1 meeting 1")
	for n := 2; n <= 5; n++ {
		w.pass(2 * time.Second)
		w.ring("petra", news(push.Meeting, n))
		w.all()
	}
	w.want()
	w.pass(2 * time.Second) // ten since the first
	w.all()
	w.want("D-1 meeting 5")
	w.pass(time.Hour)
	w.all()
	w.want()
}

// What changes while the service is being told comes after it.
func TestRing_WhatComesMeanwhileIsRungAfterwards(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	w.told.before = func(context.Context, string) {
		w.told.before = nil
		w.ring("petra", news(push.Meeting, 2))
	}
	w.ring("petra", news(push.Meeting, 1))
	w.all()
	w.want("D-1 meeting 1")
	w.pass(10 * time.Second)
	w.all()
	w.want("D-1 meeting 2")
}

func TestRing_ReachesEachLoginInEachClass(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	w.login("noor", "D-2")
	w.ring("petra", news(push.Sync, 1), news(push.Urgent, 2), news(push.Visit, 3))
	w.ring("nobody", news(push.Urgent, 9))
	w.all()
	w.want("D-1 urgent 2", "D-1 visit 3", "D-1 sync 1")
	if err := w.r.Ring(t.Context(), "ekby", "staff", "petra", push.News{Class: "gossip"}); !errors.Is(err, push.ErrUnknownClass) {
		t.Errorf("got %v", err)
	}
	if err := w.r.Ring(t.Context(), "ekby", "citizen", "petra", news(push.Urgent, 4)); err != nil {
		t.Error(err)
	}
	w.all()
	w.want()
}

// What has passed need not be rung: an urgent matter for 15 minutes, a visit until it begins, all else for 28 days.
func TestRing_EndsInTime(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		news  push.News
		after time.Duration
		told  bool
	}{
		{news(push.Urgent, 1), 14 * time.Minute, true},
		{news(push.Urgent, 1), 15 * time.Minute, false},
		{push.News{Class: push.Urgent, Cursor: "0000000000000001", Until: start + 24*3600_000}, 15 * time.Minute, false},
		{push.News{Class: push.Visit, Cursor: "0000000000000001", Until: start + 3600_000}, 59 * time.Minute, true},
		{push.News{Class: push.Visit, Cursor: "0000000000000001", Until: start + 3600_000}, time.Hour, false},
		{push.News{Class: push.Visit, Cursor: "0000000000000001", Until: start - 1}, 0, false},
		{news(push.Sync, 1), 27 * 24 * time.Hour, true},
		{news(push.Sync, 1), 28 * 24 * time.Hour, false},
	} {
		w := newWorld(t)
		w.login("petra", "D-1")
		w.ring("petra", c.news)
		w.pass(c.after)
		w.all()
		if got := len(w.told.take()) == 1; got != c.told {
			t.Errorf("%+v after %v: told %v", c.news, c.after, got)
		}
		w.all()
		w.want()
	}
}

func TestSend_DeadTokensAreUnbound(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	w.login("noor", "D-2")
	w.told.failing("token-of-D-1", &push.Failure{Why: push.Gone, Code: "UNREGISTERED"})
	w.ring("petra", news(push.Urgent, 1), news(push.Sync, 2))
	w.ring("noor", news(push.Urgent, 1))
	w.all()
	w.want("D-2 urgent 1")
	w.wantCount("urgent unbound", 1)
	w.wantCount("sync unbound", 0)
	w.told.failing("token-of-D-1", nil)
	w.ring("petra", news(push.Urgent, 3))
	w.all()
	w.want()
	w.login("petra", "D-1")
	w.ring("petra", news(push.Urgent, 4))
	w.all()
	w.want("D-1 urgent 4")
}

// A token that came while the old one was found dead stays, and is rung.
func TestSend_ANewTokenOutlivesTheOldOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	who := w.login("petra", "D-1")
	w.told.failing("token-of-D-1", &push.Failure{Why: push.Gone, Code: "UNREGISTERED"})
	w.told.before = func(ctx context.Context, token string) {
		if token == "token-of-D-1" {
			if err := w.r.Bind(ctx, "ekby", who, store.PushToken{Platform: push.Android, Text: "token-of-new"}); err != nil {
				t.Error(err)
			}
		}
	}
	w.ring("petra", news(push.Urgent, 1))
	w.all()
	w.want("new urgent 1")
}

func TestSend_WaitsAsAsked(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	w.told.failing("token-of-D-1", &push.Failure{Why: push.Later, Code: "QUOTA_EXCEEDED", After: 40 * time.Second})
	w.ring("petra", news(push.Visit, 1))
	w.all()
	w.told.failing("token-of-D-1", nil)
	w.pass(40 * time.Second)
	w.ring("petra", news(push.Visit, 2)) // and what comes does not hurry it
	w.all()
	w.want()
	w.pass(5 * time.Second) // an eighth more, by this world's chance
	w.all()
	w.want("D-1 visit 2")
	w.wantCount("visit retried", 1)
}

// A service that fails for ten minutes is asked less and less often, and told when it is back.
func TestSend_BacksOffAndRecovers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	asked := 0
	w.told.before = func(context.Context, string) { asked++ }
	w.told.failing("token-of-D-1", &push.Failure{Why: push.Later, Code: "INTERNAL"})
	w.ring("petra", news(push.Visit, 1))
	for second := range 600 {
		w.all()
		w.pass(time.Second)
		if second == 59 && asked != 6 { // at 0, 1, 3, 7, 15 and 31 s
			t.Errorf("asked %d times in the first minute", asked)
		}
	}
	if asked < 8 || asked > 12 { // 1, 2, 4 … 256, 300 s
		t.Errorf("asked %d times in ten minutes", asked)
	}
	w.told.failing("token-of-D-1", nil)
	w.pass(5 * time.Minute)
	w.all()
	w.want("D-1 visit 1")
}

// An urgent matter is not rung any more once it would be too late, however the service fails.
func TestSend_GivesUpInTime(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	w.told.failing("token-of-D-1", errors.New("something else"))
	w.ring("petra", news(push.Urgent, 1))
	for range 1000 {
		w.all()
		w.pass(time.Second)
	}
	w.wantCount("urgent expired", 1)
	if next, err := w.store.NextRing(t.Context(), "ekby"); err != nil || next != 0 {
		t.Errorf("it is due at %d still: %v", next, err)
	}
}

func TestSend_DropsWhatTheServiceNeverTakes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	w.told.failing("token-of-D-1", &push.Failure{Why: push.Refused, Code: "INVALID_ARGUMENT"})
	w.ring("petra", news(push.Visit, 1), news(push.Sync, 2))
	w.all()
	w.wantCount("visit dropped", 1)
	w.wantCount("sync dropped", 1)
	w.told.failing("token-of-D-1", nil)
	w.pass(time.Hour)
	w.all()
	w.want()
}

func TestSend_CredentialsThatDoNotDoAreTriedAgain(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("petra", "D-1")
	w.told.failing("token-of-D-1", &push.Failure{Why: push.Denied, Code: "credentials"})
	w.ring("petra", news(push.Visit, 1))
	w.all()
	w.told.failing("token-of-D-1", nil)
	w.pass(time.Minute)
	w.all()
	w.want("D-1 visit 1")
}

// Tokens that nobody has renewed for long are not rung; what is long depends on the platform. Before that the phone is asked.
func TestSend_StaleTokensAreDropped(t *testing.T) {
	t.Parallel()
	const day = 24 * time.Hour
	for platform, days := range map[string]int{push.Android: 270, push.IOS: 180, push.Web: 90} {
		w := newWorld(t)
		who := w.loginOn("petra", "D-1", platform)
		meet := func(want string) {
			t.Helper()
			if got, err := w.r.Meet(t.Context(), "ekby", who); err != nil || got != want {
				t.Errorf("%s: the welcome says %q, want %q: %v", platform, got, want, err)
			}
		}
		w.pass(29 * day)
		meet(push.On)
		w.pass(day)
		meet(push.Renew)
		w.ring("petra", news(push.Visit, 1))
		w.all()
		w.want("D-1 visit 1")
		w.pass(time.Duration(days-30)*day - time.Hour)
		w.ring("petra", news(push.Visit, 2))
		w.all()
		w.want("D-1 visit 2")
		w.pass(time.Hour)
		w.ring("petra", news(push.Visit, 3))
		w.all()
		w.want()
		meet(push.Renew)
	}
}

func TestRing_OffRingsNobody(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.login("sven", "D-14")
	off := push.New(push.Options{Store: w.store, Now: func(string) int64 { return start }, Owner: "off"})
	noor := store.Who{Actor: "noor", Kind: "staff", Replica: "rnoor", Device: "D-14"}
	if said, err := off.Meet(t.Context(), "ekby", noor); err != nil || said != "" {
		t.Errorf("got %q and %v", said, err)
	}
	if err := off.Bind(t.Context(), "ekby", noor, store.PushToken{Platform: push.Web, Text: "token-of-D-14"}); err != nil {
		t.Error(err)
	}
	if err := off.Ring(t.Context(), "ekby", "staff", "noor", news(push.Urgent, 1)); err != nil {
		t.Error(err)
	}
	w.ring("sven", news(push.Urgent, 1)) // push is on again
	w.ring("noor", news(push.Urgent, 1))
	w.all()
	w.want()
}
