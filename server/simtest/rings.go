package simtest

import (
	"context"
	"errors"

	"github.com/samsyn/samsyn/server/notice"
	"github.com/samsyn/samsyn/sync/document"
)

var errNoRinging = errors.New("nobody can be rung right now")

// ring is where phones would be woken: for what is durable in the inbox of just that person. Every fifth time it fails while there
// is a storm, and whoever follows up the commit rings again, in this life or the next.
func (w *World) ring(_ context.Context, _, staff string, n notice.News) error {
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

// owedRing is a notice that somebody may be written. They are to be woken for it, as long as they could see its cause all the time
// and are still whom it is for.
type owedRing struct {
	who       string
	cause     document.Scope
	notice    string
	named     bool // the document names them, not their role or team
	directory int  // its commits then
}

// checkRings: when all is quiet, whoever was told anything has been rung for it.
func (w *World) checkRings() {
	o := w.oracle
	o.look()
	for _, one := range o.ringing {
		if at, told := o.entries[one.notice]; told && at.scope == inboxOf(one.who) && !o.rung[one.notice] {
			w.fail("nobody was rung for %s in %s %d", one.notice, at.scope, at.seq)
		}
	}
}
