package suite

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var deadlineClaims = []claim{
	{"Due_AscendsUpToATime", func(t *testing.T, s store.Store) {
		other := store.Key{Tenant: key.Tenant, Scope: "team/t3/meeting/ekby"}
		a, b := newWriter(s, key), newWriter(s, other)
		a.ask(t, 500, -7, math.MaxInt64)
		b.ask(t, 20, 500)
		a.ask(t, 0, 300, math.MinInt64)
		for until, want := range map[int64]string{
			math.MinInt64: " -9223372036854775808", -7: " -9223372036854775808 -7", -1: " -9223372036854775808 -7",
			299: " -9223372036854775808 -7 0 20", 300: " -9223372036854775808 -7 0 20 300",
			math.MaxInt64: " -9223372036854775808 -7 0 20 300 500 500 9223372036854775807",
		} {
			got := ""
			for _, d := range due(t, s, key.Tenant, until) {
				got += fmt.Sprint(" ", d.Due)
			}
			if got != want {
				t.Errorf("until %d: got%s, want%s", until, got, want)
			}
		}
	}},
	{"Due_GivesTheDeadlineAndItsCommit", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		w.write(t, "text", "d1")
		c := w.ask(t, 20, 10)
		want := []store.Due{{Key: key, Seq: 2, Deadline: c.Deadlines[1]}, {Key: key, Seq: 2, Deadline: c.Deadlines[0]}}
		if diff := cmp.Diff(want, due(t, s, key.Tenant, 20)); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
		opened := readBack(t, s, key, 2)
		if diff := cmp.Diff(c.Deadlines, opened.Deadlines); diff != "" {
			t.Errorf("read back: -want +got\n%s", diff)
		}
	}},
	{"Due_DoesNotWaitForFinishAndClose", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		c := w.ask(t, 1)
		w.finish(t, c)
		w.close(t, c)
		w.ask(t, 2)
		if got := due(t, s, key.Tenant, 2); len(got) != 2 {
			t.Errorf("got %+v, want the closed commit's and the open one's", got)
		}
	}},
	{"Due_IsATenantsOwn", func(t *testing.T, s store.Store) {
		want := map[string]int{}
		for i, k := range traps {
			newWriter(s, k).ask(t, int64(i), int64(-i))
			want[k.Tenant] += 2
		}
		for _, tenant := range append([]string{"e", "ekbyn0"}, tenants...) {
			got := due(t, s, tenant, math.MaxInt64)
			for _, d := range got {
				if d.Key.Tenant != tenant {
					t.Errorf("%s is given one of %s", tenant, d.Key.Tenant)
				}
			}
			if len(got) != want[tenant] {
				t.Errorf("%s: got %d, want %d", tenant, len(got), want[tenant])
			}
		}
		for _, tenant := range []string{"", "ek\x00by"} {
			for _, err := range s.Due(t.Context(), tenant, 0) {
				if err == nil {
					t.Errorf("tenant %q has a deadline", tenant)
				}
			}
			if err := s.Fired(t.Context(), store.Due{Key: store.Key{Tenant: tenant, Scope: scope}}); err == nil {
				t.Errorf("a deadline of tenant %q was fired", tenant)
			}
		}
	}},
	{"Due_RefusedCommitAsksForNothing", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		rival := w.asking(w.build("rival", "d1"), 1)
		w.ask(t, 2)
		if err := s.Append(t.Context(), rival); !isTaken(err) {
			t.Fatalf("got %v, want ErrTaken", err)
		}
		if got := due(t, s, key.Tenant, 9); len(got) != 1 || got[0].Due != 2 {
			t.Errorf("got %+v, want that of the first commit only", got)
		}
	}},
	{"Fired_RemovesThatOneAndAgainDoesNothing", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		w.ask(t, 5, 5, 6)
		all := due(t, s, key.Tenant, 9)
		for range 2 {
			fire(t, s, all[1])
			if diff := cmp.Diff([]store.Due{all[0], all[2]}, due(t, s, key.Tenant, 9)); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		}
		never := all[0]
		never.Edit = "never"
		fire(t, s, never)
		fire(t, s, all[0])
		fire(t, s, all[2])
		if got := due(t, s, key.Tenant, 9); len(got) != 0 {
			t.Errorf("got %+v after all were fired", got)
		}
		w.ask(t, 5)
		if got := due(t, s, key.Tenant, 9); len(got) != 1 {
			t.Errorf("got %+v, want the new one", got)
		}
	}},
	{"Due_ThousandsFiredAsTheyCome", func(t *testing.T, s store.Store) {
		commits, each := 50/Scale, 100
		random := rand.New(rand.NewPCG(1, 2))
		writers := []*writer{newWriter(s, key), newWriter(s, store.Key{Tenant: key.Tenant, Scope: "team/t3/meeting/ekby"})}
		for i := range commits {
			times := make([]int64, each)
			for j := range times {
				times[j] = random.Int64N(10_000)
			}
			writers[i%2].ask(t, times...)
		}
		seen, last := map[string]bool{}, int64(-1)
		for until := int64(999); until < 10_000; until += 1000 {
			for d := range all(t, s.Due(t.Context(), key.Tenant, until)) {
				if seen[d.Edit] || d.Due < last || d.Due > until {
					t.Fatalf("%d %s comes after %d, twice: %v", d.Due, d.Edit, last, seen[d.Edit])
				}
				seen[d.Edit], last = true, d.Due
				fire(t, s, d)
			}
		}
		if left := due(t, s, key.Tenant, math.MaxInt64); len(seen) != commits*each || len(left) != 0 {
			t.Errorf("%d of %d were due, %d are left", len(seen), commits*each, len(left))
		}
	}},
}

