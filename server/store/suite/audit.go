package suite

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var auditClaims = []claim{
	{"Record_NumbersAndChainsInEachTenant", func(t *testing.T, s store.Store) {
		for i, tenant := range tenants {
			record(t, s, tenant, read("c1", "s1", 10), read("c2", "s1", 11))
			record(t, s, tenant, slices.Repeat([]store.Event{read("c1", "s2", 12)}, i)...)
			events, head := CheckAudit(t, s, tenant)
			if len(events) != 2+i || head.N != uint64(2+i) {
				t.Errorf("%s: got %d events to %s, want %d", tenant, len(events), head, 2+i)
			}
		}
		if _, head := CheckAudit(t, s, "nobody"); head != store.AuditStart("nobody") {
			t.Errorf("a tenant without events: %s", head)
		}
	}},
	{"Record_KeepsAllOfAnEvent", func(t *testing.T, s store.Store) {
		want := store.Event{
			N: 1, At: 20, SeenAt: 10, Action: store.ActionRead, Offline: true, Directory: 7, Purpose: "care", Note: "not-allowed", Links: []uint64{3, 4},
			Who:  store.Who{Actor: "s1", Kind: "staff", Role: "nurse", Unit: "ekby", Device: "D-14", Replica: "r1", Carrier: "s2"},
			What: store.What{Citizen: "c1", Scope: scope, Doc: "d1", Count: 2},
		}
		record(t, s, key.Tenant, want)
		got, _ := CheckAudit(t, s, key.Tenant)
		if diff := cmp.Diff([]store.Event{want}, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}},
	{"Record_RacersShareOneChain", func(t *testing.T, s store.Store) {
		const racers, each = 8, 20
		var wg sync.WaitGroup
		for i := range racers {
			wg.Go(func() {
				for n := range each {
					e := read("c1", fmt.Sprint("s", i), int64(n))
					if err := s.Record(t.Context(), key.Tenant, []store.Event{e}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		wg.Wait()
		if events, _ := CheckAudit(t, s, key.Tenant); len(events) != racers*each {
			t.Errorf("got %d events, want %d", len(events), racers*each)
		}
	}},
	{"Events_AreFoundByCitizenAndByActor", func(t *testing.T, s store.Store) {
		for _, tenant := range tenants {
			record(t, s, tenant, read("c1", "s1", 10), read("c11", "s1", 11), read("c1", "s11", 12), read("", "s1", 13), read("s1", "c1", 14))
		}
		for of, want := range map[store.Subject]string{
			{Citizen: "c1"}: "1 3", {Citizen: "c11"}: "2", {Actor: "s1"}: "1 2 4", {Actor: "s11"}: "3", {Citizen: "s1"}: "5",
			{Actor: "c1"}: "5", {Citizen: "c"}: "", {Actor: "nobody"}: "",
		} {
			if got := numbers(t, s, of, math.MinInt64, math.MaxInt64); got != want {
				t.Errorf("%+v: got %q, want %q", of, got, want)
			}
		}
	}},
	// Seen at 10 and handed in at 50: whoever asks for the one time or for the other finds it, and who asks for both gets it
	// once. Blocks of time one after another give the same events as the whole, and each once.
	{"Events_AreFoundByBothTimesAndOnce", func(t *testing.T, s store.Store) {
		late := read("c1", "s1", 50)
		late.SeenAt = 10
		record(t, s, key.Tenant, read("c1", "s1", 20), late, read("c1", "s1", -5))
		for block, want := range map[[2]int64]string{
			{math.MinInt64, math.MaxInt64}: "3 2 1", {10, 11}: "2", {10, 10}: "", {50, 51}: "2", {11, 50}: "1", {-5, 10}: "3", {-5, 11}: "3 2",
			{11, 51}: "1 2", {51, 99}: "",
		} {
			if got := numbers(t, s, store.Subject{Citizen: "c1"}, block[0], block[1]); got != want {
				t.Errorf("%v: got %q, want %q", block, got, want)
			}
		}
	}},
	{"Events_InBlocksAreTheWhole", func(t *testing.T, s store.Store) {
		random := rand.New(rand.NewPCG(1, 2))
		for range 300 {
			record(t, s, key.Tenant, read("c1", "s1", random.Int64N(1000)))
		}
		whole := numbers(t, s, store.Subject{Citizen: "c1"}, 0, 1000)
		var blocks string
		for from := int64(0); from < 1000; {
			to := from + 1 + random.Int64N(99)
			if got := numbers(t, s, store.Subject{Citizen: "c1"}, from, min(to, 1000)); got != "" && blocks != "" {
				blocks += " " + got
			} else {
				blocks += got
			}
			from = to
		}
		if diff := cmp.Diff(whole, blocks); diff != "" {
			t.Errorf("-whole +blocks\n%s", diff)
		}
	}},
	{"ReadMark_MovesWithItsEvents", func(t *testing.T, s store.Store) {
		marks := func() string {
			out := ""
			for _, replica := range []string{"r", "r1", "r11"} {
				m, err := s.ReadMark(t.Context(), key.Tenant, replica)
				if err != nil || m.Replica != replica {
					t.Fatal(m, err)
				}
				out += fmt.Sprint(" ", m.UpTo, m.Link)
			}
			return out
		}
		if got := marks(); got != " 0 0 0" {
			t.Errorf("before: %s", got)
		}
		if err := s.Record(t.Context(), key.Tenant, []store.Event{read("c1", "s1", 1)}, store.ReadMark{Replica: "r1", UpTo: 1, Link: "aa"}); err != nil {
			t.Fatal(err)
		}
		if err := s.Record(t.Context(), "ek", nil, store.ReadMark{Replica: "r1", UpTo: 9, Link: "bb"}); err != nil {
			t.Fatal(err)
		}
		if got := marks(); got != " 0 1aa 0" {
			t.Errorf("after: %s", got)
		}
	}},
	{"WrittenBy_FindsEachCommitOnce", func(t *testing.T, s store.Store) {
		other := store.Key{Tenant: key.Tenant, Scope: "team/t3/meeting/ekby"}
		for i, k := range []store.Key{key, other, {Tenant: "ek", Scope: scope}} {
			w := newWriter(s, k)
			for at, authors := range [][]string{{"s1"}, {"s1", "s11", "s1"}, {"s2", "s1"}, {}, {"s11"}} {
				c := w.build("text", slices.Repeat([]string{"d1"}, 1)...)
				c.At = int64(10*at + i)
				c.Edits = nil
				for n, author := range authors {
					c.Edits = append(c.Edits, document.Entry{Digest: "d", Author: author, Verdict: document.Verdict{
						Edit: editID(k, c.Seq, fmt.Sprint(n)), Scope: c.Scope, Seq: c.Seq}})
				}
				w.append(t, c)
			}
		}
		for _, q := range []struct {
			author   string
			from, to int64
			want     string
		}{
			{"s1", math.MinInt64, math.MaxInt64, " 0:1 1:1 10:2 11:2 20:3 21:3"}, {"s1", 1, 20, " 1:1 10:2 11:2"}, {"s11", 0, 99, " 10:2 11:2 40:5 41:5"},
			{"s2", 20, 21, " 20:3"}, {"s", 0, 99, ""}, {"nobody", 0, 99, ""},
		} {
			got := ""
			for w := range all(t, s.WrittenBy(t.Context(), key.Tenant, q.author, q.from, q.to)) {
				got += fmt.Sprint(" ", w.At, ":", w.Seq)
				if c := readBack(t, s, store.Key{Tenant: key.Tenant, Scope: w.Scope}, w.Seq); c.At != w.At {
					t.Errorf("%s: commit %d is of %d", w.Scope, w.Seq, c.At)
				}
			}
			if got != q.want {
				t.Errorf("%s %d to %d: got%s, want%s", q.author, q.from, q.to, got, q.want)
			}
		}
	}},
	{"Audit_TakesNoNamesThatBreakKeys", func(t *testing.T, s store.Store) {
		bad := read("c\x00", "s1", 1)
		if err := s.Record(t.Context(), key.Tenant, []store.Event{read("c1", "s1", 1), bad}); err == nil {
			t.Error("a citizen with a zero byte was taken")
		}
		if err := s.Record(t.Context(), "", []store.Event{read("c1", "s1", 1)}); err == nil {
			t.Error("no tenant was taken")
		}
		if err := s.Record(t.Context(), key.Tenant, nil, store.ReadMark{}); err == nil {
			t.Error("a mark of no replica was taken")
		}
		if events, _ := CheckAudit(t, s, key.Tenant); len(events) != 0 {
			t.Errorf("something of it is there: %+v", events)
		}
	}},
}

func read(citizen, actor string, at int64) store.Event {
	return store.Event{At: at, Action: store.ActionRead, Who: store.Who{Actor: actor}, What: store.What{Citizen: citizen}}
}

func record(t testing.TB, s store.Store, tenant string, events ...store.Event) {
	t.Helper()
	if err := s.Record(t.Context(), tenant, slices.Clone(events)); err != nil {
		t.Fatal(err)
	}
}

// numbers lists the events of a subject in the tenant ekby, in the order they come.
func numbers(t testing.TB, s store.Store, of store.Subject, from, to int64) string {
	t.Helper()
	out := ""
	for e := range all(t, s.Events(t.Context(), key.Tenant, of, from, to)) {
		if out != "" {
			out += " "
		}
		out += fmt.Sprint(e.N)
	}
	return out
}

// CheckAudit checks that a tenant's audit log has no gap, that its chain is whole, and that it ends at the head. It gives
// the events.
func CheckAudit(t testing.TB, s store.Store, tenant string) ([]store.Event, store.AuditHead) {
	t.Helper()
	ctx := context.Background() // the test's own context has ended in a cleanup
	head := store.AuditStart(tenant)
	var events []store.Event
	for stored, err := range s.AuditLog(ctx, tenant, 0) {
		if err != nil {
			t.Fatal(err)
		}
		e, next, err := head.Follow(stored)
		if err != nil {
			t.Fatalf("%s: %v", tenant, err)
		}
		head, events = next, append(events, e)
	}
	if got, err := s.AuditHead(ctx, tenant); err != nil || got != head {
		t.Errorf("%s: got head %s and %v, want %s", tenant, got, err, head)
	}
	return events, head
}
