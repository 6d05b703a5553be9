package simtest

import (
	"context"
	"errors"
	"slices"

	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/sync/document"
)

var errNoRinging = errors.New("nobody can be rung right now")

// ring is where phones would be woken: for what is durable in the inbox of just that person. Every fifth time it fails while there
// is a storm, and whoever follows up the commit rings again, in this life or the next.
func (w *World) ring(_ context.Context, _, staff string, n flow.News) error {
	if at, is := w.oracle.entries[n.Notice]; !is || at.scope != inboxOf(staff) {
		w.fail("%s is rung for %s, which is in %q", staff, n.Notice, at.scope)
	}
	if w.oracle.rings++; w.oracle.rings%5 == 0 && !w.calm {
		w.note("nobody rings %s", staff)
		return errNoRinging
	}
	w.oracle.rung[n.Notice] = true
	return nil
}

// checkRings: when all is quiet, whoever was told anything has been rung for it.
func (w *World) checkRings() {
	o := w.oracle
	for _, id := range document.Keys(nil, o.mayTell) {
		at, told := o.entries[id]
		if told && at.scope == o.mayTell[id] && slices.ContainsFunc(append([]person{maria}, people...), func(p person) bool { return at.scope == inboxOf(p.ID) }) && !o.rung[id] {
			w.fail("nobody was rung for %s in %s %d", id, at.scope, at.seq)
		}
	}
}
