package flow

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

const conflictType = "conflict"

// conflictDays is how long people have to choose between two texts before the conflict is overdue: five working days, a
// week (domain.md 3.3).
const conflictDays = 7

// conflicts opens a conflict for every field that an edit left disputed and resolves those it settled, in the same commit:
// a conflict lives in its document's scope (architecture section 3).
func (g *Group) conflicts(ctx context.Context, w *work, out merge.Outcome, it *item) ([]string, error) {
	t := g.f.o.Schema.Types[it.Edit.Type]
	var touched []string
	for _, name := range out.Fields {
		rule := t.Fields[name]
		if rule == nil || rule.Policy != schema.Proposal {
			continue
		}
		var before merge.Reading
		if w.before.Doc != nil {
			before = merge.ReadField(t, rule, w.before.Doc, w.before.Doc.Fields[name])
		}
		after := merge.ReadField(t, rule, out.Doc, out.Doc.Fields[name])
		if !before.Disputed && !after.Disputed {
			continue
		}
		inForce := after.Edit
		if !after.Disputed {
			inForce = before.Edit
		}
		id := hashID(g.key.Tenant, string(g.key.Scope), out.Doc.ID, name, inForce)
		one, err := g.conflict(ctx, id, g.conflictFields(t, out.Doc, name, after), after.Disputed, it.Edit.Stamp)
		if err != nil {
			return nil, err
		}
		touched = append(touched, one...)
	}
	return touched, nil
}

func (g *Group) conflictFields(t *schema.Type, doc *document.Document, field string, r merge.Reading) map[string]document.Op {
	set := func(text string) document.Op { return document.Op{Set: document.Quote(text)} }
	candidates := document.Op{Add: map[string]jsontext.Value{}}
	for _, c := range r.Waiting {
		candidates.Add[c.Edit] = document.Quote(c.Edit)
	}
	ops := map[string]document.Op{
		"doc": set(doc.ID), "docType": set(doc.Type), "field": set(field), "effectiveNow": set(r.Edit), "candidates": candidates,
		"since": set(document.TimeText(g.now)), "dueBy": set(document.TimeText(g.now + conflictDays*24*60*60*1000)),
		"state": set("open"),
	}
	if t.Owner != "" {
		owner := document.Unquote(merge.ReadField(t, t.Fields[t.Owner], doc, doc.Fields[t.Owner]).Value)
		if owner != "" {
			ops["ownerStaffId"] = set(owner)
		}
	}
	return ops
}

// conflict writes the conflict document: open with what is known now, or resolved. What keeps it from being written is
// logged, not returned: people's edits must not fail because the server's own does.
func (g *Group) conflict(ctx context.Context, id string, ops map[string]document.Op, open bool, stamp hlc.Stamp) ([]string, error) {
	w, err := g.document(ctx, id)
	for err == nil && w.now != nil && w.now.Type != conflictType { // somebody foresaw the id and took it
		id = hashID(id)
		w, err = g.document(ctx, id)
	}
	if err != nil {
		return nil, err
	}
	t := g.f.o.Schema.Types[conflictType]
	switch {
	case !open && w.now == nil:
		return nil, nil
	case !open:
		ops = map[string]document.Op{"state": {Set: document.Quote("resolved")}}
	case w.now != nil:
		ops = map[string]document.Op{"candidates": ops["candidates"]}
	}
	for name := range ops {
		if t.Fields[name] == nil {
			delete(ops, name)
		}
	}
	n := strconv.Itoa(len(g.commit.Edits))
	e := document.Edit{
		ID: hashID(g.key.Tenant, string(g.key.Scope), strconv.FormatUint(g.commit.Seq, 10), n, id), Scope: g.key.Scope, Doc: id,
		Type: conflictType, Create: w.now == nil, Changes: ops, Stamp: hlc.New(stamp.WallMillis(), 0, "server"),
	}
	out := merge.Apply(t, w.now, e, merge.Arrival{
		Author: serverReplica, Role: serverReplica, Replica: fmt.Sprintf("s%d_%s", g.commit.Seq, n), Base: g.commit.Seq, Seq: g.commit.Seq, At: g.now,
	})
	if out.Verdict.Kind == document.Refused {
		g.f.o.Log.Error("write conflict", "scope", g.key.Scope.Masked(), "doc", id, "code", out.Verdict.Code, "field", out.Verdict.Field)
		return nil, nil
	}
	return g.take(w, out, 0), nil
}

// hashID names what the server makes, so that making it again makes the same.
func hashID(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	var id ulid.ULID
	copy(id[:], h.Sum(nil))
	id[0] &= 0x7f
	return id.String()
}
