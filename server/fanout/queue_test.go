package fanout_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/sync/document"
)

func frame(scope, text string) fanout.Frame {
	return fanout.Frame{Scope: document.Scope(scope), Bytes: []byte(text)}
}

func drain(q *fanout.Queue) []string {
	var got []string
	for {
		f, ok := q.Pop()
		if !ok {
			return got
		}
		got = append(got, string(f.Bytes))
	}
}

func TestQueue_WakesOncePerIdleTime(t *testing.T) {
	t.Parallel()
	woken := 0
	q := fanout.NewQueue(fanout.Limits{}, func() { woken++ })
	q.Push(frame("a", "1"))
	q.Push(frame("a", "2"))
	q.Pop()
	q.Push(frame("a", "3")) // the taker is still at it
	if woken != 1 {
		t.Errorf("woken %d times, want 1", woken)
	}
	if diff := cmp.Diff([]string{"2", "3"}, drain(q)); diff != "" {
		t.Error(diff)
	}
	if !q.IsIdle() {
		t.Error("not idle after the end")
	}
	q.Push(frame("a", "4"))
	if woken != 2 {
		t.Errorf("woken %d times, want 2", woken)
	}
}

func TestQueue_RefusesBeyondItsLimits(t *testing.T) {
	t.Parallel()
	q := fanout.NewQueue(fanout.Limits{Bytes: 10, Frames: 3}, nil)
	if !q.Push(frame("a", "larger than ten")) {
		t.Error("a large frame never gets in")
	}
	if q.Push(frame("a", "x")) {
		t.Error("more bytes than the limit got in")
	}
	drain(q)
	for i := range 3 {
		if !q.Push(frame("a", "x")) {
			t.Errorf("frame %d refused", i)
		}
	}
	if q.Push(frame("a", "x")) {
		t.Error("more frames than the limit got in")
	}
}

func TestQueue_DropRemovesOneScope(t *testing.T) {
	t.Parallel()
	q := fanout.NewQueue(fanout.Limits{Bytes: 6}, nil)
	for _, f := range []fanout.Frame{frame("a", "a1"), frame("b", "b1"), frame("a", "a2")} {
		q.Push(f)
	}
	if got := q.Drop("a"); got != 2 {
		t.Errorf("dropped %d, want 2", got)
	}
	if !q.Push(frame("c", "c1")) {
		t.Error("dropped bytes still count")
	}
	if diff := cmp.Diff([]string{"b1", "c1"}, drain(q)); diff != "" {
		t.Error(diff)
	}
}

func TestQueue_CloseLetsOutWhatWaits(t *testing.T) {
	t.Parallel()
	q := fanout.NewQueue(fanout.Limits{}, nil)
	q.Push(frame("a", "1"))
	q.Close("stopping")
	q.Close("slow")
	if q.Push(frame("a", "2")) {
		t.Error("a closed queue takes frames")
	}
	if diff := cmp.Diff([]string{"1"}, drain(q)); diff != "" {
		t.Error(diff)
	}
	if code, closed := q.Closed(); code != "stopping" || !closed {
		t.Errorf("got %q, %v", code, closed)
	}
}

func TestQueue_AbortLeavesOnlyTheFarewell(t *testing.T) {
	t.Parallel()
	q := fanout.NewQueue(fanout.Limits{}, nil)
	q.Push(frame("a", "1"))
	q.Pop()
	q.Push(frame("a", "2"))
	q.Abort("slow", frame("", "bye"))
	if diff := cmp.Diff([]string{"bye"}, drain(q)); diff != "" {
		t.Error(diff)
	}
}

func TestQueue_RefillsWhenNothingWaits(t *testing.T) {
	t.Parallel()
	woken, pages := 0, []string{"p1", "p2"}
	q := fanout.NewQueue(fanout.Limits{}, func() { woken++ })
	q.Refill(func() bool {
		if len(pages) == 0 {
			return false
		}
		q.Push(frame("a", pages[0]))
		pages = pages[1:]
		return true
	})
	q.Push(frame("a", "first"))
	if diff := cmp.Diff([]string{"first", "p1", "p2"}, drain(q)); diff != "" {
		t.Error(diff)
	}
	pages = []string{"p3"}
	q.Kick()
	if diff := cmp.Diff([]string{"p3"}, drain(q)); diff != "" || woken != 2 {
		t.Errorf("woken %d times %s", woken, diff)
	}
	q.Close("slow")
	pages = []string{"p4"}
	q.Kick()
	if got := drain(q); got != nil {
		t.Errorf("a closed queue was refilled: %v", got)
	}
}

