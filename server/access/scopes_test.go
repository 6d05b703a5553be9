package access

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

var (
	someStaff    = []string{"amina", "bo", "case"}
	someTeams    = []string{"t1", "t1-2", "2"} // names that a compartment could mistake for a part
	someCitizens = []string{"c1", "c2"}
	someReps     = []string{"r1", "amina"} // an id that a member of staff has too

	someProviders    = []string{ekby, ekby, lind}
	someCompartments = []string{"identity", "card", "social", "health", "visits", "case-2"}
	someRoles        = []string{"assistantNurse", "nurse", "needsAssessor", "coordinator", "unitManager", "systemAdmin", "steeringMember", "citizen"}
)

// drawWorld draws a directory with a history, at times 1 to 100.
func drawWorld(t *rapid.T) (*world, int64) {
	w := newWorld(t.Fatalf)
	at := int64(0)
	for i := range rapid.IntRange(1, 12).Draw(t, "changes") {
		at += int64(rapid.IntRange(1, 8).Draw(t, "wait"))
		if i == 0 {
			drawStaff(t, w, at)
			continue
		}
		drawChange(t, w, at)
	}
	return w, at
}

func drawStaff(t *rapid.T, w *world, at int64) {
	roles := rapid.SliceOfNDistinct(rapid.SampledFrom(someRoles), 1, 3, rapid.ID).Draw(t, "roles")
	w.hireAt(at, rapid.SampledFrom(someProviders).Draw(t, "employer"), rapid.SampledFrom(someStaff).Draw(t, "staff"), roles...)
}

func drawChange(t *rapid.T, w *world, at int64) {
	switch rapid.IntRange(0, 7).Draw(t, "kind") {
	case 0:
		drawStaff(t, w, at)
	case 1:
		drawTeam(t, w, at)
	case 2, 3, 4:
		drawAssignment(t, w, at)
	default:
		drawRule(t, w, at)
	}
}

func drawTeam(t *rapid.T, w *world, at int64) {
	members := []any{}
	for _, id := range rapid.SliceOfDistinct(rapid.SampledFrom(someStaff), rapid.ID).Draw(t, "members") {
		members = append(members, member(id, rapid.SliceOfNDistinct(rapid.IntRange(1, 3), 0, 3, rapid.ID).Draw(t, "parts")...))
	}
	id := rapid.SampledFrom(someTeams).Draw(t, "team")
	pairs := []any{"members", members, "name", id, "providerOrgId", rapid.SampledFrom(someProviders).Draw(t, "provider")}
	if w.docs[id] == nil {
		pairs = append(pairs, "state", "active")
	}
	w.put(at, "careTeam", id, pairs...)
}

func drawAssignment(t *rapid.T, w *world, at int64) {
	id := fmt.Sprintf("as%d", rapid.IntRange(1, 3).Draw(t, "assignment"))
	time := func(name string) string { return document.TimeText(int64(rapid.IntRange(1, 120).Draw(t, name))) }
	pairs := []any{"citizenId", rapid.SampledFrom(someCitizens).Draw(t, "citizen"), "validFrom", time("from"),
		"providerOrgId", rapid.SampledFrom([]string{ekby, lind}).Draw(t, "provider")}
	if rapid.Bool().Draw(t, "ends") {
		pairs = append(pairs, "validTo", time("to"))
	}
	if w.docs[id] == nil {
		pairs = append(pairs, "reason", "teamMember", "state", "active")
	} else if rapid.IntRange(0, 3).Draw(t, "revoke") == 0 {
		pairs = []any{"state", "revoked"}
	}
	if rapid.Bool().Draw(t, "toTeam") {
		pairs = append(pairs, "teamId", rapid.SampledFrom(someTeams).Draw(t, "team"))
	} else {
		pairs = append(pairs, "staffId", rapid.SampledFrom(someStaff).Draw(t, "staff"))
	}
	w.put(at, "careAssignment", id, pairs...)
}

