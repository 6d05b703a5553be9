package flow

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// write makes one of the server's own edits in the commit's scope: the n-th that the edit named cause brings with it. The
// server has seen all there is. ok says that it counts; what keeps it from counting is logged, not returned: people's edits
// must not fail because the server's own does.
func (g *Group) write(ctx context.Context, cause string, n int, wr care.Write, now int64) (touched []string, ok bool, err error) {
	w, err := g.document(ctx, wr.Doc)
	if err != nil {
		return nil, false, err
	}
	e := document.Edit{
		ID: cause, Scope: g.key.Scope, Doc: wr.Doc, Type: wr.Type, Create: w.now == nil, Changes: wr.Changes, Stamp: hlc.New(now, 0, serverReplica),
	}
	if n > 0 {
		e.ID = hashID(cause, strconv.Itoa(n))
	}
	e, size, code, field := checkEdit(g.f.o.Schema, e)
	e.Changes = unwritten(g.f.o.Schema.Types[e.Type], w.now, e.Changes)
	switch {
	case len(e.Changes) == 0 && w.now != nil && code == "":
		return nil, true, nil
	case code != "":
	case w.now == nil && !wr.Create:
		code = document.CodeNoDocument
	case len(w.before.Bytes)+w.grown+size > maxDocumentBytes:
		code = document.CodeTooLarge
	}
	var out merge.Outcome
	if code == "" {
		out = g.apply(g.f.o.Schema.Types[e.Type], w.now, e, merge.Arrival{
			Author: serverReplica, Role: serverReplica, Replica: fmt.Sprintf("s%d_%s", g.commit.Seq, e.ID), Base: g.commit.Seq, Seq: g.commit.Seq, At: g.now,
		})
		code, field = out.Verdict.Code, out.Verdict.Field
	}
	if out.Verdict.Kind == document.Refused || out.Doc == nil {
		g.f.o.Log.Error("the server's own edit", "scope", g.key.Scope.Masked(), "seq", g.commit.Seq, "type", wr.Type, "code", code, "field", field)
		return nil, false, nil
	}
	return g.take(w, out, size), true, nil
}

// unwritten leaves out what stands for good in a document and is the same: the server says whole what it makes, each time,
// not knowing whether it is there already. Another value stays and is refused: that document is somebody else's.
func unwritten(t *schema.Type, doc *document.Document, changes map[string]document.Op) map[string]document.Op {
	if t == nil || doc == nil {
		return changes
	}
	own := false
	for name := range changes {
		rule := t.Fields[name]
		stands := func(c document.Candidate) bool { return bytes.Equal(c.Value, changes[name].Set) }
		if rule == nil || rule.Policy != schema.Immutable || !slices.ContainsFunc(doc.Fields[name].Candidates, stands) {
			continue
		}
		if !own {
			changes, own = maps.Clone(changes), true
		}
		delete(changes, name)
	}
	return changes
}

// owe adds what a cause brings with it in another scope to the commit's effects.
func (g *Group) owe(cause string, n int, wr care.Write) {
	if g.joinOwed(wr) {
		return
	}
	g.owed = append(g.owed, document.Edit{
		ID:    hashID(g.commit.Tenant, string(g.commit.Scope), strconv.FormatUint(g.commit.Seq, 10), cause, strconv.Itoa(n), g.commit.Salt),
		Scope: wr.Scope, Doc: wr.Doc, Type: wr.Type, Create: wr.Create, Changes: wr.Changes, OnBehalfOf: wr.OnBehalfOf,
		Stamp: effectStamp(g.commit.Scope, g.commit.Seq), After: effectStamp(g.commit.Scope, g.commit.Seq-1),
	})
}
