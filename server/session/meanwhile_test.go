package session_test

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// once does something the first time a scope's documents are read.
func (w *world) once(scope document.Scope, do func()) {
	w.store.since = func(key store.Key) {
		if key.Scope == scope {
			w.store.since = nil
			do()
		}
	}
}

// A commit comes after a page's head was read and before the page is queued: the scope stays behind until that commit is
// sent too.
func TestSession_WhatComesWhileAPageIsReadIsSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 2, 10)
	c := w.connect("amina", fanout.Limits{})
	w.once(social, func() { w.goals("meanwhile", 1, 10) })
	c.hello()
	c.all()
	c.isAtHead(social)
}

// A phone comes back with nothing to fetch. A commit comes after the head was read and before that is decided.
func TestSession_WhatComesWhileItIsPlannedIsSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 2, 10)
	first := w.connect("amina", fanout.Limits{})
	first.hello()
	first.all()
	first.s.Close()
	back := w.connect("amina", fanout.Limits{})
	back.r = first.r
	seen := false // the scopes are read in order: the next one after social is read when social's head is known
	w.store.head = func(key store.Key) {
		switch {
		case key.Scope == social:
			seen = true
		case seen && key.Scope != document.Directory:
			w.store.head = nil
			w.goals("meanwhile", 1, 10)
		}
	}
	back.hello()
	if w.store.head != nil {
		t.Fatal("nothing came meanwhile")
	}
	back.all()
	back.isAtHead(social)
}

// The first commit of a scope comes before it is decided from where to send it: it is sent once, after the welcome.
func TestSession_ACommitBeforeThePlanWaits(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{})
	w.store.head = func(key store.Key) {
		if key.Scope == social {
			w.store.head = nil
			w.goals("meanwhile", 1, 10)
		}
	}
	c.hello()
	if got := of(c.all(), social); !slices.Equal(got, []string{wire.KindDocuments}) {
		t.Errorf("came as %v", got)
	}
	c.isAtHead(social)
}

// The phone asks for a scope from nothing while pages of it are on their way: none is sent from the old place.
func TestSession_NoPageFromTheOldPlace(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, p := range []string{"a", "b", "c"} {
		w.goals(p, 50, 7000) // a page each
	}
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	for { // to the first page of the social record
		if f, ok := c.pop().(*wire.Documents); ok && f.Scope == social {
			break
		}
	}
	var early []wire.Frame
	w.store.head = func(store.Key) {
		w.store.head = nil
		early = c.all()
	}
	c.frame(wire.AppendCatchUp(nil, social, nil))
	if got := of(early, social); len(got) > 0 {
		t.Errorf("before it is decided from where, came %v", got)
	}
	c.all()
	c.isAtHead(social)
}

// A new history begins between two pages (nobody should be connected then): what was sent belongs to one that is gone.
func TestSession_ANewHistoryBetweenTwoPages(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	for _, p := range []string{"a", "b", "c"} {
		w.goals(p, 50, 7000)
	}
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	for {
		if f, ok := c.pop().(*wire.Documents); ok && f.Scope == social {
			break
		}
	}
	if _, err := w.flow.Fork(t.Context(), tenantID); err != nil {
		t.Fatal(err)
	}
	resets := 0
	for _, f := range c.all() {
		if page, ok := f.(*wire.Documents); ok && page.Scope == social && page.Reset {
			resets++
		}
	}
	if resets != 1 {
		t.Errorf("%d resets", resets)
	}
	c.isAtHead(social)
}

// A scope is granted while others are still being sent: the phone does not have everything before that one was sent too.
func TestSession_NotCaughtUpBeforeWhatWasGranted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 2, 10)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	var early []wire.Frame
	w.store.head = func(key store.Key) {
		if key.Scope.Subject() == "c2" {
			w.store.head = nil
			early = c.all()
		}
	}
	w.load("careAssignment", "as-2", "staffId", "amina", "citizenId", "c2", "providerOrgId", "ekby", "reason", "plannedVisit", "state", "active",
		"validFrom", document.TimeText(start-1000))
	if len(early) == 0 {
		t.Fatal("nothing was taken while it was decided from where")
	}
	for _, f := range early {
		if f.Kind() == wire.KindCaughtUp {
			t.Error("caught up before the new scopes were sent")
		}
	}
	if rest := c.all(); len(rest) == 0 || rest[len(rest)-1].Kind() != wire.KindCaughtUp {
		t.Errorf("the end is not that it is caught up: %d frames", len(rest))
	}
}

// A scope without a log is loaded again like any other: the phone waits for the page that says so.
func TestSession_AnEmptyScopeIsResetToo(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	c.frame(wire.AppendCatchUp(nil, social, nil))
	if page, ok := c.pop().(*wire.Documents); !ok || !page.Reset || !page.Done {
		t.Errorf("got %+v", page)
	}
}
