package flow

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// sources are the documents that are copied anew: those the commit changed and, when what a member of staff is shown by
// changed, the teams they sit in. Each is there once, as the commit leaves it: two copies of one commit would have one stamp.
//
// The teams are those of the directory at the head or later. If it is later, somebody was faster, and all is woven again.
func (g *Group) sources() (docs []*document.Document) {
	var teams []string
	for _, change := range g.commit.Changes {
		doc := change.Next.Doc
		docs = append(docs, doc)
		if g.isNewCard(doc) {
			teams = append(teams, g.dir.seats(doc.ID)...)
		}
	}
	slices.Sort(teams)
	for _, id := range slices.Compact(teams) {
		if w := g.docs[id]; w != nil && w.now != w.before.Doc {
			continue // changed itself
		}
		if team := g.dir.document(id); team != nil {
			docs = append(docs, team)
		}
	}
	return docs
}

// isNewCard reports whether others hold something else of a member of staff than before.
func (g *Group) isNewCard(doc *document.Document) bool {
	set, w := g.f.o.Schema, g.docs[doc.ID]
	return w != nil && !care.SameCard(set, w.before.Doc, doc)
}

// putCards says of a copied list of staff who they are and how they are reached.
func (g *Group) putCards(p schema.Projection, e document.Edit) {
	if op, there := e.Changes[p.Cards.Of]; there {
		named, reach := care.WithCards(g.f.o.Schema, op.Set, g.staff)
		e.Changes[p.Cards.Of], e.Changes[p.Cards.Reach] = document.Op{Set: named}, document.Op{Set: reach}
	}
}

// staff is a member of staff as the directory knows them, with this commit; nil for none.
func (g *Group) staff(id string) *document.Document {
	if g.key.Scope == document.Directory {
		if w := g.docs[id]; w != nil && w.now != nil {
			return w.now
		}
	}
	return g.dir.document(id)
}

// seats names the teams that a member of staff sits in.
func (d *tenantDirectory) seats(staff string) []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.dir.Seats(staff)
}

// document is one of the directory's; nil for none.
func (d *tenantDirectory) document(id string) *document.Document {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.docs[id]
}
