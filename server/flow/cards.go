package flow

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"

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
			teams = append(teams, g.dir.seats(care.CardSubject(g.f.o.Schema, doc))...)
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

// putCards says of a copied list of staff who they are, how they are reached and what they say of their part.
func (g *Group) putCards(p schema.Projection, e document.Edit) {
	if op, there := e.Changes[p.Cards.Of]; there {
		r := care.WithCards(g.f.o.Schema, op.Set, g.person)
		for field, value := range map[string]jsontext.Value{p.Cards.Of: r.Of, p.Cards.Reach: r.Reach, p.Cards.Says: r.Says} {
			e.Changes[field] = document.Op{Set: value}
		}
	}
}

// person is a member of staff as the directory knows them, with this commit.
func (g *Group) person(id string) care.Person {
	return care.Person{Member: g.inDirectory(id), Shown: g.shownCard(id)}
}

// shownCard is what somebody wrote of themselves: the newest that is there, should two phones have begun one; nil for none.
func (g *Group) shownCard(staff string) (newest *document.Document) {
	for _, id := range g.dir.cardsOf(staff) {
		newest = newerCard(newest, g.inDirectory(id))
	}
	for _, w := range g.docs { // of this commit, when it is the directory's
		if care.IsShownCard(w.now) && care.CardSubject(g.f.o.Schema, w.now) == staff {
			newest = newerCard(newest, w.now)
		}
	}
	return newest
}

func newerCard(a, b *document.Document) *document.Document {
	switch {
	case b == nil || b.IsVoided():
		return a
	case a == nil || b.Seq > a.Seq || b.Seq == a.Seq && b.ID > a.ID:
		return b
	}
	return a
}

// inDirectory is a document of the directory, with this commit; nil for none.
func (g *Group) inDirectory(id string) *document.Document {
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

// cardsOf names what a member of staff wrote of themselves.
func (d *tenantDirectory) cardsOf(staff string) []string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.cards[staff]
}

// takeCard notes whose a card is. The caller holds mu.
func (d *tenantDirectory) takeCard(set *schema.Set, doc *document.Document) {
	if !care.IsShownCard(doc) {
		return
	}
	if staff := care.CardSubject(set, doc); !slices.Contains(d.cards[staff], doc.ID) {
		d.cards[staff] = append(slices.Clip(d.cards[staff]), doc.ID) // readers hold the old list
	}
}
