package app

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// town is two tenants with deadlines, as the flow would have them.
type town struct {
	now   int64
	due   map[string][]int64
	asked []string
	err   error
	mid   func() // while it fires
}

func (w *town) fire(_ context.Context, tenant string) (int64, error) {
	w.asked = append(w.asked, tenant)
	if w.err != nil {
		return 0, w.err
	}
	w.due[tenant] = slices.DeleteFunc(w.due[tenant], func(at int64) bool { return at <= w.now })
	next := int64(0)
	if len(w.due[tenant]) > 0 {
		next = slices.Min(w.due[tenant])
	}
	if w.mid != nil {
		w.mid()
	}
	return next, nil
}

func (w *town) looks(t *testing.T, on *timer, want ...string) {
	t.Helper()
	w.asked = nil
	if err := on.look(t.Context(), []string{"a", "b"}); !errors.Is(err, w.err) {
		t.Errorf("at %d: got %v", w.now, err)
	}
	if !slices.Equal(w.asked, want) {
		t.Errorf("at %d: looked at %v, want %v", w.now, w.asked, want)
	}
}

func newTown() (*town, *timer) {
	w := &town{now: 100, due: map[string][]int64{"a": {50, 200, 300}}}
	return w, newTimer(w.fire, func(string) int64 { return w.now })
}

func kicked(t *timer) bool {
	select {
	case <-t.kick:
		return true
	default:
		return false
	}
}

func TestTimer_LooksAtStartAndWhenTheNextIsDue(t *testing.T) {
	t.Parallel()
	w, on := newTown()
	w.looks(t, on, "a", "b")
	w.looks(t, on)
	w.now = 199
	w.looks(t, on)
	w.now = 200
	w.looks(t, on, "a")
	w.now = 1000
	w.looks(t, on, "a")
	w.now = 1 << 60
	w.looks(t, on)
	on.forget()
	w.looks(t, on, "a", "b")
}

func TestTimer_HearsOfWhatACommitBrings(t *testing.T) {
	t.Parallel()
	w, on := newTown()
	on.brought("b", []document.Deadline{{Due: 150}}) // before it ever looked
	w.looks(t, on, "a", "b")
	on.brought("b", nil)
	on.brought("b", []document.Deadline{{Due: 170}, {Due: 160}, {Due: 180}})
	on.brought("a", []document.Deadline{{Due: 900}})
	if kicked(on) {
		t.Error("kicked for what is not due yet")
	}
	w.now = 159
	w.looks(t, on)
	w.now = 160
	w.looks(t, on, "b")
	for range 2 {
		on.brought("b", []document.Deadline{{Due: 10}})
	}
	if !kicked(on) || kicked(on) {
		t.Error("what is due already must be looked at at once, once")
	}
	w.looks(t, on, "b")
}

// A commit while the timer looks, after the store was read.
func TestTimer_HearsOfACommitWhileItLooks(t *testing.T) {
	t.Parallel()
	w, on := newTown()
	w.mid = func() { on.brought("b", []document.Deadline{{Due: 150}}) }
	w.looks(t, on, "a", "b")
	w.mid, w.now = nil, 150
	w.looks(t, on, "b")
}

func TestTimer_TriesAgainWhatFailed(t *testing.T) {
	t.Parallel()
	w, on := newTown()
	w.err = errors.New("the disk is gone")
	w.looks(t, on, "a", "b")
	w.looks(t, on, "a", "b")
	w.err = nil
	w.looks(t, on, "a", "b")
	w.looks(t, on)
}

func TestTimer_AtLooksWhateverItThought(t *testing.T) {
	t.Parallel()
	w, on := newTown()
	w.looks(t, on, "a", "b")
	w.now = 250
	if err := on.at(t.Context(), "a"); err != nil || !slices.Equal(w.due["a"], []int64{300}) {
		t.Errorf("due %v, %v", w.due["a"], err)
	}
	w.looks(t, on)
	w.now = 300
	w.looks(t, on, "a")
}
