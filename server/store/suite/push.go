package suite

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/samsyn/samsyn/server/store"
)

var pushClaims = []claim{
	{"Bind_RingsForTheDevicesLogin", func(t *testing.T, s store.Store) {
		for _, tenant := range tenants {
			meet(t, s, tenant, login("sven", "r1", "D-14"))
			bind(t, s, tenant, login("sven", "r1", "D-14"), "token-1", 5)
		}
		wantBound(t, s, "sven", "D-14 r1 token-1 5 5")
		wantBound(t, s, "sve", "")
		bind(t, s, key.Tenant, login("sven", "r1", "D-14"), "token-1", 6) // known so exactly
		wantBound(t, s, "sven", "D-14 r1 token-1 5 5")
		bind(t, s, key.Tenant, login("sven", "r1", "D-14"), "token-1", 5+25*3600*1000)
		wantBound(t, s, "sven", fmt.Sprint("D-14 r1 token-1 5 ", 5+25*3600*1000))
		bind(t, s, key.Tenant, login("sven", "r1", "D-14"), "token-2", 7)
		wantBound(t, s, "sven", "D-14 r1 token-2 7 7")
	}},
	{"Meet_SilencesWhoHadTheDeviceBefore", func(t *testing.T, s store.Store) {
		meet(t, s, key.Tenant, login("sven", "r1", "D-14"))
		bind(t, s, key.Tenant, login("sven", "r1", "D-14"), "token-1", 5)
		ring(t, s, "sven", 5, "urgent")
		if b := meet(t, s, key.Tenant, login("sven", "r1", "D-14")); !b.CanRing() {
			t.Error("the same login's hello silenced it")
		}
		if b := meet(t, s, key.Tenant, login("noor", "r2", "D-14")); b.CanRing() || b.Replica != "r2" {
			t.Errorf("got %+v", b)
		}
		wantBound(t, s, "sven", "")
		wantDue(t, s, 0)
		if err := s.Bind(t.Context(), key.Tenant, login("sven", "r1", "D-14"), store.PushToken{Platform: "android", Text: "token-1"}, 6); !errors.Is(err, store.ErrNotMet) {
			t.Errorf("an older login took the device back: %v", err)
		}
		if err := s.Bind(t.Context(), key.Tenant, login("sven", "r1", "D-15"), store.PushToken{Platform: "android", Text: "token-1"}, 6); !errors.Is(err, store.ErrNotMet) {
			t.Errorf("nobody met the device: %v", err)
		}
		bind(t, s, key.Tenant, login("noor", "r2", "D-14"), "token-1", 7)
		wantBound(t, s, "noor", "D-14 r2 token-1 7 7")
		wantBound(t, s, "sven", "")
	}},
	{"Meet_TellsActorsApartThatShareAReplicasName", func(t *testing.T, s store.Store) {
		meet(t, s, key.Tenant, login("sven", "r1", "D-14"))
		bind(t, s, key.Tenant, login("sven", "r1", "D-14"), "token-1", 5)
		meet(t, s, key.Tenant, login("noor", "r1", "D-14"))
		wantBound(t, s, "sven", "")
		if err := s.Bind(t.Context(), key.Tenant, login("sven", "r1", "D-14"), store.PushToken{Platform: "android", Text: "token-1"}, 6); !errors.Is(err, store.ErrNotMet) {
			t.Errorf("got %v", err)
		}
		bind(t, s, key.Tenant, login("noor", "r1", "D-14"), "token-1", 7)
		wantBound(t, s, "noor", "D-14 r1 token-1 7 7")
	}},
	{"Bind_MovesATextFromAnotherDevice", func(t *testing.T, s store.Store) {
		for device, actor := range map[string]string{"D-1": "sven", "D-2": "noor"} {
			meet(t, s, key.Tenant, login(actor, "r"+actor, device))
		}
		bind(t, s, key.Tenant, login("sven", "rsven", "D-1"), "token-1", 5)
		ring(t, s, "sven", 5, "urgent")
		if err := s.Bind(t.Context(), key.Tenant, login("noor", "r9", "D-2"), store.PushToken{Platform: "ios", Text: "token-1"}, 6); !errors.Is(err, store.ErrNotMet) {
			t.Errorf("got %v", err)
		}
		wantBound(t, s, "sven", "D-1 rsven token-1 5 5")
		bind(t, s, key.Tenant, login("noor", "rnoor", "D-2"), "token-1", 6)
		wantBound(t, s, "sven", "")
		wantBound(t, s, "noor", "D-2 rnoor token-1 6 6")
		wantDue(t, s, 0)
		bind(t, s, key.Tenant, login("sven", "rsven", "D-1"), "token-2", 7)
		wantBound(t, s, "sven", "D-1 rsven token-2 7 7")
	}},
	{"Unbind_TakesTheTokenAndWhatWasToBeRung", func(t *testing.T, s store.Store) {
		meet(t, s, key.Tenant, login("sven", "r1", "D-14"))
		bind(t, s, key.Tenant, login("sven", "r1", "D-14"), "token-1", 5)
		ring(t, s, "sven", 5, "urgent", "sync")
		for _, of := range [][2]string{{"r", ""}, {"r11", ""}, {"r1", "token-0"}} {
			unbind(t, s, of[0], of[1])
			wantBound(t, s, "sven", "D-14 r1 token-1 5 5")
		}
		unbind(t, s, "r1", "token-1")
		unbind(t, s, "r1", "")
		wantBound(t, s, "sven", "")
		wantDue(t, s, 0)
		b, err := s.Bell(t.Context(), key.Tenant, "D-14")
		if err != nil || b.Replica != "r1" || b.Actor != "" || b.Token.Text != "" || len(b.Rings) > 0 {
			t.Errorf("got %+v and %v", b, err)
		}
		bind(t, s, key.Tenant, login("sven", "r1", "D-14"), "token-3", 8)
		wantBound(t, s, "sven", "D-14 r1 token-3 8 8")
	}},
	{"Bells_ListsAllDevices", func(t *testing.T, s store.Store) {
		for i, tenant := range []string{key.Tenant, "other", key.Tenant} {
			meet(t, s, tenant, login("sven", "r1", fmt.Sprint("D-", 3-i)))
		}
		bind(t, s, key.Tenant, login("sven", "r1", "D-1"), "token-1", 5)
		got := ""
		for b := range all(t, s.Bells(t.Context(), key.Tenant)) {
			got += fmt.Sprint(b.Device, " ", b.CanRing(), " ")
		}
		if got != "D-1 true D-3 false " {
			t.Errorf("got %s", got)
		}
	}},
	{"Claim_GivesWhatIsDueToOne", func(t *testing.T, s store.Store) {
		for i := range 4 {
			who := login(fmt.Sprint("s", i), fmt.Sprint("r", i), fmt.Sprint("D-", i))
			meet(t, s, key.Tenant, who)
			bind(t, s, key.Tenant, who, fmt.Sprint("token-", i), 1)
			ring(t, s, who.Actor, int64(100*(i*i+1)), "visit")
		}
		wantDue(t, s, 100)
		wantClaim(t, s, "a", 99, 9, "")
		wantClaim(t, s, "a", 130, 9, "D-0")
		wantClaim(t, s, "b", 140, 9, "")
		ring(t, s, "s1", 140, "urgent")
		ring(t, s, "s2", 150, "urgent")
		wantClaim(t, s, "b", 160, 1, "D-1")
		wantClaim(t, s, "b", 160, 9, "D-2")
		wantClaim(t, s, "c", 179, 9, "")
		wantDue(t, s, 180)
		wantClaim(t, s, "c", 180, 9, "D-0") // its lease of 50 ms ended: a died
		if list, err := s.Claim(t.Context(), "other", "a", 1000, 50, 9); err != nil || len(list) > 0 {
			t.Errorf("another tenant's: %v %v", list, err)
		}
	}},
	{"Settle_KeepsWhatCameMeanwhile", func(t *testing.T, s store.Store) {
		meet(t, s, key.Tenant, login("sven", "r1", "D-14"))
		bind(t, s, key.Tenant, login("sven", "r1", "D-14"), "token-1", 5)
		ring(t, s, "sven", 100, "visit", "sync")
		b := wantClaim(t, s, "a", 100, 9, "D-14")[0]
		ring(t, s, "sven", 101, "visit")
		if due := settle(t, s, b, rung(b, "visit", 102), rung(b, "sync", 103)); due != 102+store.RingEvery {
			t.Errorf("due at %d", due)
		}
		wantDue(t, s, 102+store.RingEvery)
		b = wantClaim(t, s, "a", 102+store.RingEvery, 9, "D-14")[0]
		if due := settle(t, s, b, rung(b, "visit", 102+store.RingEvery)); due != 0 {
			t.Errorf("due at %d", due)
		}
		wantDue(t, s, 0)
		ring(t, s, "sven", 200, "visit") // soon after it was rung
		wantDue(t, s, 200+store.RingEvery)
	}},
	{"Settle_TriesAgainWhenToldTo", func(t *testing.T, s store.Store) {
		meet(t, s, key.Tenant, login("sven", "r1", "D-14"))
		bind(t, s, key.Tenant, login("sven", "r1", "D-14"), "token-1", 5)
		ring(t, s, "sven", 100, "visit")
		b := wantClaim(t, s, "a", 100, 9, "D-14")[0]
		if due := settle(t, s, b, store.Settled{Class: "visit", News: b.Rings[0].News, Retry: 900, Attempt: 1}); due != 900 {
			t.Errorf("due at %d", due)
		}
		ring(t, s, "sven", 200, "visit") // what failed waits, whatever comes
		wantDue(t, s, 900)
		if b = wantClaim(t, s, "a", 900, 9, "D-14")[0]; b.Rings[0].Attempt != 1 || b.Rings[0].Cursor != "at200" {
			t.Errorf("got %+v", b.Rings)
		}
		meet(t, s, key.Tenant, login("noor", "r2", "D-14"))
		bind(t, s, key.Tenant, login("noor", "r2", "D-14"), "token-1", 6)
		ring(t, s, "noor", 901, "visit")
		settle(t, s, b, rung(b, "visit", 902)) // of a login that is gone
		wantDue(t, s, 901)
	}},
	{"Push_TakesNoNamesThatBreakKeys", func(t *testing.T, s store.Store) {
		for _, who := range []store.Who{login("", "r1", "D-1"), login("s", "", "D-1"), login("s", "r1", ""), login("s\x00", "r1", "D-1")} {
			if _, err := s.Meet(t.Context(), key.Tenant, who); err == nil {
				t.Errorf("%+v was met", who)
			}
			if s.Bind(t.Context(), key.Tenant, who, store.PushToken{Platform: "ios", Text: "x"}, 1) == nil {
				t.Errorf("%+v was bound", who)
			}
		}
		meet(t, s, key.Tenant, login("s", "r1", "D-1"))
		if s.Bind(t.Context(), key.Tenant, login("s", "r1", "D-1"), store.PushToken{}, 1) == nil {
			t.Error("no token was bound")
		}
	}},
	{"Claim_RacersShareWhatIsDue", func(t *testing.T, s store.Store) {
		n := 200 / Scale
		for i := range n {
			who := login(fmt.Sprint("s", i), fmt.Sprint("r", i), fmt.Sprint("D-", i))
			meet(t, s, key.Tenant, who)
			bind(t, s, key.Tenant, who, fmt.Sprint("token-", i), 1)
			ring(t, s, who.Actor, 1, "visit")
		}
		var sent [200]atomic.Int64
		var wg sync.WaitGroup
		for owner := range 4 {
			wg.Go(func() {
				for {
					list, err := s.Claim(t.Context(), key.Tenant, fmt.Sprint("owner", owner), 1, 50, 7)
					if err != nil {
						t.Error(err)
					}
					if err != nil || len(list) == 0 {
						return
					}
					for _, b := range list {
						var i int
						_, _ = fmt.Sscanf(b.Device, "D-%d", &i)
						sent[i].Add(1)
						settle(t, s, b, rung(b, "visit", 2))
					}
				}
			})
		}
		wg.Wait()
		for i := range n {
			if sent[i].Load() != 1 {
				t.Errorf("D-%d was rung %d times", i, sent[i].Load())
			}
		}
		wantDue(t, s, 0)
	}},
}