// asking gives a built commit deadlines.
func (w *writer) asking(c *document.Commit, times ...int64) *document.Commit {
	for i, at := range times {
		c.Deadlines = append(c.Deadlines, document.Deadline{
			Due: at, Rule: "cutOff", Doc: "d1", Edit: editID(w.key, c.Seq, fmt.Sprint("t", i)),
		})
	}
	return c
}

// ask appends a commit with deadlines.
func (w *writer) ask(t testing.TB, times ...int64) *document.Commit {
	t.Helper()
	c := w.asking(w.build("text", "d1"), times...)
	w.append(t, c)
	return c
}

func due(t testing.TB, s store.Store, tenant string, until int64) []store.Due {
	t.Helper()
	return slices.Collect(all(t, s.Due(t.Context(), tenant, until)))
}

func fire(t testing.TB, s store.Store, d store.Due) {
	t.Helper()
	if err := s.Fired(t.Context(), d); err != nil {
		t.Fatalf("fire %+v: %v", d, err)
	}
}

// agenda is what a store should have due: what was asked for and not fired, and after a crash maybe what was fired, too.
type agenda struct {
	waiting map[string]store.Due
	fired   map[string]store.Due // and maybe back
}

func newAgenda() *agenda { return &agenda{map[string]store.Due{}, map[string]store.Due{}} }

func (a *agenda) add(k store.Key, c *document.Commit) {
	for _, d := range c.Deadlines {
		a.waiting[d.Edit] = store.Due{Key: k, Seq: c.Seq, Deadline: d}
	}
}

// fireFirst fires the earliest that is due.
func (a *agenda) fireFirst(t testing.TB, s store.Store, tenant string) {
	for d := range all(t, s.Due(t.Context(), tenant, math.MaxInt64)) {
		fire(t, s, d)
		delete(a.waiting, d.Edit)
		a.fired[d.Edit] = d
		return
	}
}

// crashed takes back what may have come back.
func (a *agenda) crashed(t testing.TB, s store.Store, tenant string) {
	for _, d := range due(t, s, tenant, math.MaxInt64) {
		if was, back := a.fired[d.Edit]; back {
			a.waiting[d.Edit] = was
		}
	}
}

func (a *agenda) check(t testing.TB, s store.Store, tenant string) {
	t.Helper()
	got := map[string]store.Due{}
	for _, d := range due(t, s, tenant, math.MaxInt64) {
		got[d.Edit] = d
	}
	if diff := cmp.Diff(a.waiting, got); diff != "" {
		t.Errorf("deadlines: -want +got\n%s", diff)
	}
}
