package flow

import (
	"context"
	"fmt"
	"strconv"

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
	switch {
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
		g.f.o.Log.Error("the server's own edit", "scope", g.key.Scope.Masked(), "doc", wr.Doc, "type", wr.Type, "code", code, "field", field)
		return nil, false, nil
	}
	return g.take(w, out, size), true, nil
}

// owe adds what a cause brings with it in another scope to the commit's effects.
func (g *Group) owe(cause string, n int, wr care.Write) {
	if g.joinOwed(wr) {
		return
	}
	g.owed = append(g.owed, document.Edit{
		ID:    hashID(g.commit.Tenant, string(g.commit.Scope), strconv.FormatUint(g.commit.Seq, 10), cause, strconv.Itoa(n), g.commit.Salt),
		Scope: wr.Scope, Doc: wr.Doc, Type: wr.Type, Create: wr.Create, Changes: wr.Changes,
		Stamp: effectStamp(g.commit.Scope, g.commit.Seq), After: effectStamp(g.commit.Scope, g.commit.Seq-1),
	})
}
