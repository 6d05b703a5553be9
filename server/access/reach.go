package access

import (
	"slices"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// rolesIn are the roles in which the actor may read one scope at a time, in the actor's order. It says the same as Scopes
// without listing them all, because every edit asks it.
func (d *Directory) rolesIn(a Actor, scope document.Scope, at int64) []string {
	compartment, part := scope.Compartment(), ""
	name := compartment
	if strings.HasPrefix(compartment, "case-") {
		name, part = "case-*"+compartment[strings.LastIndexByte(compartment, '-'):], compartment
	}
	c := d.schema.Compartments[scope.Kind()][name]
	if c == nil || !d.reaches(a, scope, c, part, at) {
		return nil
	}
	var roles []string
	for _, role := range d.rolesAt(a, at) {
		if slices.Contains(c.Read, role) {
			roles = append(roles, role)
		}
	}
	return roles
}

func (d *Directory) reaches(a Actor, scope document.Scope, c *schema.Compartment, part string, at int64) bool {
	subject := scope.Subject()
	switch scope.Kind() {
	case "tenant":
		return a.Kind == Staff
	case "staff":
		return a.Kind == Staff && subject == a.ID && scope.Controller() == d.municipality
	case "team":
		return scope.Controller() == d.municipality && d.sitsIn(a, subject, scope.Compartment(), at)
	case "citizen":
		for _, as := range d.byCitizen[subject] {
			if as.covers(at) && d.controls(c, as, scope) && d.holds(a, as, part, at) {
				return true
			}
		}
	}
	return false
}

// sitsIn reports whether the actor is a member of the team and, for a part, takes part in it.
func (d *Directory) sitsIn(a Actor, team, compartment string, at int64) bool {
	if a.Kind != Staff {
		return false
	}
	number, isPart := strings.CutPrefix(compartment, "part")
	for _, m := range d.members[a.ID] {
		if m.team == team && m.covers(at) && (!isPart || m.takesPart(number)) {
			return true
		}
	}
	return false
}

func (m membership) takesPart(number string) bool {
	n, err := strconv.Atoi(number)
	return err == nil && slices.Contains(m.parts, n)
}

func (d *Directory) controls(c *schema.Compartment, as assignment, scope document.Scope) bool {
	if c.Controller == "provider" {
		return scope.Controller() == as.provider
	}
	return scope.Controller() == d.municipality
}

// holds reports whether the assignment is the actor's: as the citizen, in person, or through a team. A case compartment
// needs the team and the part it is named for.
func (d *Directory) holds(a Actor, as assignment, part string, at int64) bool {
	if a.Kind == Citizen {
		return as.citizen == a.ID && part == ""
	}
	if as.receiver == "staff/"+a.ID && part == "" {
		return true
	}
	team, throughTeam := strings.CutPrefix(as.receiver, "team/")
	if !throughTeam {
		return false
	}
	for _, m := range d.members[a.ID] {
		if m.team != team || !m.covers(at) {
			continue
		}
		number, named := strings.CutPrefix(part, "case-"+team+"-")
		if part == "" || named && m.takesPart(number) {
			return true
		}
	}
	return false
}
