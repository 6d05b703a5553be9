package flow

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// tells are what people are told of the commit's changes. Documents that come with a load tell nobody that they are there:
// that is how a municipality begins, or hands over its planning for the day.
func (g *Group) tells(ctx context.Context, order []string) (out []document.Tell, err error) {
	for _, id := range order {
		w := g.docs[id]
		t := g.f.o.Schema.Types[w.now.Type]
		if t == nil || len(t.Notices) == 0 || w.loaded && (w.before.Doc == nil || w.before.Doc.Created == "") {
			continue
		}
		tells, err := care.Tells(t, w.before.Doc, w.now, g.facts(ctx))
		if err != nil {
			return nil, err
		}
		for _, tell := range tells {
			tell.By = w.by
			out = append(out, tell)
		}
	}
	return out, nil
}

// classes are the push classes, the one that counts most first: of several notices of one commit about one document a person
// gets one.
var classes = []string{"urgent", "visit", "meeting", "sync"}

// told is a notice on its way to an inbox.
type told struct {
	document.Tell
	cause store.Key
	seq   uint64
	at    int64
}

// notices are the parts that write a commit's notices into the inboxes of those who are told. Who may not see the document is
// told nothing, and nobody what they did themselves. Their ids follow from the commit and its salt, like those of effects: told
// again, after a crash, each is there once.
func (f *Flow) notices(ctx context.Context, key store.Key, c *document.Commit) ([]*part, error) {
	if len(c.Tells) == 0 {
		return nil, nil
	}
	t, _ := f.o.Tenant(key.Tenant)
	best := map[[2]string]document.Tell{} // by document and recipient
	for _, tell := range c.Tells {
		names, err := f.recipients(ctx, key, tell, t.Now())
		if err != nil {
			return nil, err
		}
		for _, who := range names {
			one := [2]string{tell.Doc, who}
			if had, some := best[one]; !some || slices.Index(classes, tell.Class) < slices.Index(classes, had.Class) {
				best[one] = tell
			}
		}
	}
	parts := make([]*part, 0, len(best))
	for one, tell := range best {
		doc, who := one[0], one[1]
		e := document.Edit{
			ID:    hashID(c.Tenant, string(c.Scope), strconv.FormatUint(c.Seq, 10), "told", doc, who, c.Salt),
			Scope: document.Scope("staff/" + who + "/inbox/" + t.Municipality), Doc: noticeID(key.Scope, tell, c.At, 0),
			Type: noticeType, Stamp: effectStamp(c.Scope, c.Seq), After: effectStamp(c.Scope, c.Seq-1),
		}
		p, it := owedPart(key, e)
		it.told = &told{Tell: tell, cause: key, seq: c.Seq, at: c.At}
		parts = append(parts, p)
	}
	slices.SortFunc(parts, func(a, b *part) int { // maps have no order, and a simulation must be replayed
		if n := strings.Compare(string(a.key.Scope), string(b.key.Scope)); n != 0 {
			return n
		}
		return strings.Compare(a.items[0].Edit.ID, b.items[0].Edit.ID)
	})
	return parts, nil
}

// recipients are the members of staff whom a tell is for, as the directory has it now.
func (f *Flow) recipients(ctx context.Context, key store.Key, tell document.Tell, now int64) ([]string, error) {
	d, err := f.directory(ctx, key.Tenant, false)
	if err != nil {
		return nil, err
	}
	names := slices.Clone(tell.Staff)
	if slices.Contains(tell.To, "visitors48h") {
		visitors, err := f.visitors(ctx, key, d, now)
		if err != nil {
			return nil, err
		}
		names = append(names, visitors...)
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, one := range slices.Concat(tell.To, names) {
		role, isRole := strings.CutPrefix(one, "role:")
		if _, named := f.o.Schema.Roles[one]; named { // a document may ask for a profession
			role, isRole = one, true
		}
		switch {
		case isRole:
			names = append(names, d.dir.ReadersIn(key.Scope, role, now)...)
		case one == "team":
			for _, team := range d.dir.TeamsFor(key.Scope, now) {
				names = append(names, d.dir.Members(team)...)
			}
		}
	}
	slices.Sort(names)
	return slices.DeleteFunc(slices.Compact(names), func(id string) bool {
		return slices.Contains(tell.By, id) || !d.dir.MayRead(id, key.Scope, now)
	}), nil
}

// visitAhead is how far ahead "visitors48h" looks (domain.md 1.5).
const visitAhead = 48 * 60 * 60_000

// visitors are those who visit the scope's citizen within 48 hours, or are there now. A visit that was cancelled counts: who
// was to come is told why.
func (f *Flow) visitors(ctx context.Context, key store.Key, d *tenantDirectory, now int64) (out []string, err error) {
	if key.Scope.Kind() != "citizen" {
		return nil, nil
	}
	d.mu.RLock()
	providers := d.dir.Providers(key.Scope.Subject(), now)
	d.mu.RUnlock()
	for _, provider := range providers {
		visits := store.Key{Tenant: key.Tenant, Scope: document.Scope("citizen/" + key.Scope.Subject() + "/visits/" + provider)}
		if _, err := f.settledHead(ctx, visits); err != nil {
			return nil, err
		}
		for stored, err := range f.o.Store.Since(ctx, visits, 0) {
			if err != nil {
				return nil, err
			}
			out = append(out, care.VisitorsBetween(f.o.Schema, stored.Doc, now, now+visitAhead)...)
		}
	}
	return out, nil
}
