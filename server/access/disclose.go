package access

import (
	"slices"

	"github.com/samsyn/samsyn/sync/document"
)

// Why a disclosure is refused.
const (
	NoReaders = "no-readers" // nobody may read where it is to go
	NoConsent = "no-consent" // its basis is a consent, and none is in force
	Blocked   = "blocked"    // somebody who would read it is kept out of where it comes from
)

// Discloses judges a copy from one scope to another of the same citizen or team: "" lets it go. A block beats every basis: what
// somebody may not read where it lies is not carried to where they may. A consent counts for those it names: the team whose
// case it is, or the organisation that controls where it goes.
func (d *Directory) Discloses(from, to document.Scope, basis string, at int64) string {
	readers := d.readers(to, at)
	if len(readers) == 0 {
		return NoReaders
	}
	if to.Kind() != "citizen" {
		if basis == "consent" {
			return NoConsent // it is about nobody who could have given one
		}
		return ""
	}
	about := d.byCitizen[to.Subject()]
	fromBit, _, _ := d.rooms.of(from.Compartment())
	toBit, _, team := d.rooms.of(to.Compartment())
	for _, a := range readers {
		if d.blocked(d.who(a, at), about)&(fromBit|toBit) != 0 {
			return Blocked
		}
	}
	named := func(r *rule) bool {
		return r.covers(at) && r.names&(fromBit|toBit) != 0 &&
			(slices.Contains(r.holders, orgHolder+to.Controller()) || team != "" && slices.Contains(r.holders, teamHolder+team))
	}
	if basis == "consent" && !slices.ContainsFunc(about.consents, named) {
		return NoConsent
	}
	return ""
}

// readers are the staff who read a scope at a time.
func (d *Directory) readers(scope document.Scope, at int64) []Actor {
	var who []Actor
	switch scope.Kind() {
	case "citizen":
		who = d.actors([]string{reachHolder + scope.Subject()}, at)
	case "team":
		who = d.actors([]string{teamHolder + scope.Subject()}, at)
	}
	return slices.DeleteFunc(who, func(a Actor) bool { return a.Kind != Staff || len(d.rolesIn(a, scope, at)) == 0 })
}
