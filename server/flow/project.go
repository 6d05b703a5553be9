package flow

import (
	"strconv"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// projections are the copies that the schema asks for of the documents a commit changed. A document whose creating edit has
// not come is not copied: what it must say is not said yet. Neither is one that shows none of the fields.
//
// Their ids follow from the commit, so that submitting them again changes nothing, and from its salt, which no phone is told:
// an edit of a phone's with the id of a coming effect would otherwise be taken for its answer. Their stamps follow its seq,
// so that an older one that comes late is not shown.
func (g *Group) projections() []document.Edit {
	var out []document.Edit
	c := g.commit
	for _, doc := range g.sources() {
		t := g.f.o.Schema.Types[doc.Type]
		if t == nil || len(t.Project) == 0 {
			continue
		}
		view := merge.Read(t, doc)
		if view.Incomplete {
			continue
		}
		fill := filler(g.tenant, c, doc)
		for _, p := range t.Project {
			e := document.Edit{
				ID:    hashID(c.Tenant, string(c.Scope), strconv.FormatUint(c.Seq, 10), strconv.Itoa(len(out)), c.Salt),
				Scope: document.Scope(fill.Replace(p.Scope)), Doc: copyID(c, doc), Type: p.Type, Create: true,
				Stamp: effectStamp(c.Scope, c.Seq), After: effectStamp(c.Scope, c.Seq-1), Changes: copied(t, p, view),
			}
			if len(e.Changes) == 0 {
				continue // it shows nothing of what is copied
			}
			g.putCards(p, e)
			for name, template := range p.With {
				e.Changes[name] = document.Op{Set: document.Quote(fill.Replace(template))}
			}
			if view.Voided != "" {
				e.Void = "source voided"
			}
			out = append(out, e)
		}
	}
	return out
}

// filler fills templates in with what the source's scope says.
func filler(tenant Tenant, c *document.Commit, doc *document.Document) *strings.Replacer {
	pairs := []string{
		"{id}", doc.ID, "{municipality}", tenant.Municipality, "{at+60m}", document.TimeText(c.At + access.OpeningMillis),
	}
	switch c.Scope.Kind() {
	case "citizen":
		pairs = append(pairs, "{citizen}", c.Scope.Subject(), "{provider}", c.Scope.Controller())
	case "staff":
		pairs = append(pairs, "{staff}", c.Scope.Subject())
	}
	return strings.NewReplacer(pairs...)
}

// copyID names a copy. Phones choose the ids of documents, so that two scopes may have the same one: only what comes from the
// directory, which is one, keeps it. Otherwise somebody could write over another citizen's block.
func copyID(c *document.Commit, doc *document.Document) string {
	if c.Scope == document.Directory {
		return doc.ID
	}
	return hashID("copy", c.Tenant, string(c.Scope), doc.ID)
}

// copied are the fields of a projection as they are shown. A list becomes an array of its values.
func copied(t *schema.Type, p schema.Projection, view merge.View) map[string]document.Op {
	ops := map[string]document.Op{}
	for _, name := range p.Fields {
		r, there := view.Fields[name]
		switch {
		case there && t.Fields[name].IsList():
			values := make([]jsontext.Value, len(r.Items))
			for i, item := range r.Items {
				values[i] = item.Value
			}
			if text, err := json.Marshal(values); err == nil {
				ops[name] = document.Op{Set: text}
			}
		case r.Value != nil:
			ops[name] = document.Op{Set: r.Value}
		}
	}
	return ops
}
