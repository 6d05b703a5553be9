package audit

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// Disclosure is a copy that somebody had made from one of a citizen's scopes, or of a team's parts, to another, or wanted: what
// -json prints.
type Disclosure struct {
	ID      string         `json:"id"`
	At      int64          `json:"at"` // milliseconds
	Actor   string         `json:"actor"`
	Role    string         `json:"role,omitzero"`
	Citizen string         `json:"citizen,omitzero"` // "" between a team's parts
	What    string         `json:"what"`             // the type of the document
	Doc     string         `json:"doc"`
	From    document.Scope `json:"from"`
	To      document.Scope `json:"to"`
	Basis   string         `json:"basis"`
	Why     string         `json:"why"`
	State   string         `json:"state"`
	Code    string         `json:"code,omitzero"` // why it was refused
}

// bases are the bases of a disclosure, in Swedish (domain.md L-08, L-10).
var bases = map[string]string{
	"consent": "samtycke", "harmTest": "menprövning", "sameBranch": "samma verksamhetsgren", "svod": "sammanhållen dokumentation", "emergency": "nöd",
}

// refusals say why a disclosure came to nothing.
var refusals = map[string]string{
	"no-readers": "ingen som får läsa där", "no-consent": "inget samtycke gäller", "blocked": "spärrat", document.CodeNeedsAssessment: "kräver ny biståndsbedömning",
}

// disclosures lists every disclosure of a citizen's data, the first one first, or of everybody's and of what teams have.
func (d *desk) disclosures(ctx context.Context) error {
	p, about, err := d.whoseDisclosures(ctx)
	if err != nil {
		return err
	}
	all, err := d.disclosed(ctx)
	if err != nil {
		return err
	}
	all = slices.DeleteFunc(all, func(one Disclosure) bool { return !d.spans(one.At) })
	title := fmt.Sprintf("Utlämnanden av uppgifter%s\nTid: %s", about, d.span())
	head := []string{"När", "Vem", "Roll", "Vad", "Från", "Till", "Grund", "Varför", "Blev"}
	if d.q.Citizen == "" {
		head = append(head, "Om")
	}
	return list(d, all, title, "Inget har lämnats ut.", head, func(one Disclosure) []string {
		return append([]string{d.clock(one.At), p.named(one.Actor), d.roleName(one.Role), d.typeName(one.What), d.place(p, one.From), d.place(p, one.To), bases[one.Basis],
			one.Why, one.became()}, one.Citizen)[:len(head)]
	})
}

// whoseDisclosures meets the directory, and says about whom the question is.
func (d *desk) whoseDisclosures(ctx context.Context) (p *people, about string, err error) {
	if d.q.Citizen == "" {
		p, err = d.meet(ctx)
		return p, "", err
	}
	p, name, err := d.aboutWhom(ctx)
	return p, " om " + cmp.Or(name, "medborgaren") + " (" + d.q.Citizen + ")", err
}

func (one Disclosure) became() string {
	switch one.State {
	case "copied":
		return "utlämnat"
	case "asked":
		return "ännu inget"
	}
	return cmp.Or(refusals[one.Code], "nekat")
}

// disclosureReviews lists every disclosure with what came of its review: all of them are to be reviewed.
func (d *desk) disclosureReviews(ctx context.Context, p *people, done []store.Event) (all, open int, err error) {
	list, err := d.disclosed(ctx)
	if err != nil {
		return 0, 0, err
	}
	d.print("\nUtlämnanden från ett rum till ett annat (alla ska granskas)\n\n")
	for _, one := range list {
		about := ""
		if one.Citizen != "" {
			citizen, err := d.citizen(ctx, p, one.Citizen)
			if err != nil {
				return 0, 0, err
			}
			about = " om " + strings.TrimSpace(citizen.name+" ("+one.Citizen+")")
		}
		d.print("%s  %s  %s: %s%s, från %s till %s\n         %s, %s. Skäl: %s\n", one.ID, d.clock(one.At), p.named(one.Actor), d.typeName(one.What), about,
			d.place(p, one.From), d.place(p, one.To), capital(bases[one.Basis]), one.became(), one.Why)
		if !d.outcomes(p, done, one.ID, one.At) {
			open++
		}
	}
	switch {
	case len(list) == 0:
		d.print("Inget har lämnats ut.\n")
	case open > 0:
		d.print("\nPröva skälet med den som lämnade ut, och skriv ner vad ni kom fram till: samsyn review -done UTLÄMNANDETS-ID -by DITT-ID -outcome \"…\"\n")
	}
	return len(list), open, nil
}

// place is a scope as people know it: a part with its team, another with whose it is.
func (d *desk) place(p *people, scope document.Scope) string {
	l := Line{}
	l.Scope = scope
	of := p.unit(scope.Controller(), d.Municipality)
	if scope.Kind() == "team" {
		of = cmp.Or(p.teamNames[scope.Subject()], "okänt team")
	}
	if team, is := strings.CutPrefix(scope.Compartment(), "case-"); is {
		team = team[:max(0, strings.LastIndexByte(team, '-'))]
		of = cmp.Or(p.teamNames[team], "okänt team")
	}
	return d.roomName(&l) + " (" + of + ")"
}

// disclosed finds all disclosures of the question's citizen, or all there are, the first one first.
func (d *desk) disclosed(ctx context.Context) (list []Disclosure, err error) {
	t := d.o.Schema.Types["disclosure"]
	for scope, err := range d.o.Store.Scopes(ctx, d.ID) {
		if err != nil {
			return nil, err
		}
		if t == nil || d.q.Citizen != "" && citizenOf(scope) != d.q.Citizen || !t.ScopeFits(string(scope)) {
			continue
		}
		for doc, err := range d.o.Documents(ctx, d.key(scope)) {
			if err != nil {
				return nil, err
			}
			if doc.Type != t.Name {
				continue
			}
			list = append(list, disclosureOf(scope, doc, merge.Read(t, doc)))
		}
	}
	slices.SortFunc(list, func(a, b Disclosure) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.ID, b.ID)) })
	return list, nil
}

func disclosureOf(scope document.Scope, doc *document.Document, v merge.View) Disclosure {
	o := doc.Origins[doc.Created]
	return Disclosure{
		ID: doc.ID, At: o.At, Actor: o.Author, Role: o.Role, Citizen: citizenOf(scope), What: text(v, "sourceType"), Doc: text(v, "sourceId"), From: scope,
		To: document.Scope(text(v, "toScope")), Basis: text(v, "basis"), Why: text(v, "why"), State: text(v, "state"), Code: text(v, "refusedCode"),
	}
}
