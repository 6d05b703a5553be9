package play

import (
	"fmt"

	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// id of a named document.
func (d *day) id(doc *scenario.Document) string {
	if id, found := d.ids[doc]; found {
		return id
	}
	return doc.ID
}

// name finds the one document that is meant, on any phone, and gives it its name.
func (d *day) name(n *scenario.Naming) string {
	c := &scenario.Claim{Kind: scenario.Count, Type: n.Document.Type, About: n.Document.About, Where: n.Where}
	found := map[string]document.Scope{}
	for _, m := range d.crew.mates {
		m.phone.Look(func(r *replica.Replica) {
			for _, l := range d.documentsOf(m, r, c) {
				found[l.doc] = l.scope
			}
		})
	}
	if len(found) != 1 {
		return fmt.Sprintf("there are %d", len(found))
	}
	for id, scope := range found {
		d.ids[n.Document], d.homes[n.Document] = id, scope
	}
	return ""
}
