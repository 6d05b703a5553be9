package access

import (
	"slices"
	"strconv"

	"github.com/samsyn/samsyn/sync/document"
)

// Scopes lists what an actor may read at a time, sorted. It is empty for somebody the directory does not know.
func (d *Directory) Scopes(a Actor, at int64) []document.Scope {
	w := d.who(a, at)
	if len(w.roles) == 0 {
		return nil
	}
	var out []document.Scope
	switch a.Kind {
	case Citizen:
		for _, r := range d.byCitizen[a.ID].assignments {
			out = d.ruleScopes(out, w, r)
		}
	case Representative:
		out = d.ownScopes(out, w, repHolder)
		out = d.holderScopes(out, w, repHolder+a.ID)
	case Staff:
		out = d.staffScopes(out, w)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Roles are the actor's roles now, in the order the directory gives them.
func (d *Directory) Roles(a Actor) []string { return d.rolesAt(a, forever-1) }

func (d *Directory) staffScopes(out []document.Scope, w who) []document.Scope {
	for name, c := range d.schema.Compartments["tenant"] {
		if readsAny(w.roles, c.Read) {
			out = append(out, document.Scope("tenant/"+name))
		}
	}
	out = d.ownScopes(out, w, staffHolder)
	out = d.holderScopes(out, w, staffHolder+w.ID)
	out = d.holderScopes(out, w, orgHolder+w.employer)
	for i := range d.members[w.ID] {
		if m := &d.members[w.ID][i]; m.covers(w.at) {
			out = d.teamScopes(out, w, m)
			out = d.holderScopes(out, w, teamHolder+m.team)
		}
	}
	return out
}

// ownScopes adds the scopes of which the actor is the subject.
func (d *Directory) ownScopes(out []document.Scope, w who, prefix string) []document.Scope {
	for name, c := range d.schema.Compartments[w.Kind] {
		if readsAny(w.roles, c.Read) {
			out = append(out, document.Scope(prefix+w.ID+"/"+name+"/"+d.municipality))
		}
	}
	return out
}

func (d *Directory) teamScopes(out []document.Scope, w who, m *membership) []document.Scope {
	for _, kind := range [...]string{"team", "unit"} {
		for name, c := range d.schema.Compartments[kind] {
			scope := document.Scope(kind + "/" + m.team + "/" + name + "/" + d.municipality)
			if readsAny(w.roles, c.Read) && d.sits(w, scope) {
				out = append(out, scope)
			}
		}
	}
	return out
}

func readsAny(roles, readers []string) bool {
	return slices.ContainsFunc(roles, func(role string) bool { return slices.Contains(readers, role) })
}

func (d *Directory) holderScopes(out []document.Scope, w who, holder string) []document.Scope {
	for _, r := range d.byHolder[holder] {
		out = d.ruleScopes(out, w, r)
	}
	return out
}

// ruleScopes adds what one rule gives: each compartment under the municipality, or under each provider.
func (d *Directory) ruleScopes(out []document.Scope, w who, r *rule) []document.Scope {
	seat, holds := d.holds(w, r)
	if !holds {
		return out
	}
	m := d.grant(w, r, seat)
	if m == 0 {
		return out
	}
	var few [4]string
	providers := d.providers(few[:0], w, r)
	prefix := "citizen/" + r.citizen + "/"
	for i := range d.rooms.list {
		if m&(1<<i) == 0 {
			continue
		}
		switch one := &d.rooms.list[i]; {
		case one.provider:
			for _, provider := range providers {
				out = append(out, document.Scope(prefix+one.name+"/"+provider))
			}
		case one.part == "":
			out = append(out, document.Scope(prefix+one.name+"/"+d.municipality))
		default:
			for _, part := range seat.parts {
				if number := strconv.Itoa(part); number == one.part {
					out = append(out, document.Scope(prefix+"case-"+seat.team+"-"+number+"/"+d.municipality))
				}
			}
		}
	}
	return out
}
