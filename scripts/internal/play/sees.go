package play

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
	"github.com/samsyn/samsyn/sync/replica"
)

// sees gives "" when the claim holds on one phone, or what the phone sees instead.
func (d *day) sees(m *mate, c *scenario.Claim) (why string) {
	m.phone.Look(func(r *replica.Replica) {
		switch c.Kind {
		case scenario.Count:
			why = d.counts(m, r, c)
		case scenario.OpenConflict, scenario.NoConflict:
			why = d.conflict(m, r, c)
		default:
			scope := d.homes[c.Document]
			view, here := r.Show(scope, d.id(c.Document))
			here = here && !view.Incomplete
			l := lookup{d: d, r: r, m: m, scope: scope, doc: d.id(c.Document), typ: c.Document.Type, view: view}
			why = l.document(c, here)
		}
	})
	return why
}

// lookup is one document on one phone.
type lookup struct {
	d     *day
	r     *replica.Replica
	m     *mate
	scope document.Scope
	doc   string
	typ   string
	view  merge.View
}

func (l lookup) document(c *scenario.Claim, here bool) string {
	voided := here && l.view.Voided != ""
	switch {
	case c.Kind == scenario.Absent:
		return unless(!here, "sees it")
	case c.Kind == scenario.NotVoided:
		return unless(!voided, "sees it voided")
	case !here:
		return "does not see it"
	case c.Kind == scenario.Exists:
		return unless(!voided, "sees it voided")
	case c.Kind == scenario.Voided:
		return unless(voided && (c.Reason == "" || l.view.Voided == c.Reason), "sees it "+or(l.view.Voided, "live"))
	case c.Kind == scenario.CreatedBy:
		by := l.creator()
		return unless(by == c.By, "sees it by "+by)
	}
	return l.field(c, l.reading(c.Field))
}

func (l lookup) field(c *scenario.Claim, f merge.Reading) string {
	switch c.Kind {
	case scenario.Shows:
		want := c.Values[0]
		return unless(bytes.Equal(f.Value, want.JSON) && l.isBy(f.Edit, want.By), "sees "+l.told(f.Value, f.Edit))
	case scenario.ShowsOther:
		known := slices.ContainsFunc(c.Values, func(v scenario.Attributed) bool { return bytes.Equal(v.JSON, f.Value) })
		return unless(!known, "sees "+l.told(f.Value, f.Edit))
	case scenario.HasItem, scenario.LacksItem:
		return l.item(c, f)
	case scenario.Entries:
		return unless(len(f.Items) == c.N, fmt.Sprintf("sees %d", len(f.Items)))
	case scenario.Counting, scenario.NotCounting:
		return l.counting(c, f)
	case scenario.Beside:
		return unless(l.contain(f.Beside, c.Values), "sees beside it "+l.list(f.Beside))
	case scenario.Waiting:
		return unless(l.contain(f.Waiting, c.Values), "sees waiting "+l.list(f.Waiting))
	case scenario.NotWaiting:
		return unless(!l.contain(f.Waiting, c.Values), "sees waiting "+l.list(f.Waiting))
	case scenario.WaitingOnly:
		same := len(f.Waiting) == len(c.Values) && l.contain(f.Waiting, c.Values)
		return unless(same, "sees waiting "+l.list(f.Waiting))
	}
	return "cannot be asked this"
}

func (l lookup) item(c *scenario.Claim, f merge.Reading) string {
	at := slices.IndexFunc(f.Items, func(i merge.Item) bool { return i.ID == c.Item })
	if c.Kind == scenario.LacksItem {
		return unless(at < 0, "sees "+c.Item)
	}
	if at < 0 {
		return "does not see " + c.Item
	}
	item := f.Items[at]
	for _, want := range c.Values {
		if want.JSON != nil && !bytes.Equal(item.Value, want.JSON) || !l.isBy(item.Edit, want.By) {
			return "sees " + l.told(item.Value, item.Edit)
		}
	}
	return ""
}

// contain reports whether every wanted value is among the candidates.
func (l lookup) contain(cands []document.Candidate, want []scenario.Attributed) bool {
	for _, w := range want {
		found := slices.ContainsFunc(cands, func(c document.Candidate) bool {
			return bytes.Equal(c.Value, w.JSON) && l.isBy(c.Edit, w.By)
		})
		if !found {
			return false
		}
	}
	return true
}

func (l lookup) isBy(edit, staff string) bool { return staff == "" || l.author(edit) == staff }

// author of an edit: as the document says, or of this day's phones when it is not confirmed yet.
func (l lookup) author(edit string) string {
	if doc := confirmed(l.r, l.scope)[l.doc]; doc != nil {
		if by := doc.Origins[edit].Author; by != "" {
			return by
		}
	}
	return l.d.crew.author[edit]
}

func (l lookup) creator() string {
	if doc := confirmed(l.r, l.scope)[l.doc]; doc != nil {
		return l.author(doc.Created)
	}
	for _, e := range l.m.edits {
		if e.Create && e.Doc == l.doc && e.Scope == l.scope {
			return l.m.id
		}
	}
	return ""
}

func (l lookup) told(v jsontext.Value, edit string) string {
	if v == nil {
		return "nothing"
	}
	return string(v) + " by " + l.author(edit)
}

func (l lookup) list(cands []document.Candidate) string {
	if len(cands) == 0 {
		return "nothing"
	}
	var parts []string
	for _, c := range cands {
		parts = append(parts, l.told(c.Value, c.Edit))
	}
	return strings.Join(parts, " and ")
}

func unless(holds bool, why string) string {
	if holds {
		return ""
	}
	return why
}

// confirmed decodes the confirmed hot documents of a scope.
func confirmed(r *replica.Replica, scope document.Scope) map[string]*document.Document {
	out := map[string]*document.Document{}
	for line := range bytes.Lines(r.AppendCanonical(nil, scope)) {
		if doc, err := document.Decode(bytes.TrimSpace(line)); err == nil {
			out[doc.ID] = doc
		}
	}
	return out
}

func (d *day) counts(m *mate, r *replica.Replica, c *scenario.Claim) string {
	n := len(d.documentsOf(m, r, c))
	return unless(n == c.N, fmt.Sprintf("sees %d", n))
}

// documentsOf are the live documents on a phone that a claim counts.
func (d *day) documentsOf(m *mate, r *replica.Replica, c *scenario.Claim) []lookup {
	var out []lookup
	for _, scope := range d.scopes(r, c) {
		for _, s := range r.ShowAll(scope) {
			l := lookup{d: d, r: r, m: m, scope: scope, doc: s.Doc, typ: s.Type, view: s.View}
			if s.Type == c.Type && s.View.Voided == "" && !s.View.Incomplete && l.isCounted(c) {
				out = append(out, l)
			}
		}
	}
	return out
}

func (l lookup) isCounted(c *scenario.Claim) bool {
	for _, w := range c.Where {
		if !bytes.Equal(l.reading(w.Field).Value, w.JSON) {
			return false
		}
	}
	return c.By == "" || l.creator() == c.By
}

func text(s replica.Shown, field string) string { return document.Unquote(s.View.Fields[field].Value) }
