package flow

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"github.com/samsyn/samsyn/server/notice"
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
		if t == nil || !care.AreTold(t) || w.loaded && (w.before.Doc == nil || w.before.Doc.Created == "") {
			continue
		}
		f := g.facts(ctx)
		f.By = w.by
		tells, err := care.Tells(t, w.before.Doc, w.now, f)
		if err != nil {
			return nil, err
		}
		out = append(out, tells...)
	}
	return out, nil
}

// told is what the server writes because people are told of a change: a notice in an inbox, or for their team who they are.
type told struct {
	notice.Cause
	forIt *care.Write // what is written for the team; nil for a notice
}

// notices are the parts that write a commit's notices into the inboxes of those who are told, and for their team who they are
// when an acknowledgement is asked for. Who may not see the document is told nothing, and nobody what they did themselves. Their
// ids follow from the commit and its salt, like those of effects: told again, after a crash, each is there once.
func (f *Flow) notices(ctx context.Context, key store.Key, c *document.Commit) (parts []*part, err error) {
	if len(c.Tells) == 0 {
		return nil, nil
	}
	t, _ := f.o.Tenant(key.Tenant)
	now, best := t.Now(), map[string]bool{} // a document and a recipient, or a document whose team is told
	for _, tell := range notice.ByClass(c.Tells) {
		one := told{Cause: notice.Cause{Tell: tell, Scope: cmp.Or(tell.Scope, key.Scope), Seq: cmp.Or(tell.Seq, c.Seq), At: c.At}}
		teams, names, isKnown, err := f.recipients(ctx, key.Tenant, &one.Cause, now)
		if err != nil {
			return nil, err
		}
		if (tell.Ack != "" || tell.Seq != 0) && len(teams) > 0 {
			one.Team = teams[0]
		}
		for _, who := range names {
			if !best[tell.Doc+" "+who] {
				best[tell.Doc+" "+who] = true
				parts = append(parts, owedNotice(key, c, one, document.Scope("staff/"+who+"/inbox/"+t.Municipality)))
			}
		}
		if one.Team != "" && tell.Ack != "" && !best[tell.Doc] && (len(names) > 0 || tell.Class == "urgent" && !isKnown) {
			best[tell.Doc] = true
			shown, link := care.Reaching(tell, one.Scope, one.Seq, names, one.Team, t.Municipality, now)
			for _, wr := range []care.Write{shown, link} {
				one.forIt = &wr
				parts = append(parts, owedNotice(key, c, one, wr.Scope))
			}
		}
	}
	return parts, nil
}

func owedNotice(key store.Key, c *document.Commit, one told, to document.Scope) *part {
	e := document.Edit{
		ID:    hashID(c.Tenant, string(c.Scope), strconv.FormatUint(c.Seq, 10), "told", one.Doc, string(to), c.Salt),
		Scope: to, Type: notice.Type, Doc: one.ID(c.At, 0),
		Stamp: effectStamp(c.Scope, c.Seq), After: effectStamp(c.Scope, c.Seq-1),
	}
	if one.forIt != nil {
		e.Type, e.Doc = one.forIt.Type, one.forIt.Doc
	}
	p, it := owedPart(key, e)
	it.told = &one
	return p
}

// recipients are whom a change is for now, and the teams it concerns (see notice.Recipients).
func (f *Flow) recipients(ctx context.Context, tenant string, c *notice.Cause, now int64) (teams, names []string, isKnown bool, err error) {
	d, err := f.directory(ctx, tenant, true) // nobody is left out on old knowledge
	if err != nil {
		return nil, nil, false, err
	}
	var visitors []string
	if slices.Contains(c.To, "visitors48h") {
		if visitors, err = f.visitors(ctx, store.Key{Tenant: tenant, Scope: c.Scope}, d, now); err != nil {
			return nil, nil, false, err
		}
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	teams, names, isKnown = notice.Recipients(d.dir, f.o.Schema, c, visitors, now)
	return teams, names, isKnown, nil
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
