package flow

import (
	"context"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

const resolutionField = "resolution"

// decision is what a resolution of a conflict does to the disputed document, in the resolver's name. Without a document it
// only closes the conflict.
type decision struct {
	conflict *work
	t        *schema.Type
	w        *work // of the disputed document
	field    string
	out      merge.Outcome
	size     int
}

// decide works out what a person's resolution does, and refuses it where the person could not have written the chosen value
// themselves. It is nil for every edit that resolves nothing. The conflict is as the edit leaves it.
func (g *Group) decide(ctx context.Context, p *part, it *item, w *work, conflict *document.Document, in merge.Arrival) (*decision, string, error) {
	if it.Edit.Type != conflictType || p.author.Kind == access.Server || conflict == w.now {
		return nil, "", nil
	}
	op, is := it.Edit.Changes[resolutionField]
	if !is {
		return nil, "", nil
	}
	var said struct {
		Kind string `json:"kind"`
		Edit string `json:"edit"`
	}
	if json.Unmarshal(op.Set, &said) != nil {
		return nil, document.CodeBadValue, nil
	}
	ct := g.f.o.Schema.Types[conflictType]
	d := &decision{conflict: w, field: shownText(ct, conflict, "field")}
	if slices.Contains(looked, shownText(ct, conflict, "kind")) {
		if !g.mayDecide(conflict, p.author.ID) {
			return nil, document.CodeNotAllowed, nil
		}
		return d, "", nil
	}
	var err error
	if d.w, err = g.document(ctx, shownText(ct, conflict, "doc")); err != nil {
		return nil, "", err
	}
	if d.w.now == nil {
		return nil, document.CodeNoDocument, nil
	}
	d.t = g.f.o.Schema.Types[d.w.now.Type]
	if d.t == nil || d.t.Fields[d.field] == nil {
		return nil, document.CodeUnknownField, nil
	}
	if !g.mayChoose(p, d, conflict) {
		return nil, document.CodeNotAllowed, nil
	}
	if said.Kind != "chosen" {
		if readField(d.t, d.w.now, d.field).Disputed {
			return nil, document.CodeBadValue, nil // saying that it is settled settles nothing
		}
		d.w = nil
		return d, "", nil
	}
	value, found := chosen(conflict, said.Edit)
	switch {
	case !found:
		return nil, document.CodeBadValue, nil
	case isWithdrawn(d.w.now, d.field) && document.Unquote(value) != withdrawn && !merge.IsCitizens(in.Role, it.Edit.OnBehalfOf):
		return nil, document.CodeCitizenOwned, nil
	}
	return d, g.carryOut(ctx, p, it, d, value, in), nil
}

// looked are the kinds that hold nothing to choose: what happened stands, whatever somebody found.
var looked = []string{kindDouble, "onlyWith", "withdrawnAfterDecision"}

// mayChoose: "conflict.resolution BND, owner role" (domain.md 3.2). A choice between states skips who may make the move, so staff
// need to be whom the conflict names. Between proposals it is to agree, which is the citizen's, whoever of staff records it.
func (g *Group) mayChoose(p *part, d *decision, conflict *document.Document) bool {
	return p.author.Kind != access.Staff || d.t.Fields[d.field].Policy == schema.Proposal || g.mayDecide(conflict, p.author.ID)
}

const withdrawn = "withdrawnByCitizen"

// isWithdrawn: the citizen does not want it any more; nobody else chooses that away (domain.md 1.3.5, agendaItem).
func isWithdrawn(doc *document.Document, field string) bool {
	return slices.ContainsFunc(doc.Fields[field].Candidates, func(c document.Candidate) bool { return document.Unquote(c.Value) == withdrawn })
}

// chosen finds the value of a candidate.
func chosen(conflict *document.Document, edit string) (jsontext.Value, bool) {
	cell := conflict.Fields["candidates"].Items[edit]
	if len(cell.Candidates) == 0 {
		return nil, false
	}
	var c care.Candidate
	err := json.Unmarshal(cell.Candidates[0].Value, &c)
	return c.Value, err == nil && c.Value != nil
}

// carryOut writes the chosen value as the resolver would have: with the same base and rights, asked of access, merge and care.
func (g *Group) carryOut(ctx context.Context, p *part, it *item, d *decision, value jsontext.Value, in merge.Arrival) (code string) {
	op := document.Op{Set: value}
	if d.t.Fields[d.field].Policy == schema.Proposal {
		op = document.Op{Agree: value}
	}
	e := it.Edit
	e.ID, e.Doc, e.Type, e.Create, e.Void = hashID(g.key.Tenant, it.Edit.ID, resolutionField), d.w.now.ID, d.t.Name, false, ""
	e.Changes = map[string]document.Op{d.field: op}
	may := g.dir.allows(g.request(p, e, d.t, true))
	if may.Code != "" {
		return may.Code
	}
	if d.size = len(value); len(d.w.before.Bytes)+d.w.grown+d.size > maxDocumentBytes {
		return document.CodeTooLarge
	}
	in.Role, in.Late, in.Decides = may.Role, may.Late, true
	if d.out = g.apply(d.t, d.w.now, e, in); d.out.Verdict.Kind == document.Refused {
		return d.out.Verdict.Code
	}
	code, _, _ = g.guard(ctx, d.t, d.w.now, d.out.Doc, e, in)
	return code
}

// settled puts a decision into the commit and closes its conflict, unless something is left to decide: a value came that
// the resolver had not seen.
func (g *Group) settled(ctx context.Context, d *decision) (touched []string, err error) {
	var r merge.Reading
	if d.w != nil {
		before := d.w.now
		touched = g.take(d.w, d.out, d.size)
		more, err := g.conflicts(ctx, d.t, before, d.w.now, d.out.Fields)
		if err != nil {
			return nil, err
		}
		touched, r = append(touched, more...), readField(d.t, d.w.now, d.field)
	}
	ct, conflict := g.f.o.Schema.Types[conflictType], d.conflict.now
	changes := g.closing(r)
	if shownText(ct, conflict, "state") == resolved { // closed above, or a decision that is taken back
		if r.Edit == "" || r.Edit == shownText(ct, conflict, "effectiveNow") {
			return touched, nil
		}
		changes = map[string]document.Op{"effectiveNow": setText(r.Edit)}
	}
	if r.Disputed {
		return touched, nil
	}
	more, _, err := g.write(ctx, g.cause(resolutionField, conflict.ID), 0, care.Write{Doc: conflict.ID, Type: conflictType, Changes: changes}, g.now)
	return append(touched, more...), err
}
