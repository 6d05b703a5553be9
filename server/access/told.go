package access

import (
	"slices"

	"github.com/samsyn/samsyn/sync/document"
)

// ReadersIn names the staff who may read a scope at a time in a role, sorted; in any role when it is "". For a tenant's or a
// person's own scopes, which nobody is told about by role, it names nobody.
func (d *Directory) ReadersIn(scope document.Scope, role string, at int64) []string {
	found := map[Actor]bool{}
	switch scope.Kind() {
	case "citizen":
		d.expandCitizen(found, scope.Subject(), true, at)
	case "team", "unit":
		d.expand(found, teamHolder+scope.Subject(), at)
	}
	var out []string
	for a := range found {
		if a.Kind == Staff && d.readsIn(a, scope, role, at) {
			out = append(out, a.ID)
		}
	}
	slices.Sort(out)
	return out
}

// MayRead reports whether a member of staff may read a scope at a time.
func (d *Directory) MayRead(staff string, scope document.Scope, at int64) bool {
	return d.readsIn(Actor{Kind: Staff, ID: staff}, scope, "", at)
}

func (d *Directory) readsIn(a Actor, scope document.Scope, role string, at int64) bool {
	roles := d.rolesIn(a, scope, at)
	return len(roles) > 0 && (role == "" || slices.Contains(roles, role))
}

// Members names the staff of a team, sorted.
func (d *Directory) Members(team string) []string {
	out := make([]string, 0, len(d.teams[team].members))
	for id := range d.teams[team].members {
		out = append(out, id)
	}
	slices.Sort(out)
	return out
}

// OnCall names the staff who are told when nobody of a team has answered, in order.
func (d *Directory) OnCall(team string) []string { return d.teams[team].onCall }

// Providers names those who have a citizen at a time, sorted.
func (d *Directory) Providers(citizen string, at int64) []string {
	about := d.byCitizen[citizen]
	if about == nil {
		return nil
	}
	var out []string
	for _, as := range about.assignments {
		if as.covers(at) {
			out = append(out, as.provider)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TeamsFor names the teams that a scope concerns, the first to turn to first: the one it names, or those of its citizen.
func (d *Directory) TeamsFor(scope document.Scope, at int64) []string {
	switch scope.Kind() {
	case "team", "unit":
		return []string{scope.Subject()}
	case "citizen":
		if _, _, team := d.rooms.of(scope.Compartment()); team != "" {
			return []string{team}
		}
		return d.TeamsOf(scope.Subject(), scope.Controller(), at)
	}
	return nil
}
