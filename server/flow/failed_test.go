package flow_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// A deadline that cannot be written stays due, and is done by the next firing of the same process.
func TestFire_WhatFailedStaysDue(t *testing.T) {
	t.Parallel()
	w := newTimely(t)
	w.called("m1", hour)
	due := w.dues()
	w.now += hour
	fails := true
	w.on(func(s store.Store) store.Store {
		return &hooked{Store: s, append: func(*document.Commit) error {
			if fails {
				return errDisk
			}
			return nil
		}}
	})
	if _, err := w.flow.Fire(t.Context(), tenantID); err != nil {
		t.Fatal(err)
	}
	w.run()
	if left := w.dues(); len(left) != 1 {
		t.Errorf("still due: %v", left)
	}
	fails = false
	w.fire()
	w.wantOnce("once it can be written", due...)
	w.wantState("m1", "prepared")
}

// The cause of a refused effect cannot be told: its commit stays open, and a sweep tells it.
func TestDisclosure_ARefusalThatCannotReturnIsNotForgotten(t *testing.T) {
	t.Parallel()
	w := newDisclosureWorld(t)
	w.item(part2, "a2", 2, "requiresNewAssessment", true)
	fails := true
	w.on(func(s store.Store) store.Store {
		return &hooked{Store: s, append: func(c *document.Commit) error {
			if fails && c.Scope == part2 && strings.HasPrefix(c.Edits[0].Replica, "fb") {
				return errDisk
			}
			return nil
		}}
	})
	w.disclose("petra", part2, part3, "d1", "agendaItem", "a2", "sameBranch")
	if got := w.shows(part2, "d1", "state"); got == "refused" {
		t.Fatal("it was told at once")
	}
	fails = false
	w.restart()
	w.sweep()
	if got := w.shows(part2, "d1", "state"); got != "refused" {
		t.Errorf("the disclosure says %q", got)
	}
}
