package audit

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Disclosure is a copy that somebody had made from one of a citizen's scopes to another, or wanted: what -json prints.
type Disclosure struct {
	ID    string         `json:"id"`
	At    int64          `json:"at"` // milliseconds
	Actor string         `json:"actor"`
	Role  string         `json:"role,omitzero"`
	What  string         `json:"what"` // the type of the document
	Doc   string         `json:"doc"`
	From  document.Scope `json:"from"`
	To    document.Scope `json:"to"`
	Basis string         `json:"basis"`
	Why   string         `json:"why"`
	State string         `json:"state"`
	Code  string         `json:"code,omitzero"` // why it was refused
}

// bases are the bases of a disclosure, in Swedish (domain.md L-08, L-10).
var bases = map[string]string{
	"consent": "samtycke", "harmTest": "menprövning", "sameBranch": "samma verksamhetsgren", "svod": "sammanhållen dokumentation", "emergency": "nöd",
}

// refusals say why a disclosure came to nothing.
var refusals = map[string]string{
	"no-readers": "ingen som får läsa där", "no-consent": "inget samtycke gäller", "blocked": "spärrat", document.CodeNeedsAssessment: "kräver ny biståndsbedömning",
}

// disclosures lists every disclosure of a citizen's data, the first one first: all of them are to be reviewed.
func (d *desk) disclosures(ctx context.Context) error {
	p, name, err := d.aboutWhom(ctx)
	if err != nil {
		return err
	}
	all, err := d.disclosed(ctx)
	if err != nil {
		return err
	}
	title := fmt.Sprintf("Utlämnanden av uppgifter om %s (%s)\nTid: %s", cmp.Or(name, "medborgaren"), d.q.Citizen, d.span())
	head := []string{"När", "Vem", "Roll", "Vad", "Från", "Till", "Grund", "Varför", "Blev"}
	return list(d, all, title, "Inget har lämnats ut.", head, func(one Disclosure) []string {
		became := cmp.Or(refusals[one.Code], "nekat")
		if one.State == "copied" {
			became = "utlämnat"
		}
		return []string{d.clock(one.At), p.named(one.Actor), d.roleName(one.Role), d.typeName(one.What), d.place(p, one.From), d.place(p, one.To), bases[one.Basis],
			one.Why, became}
	})
}

// place is a scope as people know it: a part with its team, another with whose it is.
func (d *desk) place(p *people, scope document.Scope) string {
	l := Line{}
	l.Scope = scope
	of := p.unit(scope.Controller(), d.Municipality)
	if team, is := strings.CutPrefix(scope.Compartment(), "case-"); is {
		team = team[:max(0, strings.LastIndexByte(team, '-'))]
		of = cmp.Or(p.teamNames[team], "okänt team")
	}
	return d.roomName(&l) + " (" + of + ")"
}

func (d *desk) disclosed(ctx context.Context) (list []Disclosure, err error) {
	t := d.o.Schema.Types["disclosure"]
	for scope, err := range d.o.Store.Scopes(ctx, d.ID) {
		if err != nil {
			return nil, err
		}
		if citizenOf(scope) != d.q.Citizen || t == nil || !t.ScopeFits(string(scope)) {
			continue
		}
		for doc, err := range d.o.Documents(ctx, d.key(scope)) {
			if err != nil {
				return nil, err
			}
			if doc.Type != t.Name {
				continue
			}
			v, o := merge.Read(t, doc), doc.Origins[doc.Created]
			one := Disclosure{
				ID: doc.ID, At: o.At, Actor: o.Author, Role: o.Role, What: text(v, "sourceType"), Doc: text(v, "sourceId"), From: scope,
				To: document.Scope(text(v, "toScope")), Basis: text(v, "basis"), Why: text(v, "why"), State: text(v, "state"), Code: text(v, "refusedCode"),
			}
			if d.spans(one.At) {
				list = append(list, one)
			}
		}
	}
	slices.SortFunc(list, func(a, b Disclosure) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	return list, nil
}
