package flow

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/server/access"
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

// classes are the push classes, the one that counts most first: of several notices of one commit about one document a person
// gets one.
var classes = []string{"urgent", "visit", "meeting", "sync"}

// told is what the server writes because people are told of a change: a notice in an inbox, or for their team who they are.
type told struct {
	document.Tell
	cause store.Key
	seq   uint64
	at    int64
	team  string      // that sees who has been reached; "" when nobody asks
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
	for _, tell := range byClass(c.Tells) {
		one := told{Tell: tell, cause: key, seq: cmp.Or(tell.Seq, c.Seq), at: c.At}
		if tell.Scope != "" {
			one.cause.Scope = tell.Scope
		}
		teams, names, isKnown, err := f.recipients(ctx, one.cause, tell, now)
		if err != nil {
			return nil, err
		}
		if (tell.Ack != "" || tell.Seq != 0) && len(teams) > 0 {
			one.team = teams[0]
		}
		for _, who := range names {
			if !best[tell.Doc+" "+who] {
				best[tell.Doc+" "+who] = true
				parts = append(parts, owedNotice(key, c, one, document.Scope("staff/"+who+"/inbox/"+t.Municipality)))
			}
		}
		if one.team != "" && tell.Ack != "" && !best[tell.Doc] && (len(names) > 0 || tell.Class == "urgent" && !isKnown) {
			best[tell.Doc] = true
			shown, link := care.Reaching(tell, one.cause.Scope, one.seq, names, one.team, t.Municipality, now)
			for _, wr := range []care.Write{shown, link} {
				one.forIt = &wr
				parts = append(parts, owedNotice(key, c, one, wr.Scope))
			}
		}
	}
	return parts, nil
}

// byClass sorts what counts most first.
func byClass(tells []document.Tell) []document.Tell {
	return slices.SortedStableFunc(slices.Values(tells), func(a, b document.Tell) int {
		return cmp.Compare(slices.Index(classes, a.Class), slices.Index(classes, b.Class))
	})
}

func owedNotice(key store.Key, c *document.Commit, one told, to document.Scope) *part {
	e := document.Edit{
		ID:    hashID(c.Tenant, string(c.Scope), strconv.FormatUint(c.Seq, 10), "told", one.Doc, string(to), c.Salt),
		Scope: to, Type: noticeType, Doc: noticeID(one.cause.Scope, one.Tell, c.At, 0),
		Stamp: effectStamp(c.Scope, c.Seq), After: effectStamp(c.Scope, c.Seq-1),
	}
	if one.forIt != nil {
		e.Type, e.Doc = one.forIt.Type, one.forIt.Doc
	}
	p, it := owedPart(key, e)
	it.told = &one
	return p
}

// recipients are the members of staff whom a tell is for, and the teams whom the document concerns, as the directory has it now.
// IsKnown says that one whom it is for did it, who is no recipient, and whom nobody need look for.
func (f *Flow) recipients(ctx context.Context, key store.Key, tell document.Tell, now int64) (teams, names []string, isKnown bool, err error) {
	d, err := f.directory(ctx, key.Tenant, true) // nobody is left out on old knowledge
	if err != nil {
		return nil, nil, false, err
	}
	names = slices.Clone(tell.Staff)
	if slices.Contains(tell.To, "visitors48h") {
		visitors, err := f.visitors(ctx, key, d, now)
		if err != nil {
			return nil, nil, false, err
		}
		names = append(names, visitors...)
	}
	d.mu.RLock()
	defer d.mu.RUnlock()
	teams = d.dir.TeamsFor(key.Scope, now)
	for _, one := range slices.Concat(tell.To, names) {
		names = append(names, f.whom(d.dir, key.Scope, teams, one, now)...)
	}
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(id string) bool {
		did := slices.Contains(tell.By, id)
		isKnown = isKnown || did
		return did || !d.dir.MayRead(id, key.Scope, now)
	})
	return teams, names, isKnown, nil
}

// whom are those whom the directory knows a recipient by: of alternatives, the first that names anybody.
func (f *Flow) whom(dir *access.Directory, scope document.Scope, teams []string, to string, now int64) (names []string) {
	for one := range strings.SplitSeq(to, "|") {
		role, isRole := strings.CutPrefix(one, "role:")
		if _, named := f.o.Schema.Roles[one]; named { // a document may ask for a profession
			role, isRole = one, true
		}
		switch {
		case isRole:
			names = dir.ReadersIn(scope, role, now)
		case one == "team":
			for _, team := range teams {
				names = append(names, dir.Members(team)...)
			}
		}
		if len(names) > 0 {
			break
		}
	}
	return names
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
