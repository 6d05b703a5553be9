package simtest_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/simtest"
)

var (
	seeds   = flag.Uint64("seeds", 300, "how many seeds to play")
	one     = flag.Uint64("seed", 0, "play only this seed and print its trace")
	first   = flag.Uint64("from", 1, "the first seed")
	verbose = flag.Bool("stats", false, "print what the seeds were made of")
)

const shortSeeds = 40

func TestSeeds(t *testing.T) {
	n := *seeds
	if testing.Short() {
		n = min(n, shortSeeds)
	}
	play(t, simtest.Run, n)
}

// TestNodes plays more than a few seeds only when asked for by name.
func TestNodes(t *testing.T) {
	n := *seeds
	if testing.Short() || !strings.Contains(flag.Lookup("test.run").Value.String(), "Nodes") {
		n = min(n, shortSeeds)
	}
	play(t, simtest.RunNodes, n)
}

func play(t *testing.T, run func(uint64) simtest.Result, n uint64) {
	t.Helper()
	if *one != 0 {
		r := run(*one)
		fmt.Fprintln(os.Stdout, strings.Join(r.Trace, "\n"))
		report(t, r, false)
		return
	}
	var sum sums
	began := time.Now()
	var enough atomic.Bool // with -failfast the first broken seed ends it
	t.Run("workers", func(t *testing.T) {
		next := make(chan uint64)
		for i := range runtime.GOMAXPROCS(0) {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				t.Parallel()
				for seed := range next {
					if enough.Load() {
						continue
					}
					began := time.Now()
					r := run(seed)
					sum.add(r, time.Since(began))
					report(t, r, true)
					enough.Store(t.Failed() && flag.Lookup("test.failfast").Value.String() == "true" || enough.Load())
				}
			})
		}
		go func() {
			for seed := *first; seed < *first+n; seed++ {
				next <- seed
			}
			close(next)
		}()
	})
	if *verbose {
		sum.print(time.Since(began))
	}
}

// report prints a broken seed: what, the last steps, and how to see them all.
func report(t *testing.T, r simtest.Result, withTrace bool) {
	t.Helper()
	if len(r.Failures) == 0 {
		return
	}
	trace := ""
	if withTrace {
		trace = "\nlast steps:\n" + strings.Join(r.Trace[max(0, len(r.Trace)-40):], "\n")
	}
	first, _, _ := strings.Cut(t.Name(), "/")
	t.Errorf("seed %d broke a promise:\n- %s%s\nreplay: go test ./server/simtest -run %s -seed %d", r.Seed, strings.Join(r.Failures, "\n- "), trace, strings.TrimPrefix(first, "Test"), r.Seed)
}

// TestSameSeedSameTrace: without it no failure could be looked into.
func TestSameSeedSameTrace(t *testing.T) {
	t.Parallel()
	for seed := uint64(1); seed <= 20; seed++ {
		run := []func(uint64) simtest.Result{simtest.Run, simtest.RunNodes}[seed%2]
		a, b := run(seed), run(seed)
		for i := range max(len(a.Trace), len(b.Trace)) {
			if i >= len(a.Trace) || i >= len(b.Trace) || a.Trace[i] != b.Trace[i] {
				t.Errorf("seed %d differs at line %d:\n%s\n%s", seed, i, line(a.Trace, i), line(b.Trace, i))
				break
			}
		}
	}
}

func line(trace []string, i int) string {
	if i < len(trace) {
		return trace[i]
	}
	return "(end)"
}

// sums adds up what the seeds were made of.
type sums struct {
	mu       sync.Mutex
	seeds    int
	longest  time.Duration
	stats    simtest.Stats
	verdicts map[string]int
}

func (s *sums) add(r simtest.Result, took time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.seeds++
	s.longest = max(s.longest, took)
	s.stats.Steps += r.Stats.Steps
	s.stats.Edits += r.Stats.Edits
	s.stats.Commits += r.Stats.Commits
	s.stats.Kills += r.Stats.Kills
	s.stats.Restores += r.Stats.Restores
	s.stats.Deaths += r.Stats.Deaths
	s.stats.Faults += r.Stats.Faults
	s.stats.Frames += r.Stats.Frames
	s.stats.Reloads += r.Stats.Reloads
	s.stats.Fired += r.Stats.Fired
	s.stats.Due += r.Stats.Due
	s.stats.Elections += r.Stats.Elections
	s.stats.Split += r.Stats.Split
	s.stats.Undone += r.Stats.Undone
	if s.verdicts == nil {
		s.verdicts = map[string]int{}
	}
	for rule, n := range r.Stats.Rules {
		s.verdicts["due "+rule] += n
	}
	for kind, n := range r.Stats.Verdicts {
		s.verdicts[kind] += n
	}
}

func (s *sums) print(took time.Duration) {
	fmt.Fprintf(os.Stdout, "%d seeds in %v, longest %v\n%+v\n", s.seeds, took.Round(time.Millisecond), s.longest.Round(time.Millisecond), s.stats)
	for _, kind := range slices.Sorted(maps.Keys(s.verdicts)) {
		fmt.Fprintf(os.Stdout, "%7d %s\n", s.verdicts[kind], kind)
	}
}
