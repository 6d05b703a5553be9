package access

import (
	"slices"
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/sync/document"
)

// who is an actor at a time.
type who struct {
	Actor
	at       int64
	roles    []string
	reads    mask // what the roles read of a citizen
	employer string
	external bool // employed by somebody else than the municipality: only that provider's citizens
}

func (d *Directory) who(a Actor, at int64) who {
	w := who{Actor: a, at: at, roles: d.rolesAt(a, at)}
	for _, role := range w.roles {
		w.reads |= d.rooms.byRole[role]
	}
	if a.Kind == Staff {
		w.employer = d.employerAt(a.ID, at)
		w.external = w.employer != d.municipality
	}
	return w
}

func (d *Directory) rolesAt(a Actor, at int64) []string {
	switch a.Kind {
	case Citizen:
		if about := d.byCitizen[a.ID]; about != nil && len(about.assignments) > 0 {
			return []string{"citizen"}
		}
	case Representative:
		if len(d.byHolder[repHolder+a.ID]) > 0 {
			return []string{"representative"}
		}
	case Staff:
		for _, e := range d.staff[a.ID] {
			if e.covers(at) {
				return e.roles
			}
		}
	}
	return nil
}

func (d *Directory) employerAt(id string, at int64) string {
	for _, e := range d.staff[id] {
		if e.covers(at) {
			return e.employer
		}
	}
	return ""
}

// seat is the actor's place in a team, or nil.
func (d *Directory) seat(w who, team string) *membership {
	if w.Kind != Staff {
		return nil
	}
	for i := range d.members[w.ID] {
		if m := &d.members[w.ID][i]; m.team == team && m.covers(w.at) {
			return m
		}
	}
	return nil
}

// rolesIn are the roles in which the actor may read one scope at a time, in the actor's order. It says the same as Scopes
// without listing them all, because every edit asks it.
func (d *Directory) rolesIn(a Actor, scope document.Scope, at int64) []string {
	w := d.who(a, at)
	if len(w.roles) == 0 {
		return nil
	}
	if scope.Kind() == "citizen" {
		return d.rolesAbout(w, scope)
	}
	c := d.schema.Compartments[scope.Kind()][scope.Compartment()]
	if c == nil || !d.sits(w, scope) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(w.roles), func(role string) bool { return !slices.Contains(c.Read, role) })
}

// sits decides scopes that are not about a citizen.
func (d *Directory) sits(w who, scope document.Scope) bool {
	switch kind := scope.Kind(); kind {
	case "tenant": // it names every provider's citizens and staff: the municipality's own people alone
		return w.Kind == Staff && !w.external
	case "staff", "representative":
		return w.Kind == kind && scope.Subject() == w.ID && scope.Controller() == d.municipality
	case "team", "unit": // a team is a unit, too: what it learns is its members'
		seat := d.seat(w, scope.Subject())
		number, isPart := strings.CutPrefix(scope.Compartment(), "part")
		return scope.Controller() == d.municipality && seat != nil && (!isPart || seat.takesPart(number))
	}
	return false
}

func (m *membership) takesPart(number string) bool {
	n, err := strconv.Atoi(number)
	return err == nil && number[0] != '0' && number[0] != '+' && slices.Contains(m.parts, n)
}

// rolesAbout asks every rule about the citizen. Who comes in by an emergency opening alone comes in a role that may open so.
func (d *Directory) rolesAbout(w who, scope document.Scope) []string {
	about := d.byCitizen[scope.Subject()]
	bit, room, team := d.rooms.of(scope.Compartment())
	if about == nil || bit&w.reads == 0 {
		return nil
	}
	emergency := false
	for _, list := range [][]*rule{about.assignments, about.consents, about.openings, about.mandates} {
		for _, r := range list {
			seat, holds := d.holds(w, r)
			if !holds || d.grant(w, r, seat)&bit == 0 || !d.controls(w, r, room, scope.Controller()) {
				continue
			}
			if room.part != "" && (team != seat.team || !seat.takesPart(room.part)) {
				continue
			}
			if r.kind != emerges {
				return d.roomRoles(w, bit)
			}
			emergency = true
		}
	}
	if !emergency {
		return nil
	}
	return slices.DeleteFunc(d.roomRoles(w, bit), func(role string) bool { return !slices.Contains(emergencyRoles, role) })
}

// roomRoles are the actor's roles that read a room.
func (d *Directory) roomRoles(w who, bit mask) []string {
	return slices.DeleteFunc(slices.Clone(w.roles), func(role string) bool { return d.rooms.byRole[role]&bit == 0 })
}

// controls reports whether a rule reaches a room under a controller.
func (d *Directory) controls(w who, r *rule, room *room, controller string) bool {
	if !room.provider {
		return controller == d.municipality
	}
	var few [4]string
	return slices.Contains(d.providers(few[:0], w, r), controller)
}
