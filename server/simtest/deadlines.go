package simtest

import (
	"context"
	"maps"
	"math"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// fire is the server's timer. It is true when something was due.
func (w *World) fire() bool { return w.turn(anyNode) && w.fireOne() }

func (w *World) fireOne() bool {
	ready := len(w.server.flow.Ready())
	next, err := w.server.flow.Fire(background, tenantID)
	w.note("fire: next %d, %v", next, err)
	return len(w.server.flow.Ready()) > ready
}

// Fired implements store.Deadlines. A deadline is removed when it is done, and then never comes true again.
func (r recorder) Fired(ctx context.Context, d store.Due) error {
	r.w.oracle.fired(d)
	return r.Store.Fired(ctx, d)
}

// asked takes in a commit's deadlines: exactly those that its documents give and did not give before.
func (o *oracle) asked(c *document.Commit) {
	want := map[store.Due]int{}
	for _, change := range c.Changes {
		t := o.w.rules.Types[change.Doc.Type]
		before := o.docs[c.Scope][change.Doc.ID]
		after, _ := change.ApplyTo(before)
		for _, d := range given(t, after) {
			if !slices.Contains(given(t, before), d) {
				d.Doc = change.Doc.ID
				want[store.Due{Deadline: d}]++
			}
		}
	}
	got := map[store.Due]int{}
	for _, d := range c.Deadlines {
		if _, twice := o.edits[d.Edit]; twice {
			o.w.fail("deadline %s has the id of something else", d.Edit)
		}
		o.deadlines[d.Edit] = store.Due{Key: store.Key{Tenant: tenantID, Scope: c.Scope}, Seq: c.Seq, Deadline: d}
		o.edits[d.Edit] = written{document.Edit{ID: d.Edit, Scope: c.Scope, Doc: d.Doc}, nil}
		d.Edit = ""
		got[store.Due{Deadline: d}]++
	}
	if !maps.Equal(want, got) {
		o.w.fail("%s %d asks for %v, its documents give %v", c.Scope, c.Seq, got, want)
	}
}

// given are the deadlines of a document as people see it.
func given(t *schema.Type, doc *document.Document) (out []document.Deadline) {
	if t == nil || doc == nil || doc.Created == "" {
		return nil
	}
	view := merge.Read(t, doc)
	state := document.Unquote(view.Fields["state"].Value)
	if state == "" && t.States != nil {
		state = t.States.Initial[0] // where its machine begins
	}
	for _, d := range t.Deadlines {
		at, is := document.TimeMillis(document.Unquote(view.Fields[d.At].Value))
		in := len(d.In) == 0 || slices.Contains(d.In, state)
		if is && in && !doc.IsVoided() {
			out = append(out, document.Deadline{Due: at + int64(d.PlusMinutes)*60_000, Rule: d.Rule})
		}
	}
	return out
}

// fired asks whether a deadline may be removed: its time has come, and it was done or there is nothing to do.
func (o *oracle) fired(d store.Due) {
	asked, known := o.deadlines[d.Edit]
	if !known || asked != d || d.Due > o.w.now {
		o.w.fail("fired %+v at %d, asked for was %+v", d, o.w.now, asked)
	}
	o.w.stats.Fired++
	at, done := o.entries[d.Edit]
	if done {
		if at.scope != d.Key.Scope || at.entry.Verdict.Kind != document.Applied {
			o.w.fail("the deadline of %s in %s is answered in %s: %+v", d.Doc, d.Key.Scope, at.scope, at.entry.Verdict)
		}
		return
	}
	docs := o.docs[d.Key.Scope]
	doc := docs[d.Doc]
	if doc == nil || !slices.ContainsFunc(given(o.w.rules.Types[doc.Type], doc), func(now document.Deadline) bool {
		return now.Rule == d.Rule && now.Due == d.Due // else it was put off, and what is asked for now is fired by itself
	}) {
		return
	}
	writes, err := care.Due(d.Rule, o.w.rules.Types[doc.Type], doc, care.Facts{
		Now: o.w.now, Author: "server", Role: "server", Municipality: municipality, Schema: o.w.rules,
		Document: func(id string) (*document.Document, error) { return docs[id], nil },
	})
	if err != nil || len(writes) > 0 {
		o.w.fail("%s of %s in %s was fired and brought nothing, it should bring %d (%v)", d.Rule, d.Doc, d.Key.Scope, len(writes), err)
	}
}

// entered: nothing that a deadline brings is committed before its time.
func (o *oracle) entered(c *document.Commit, e document.Entry) {
	if d, is := o.deadlines[e.Verdict.Edit]; is {
		o.w.stats.Due++
		o.w.stats.Rules[d.Rule]++
		if c.At < d.Due {
			o.w.fail("%s %d does at %d what is due at %d", c.Scope, c.Seq, c.At, d.Due)
		}
	}
}

// checkDeadlines: what was due was fired, and the store keeps exactly what is still to come.
func (w *World) checkDeadlines() {
	want := map[string]store.Due{}
	for id, d := range w.oracle.deadlines {
		if d.Due > w.now {
			want[id] = d
		}
	}
	for d, err := range w.truth().Due(background, tenantID, math.MaxInt64) {
		if err != nil {
			w.fail("read deadlines: %v", err)
			return
		}
		if d != want[d.Edit] {
			w.fail("at %d the store has the deadline %+v, the log says %+v", w.now, d, want[d.Edit])
		}
		delete(want, d.Edit)
	}
	for _, id := range slices.Sorted(maps.Keys(want)) {
		w.fail("the deadline %+v is not stored", want[id])
	}
}

// conflictDue is when the last conflict that is open must have been decided, 0 for never.
func (o *oracle) conflictDue() (due int64) {
	for _, d := range o.deadlines {
		if d.Rule == "conflictDue" {
			due = max(due, d.Due)
		}
	}
	return due
}
