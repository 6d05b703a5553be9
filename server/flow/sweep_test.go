package flow_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// unfinished is a store that cannot follow up one scope's commits, and for a while nobody's.
type unfinished struct {
	store.Store
	scope document.Scope
	all   bool
}

func (u *unfinished) Finish(ctx context.Context, c *document.Commit) error {
	if u.all || c.Scope == u.scope {
		return errDisk
	}
	return u.Store.Finish(ctx, c)
}

// A commit that cannot be followed up is named, and holds up nobody else's.
func TestSweep_GoesOnPastACommitThatCannotBeFollowedUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var u *unfinished
	w.on(func(s store.Store) store.Store {
		u = &unfinished{Store: s, scope: social, all: true}
		return u
	})
	w.submit("eva", w.create("eva", social, "goal", "g2", ops("citizenWords", "x"))) // refused, in her own scope
	w.submit("jonas", w.goal("jonas"))
	if before := w.open(); !slices.Equal(before, []string{string(social), "staff/eva/own/ekby"}) {
		t.Fatalf("open before: %v", before)
	}
	u.all = false
	w.restart() // as after a crash: nothing is under way in this process
	err := w.flow.Sweep(t.Context())
	w.run()
	if left := w.open(); !slices.Equal(left, []string{string(social)}) || !errors.Is(err, errDisk) {
		t.Errorf("open after: %v; the sweep says %v", left, err)
	}
}