func login(actor, replica, device string) store.Who {
	return store.Who{Actor: actor, Kind: "staff", Replica: replica, Device: device}
}

func meet(t testing.TB, s store.Store, tenant string, who store.Who) store.Bell {
	t.Helper()
	b, err := s.Meet(t.Context(), tenant, who)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func bind(t testing.TB, s store.Store, tenant string, who store.Who, text string, now int64) {
	t.Helper()
	if err := s.Bind(t.Context(), tenant, who, store.PushToken{Platform: "android", Text: text}, now); err != nil {
		t.Fatal(err)
	}
}

func unbind(t testing.TB, s store.Store, replica, text string) {
	t.Helper()
	if err := s.Unbind(t.Context(), key.Tenant, replica, text); err != nil {
		t.Fatal(err)
	}
}

func ring(t testing.TB, s store.Store, actor string, now int64, classes ...string) {
	t.Helper()
	var list []store.Ring
	for _, class := range classes {
		list = append(list, store.Ring{Class: class, Cursor: fmt.Sprint("at", now), Until: now + 100_000})
	}
	if _, err := s.Ring(t.Context(), key.Tenant, "staff", actor, now, list...); err != nil {
		t.Fatal(err)
	}
}

func rung(b store.Bell, class string, at int64) store.Settled {
	for _, r := range b.Rings {
		if r.Class == class {
			return store.Settled{Class: class, News: r.News, Rung: at}
		}
	}
	return store.Settled{}
}

func settle(t testing.TB, s store.Store, b store.Bell, done ...store.Settled) int64 {
	t.Helper()
	due, err := s.Settle(t.Context(), key.Tenant, b, done...)
	if err != nil {
		t.Error(err) // also from goroutines
	}
	return due
}

// wantBound compares an actor's bells: device, replica, token, since and renewed of each.
func wantBound(t testing.TB, s store.Store, actor, want string) {
	t.Helper()
	list, err := s.Bound(t.Context(), key.Tenant, "staff", actor)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range list {
		got = append(got, fmt.Sprint(b.Device, " ", b.Replica, " ", b.Token.Text, " ", b.Since, " ", b.Renewed))
	}
	if strings.Join(got, ", ") != want {
		t.Errorf("%s: got %v, want %s", actor, got, want)
	}
}

func wantDue(t testing.TB, s store.Store, want int64) {
	t.Helper()
	if got, err := s.NextRing(t.Context(), key.Tenant); err != nil || got != want {
		t.Errorf("next is due at %d, want %d: %v", got, want, err)
	}
}

// wantClaim claims for 50 milliseconds and compares the devices.
func wantClaim(t testing.TB, s store.Store, owner string, now int64, n int, want string) []store.Bell {
	t.Helper()
	list, err := s.Claim(t.Context(), key.Tenant, owner, now, 50, n)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, b := range list {
		got = append(got, b.Device)
	}
	if strings.Join(got, " ") != want {
		t.Fatalf("%s at %d: got %v, want %s", owner, now, got, want)
	}
	return list
}
