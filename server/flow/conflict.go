package flow

import (
	"context"
	"slices"
	"strconv"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

const conflictType = "conflict"

// Kinds and states of conflicts.
const (
	kindDisputed = "disputed"
	kindHeld     = "heldAfterDecline"
	kindDouble   = "possibleDoubleDelivery"
	resolved     = "resolved"
)

// conflicts opens a conflict for every field that an edit left disputed and resolves those it settled, in the same commit:
// a conflict lives in its document's scope (architecture section 3). Whoever voids a document settles all of it.
func (g *Group) conflicts(ctx context.Context, t *schema.Type, before, after *document.Document, fields []string) ([]string, error) {
	if after.IsVoided() && !before.IsVoided() {
		fields = document.Keys(nil, t.Fields)
	}
	var touched []string
	for _, name := range fields {
		rule := t.Fields[name]
		if rule == nil || !mayBeDisputed(t, rule) || !isCrowded(before, name) && !isCrowded(after, name) {
			continue
		}
		was, is := readField(t, before, name), readField(t, after, name)
		open := is.Disputed && !after.IsVoided()
		if !was.Disputed && !open {
			continue
		}
		one, err := g.conflict(ctx, t, after, name, is, open)
		if err != nil {
			return nil, err
		}
		touched = append(touched, one...)
	}
	return touched, nil
}

// mayBeDisputed keeps the others' fields from being read at all.
func mayBeDisputed(t *schema.Type, rule *schema.Field) bool {
	switch rule.Policy {
	case schema.Proposal, schema.Human:
		return true
	case schema.StateMachine:
		return t.States != nil && len(t.States.Human) > 0
	}
	return false
}

func isCrowded(d *document.Document, field string) bool {
	return d != nil && len(d.Fields[field].Candidates) > 1
}

func readField(t *schema.Type, d *document.Document, field string) merge.Reading {
	if d == nil || t.Fields[field] == nil {
		return merge.Reading{}
	}
	return merge.ReadField(t, t.Fields[field], d, d.Fields[field])
}

// conflict writes the conflict document about a field: open with what is known now, or resolved.
func (g *Group) conflict(ctx context.Context, t *schema.Type, doc *document.Document, field string, r merge.Reading, open bool) ([]string, error) {
	id, w, err := g.openConflict(ctx, doc.ID, field)
	if err != nil {
		return nil, err
	}
	var changes map[string]document.Op
	switch {
	case !open && w.now == nil:
		return nil, nil
	case !open:
		changes = g.closing(r)
	case w.now == nil:
		changes = g.opening(t, doc, field, r)
	default:
		if changes = g.growing(w.now, doc, field, r); len(changes) == 0 {
			return nil, nil
		}
	}
	touched, _, err := g.write(ctx, g.cause("conflict", id), 0, care.Write{Doc: id, Type: conflictType, Create: true, Changes: changes}, g.now)
	return touched, err
}

// openConflict finds the one conflict about a field that is not resolved, or the id and place of the next one. A document
// of somebody who foresaw the id is passed over.
func (g *Group) openConflict(ctx context.Context, doc, field string) (string, *work, error) {
	t := g.f.o.Schema.Types[conflictType]
	for n := 0; ; n++ {
		id := hashID(g.key.Tenant, string(g.key.Scope), doc, field, strconv.Itoa(n))
		w, err := g.document(ctx, id)
		if err != nil || w.now == nil {
			return id, w, err
		}
		if w.now.Type == conflictType && shownText(t, w.now, "state") != resolved {
			return id, w, nil
		}
	}
}

// opening says all that domain.md 3.3 promises of a conflict: who decides, what is in force, between what, and until when.
func (g *Group) opening(t *schema.Type, doc *document.Document, field string, r merge.Reading) map[string]document.Op {
	kind, role, staff := kindDisputed, t.OwnerRole, ""
	if isHeldAfterDecline(r) {
		kind, role = kindHeld, "unitManager" // "held + earlier decline → HUM to EC" (3.2)
	} else if t.Owner != "" {
		staff = shownText(t, doc, t.Owner)
	}
	ops := map[string]document.Op{
		"doc": setText(doc.ID), "docType": setText(doc.Type), "field": setText(field), "kind": setText(kind),
		"candidates": {Add: candidates(doc, field)}, "since": setText(document.TimeText(g.now)), "state": setText("open"),
		"dueBy": setText(document.TimeText(care.DueBy(t.Fields[field].Urgency, g.now))),
	}
	for name, text := range map[string]string{"ownerRole": role, "ownerStaffId": staff, "effectiveNow": r.Edit} {
		if text != "" {
			ops[name] = setText(text)
		}
	}
	return ops
}

// growing adds what came to an open conflict; candidates are never taken out: a decision may be changed later.
func (g *Group) growing(conflict, doc *document.Document, field string, r merge.Reading) map[string]document.Op {
	t, ops := g.f.o.Schema.Types[conflictType], map[string]document.Op{}
	fresh := candidates(doc, field)
	for id := range conflict.Fields["candidates"].Items {
		delete(fresh, id)
	}
	if len(fresh) > 0 {
		ops["candidates"] = document.Op{Add: fresh}
	}
	if r.Edit != "" && r.Edit != shownText(t, conflict, "effectiveNow") {
		ops["effectiveNow"] = setText(r.Edit)
	}
	return ops
}

func (g *Group) closing(r merge.Reading) map[string]document.Op {
	ops := map[string]document.Op{"state": setText(resolved), "resolvedAt": setText(document.TimeText(g.now))}
	if r.Edit != "" {
		ops["effectiveNow"] = setText(r.Edit)
	}
	return ops
}

// candidates are all values of a field, the one in force among them, with author, role, time and value.
func candidates(doc *document.Document, field string) map[string]jsontext.Value {
	all := map[string]jsontext.Value{}
	for _, c := range doc.Fields[field].Candidates {
		o := doc.Origins[c.Edit]
		at := o.Stamp.WallMillis()
		if o.Ahead {
			at = min(at, o.At)
		}
		text, err := json.Marshal(care.Candidate{Edit: c.Edit, Author: o.Author, Role: o.Role, At: document.TimeText(at), Value: c.Value})
		if err == nil {
			all[c.Edit] = text
		}
	}
	return all
}

// isHeldAfterDecline: one says that the visit took place, another that the citizen had said no (domain.md W4).
func isHeldAfterDecline(r merge.Reading) bool {
	var held, declined bool
	for _, c := range r.Candidates {
		switch document.Unquote(c.Value) {
		case "held", "summarised":
			held = true
		case "declinedByCitizen":
			declined = true
		}
	}
	return held && declined
}

func setText(text string) document.Op { return document.Op{Set: document.Quote(text)} }

// hashID names what the server makes, so that making it again makes the same.
func hashID(parts ...string) string { return care.HashID(parts...) }

// mayDecide reports whether a conflict about no single value is somebody's to decide: the role or person it names, and of
// a possible double delivery always a nurse.
func (g *Group) mayDecide(conflict *document.Document, staff string) bool {
	t := g.f.o.Schema.Types[conflictType]
	roles := []string{shownText(t, conflict, "ownerRole")}
	if shownText(t, conflict, "kind") == kindDouble {
		roles = append(roles, "nurse")
	}
	has := g.facts(context.Background()).HasRole
	return staff == shownText(t, conflict, "ownerStaffId") || slices.ContainsFunc(roles, func(role string) bool { return has(staff, role) })
}
