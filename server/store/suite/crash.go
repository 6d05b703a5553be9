package suite

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Disk is what stores are kept on, with a power switch.
type Disk interface {
	// Open opens the store on the disk, once after NewDisk and once after each Crash. The disk arranges its end.
	Open(t testing.TB) store.Store
	// Crash cuts the power, whatever the store is doing: what was synced stays, and about unsynced percent of the rest.
	Crash(unsynced int, random *rand.Rand)
}

// Crash tests that what a store acknowledged survives, and that nothing is half there.
func Crash(t *testing.T, newDisk func(t testing.TB) Disk) {
	for name, test := range map[string]func(*testing.T, func(testing.TB) Disk){
		"AcknowledgedCommitsSurvive": crashAcknowledged,
		"AnyMomentIsSurvived":        crashAnywhere,
		"RacersAreSurvived":          crashRacers,
		"AuditIsSurvived":            crashAudit,
		"BellsAreSurvived":           crashPush,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, newDisk)
		})
	}
}

func crashAcknowledged(t *testing.T, newDisk func(testing.TB) Disk) {
	disk := newDisk(t)
	w := newWriter(disk.Open(t), key)
	fork := w.build("text", "d1")
	fork.Parent = &document.Base{Epoch: "zeroth", Seq: 9}
	w.append(t, fork)
	w.finish(t, fork)
	dues := newAgenda()
	for i := range 10 {
		c := w.asking(w.build(fmt.Sprint(i), "d1", fmt.Sprintf("e%d", i)), int64(100-i))
		w.append(t, c)
		dues.add(key, c)
		if i < 7 {
			w.finish(t, c)
		}
		if i < 4 {
			w.close(t, c)
		}
	}
	disk.Crash(0, nil)
	w.s = disk.Open(t)
	CheckLog(t, w.s, key)
	head, err := w.s.Head(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	wantHead(t, key, head, w.head)
	w.wantState(t)
	dues.check(t, w.s, key.Tenant)
	for _, c := range w.commits {
		for _, e := range c.Edits {
			if got, err := w.s.Known(t.Context(), key.Tenant, []string{e.Verdict.Edit}); err != nil || got[e.Verdict.Edit].Seq != c.Seq {
				t.Errorf("edit %s: got %v and %v, want it in %d", e.Verdict.Edit, got, err, c.Seq)
			}
		}
	}
	w.write(t, "after", "d1")
}

// crashAnywhere lets one goroutine write, finish, close and crash in any order. Marks are only removed after Finish, as
// the flow does, so the documents with the open commits laid over them must always be the truth.
func crashAnywhere(t *testing.T, newDisk func(testing.TB) Disk) {
	rapid.Check(t, func(rt *rapid.T) {
		disk := newDisk(t)
		s := disk.Open(t)
		w := newWriter(s, key)
		dues := newAgenda()
		next := 0 // the first commit that is not finished and closed, as far as this sweep knows
		rt.Repeat(map[string]func(*rapid.T){
			"append": func(rt *rapid.T) {
				c := w.build(rapid.String().Draw(rt, "text"), rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "document"))
				w.append(t, w.asking(c, rapid.SliceOfN(rapid.Int64Range(-2, 9), 0, 3).Draw(rt, "deadlines")...))
				dues.add(key, c)
			},
			"fire": func(*rapid.T) { dues.fireFirst(t, s, key.Tenant) },
			"finish": func(rt *rapid.T) {
				if next < len(w.commits) {
					w.finish(t, w.commits[next])
				}
			},
			"sweep": func(rt *rapid.T) {
				if next < len(w.commits) {
					w.finish(t, w.commits[next])
					w.close(t, w.commits[next])
					next++
				}
			},
			"crash": func(rt *rapid.T) {
				percent := rapid.SampledFrom([]int{0, 0, 20, 80, 100}).Draw(rt, "unsynced percent")
				disk.Crash(percent, rand.New(rand.NewPCG(rapid.Uint64().Draw(rt, "seed"), 0)))
				s = disk.Open(t)
				w.s = s
				dues.crashed(t, s, key.Tenant)
				next = len(w.commits)
				for c := range all(t, s.Open(t.Context(), w.key)) {
					next = min(next, int(c.Seq)-1)
				}
			},
			"": func(rt *rapid.T) {
				w.wantState(t)
				dues.check(t, s, key.Tenant)
				if head, err := s.Head(t.Context(), w.key); err != nil || head.Hash != w.head.Hash {
					rt.Fatalf("head: got %d and %v, want %d", head.Seq, err, w.head.Seq)
				}
				if t.Failed() {
					rt.FailNow()
				}
			},
		})
		CheckLog(t, s, w.key)
	})
}

// crashRacers cuts the power while several goroutines append. What was acknowledged before is there; what was under way is
// there whole or not at all.
func crashRacers(t *testing.T, newDisk func(testing.TB) Disk) {
	disk := newDisk(t)
	for round := range uint64(6) {
		s := disk.Open(t)
		var mu sync.Mutex
		acknowledged := map[document.Scope]uint64{}
		enough := make(chan struct{}, 1)
		var wg sync.WaitGroup
		for i := range 6 {
			k := store.Key{Tenant: key.Tenant, Scope: document.Scope(fmt.Sprintf("citizen/c%d-%d/health/ekby", round, i))}
			wg.Go(func() {
				for w := newWriter(s, k); ; {
					c := w.build("text", "d1", "d2")
					if err := s.Append(t.Context(), c); err != nil {
						return // the power is out
					}
					w.adopt(c)
					mu.Lock()
					acknowledged[k.Scope] = c.Seq
					if n := len(acknowledged); n == 6 && c.Seq > 10 {
						select {
						case enough <- struct{}{}:
						default:
						}
					}
					mu.Unlock()
					_ = s.Finish(t.Context(), c)
				}
			})
		}
		<-enough
		mu.Lock()
		before := fmt.Sprint(acknowledged)
		want := map[document.Scope]uint64{}
		for k, v := range acknowledged {
			want[k] = v
		}
		mu.Unlock()
		disk.Crash(int(round)*20, rand.New(rand.NewPCG(round, 0)))
		wg.Wait()
		s = disk.Open(t)
		for scope, seq := range want {
			k := store.Key{Tenant: key.Tenant, Scope: scope}
			commits := CheckLog(t, s, k)
			if uint64(len(commits)) < seq {
				t.Errorf("%s: got %d commits, acknowledged %s", scope, len(commits), before)
			}
			w := newWriter(s, k)
			for _, c := range commits {
				w.adopt(c)
				for i, e := range c.Edits {
					if got, err := s.Known(t.Context(), key.Tenant, []string{e.Verdict.Edit}); err != nil || got[e.Verdict.Edit].Index != i || got[e.Verdict.Edit].Seq != c.Seq {
						t.Errorf("edit %s: got %v and %v", e.Verdict.Edit, got, err)
					}
				}
			}
			w.wantState(t)
		}
		disk.Crash(0, nil)
	}
}
