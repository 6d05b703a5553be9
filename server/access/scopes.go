package access

import (
	"slices"

	"github.com/samsyn/samsyn/sync/document"
)

// Scopes lists what an actor may read at a time, sorted. It is empty for somebody the directory does not know.
func (d *Directory) Scopes(a Actor, at int64) []document.Scope {
	w := d.who(a, at)
	if len(w.roles) == 0 {
		return nil
	}
	g := gathered{text: make([]byte, 0, 4096), ends: make([]int, 0, 128), held: make([]held, 0, 32)}
	switch a.Kind {
	case Citizen:
		d.hold(&g, w, d.byCitizen[a.ID].assignments, nil)
	case Representative:
		d.hold(&g, w, d.byHolder[repHolder+a.ID], nil)
	case Staff:
		d.hold(&g, w, d.byHolder[staffHolder+w.ID], nil)
		d.hold(&g, w, d.byHolder[orgHolder+w.employer], nil)
		for i := range d.members[w.ID] {
			if m := &d.members[w.ID][i]; m.covers(w.at) {
				d.hold(&g, w, d.byHolder[teamHolder+m.team], m)
			}
		}
	}
	for _, h := range g.byCitizen() {
		d.ruleScopes(&g, w, h)
	}
	d.otherScopes(&g, w)
	return g.scopes()
}

// Roles are the actor's roles now, in the order the directory gives them.
func (d *Directory) Roles(a Actor) []string { return d.rolesAt(a, forever-1) }

// hold adds the rules that let the actor in, of those of one holder: the actor, an employer or a team the actor sits in.
func (d *Directory) hold(g *gathered, w who, list []*rule, seat *membership) {
	for _, r := range list {
		if d.inForce(w, r) && d.mayThrough(w, r, seat) {
			through := seat
			if r.kind != assigns {
				through = nil
			}
			g.held = append(g.held, held{r, through})
		}
	}
}

// otherScopes adds those that are about no citizen, in the order of their kinds.
func (d *Directory) otherScopes(g *gathered, w who) {
	if w.Kind == Staff || w.Kind == Representative {
		for name, c := range d.schema.Compartments[w.Kind] {
			if readsAny(w.roles, c.Read) {
				g.add(w.Kind, w.ID, name, d.municipality)
			}
		}
	}
	if w.Kind != Staff {
		return
	}
	for i := range d.members[w.ID] {
		if m := &d.members[w.ID][i]; m.covers(w.at) {
			d.teamScopes(g, w, m)
		}
	}
	for name, c := range d.schema.Compartments["tenant"] {
		if !w.external && readsAny(w.roles, c.Read) {
			g.add("tenant", name)
		}
	}
}

func (d *Directory) teamScopes(g *gathered, w who, m *membership) {
	for _, kind := range [...]string{"team", "unit"} {
		for name, c := range d.schema.Compartments[kind] {
			scope := document.Scope(kind + "/" + m.team + "/" + name + "/" + d.municipality)
			if readsAny(w.roles, c.Read) && d.sits(w, scope) {
				g.add(string(scope))
			}
		}
	}
}

func readsAny(roles, readers []string) bool {
	return slices.ContainsFunc(roles, func(role string) bool { return slices.Contains(readers, role) })
}

// ruleScopes adds what one rule gives: each compartment under the municipality, or under each provider.
func (d *Directory) ruleScopes(g *gathered, w who, h held) {
	m := d.grant(w, h.rule, h.seat)
	if m == 0 {
		return
	}
	var few [4]string
	providers, citizen := d.providers(few[:0], w, h.rule), h.rule.citizen
	for i := range d.rooms.list {
		if m&(1<<i) == 0 {
			continue
		}
		switch one := &d.rooms.list[i]; {
		case one.provider:
			for _, provider := range providers {
				g.add("citizen", citizen, one.name, provider)
			}
		case one.part == "":
			g.add("citizen", citizen, one.name, d.municipality)
		case h.seat.takesPart(one.part):
			g.add("citizen", citizen, "case-"+h.seat.team+"-"+one.part, d.municipality)
		}
	}
}
