package access

import (
	"cmp"
	"slices"
	"strings"
)

// dependsHolder stands for those whose reach of a citizen depends on who else is assigned; reachHolder for everybody who may
// reach the citizen at all.
const (
	dependsHolder = "depends/"
	reachHolder   = "reach/"
)

// changedBy adds whose access a rule may change, as holders: those it lets in, and whoever it says something about.
func (d *Directory) changedBy(whose []string, r *rule) []string {
	switch r.kind {
	case blocks, protects, marks:
		return append(whose, reachHolder+r.citizen)
	case assigns: // which providers a citizen has decides which scopes there are
		whose = append(whose, dependsHolder+r.citizen)
	}
	return append(whose, r.holders...)
}

// actors turns holders into people, as of now. Rules that ended before a time are passed over.
func (d *Directory) actors(whose []string, at int64) []Actor {
	if len(whose) == 0 {
		return nil
	}
	found := map[Actor]bool{}
	for _, holder := range whose {
		d.expand(found, holder, at)
	}
	out := make([]Actor, 0, len(found))
	for a := range found {
		out = append(out, a)
	}
	slices.SortFunc(out, func(a, b Actor) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.ID, b.ID)) })
	return out
}

func (d *Directory) expand(found map[Actor]bool, holder string, at int64) {
	what, id, _ := strings.Cut(holder, "/")
	switch what + "/" {
	case staffHolder:
		found[Actor{Kind: Staff, ID: id}] = true
	case aboutHolder:
		found[Actor{Kind: Citizen, ID: id}] = true
	case repHolder:
		found[Actor{Kind: Representative, ID: id}] = true
	case teamHolder:
		for who := range d.teams[id].members {
			found[Actor{Kind: Staff, ID: who}] = true
		}
	case orgHolder:
		for _, who := range d.employees[id] {
			found[Actor{Kind: Staff, ID: who}] = true
		}
	case dependsHolder, reachHolder:
		d.expandCitizen(found, id, what+"/" == reachHolder, at)
	}
}

// expandCitizen finds those who may reach a citizen: all of them, or those who need no assignment.
func (d *Directory) expandCitizen(found map[Actor]bool, citizen string, all bool, at int64) {
	d.expand(found, aboutHolder+citizen, at)
	a := d.byCitizen[citizen]
	if a == nil {
		return
	}
	lists := [][]*rule{a.consents, a.openings, a.mandates}
	if all {
		lists = append(lists, a.assignments)
	}
	for _, list := range lists {
		for _, r := range list {
			if r.to < at {
				continue
			}
			for _, holder := range r.holders {
				d.expand(found, holder, at)
			}
		}
	}
}
