package advise

import (
	"maps"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// Draft is what a person is about to save in one document; its values have passed the schema.
type Draft struct {
	Scope      document.Scope         `json:"scope"`
	Doc        string                 `json:"doc"`
	Type       string                 `json:"type"`
	Create     bool                   `json:"create,omitzero"`
	OnBehalfOf string                 `json:"onBehalfOf,omitzero"`
	Void       string                 `json:"void,omitzero"`
	Changes    map[string]document.Op `json:"changes,omitzero"`
	// Seen is how much of the scope the person had seen when she began to write; seq 0 means all that is shown.
	Seen document.Base `json:"seen,omitzero"`
}

// Said is what the server will say of a draft, as far as a phone can tell. The zero Said is nothing.
type Said struct {
	Code    string `json:"code,omitzero"` // of document/codes.go
	Field   string `json:"field,omitzero"`
	Refused bool   `json:"refused,omitzero"` // else it is a note that goes with it, such as no-quorum
}

// adviser is the replica that a draft is judged as: another than any there is, to whom everything that is shown came with a commit.
const adviser = "advice"

// Judge tells at once, offline too, what merging and the rules of care say of a draft: that the citizen has said no, that a question is
// not confirmed, that nobody in the room is a nurse. documents are those of the draft's scope, with this phone's edits on top; those of
// unknown types are passed over. Rights are not judged. It is advice: the phone may hold an old truth, so a draft is taken all the
// same, and the server decides.
func Judge(now int64, me Me, set *schema.Set, documents []*document.Document, d Draft) Said {
	t := set.Types[d.Type]
	if t == nil {
		return Said{Code: document.CodeUnknownType, Refused: true}
	}
	var before *document.Document
	if at := slices.IndexFunc(documents, func(o *document.Document) bool { return o.ID == d.Doc }); at >= 0 {
		before = confirmedAll(documents[at])
	}
	e := document.Edit{
		ID: adviser, Scope: d.Scope, Doc: d.Doc, Type: d.Type, Base: document.Base{Seq: seen(before, d)}, Stamp: hlc.New(now, 0, adviser),
		Create: d.Create, OnBehalfOf: d.OnBehalfOf, Void: d.Void, Changes: d.Changes,
	}
	out := merge.Apply(t, before, e, merge.Arrival{Author: me.Actor, Role: me.Role, Replica: adviser, Base: e.Base.Seq, At: now})
	if out.Verdict.Kind == document.Refused {
		return Said{Code: out.Verdict.Code, Field: out.Verdict.Field, Refused: true}
	}
	code, field, note := care.Guard(t, before, out.Doc, e, facts(now, me, set, documents, d))
	if code != "" {
		return Said{Code: code, Field: field, Refused: true}
	}
	if note == "" && out.Verdict.Code == document.CodeStaleAnswer {
		note = out.Verdict.Code
	}
	return Said{Code: note}
}

// confirmedAll is a document as if all that is shown of it had come with a commit: the person has seen her own unsent edits, too.
func confirmedAll(d *document.Document) *document.Document {
	if !slices.ContainsFunc(slices.Collect(maps.Values(d.Origins)), func(o document.Origin) bool { return o.Seq == 0 }) {
		return d
	}
	d = d.Clone()
	for edit, o := range d.Origins {
		o.Seq = max(o.Seq, 1)
		d.Origins[edit] = o
	}
	return d
}

// seen is the base of a draft.
func seen(before *document.Document, d Draft) uint64 {
	if d.Seen.Seq != 0 || before == nil {
		return d.Seen.Seq
	}
	all := before.Seq
	for _, o := range before.Origins {
		all = max(all, o.Seq)
	}
	return all
}

// facts is the world as a phone knows it. Who may sit in which part, and who is a nurse, stands in the team's roster, if it holds
// that; of whom it does not name, or whose role it does not say, nothing is said.
func facts(now int64, me Me, set *schema.Set, documents []*document.Document, d Draft) care.Facts {
	f := care.Facts{
		Now: now, Author: me.Actor, Role: me.Role, OnBehalfOf: d.OnBehalfOf, Schema: set,
		Document: func(id string) (*document.Document, error) {
			if at := slices.IndexFunc(documents, func(o *document.Document) bool { return o.ID == id }); at >= 0 {
				return documents[at], nil
			}
			return nil, nil //nolint:nilnil // none is an answer
		},
	}
	members := roster(set, documents)
	if members == nil {
		return f
	}
	f.InAudience = func(_ string, part int, staff string) bool {
		m, is := members[staff]
		return !is || slices.Contains(m.Parts, part)
	}
	f.HasRole = func(staff, role string) bool {
		m, is := members[staff]
		return !is || m.Role == "" || m.Role == role
	}
	return f
}

// member is somebody in a team's roster.
type member struct {
	StaffID string `json:"staffId"`
	Role    string `json:"role"`
	Parts   []int  `json:"parts"`
}

// roster is who the team's roster names, by id; nil when it is not held.
func roster(set *schema.Set, documents []*document.Document) map[string]member {
	const typ = "teamRoster"
	at := slices.IndexFunc(documents, func(d *document.Document) bool { return d.Type == typ && !d.IsVoided() })
	if at < 0 || set.Types[typ] == nil {
		return nil
	}
	all := as[[]member](merge.Read(set.Types[typ], documents[at]).Fields["members"].Value)
	out := make(map[string]member, len(all))
	for _, m := range all {
		out[m.StaffID] = m
	}
	return out
}
