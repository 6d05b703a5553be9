package suite

import (
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"
)

// crashPush lets one goroutine bind, unbind, ring and crash in any order. What was bound or unbound stays so; what was rung for a
// commit is there, or the commit is open still; and what was settled may have to be rung again, but is never lost.
func crashPush(t *testing.T, newDisk func(testing.TB) Disk) {
	rapid.Check(t, func(rt *rapid.T) {
		disk := newDisk(t)
		s := disk.Open(t)
		w := newWriter(s, key)
		now, holder, bound := int64(1), "", false
		closed := 0  // commits rung for and closed since the login was bound
		settled := 0 // of them, rung
		rt.Repeat(map[string]func(*rapid.T){
			"meet": func(rt *rapid.T) {
				actor := rapid.SampledFrom([]string{"sven", "noor"}).Draw(rt, "actor")
				meet(t, s, key.Tenant, login(actor, "r"+actor, "D-14"))
				if actor != holder {
					holder, bound, closed, settled = actor, false, 0, 0
				}
			},
			"bind": func(*rapid.T) {
				if holder != "" {
					bind(t, s, key.Tenant, login(holder, "r"+holder, "D-14"), "token-1", now)
					bound = true
				}
			},
			"unbind": func(*rapid.T) {
				if holder != "" {
					unbind(t, s, "r"+holder, "")
					bound, closed, settled = false, 0, 0
				}
			},
			"commit": func(*rapid.T) {
				if !bound {
					return
				}
				now += 20_000
				c := w.build("text", "d1")
				w.append(t, c)
				w.finish(t, c)
				ring(t, s, holder, now, "visit")
				w.close(t, c)
				closed++
			},
			"send": func(*rapid.T) {
				now += 100_000 // and every lease ends
				list, err := s.Claim(t.Context(), key.Tenant, "a", now, 50, 9)
				if err != nil {
					rt.Fatal(err)
				}
				for _, b := range list {
					settle(t, s, b, rung(b, "visit", now))
					settled = closed
				}
			},
			"crash": func(rt *rapid.T) {
				percent := rapid.SampledFrom([]int{0, 0, 20, 80, 100}).Draw(rt, "unsynced percent")
				disk.Crash(percent, rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0)))
				s = disk.Open(t)
				w.s = s
				for c := range all(t, s.Open(t.Context(), w.key)) { // the sweep
					w.finish(t, c)
					if bound {
						ring(t, s, holder, now, "visit")
					}
					w.close(t, c)
				}
			},
			"": func(rt *rapid.T) {
				if holder == "" {
					return
				}
				b, err := s.Bell(t.Context(), key.Tenant, "D-14")
				if err != nil || b.Replica != "r"+holder || b.CanRing() != bound {
					rt.Fatalf("got %s, rings %v, want %s, %v: %v", b.Replica, b.CanRing(), holder, bound, err)
				}
				if closed > settled && b.Next() == 0 {
					rt.Fatalf("%d commits were rung for, %d reached the phone, and nothing is due", closed, settled)
				}
				if due, err := s.NextRing(t.Context(), key.Tenant); err != nil || due != b.Next() {
					rt.Fatalf("the bell is due at %d, the index says %d: %v", b.Next(), due, err)
				}
				if t.Failed() {
					rt.FailNow()
				}
			},
		})
	})
}
