package push_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
)

const start = int64(1_795_000_000_000)

// world is a ringer on a store that can crash, with a clock that is set and a push service that does as it is told.
type world struct {
	t     testing.TB
	fs    *vfs.MemFS
	store *pebble.Store
	r     *push.Ringer
	told  *told
	now   int64

	mu      sync.Mutex
	barred  map[string]bool // logins that ended, by replica; guarded by mu
	revoked map[string]bool // by replica; guarded by mu
	counts  map[string]int  // by class and outcome; guarded by mu
	options func(*push.Options)
}

func newWorld(t testing.TB, change ...func(*push.Options)) *world {
	w := &world{t: t, fs: vfs.NewCrashableMem(), told: &told{}, now: start, barred: map[string]bool{}, revoked: map[string]bool{}, counts: map[string]int{}}
	w.options = func(o *push.Options) {
		for _, f := range change {
			f(o)
		}
	}
	w.open()
	t.Cleanup(func() {
		if err := w.store.Stop(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func (w *world) open() {
	w.t.Helper()
	s, err := pebble.Open(pebble.Small(w.fs))
	if err != nil {
		w.t.Fatal(err)
	}
	w.store, w.r = s, w.ringer("node", s)
}

func (w *world) ringer(owner string, s store.Push) *push.Ringer {
	o := push.Options{
		Store: s, Sender: w.told, Owner: owner, Tenants: func() []string { return []string{"ekby"} }, PerSecond: 1_000_000,
		Now:    func(string) int64 { w.mu.Lock(); defer w.mu.Unlock(); return w.now },
		Chance: func() float64 { return 0.5 },
		Allowed: func(_ context.Context, _ string, b store.Bell) (push.Leave, error) {
			w.mu.Lock()
			defer w.mu.Unlock()
			switch {
			case w.barred[b.Replica]:
				return push.Nothing, nil
			case w.revoked[b.Replica]:
				return push.ToPurge, nil
			}
			return push.Anything, nil
		},
		Observe: func(c push.Class, outcome string) {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.counts[string(c)+" "+outcome]++
		},
	}
	w.options(&o)
	return push.New(o)
}

// crash cuts the power and starts again.
func (w *world) crash() {
	w.t.Helper()
	after := w.fs.CrashClone(vfs.CrashCloneCfg{UnsyncedDataPercent: 0, RNG: rand.New(rand.NewPCG(1, 2))})
	if err := w.store.Stop(); err != nil {
		w.t.Fatal(err)
	}
	w.fs = after
	w.open()
}

// pass lets time pass.
func (w *world) pass(d time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.now += d.Milliseconds()
}

// login is somebody on a device whose token can be rung.
func (w *world) login(actor, device string) store.Who {
	w.t.Helper()
	return w.loginOn(actor, device, push.Android)
}

func (w *world) loginOn(actor, device, platform string) store.Who {
	w.t.Helper()
	who := store.Who{Actor: actor, Kind: "staff", Replica: "r" + actor, Device: device}
	if _, err := w.r.Meet(w.t.Context(), "ekby", who); err != nil {
		w.t.Fatal(err)
	}
	if err := w.r.Bind(w.t.Context(), "ekby", who, store.PushToken{Platform: platform, Text: "token-of-" + device}); err != nil {
		w.t.Fatal(err)
	}
	return who
}

func (w *world) ring(actor string, news ...push.News) {
	w.t.Helper()
	for i := range news {
		if news[i].At == 0 {
			news[i].At = w.now
		}
	}
	if err := w.r.Ring(w.t.Context(), "ekby", "staff", actor, news...); err != nil {
		w.t.Fatal(err)
	}
}

// all rings what is due.
func (w *world) all() {
	w.t.Helper()
	if err := w.r.All(w.t.Context(), "ekby"); err != nil {
		w.t.Fatal(err)
	}
}

func news(class push.Class, n int) push.News {
	return push.News{Class: class, Cursor: fmt.Sprintf("%016x", n)}
}

// want compares what the service was told since the last time: device, class and the end of the cursor of each.
func (w *world) want(list ...string) {
	w.t.Helper()
	if got, want := strings.Join(w.told.take(), ", "), strings.Join(list, ", "); got != want {
		w.t.Errorf("the service was told %q, want %q", got, want)
	}
}

func (w *world) wantCount(what string, n int) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.counts[what] != n {
		w.t.Errorf("%s: %d times, want %d", what, w.counts[what], n)
	}
}

// told is a push service that keeps what it is told.
type told struct {
	mu     sync.Mutex
	list   []string                                // guarded by mu
	fail   map[string]error                        // by token; guarded by mu
	before func(ctx context.Context, token string) // what happens while it is told; nil: nothing
}

func (s *told) Send(ctx context.Context, token string, m push.Message) error {
	if s.before != nil {
		s.before(ctx, token)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.fail[token]; err != nil {
		return err
	}
	cursor := m.Data()["inboxCursor"]
	if m.Class() == push.Sync && m.IsHigh() {
		cursor = fmt.Sprintf("high %.0fd", m.TTL().Hours()/24)
	}
	s.list = append(s.list, strings.TrimPrefix(token, "token-of-")+" "+string(m.Class())+" "+strings.TrimLeft(cursor, "0"))
	return nil
}

func (s *told) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.list
	s.list = nil
	return list
}

func (s *told) failing(token string, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail == nil {
		s.fail = map[string]error{}
	}
	s.fail[token] = err
}
