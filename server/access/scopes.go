package access

import (
	"slices"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/sync/document"
)

// Scopes lists what an actor may read at a time, sorted. It is empty for somebody the directory does not know.
func (d *Directory) Scopes(a Actor, at int64) []document.Scope {
	found := map[document.Scope]bool{}
	d.each(a, at, func(s document.Scope, _ string) { found[s] = true })
	out := make([]document.Scope, 0, len(found))
	for s := range found {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// Roles are the actor's roles now, in the order the directory gives them.
func (d *Directory) Roles(a Actor) []string { return d.rolesAt(a, forever-1) }

func (d *Directory) rolesAt(a Actor, at int64) []string {
	switch a.Kind {
	case Citizen:
		if len(d.byCitizen[a.ID]) == 0 {
			return nil
		}
		return []string{"citizen"}
	case Staff:
		for _, e := range d.staff[a.ID] {
			if e.covers(at) {
				return e.roles
			}
		}
	}
	return nil
}

// each visits every scope the actor may read, once for each role that lets it in.
func (d *Directory) each(a Actor, at int64, visit func(document.Scope, string)) {
	roles := d.rolesAt(a, at)
	if len(roles) == 0 {
		return
	}
	if a.Kind == Citizen {
		d.citizenScopes(a.ID, "", nil, d.byCitizen[a.ID], at, roles, visit)
		return
	}
	d.compartments("tenant", "tenant/", "", roles, visit)
	d.compartments("staff", "staff/"+a.ID+"/", "/"+d.municipality, roles, visit)
	for _, as := range d.byReceiver["staff/"+a.ID] {
		d.citizenScopes(as.citizen, "", nil, []assignment{as}, at, roles, visit)
	}
	for _, m := range d.members[a.ID] {
		if !m.covers(at) {
			continue
		}
		d.teamScopes(m, roles, visit)
		for _, as := range d.byReceiver["team/"+m.team] {
			d.citizenScopes(as.citizen, m.team, m.parts, []assignment{as}, at, roles, visit)
		}
	}
}

func (d *Directory) teamScopes(m membership, roles []string, visit func(document.Scope, string)) {
	d.compartments("team", "team/"+m.team+"/", "/"+d.municipality, roles, func(s document.Scope, role string) {
		if part, isPart := strings.CutPrefix(s.Compartment(), "part"); isPart {
			if n, err := strconv.Atoi(part); err != nil || !slices.Contains(m.parts, n) {
				return
			}
		}
		visit(s, role)
	})
}

// citizenScopes visits a citizen's scopes through assignments that are valid at the time; case compartments only for the
// parts of the team through which they are reached.
func (d *Directory) citizenScopes(id, team string, parts []int, through []assignment, at int64, roles []string, visit func(document.Scope, string)) {
	for name, c := range d.schema.Compartments["citizen"] {
		for _, role := range roles {
			if !slices.Contains(c.Read, role) {
				continue
			}
			for _, as := range through {
				if !as.covers(at) {
					continue
				}
				controller := d.municipality
				if c.Controller == "provider" {
					controller = as.provider
				}
				if !strings.HasPrefix(name, "case-") {
					visit(document.Scope("citizen/"+id+"/"+name+"/"+controller), role)
					continue
				}
				for _, part := range parts {
					if number := strconv.Itoa(part); name == "case-*-"+number {
						visit(document.Scope("citizen/"+id+"/case-"+team+"-"+number+"/"+controller), role)
					}
				}
			}
		}
	}
}

func (d *Directory) compartments(kind, prefix, suffix string, roles []string, visit func(document.Scope, string)) {
	for name, c := range d.schema.Compartments[kind] {
		for _, role := range roles {
			if slices.Contains(c.Read, role) {
				visit(document.Scope(prefix+name+suffix), role)
			}
		}
	}
}
