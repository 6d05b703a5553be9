package access

import (
	"slices"
	"strings"
)

// emergencyRoles may open through a block when life or health asks for it; the opening is reviewed afterwards.
var emergencyRoles = []string{"nurse", "occupationalTherapist", "physiotherapist", "assistantNurse", "unitManager"}

// holds reports whether a rule lets the actor in at the actor's time, and through which seat in a team, if one.
func (d *Directory) holds(w who, r *rule) (seat *membership, ok bool) {
	if !d.inForce(w, r) {
		return nil, false
	}
	if w.Kind == Citizen {
		return nil, r.citizen == w.ID
	}
	for _, holder := range r.holders {
		what, id, _ := strings.Cut(holder, "/")
		if what+"/" == teamHolder {
			if seat := d.seat(w, id); seat != nil && d.mayThrough(w, r, seat) {
				if r.kind != assigns {
					seat = nil // a consent to a team opens no case
				}
				return seat, true
			}
			continue
		}
		if w.Kind == what && w.ID == id || what+"/" == orgHolder && w.Kind == Staff && w.employer == id {
			return nil, true
		}
	}
	return nil, false
}

// inForce reports whether a rule counts at the actor's time, for somebody of the actor's employer. Citizens hold their own
// assignments from when they began, also when they have ended: the record is about them.
func (d *Directory) inForce(w who, r *rule) bool {
	switch {
	case w.Kind == Citizen:
		return r.kind == assigns && r.hasBegun(w.at)
	case !r.covers(w.at), w.external && r.kind == assigns && r.provider != w.employer:
		return false
	}
	return r.kind != opens && r.kind != emerges || d.mayOpen(w, r)
}

// mayThrough reports whether a seat lets in to what the team is assigned to: staff of a provider come in through its teams.
func (d *Directory) mayThrough(w who, r *rule, seat *membership) bool {
	return seat == nil || r.kind != assigns || !w.external || seat.provider == w.employer
}

func (r *rule) hasBegun(at int64) bool { return r.from <= at && r.from < r.to }

// mayOpen asks of an opening what an assignment would settle: that the citizen is somebody's here, and for staff of another
// provider that it is theirs. Of a citizen nobody knows an opening gives as little as of one who is protected.
func (d *Directory) mayOpen(w who, r *rule) bool {
	return slices.ContainsFunc(r.about.assignments, func(as *rule) bool {
		if w.external {
			return as.covers(w.at) && as.provider == w.employer
		}
		return as.hasBegun(w.at)
	})
}

// grant is which compartments a rule that the actor holds gives, less blocks and protection.
func (d *Directory) grant(w who, r *rule, seat *membership) mask {
	m := w.reads & r.mask
	if seat == nil {
		m &^= d.rooms.cases
	}
	if w.Kind == Citizen {
		return m
	}
	if r.about.isClosedTo(w) {
		return 0
	}
	if r.kind == emerges {
		var may mask
		for _, role := range w.roles {
			if slices.Contains(emergencyRoles, role) {
				may |= d.rooms.byRole[role]
			}
		}
		return m & may
	}
	return m &^ d.blocked(w, r.about)
}

// isClosedTo reports whether the citizen is protected and the actor not named. Who is marked and has nobody named yet is closed
// to all.
func (a *about) isClosedTo(w who) bool {
	marked, named := false, false
	for _, p := range a.protections {
		switch {
		case !p.covers(w.at):
		case p.kind == marks:
			marked = true
		case w.Kind != Staff || !slices.Contains(p.holders, staffHolder+w.ID):
			return true
		default:
			named = true
		}
	}
	return marked && !named
}

// blocked is which of a citizen's compartments are blocked for the actor.
func (d *Directory) blocked(w who, a *about) (m mask) {
	for _, b := range a.blocks {
		if w.Kind == Staff && b.covers(w.at) && (b.byEmployer && b.org == w.employer || b.byTeam && d.seat(w, b.org) != nil) {
			m |= b.mask
		}
	}
	return m
}

// providers are those whose records about the citizen a rule reaches: an assignment its own provider's; an opening those of
// the providers the citizen has now; a consent, a mandate and the citizen those of all the citizen ever had.
func (d *Directory) providers(few []string, w who, r *rule) []string {
	if r.kind == assigns {
		return append(few, r.provider)
	}
	opening := r.kind == opens || r.kind == emerges
	for _, as := range r.about.assignments {
		switch {
		case opening && !as.covers(w.at), !as.hasBegun(w.at), opening && w.external && as.provider != w.employer:
		case !slices.Contains(few, as.provider):
			few = append(few, as.provider)
		}
	}
	return few
}