// everyScope lists scopes that exist and some that do not, of every kind.
func everyScope() []document.Scope {
	out := []document.Scope{
		"representative/r1/own/ekby", "representative/amina/own/ekby", "representative/r1/own/lindgarden", "representative/nobody/own/ekby",
	}
	out = append(out, document.Directory, "tenant/register", "tenant/nothing", "unit/u1/learning/ekby", "pets/p1/card/ekby")
	for name := range schema.Embedded().Compartments["staff"] {
		for _, id := range append([]string{"nobody"}, someStaff...) {
			out = append(out, document.Scope("staff/"+id+"/"+name+"/ekby"), document.Scope("staff/"+id+"/"+name+"/lindgarden"))
		}
	}
	for _, team := range someTeams {
		for _, room := range []string{"meeting", "part1", "part2", "part3", "part4", "part01", "reach", "handover"} {
			out = append(out, document.Scope("team/"+team+"/"+room+"/ekby"), document.Scope("team/"+team+"/"+room+"/lindgarden"))
		}
		out = append(out, document.Scope("unit/"+team+"/learning/ekby"), document.Scope("unit/"+team+"/learning/lindgarden"))
	}
	rooms := []string{"identity", "card", "social", "health", "visits", "rights", "own", "case-1", "case--1", "secret"}
	for _, team := range someTeams {
		for _, part := range []string{"1", "2", "3", "4", "01"} {
			rooms = append(rooms, "case-"+team+"-"+part)
		}
	}
	for _, citizen := range append([]string{"c9"}, someCitizens...) {
		for _, room := range rooms {
			out = append(out, document.Scope("citizen/"+citizen+"/"+room+"/ekby"), document.Scope("citizen/"+citizen+"/"+room+"/lindgarden"))
		}
	}
	return out
}

func everyActor() []Actor {
	out := []Actor{staffActor("nobody"), citizenActor("c9"), {Tenant: "t", Kind: "system", ID: "amina"}, {Tenant: "t", Kind: Server, ID: Server}}
	for _, id := range someStaff {
		out = append(out, staffActor(id), citizenActor(id))
	}
	for _, id := range someCitizens {
		out = append(out, citizenActor(id), staffActor(id))
	}
	for _, id := range append([]string{"nobody"}, someReps...) {
		out = append(out, Actor{Tenant: "t", Kind: Representative, ID: id})
	}
	return out
}

// Reading asks Scopes, writing asks rolesIn: they must say the same of every scope at every time.
func TestScopes_AndRolesInAgree(t *testing.T) {
	t.Parallel()
	all := everyScope()
	rapid.Check(t, func(t *rapid.T) {
		w, _ := drawWorld(t)
		at := int64(rapid.IntRange(0, 130).Draw(t, "at"))
		for _, a := range everyActor() {
			scopes := w.d.Scopes(a, at)
			if !slices.IsSorted(scopes) {
				t.Fatalf("%s %s: not sorted: %v", a.Kind, a.ID, scopes)
			}
			for _, s := range all {
				_, reads := slices.BinarySearch(scopes, s)
				if roles := w.d.rolesIn(a, s, at); reads != (len(roles) > 0) {
					t.Fatalf("%s %s at %d: %s is in Scopes: %v, and its roles there: %v", a.Kind, a.ID, at, s, reads, roles)
				}
			}
			for _, s := range scopes {
				if !slices.Contains(all, s) {
					t.Fatalf("%s %s: a scope nobody thought of: %s", a.Kind, a.ID, s)
				}
			}
		}
	})
}

// What nobody changes changes only at a boundary, and NextBoundary names it.
func TestNextBoundary_NamesEveryTimeAccessChangesByItself(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, last := drawWorld(t)
		for now := last; now < 130; now++ {
			next, some := w.d.NextBoundary(now)
			if some && next <= now {
				t.Fatalf("the boundary after %d is %d", now, next)
			}
			if some && next == now+1 {
				continue
			}
			for _, a := range everyActor() {
				if before, after := w.d.Scopes(a, now), w.d.Scopes(a, now+1); !slices.Equal(before, after) {
					t.Fatalf("%s %s: %v at %d and %v after, and no boundary", a.Kind, a.ID, before, now, after)
				}
			}
		}
	})
}

// A citizen's login sees the citizen's own scopes and nobody else's, and never the staff's half of a meeting.
func TestScopes_CitizenSeesOwnScopesOnly(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w, _ := drawWorld(t)
		at := int64(rapid.IntRange(0, 130).Draw(t, "at"))
		for _, id := range someCitizens {
			for _, s := range w.d.Scopes(citizenActor(id), at) {
				if s.Kind() != "citizen" || s.Subject() != id || len(s.Compartment()) > 5 && s.Compartment()[:5] == "case-" {
					t.Fatalf("citizen %s reads %s", id, s)
				}
			}
		}
	})
}

func TestScopes_DenyByDefault(t *testing.T) {
	t.Parallel()
	w := forTest(t)
	w.hire(1, "amina", "assistantNurse")
	for _, a := range []Actor{staffActor("nobody"), citizenActor("c1"), {Kind: "system", ID: "amina"}, {Kind: Server, ID: Server}, {}} {
		if got := w.d.Scopes(a, 5); len(got) != 0 {
			t.Errorf("%+v reads %v", a, got)
		}
	}
}
