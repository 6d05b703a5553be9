package flow

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"strconv"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// asks tells what a change of a document asks time for: each deadline of its type that the document gives now and did not
// give before. What it gave before stands in an earlier commit. Before is nil for a new document.
func asks(t *schema.Type, before, after *document.Document, ask func(due int64, rule string)) {
	for i := range t.Deadlines {
		d := &t.Deadlines[i]
		due, is := dueAt(t, d, after)
		if !is {
			continue
		}
		if was, had := dueAt(t, d, before); !had || was != due {
			ask(due, d.Rule)
		}
	}
}

// dueAt is when a deadline of a document's type is due, and whether it is at all: a voided document, one whose beginning
// has not come yet, another state or no time ask for nothing.
func dueAt(t *schema.Type, d *schema.Deadline, doc *document.Document) (int64, bool) {
	if doc == nil || doc.Created == "" || doc.IsVoided() {
		return 0, false
	}
	if len(d.In) > 0 && !slices.Contains(d.In, care.StateOf(t, doc)) {
		return 0, false
	}
	at, is := document.TimeMillis(shownText(t, doc, d.At))
	return at + int64(d.PlusMinutes)*60_000, is
}

func shownText(t *schema.Type, doc *document.Document, field string) string {
	rule := t.Fields[field]
	if rule == nil {
		return ""
	}
	return document.Unquote(merge.ReadField(t, rule, doc, doc.Fields[field]).Value)
}

// deadlines are those that the commit brings. Their edits are named like effects, so that no phone can answer them before.
func (g *Group) deadlines(order []string) (out []document.Deadline) {
	for _, id := range order {
		w := g.docs[id]
		t := g.f.o.Schema.Types[w.now.Type]
		if t == nil || len(t.Deadlines) == 0 {
			continue
		}
		asks(t, w.before.Doc, w.now, func(due int64, rule string) {
			c := g.commit
			edit := hashID(c.Tenant, string(c.Scope), strconv.FormatUint(c.Seq, 10), "d"+strconv.Itoa(len(out)), c.Salt)
			out = append(out, document.Deadline{Due: due, Rule: rule, Doc: id, Edit: edit})
		})
	}
	return out
}

// timely is a deadline on its way through the lane of its scope.
type timely struct {
	store.Due
	stuck bool // its rule panicked
}

// fire does what a deadline asks for, and names the documents it changed. When nothing is to do, it is answered without an
// entry: the document as it is says so, and needs no log.
func (g *Group) fire(ctx context.Context, p *part, it *item) ([]string, error) {
	it.draft = document.Verdict{Edit: it.Edit.ID, Kind: document.Applied, Scope: g.key.Scope}
	w, err := g.document(ctx, it.Edit.Doc)
	if err != nil || w.now == nil {
		return nil, err
	}
	t := g.f.o.Schema.Types[w.now.Type]
	now := max(g.now, it.due.Due.Due) // a demo's clock may have been set back meanwhile
	if t == nil {
		return nil, nil
	}
	writes, err := g.askRule(ctx, t, w.now, it, now)
	if err != nil {
		return nil, err
	}
	var touched []string
	done := false
	for i, wr := range writes {
		if wr.Scope != "" && wr.Scope != g.key.Scope {
			g.owe(it.Edit.ID, i, wr)
			done = true
			continue
		}
		ids, ok, err := g.write(ctx, it.Edit.ID, i, wr, now)
		if err != nil {
			return nil, err
		}
		touched, done = append(touched, ids...), done || ok
	}
	if done {
		g.enter(p, it, document.Verdict{Edit: it.Edit.ID, Kind: document.Applied}, nil)
	}
	return touched, nil
}

// askRule asks the rule. One that panics would end the process, and the next one: its deadline waits for a repaired server.
func (g *Group) askRule(ctx context.Context, t *schema.Type, doc *document.Document, it *item, now int64) (writes []care.Write, err error) {
	defer func() {
		if value := recover(); value != nil { // the value may quote a document: only its type is logged
			g.f.o.Log.Error("rule panicked", "rule", it.due.Rule, "type", t.Name, "cause", fmt.Sprintf("%T", value), "stack", string(debug.Stack()))
			it.due.stuck, writes, err = true, nil, nil
		}
	}()
	f := g.facts(ctx)
	f.Now, f.Author, f.Role = now, serverReplica, serverReplica
	return g.f.due(it.due.Rule, t, doc, f)
}
