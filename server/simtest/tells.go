package simtest

import (
	"slices"
	"strconv"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// toldID is the id of the edit by which somebody, or a team, is told of a change.
func toldID(c *document.Commit, tell document.Tell, to document.Scope) string {
	return care.HashID(tenantID, string(c.Scope), strconv.FormatUint(c.Seq, 10), "told", tell.Doc, string(to), c.Salt)
}

// tells notes what people may be told because of a commit: nobody else is told anything, and the log's ids make it once.
func (o *oracle) tells(c *document.Commit) {
	for _, tell := range c.Tells {
		for _, p := range append([]person{maria}, people...) {
			if p.Kind == access.Staff {
				to, cause := inboxOf(p.ID), c.Scope
				if tell.Scope != "" {
					cause = tell.Scope
				}
				o.mayTell[toldID(c, tell, to)] = to
				o.ringing = append(o.ringing, owedRing{p.ID, cause, toldID(c, tell, to), slices.Contains(tell.Staff, p.ID), len(o.logs[document.Directory])})
			}
		}
		for _, whose := range append([]string{team}, ids...) { // people may have put a citizen in a team that is not there
			for _, room := range []string{"reach", "chain"} {
				to := document.Scope("team/" + whose + "/" + room + "/" + municipality)
				o.mayTell[toldID(c, tell, to)] = to
			}
		}
	}
}

func inboxOf(staff string) document.Scope {
	return document.Scope("staff/" + staff + "/inbox/" + municipality)
}

// owedTell is somebody whom a document names, and who must be told of its change, as long as they could see it all the time.
type owedTell struct {
	who  string
	tell document.Tell
	by   *document.Commit
}

// owe notes whom a commit's documents name.
func (o *oracle) owe(c *document.Commit) {
	for _, tell := range c.Tells {
		for _, who := range tell.Staff {
			if !slices.Contains(tell.By, who) && tell.Scope == "" && o.durable.MayRead(who, c.Scope, c.At) {
				o.owed = append(o.owed, owedTell{who, tell, c})
			}
		}
	}
}

// look forgets those who cannot see it now, or could not at some time since the last look: they may not have been told. It is
// called before and after the directory changes.
func (o *oracle) look() {
	times := []int64{o.w.now}
	for next, some := o.durable.NextBoundary(o.looked); some && next < o.w.now; next, some = o.durable.NextBoundary(next) {
		times = append(times, next)
	}
	o.looked = o.w.now
	lost := func(who string, scope document.Scope) bool {
		return slices.ContainsFunc(times, func(at int64) bool { return !o.durable.MayRead(who, scope, at) })
	}
	o.owed = slices.DeleteFunc(o.owed, func(one owedTell) bool { return lost(one.who, one.by.Scope) })
	o.ringing = slices.DeleteFunc(o.ringing, func(one owedRing) bool {
		moved := len(times) > 1 || len(o.logs[document.Directory]) != one.directory // a role or a team may be others now
		return lost(one.who, one.cause) || !one.named && moved
	})
}

// checkTells: whoever a document names, and could see it all the time since, was told of what others did to it.
func (w *World) checkTells() {
	w.oracle.look()
	for _, one := range w.oracle.owed {
		log := w.oracle.logs[one.by.Scope]
		if int(one.by.Seq) > len(log) || log[one.by.Seq-1] != one.by { // a restore lost it
			continue
		}
		if at, is := w.oracle.entries[toldID(one.by, one.tell, inboxOf(one.who))]; !is || at.scope != inboxOf(one.who) {
			w.fail("%s was not told of %s in %s %d", one.who, one.tell.Code, one.by.Scope, one.by.Seq)
		}
	}
}