// A kick that comes while refill says no must not be lost, or the phone misses a page until something else happens.
func TestQueue_KickDuringRefillIsSeen(t *testing.T) {
	t.Parallel()
	asked := 0
	q := fanout.NewQueue(fanout.Limits{}, nil)
	q.Refill(func() bool {
		if asked++; asked == 1 {
			q.Kick()
		}
		return false
	})
	q.Kick()
	drain(q)
	if asked != 2 || !q.IsIdle() {
		t.Errorf("asked %d times, idle %v", asked, q.IsIdle())
	}
}

// The queue behaves as a list would, whatever is done to it.
func TestQueue_IsAList(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		q := fanout.NewQueue(fanout.Limits{Bytes: 300, Frames: 100}, nil)
		var model []fanout.Frame
		size := func() (n int) {
			for _, f := range model {
				n += len(f.Bytes)
			}
			return n
		}
		t.Repeat(map[string]func(*rapid.T){
			"push": func(t *rapid.T) {
				f := frame(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "scope"), fmt.Sprint(rapid.IntRange(0, 1e6).Draw(t, "n")))
				fits := len(model) == 0 || len(model) < 100 && size()+len(f.Bytes) <= 300
				if q.Push(f) != fits {
					t.Fatalf("push is not %v", fits)
				}
				if fits {
					model = append(model, f)
				}
			},
			"pop": func(t *rapid.T) {
				f, ok := q.Pop()
				if ok != (len(model) > 0) || ok && string(f.Bytes) != string(model[0].Bytes) {
					t.Fatalf("popped %q, %v", f.Bytes, ok)
				}
				if ok {
					model = model[1:]
				}
			},
			"drop": func(t *rapid.T) {
				scope := document.Scope(rapid.SampledFrom([]string{"a", "b", "c"}).Draw(t, "scope"))
				q.Drop(scope)
				model = slices.DeleteFunc(slices.Clone(model), func(f fanout.Frame) bool { return f.Scope == scope })
			},
			"": func(t *rapid.T) {
				if frames, bytes := q.Waiting(); frames != len(model) || bytes != size() {
					t.Fatalf("waiting %d, %d; want %d, %d", frames, bytes, len(model), size())
				}
			},
		})
	})
}

// Four neighbours push while takers come and go on demand: every frame is taken once, in each neighbour's order.
func TestQueue_TakersOnDemandMissNothing(t *testing.T) {
	t.Parallel()
	const each = 500
	var takers, pushers sync.WaitGroup
	var q *fanout.Queue
	var got []string // only the taker touches it, and there is one at a time
	q = fanout.NewQueue(fanout.Limits{Frames: 4 * each}, func() {
		takers.Go(func() {
			for f, ok := q.Pop(); ok; f, ok = q.Pop() {
				got = append(got, string(f.Bytes))
			}
		})
	})
	for p := range 4 {
		pushers.Go(func() {
			for i := range each {
				q.Push(frame("a", fmt.Sprintf("%d-%04d", p, i)))
			}
		})
	}
	pushers.Wait()
	takers.Wait()
	slices.Sort(got)
	if len(got) != 4*each || len(slices.Compact(got)) != 4*each || !q.IsIdle() {
		t.Errorf("took %d frames, idle %v", len(got), q.IsIdle())
	}
}

func BenchmarkQueue_PushPop(b *testing.B) {
	q := fanout.NewQueue(fanout.Limits{}, nil)
	f := frame("a", "frame")
	b.ReportAllocs()
	for b.Loop() {
		q.Push(f)
		q.Pop()
		q.Pop()
	}
}

// While the gate is shut nothing about a scope leaves, nor what waits behind it; opened and kicked, all leaves in order.
func TestQueue_GateHoldsFramesAboutScopes(t *testing.T) {
	t.Parallel()
	woken, open := 0, true
	q := fanout.NewQueue(fanout.Limits{}, func() { woken++ })
	q.Gate(func() bool { return open })
	for _, f := range []fanout.Frame{{Bytes: []byte("1")}, {Bytes: []byte("2"), Scope: "tenant/register"}, {Bytes: []byte("3")}} {
		if !q.Push(f) {
			t.Fatal("not pushed")
		}
	}
	open = false
	var got []string
	take := func() {
		for f, more := q.Pop(); more; f, more = q.Pop() {
			got = append(got, string(f.Bytes))
		}
	}
	if take(); fmt.Sprint(got) != "[1]" || !q.IsIdle() {
		t.Errorf("shut: %v, idle %t", got, q.IsIdle())
	}
	open = true
	if q.Kick(); woken != 2 {
		t.Errorf("woken %d times", woken)
	}
	if take(); fmt.Sprint(got) != "[1 2 3]" {
		t.Errorf("open: %v", got)
	}
}
