package suite

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/store"
)

// crashAudit lets one goroutine record, hold, touch and crash in any order. What Record and Hold acknowledged is there, whole
// and in one chain, with its mark; a contact is never older than what was held with it.
func crashAudit(t *testing.T, newDisk func(testing.TB) Disk) {
	rapid.Check(t, func(rt *rapid.T) {
		disk := newDisk(t)
		s := disk.Open(t)
		var events, holdings int
		var last, touched int64
		rt.Repeat(map[string]func(*rapid.T){
			"record": func(rt *rapid.T) {
				n := rapid.IntRange(1, 5).Draw(rt, "events")
				list := make([]store.Event, n)
				for i := range list {
					list[i] = read("c1", "s1", int64(events+i))
				}
				events += n
				if err := s.Record(t.Context(), key.Tenant, list, store.ReadMark{Replica: "r1", UpTo: uint64(events), Link: fmt.Sprint(events)}); err != nil {
					rt.Fatal(err)
				}
			},
			"hold": func(*rapid.T) {
				holdings++
				touched++
				last = touched
				hold(t, s, key.Tenant, "r1", last, held("r1", key.Scope+"x", 1, 0, last), held("r1", key.Scope, int64(holdings), 0, 0))
			},
			"touch": func(*rapid.T) {
				touched++
				if err := s.Touch(t.Context(), key.Tenant, contact("r1", touched)); err != nil {
					rt.Fatal(err)
				}
			},
			"crash": func(rt *rapid.T) {
				percent := rapid.SampledFrom([]int{0, 0, 20, 80, 100}).Draw(rt, "unsynced percent")
				disk.Crash(percent, rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0)))
				s = disk.Open(t)
			},
			"": func(rt *rapid.T) {
				got, _ := CheckAudit(t, s, key.Tenant)
				mark, err := s.ReadMark(t.Context(), key.Tenant, "r1")
				if err != nil || len(got) != events || mark.UpTo != uint64(events) {
					rt.Fatalf("got %d events and mark %d, want %d: %v", len(got), mark.UpTo, events, err)
				}
				c, list, err := s.HeldBy(t.Context(), key.Tenant, "r1")
				if err != nil || c.Last < last || c.Last > touched || holdings > 0 && (len(list) != 2 || list[0].Since != int64(holdings) || list[1].PurgedAt != last) {
					rt.Fatalf("got %+v %+v after %d, %d: %v", c, list, last, touched, err)
				}
				if t.Failed() {
					rt.FailNow()
				}
			},
		})
	})
}
