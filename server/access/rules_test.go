package access

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// neighbourhood is two citizens of the municipality's team and one of Lindgården's: amina and petra sit in t1, sofia of
// Lindgården in t2, and petra, the municipality's nurse, in both.
func neighbourhood(t *testing.T) *world {
	w := forTest(t)
	w.hire(1, "amina", "assistantNurse")
	w.hire(1, "petra", "nurse")
	w.hire(1, "kerstin", "coordinator")
	w.hireAt(1, lind, "sofia", "assistantNurse")
	w.team(1, "t1", member("amina", 1, 2), member("petra", 2, 3), member("kerstin", 1))
	w.put(1, "careTeam", "t2", "name", "t2", "providerOrgId", lind, "state", "active", "members", []any{member("sofia", 2), member("petra", 2, 3)})
	w.assign(1, "as-c1", "teamId", "t1", "c1", 1, 0)
	w.assign(1, "as-c2", "teamId", "t1", "c2", 1, 0)
	w.put(1, "careAssignment", "as-c3", "teamId", "t2", "citizenId", "c3", "providerOrgId", lind, "reason", "teamMember", "validFrom",
		document.TimeText(1), "state", "active")
	return w
}

func (w *world) sees(a Actor, scope document.Scope, at int64) bool {
	return slices.Contains(w.d.Scopes(a, at), scope)
}

// want checks who reads a scope at a time: those named and nobody else.
func (w *world) want(t *testing.T, what string, scope document.Scope, at int64, names ...string) {
	t.Helper()
	for _, id := range []string{"amina", "petra", "kerstin", "sofia"} {
		if got := w.sees(staffActor(id), scope, at); got != slices.Contains(names, id) {
			t.Errorf("%s: %s reads %s at %d: %v", what, id, scope, at, got)
		}
	}
}

const (
	c3Health = document.Scope("citizen/c3/health/ekby")
	c3Social = document.Scope("citizen/c3/social/lindgarden")
	c3Rights = document.Scope("citizen/c3/rights/ekby")
)

func (w *world) block(at int64, id, citizen, level, org, state string, rooms ...string) {
	w.put(at, "blockRule", id, "citizenId", citizen, "level", level, "orgUnitId", org, "compartments", append([]string{}, rooms...), "state", state)
}

// W9: Ove blocks his health notes from the external provider's staff.
func TestBlock_KeepsOutAProvidersStaffAndNobodyElse(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	w.want(t, "before", c3Health, 9, "sofia", "petra")
	w.block(10, "b", "c3", "provider", lind, "active")
	w.want(t, "blocked", c3Health, 10, "petra")
	w.want(t, "only health, when none is named", c3Social, 10, "sofia", "petra")
	w.want(t, "that something is blocked is seen", c3Rights, 10, "sofia", "petra")
	w.block(20, "b", "c3", "provider", lind, "temporarilyOpened")
	w.want(t, "opened for somebody is not opened for all", c3Health, 20, "petra")
	w.block(30, "b", "c3", "provider", lind, "lifted")
	w.want(t, "lifted", c3Health, 30, "sofia", "petra")
	w.want(t, "in hindsight it held", c3Health, 25, "petra")
}

// What is said of health in part 3 of a meeting is blocked with it; part 2, of all professions, is not, and a block on something
// else blocks neither.
func TestBlock_OnHealthCoversPart3(t *testing.T) {
	t.Parallel()
	const part2, part3 = document.Scope("citizen/c3/case-t2-2/ekby"), document.Scope("citizen/c3/case-t2-3/ekby")
	blocked := func(rooms ...string) *world {
		w := neighbourhood(t)
		w.put(2, "careTeam", "t2", "members", []any{member("sofia", 2, 3), member("petra", 2, 3)})
		w.wantBoth(t, "before", part3, 9, "sofia", "petra")
		w.block(10, "b", "c3", "provider", lind, "active", rooms...)
		return w
	}
	for _, rooms := range [][]string{nil, {"health"}, {"card", "health"}} {
		w := blocked(rooms...)
		w.wantBoth(t, "health and part 3", part3, 10, "petra")
		w.wantBoth(t, "not part 2", part2, 10, "sofia", "petra")
	}
	blocked("social").wantBoth(t, "something else", part3, 10, "sofia", "petra")
	w := blocked("case-3")
	w.wantBoth(t, "part 3 alone", part3, 10, "petra")
	w.wantBoth(t, "health lies still open", c3Health, 10, "sofia", "petra")
}

func TestBlock_OfATeamKeepsOutWhoeverSitsThere(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	w.block(10, "b", "c3", "team", "t2", "active", "health", "social")
	w.want(t, "the team", c3Health, 10)
	w.want(t, "the team", c3Social, 10)
	w.put(11, "blockRule", "b", "void", "fel medborgare")
	w.want(t, "voided", c3Health, 11, "sofia", "petra")
	w.block(12, "b2", "c3", "team", lind, "active", "health")
	w.want(t, "a provider is no team", c3Health, 12, "sofia", "petra")
	w.block(13, "b3", "c3", "provider", "t2", "active", "health")
	w.want(t, "a team is no provider", c3Health, 13, "sofia", "petra")
}

func TestBlock_BeatsConsent(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	w.put(10, "consentRule", "k", "citizenId", "c1", "recipients", []any{map[string]string{"kind": "org", "id": lind}},
		"compartments", []string{"health", "social"}, "state", "given")
	const health, social, card = document.Scope("citizen/c1/health/ekby"), document.Scope("citizen/c1/social/ekby"), document.Scope("citizen/c1/card/ekby")
	w.want(t, "consent", health, 10, "amina", "petra", "sofia")
	w.want(t, "consent", social, 10, "amina", "petra", "sofia")
	w.want(t, "exactly these compartments", card, 10, "amina", "petra", "kerstin")
	w.block(20, "b", "c1", "provider", lind, "active")
	w.want(t, "a block", health, 20, "amina", "petra")
	w.want(t, "the rest of the consent", social, 20, "amina", "petra", "sofia")
	w.put(30, "consentRule", "k", "state", "withdrawn")
	w.want(t, "withdrawn", social, 30, "amina", "petra")
}

func TestConsent_ItsTimeAndItsRecipients(t *testing.T) {
	t.Parallel()
	const social = document.Scope("citizen/c1/social/ekby")
	for name, c := range map[string]struct {
		to        string
		id        string
		state     string
		from, to2 int64
		want      []string
	}{
		"to a person":           {"staff", "sofia", "given", 10, 30, []string{"sofia"}},
		"to a team":             {"team", "t2", "given", 10, 30, []string{"sofia"}},
		"to an organisation":    {"org", lind, "given", 10, 30, []string{"sofia"}},
		"a team is no org":      {"org", "t2", "given", 10, 30, nil},
		"an org is no team":     {"team", lind, "given", 10, 30, nil},
		"asked":                 {"team", "t2", "asked", 10, 30, nil},
		"refused":               {"team", "t2", "refused", 10, 30, nil},
		"limited in words":      {"team", "t2", "limited", 10, 30, nil},
		"expired":               {"team", "t2", "expired", 10, 30, nil},
		"not yet":               {"team", "t2", "given", 21, 30, nil},
		"no longer":             {"team", "t2", "given", 10, 20, nil},
		"a role without a read": {"staff", "kerstin", "given", 10, 30, nil},
		"backdated":             {"staff", "sofia", "given", 1, 30, []string{"sofia"}},
	} {
		w := neighbourhood(t)
		w.put(10, "consentRule", "k", "citizenId", "c1", "recipients", []any{map[string]string{"kind": c.to, "id": c.id}},
			"compartments", []string{"social", "case-2"}, "validFrom", document.TimeText(c.from), "validTo", document.TimeText(c.to2), "state", c.state)
		w.want(t, name, social, 20, append([]string{"amina", "petra"}, c.want...)...)
		w.want(t, name+", in hindsight", social, 9, "amina", "petra")
		if w.sees(staffActor("sofia"), "citizen/c1/case-t2-2/ekby", 20) || w.sees(staffActor("sofia"), "citizen/c1/case-t1-2/ekby", 20) {
			t.Errorf("%s: a consent opened a case", name)
		}
	}
}

func (w *world) open(at int64, id, staff, citizen, kind string) {
	w.put(at, "openingRule", id, "citizenId", citizen, "staffId", staff, "kind", kind, "until", document.TimeText(at+2*OpeningMillis), "state", "open")
}

func TestOpening_OutsideOnesCitizensForAnHour(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	w.block(1, "b", "c3", "provider", ekby, "active", "health")
	w.open(10, "o", "amina", "c3", "outside")
	w.want(t, "opened", c3Social, 10, "amina", "petra", "sofia")
	w.want(t, "a block holds", c3Health, 10, "sofia")
	if w.sees(staffActor("amina"), "citizen/c3/case-t2-2/ekby", 10) {
		t.Error("an opening opens no case")
	}
	w.want(t, "the last millisecond", c3Social, 10+OpeningMillis-1, "amina", "petra", "sofia")
	w.want(t, "after an hour, whatever it says itself", c3Social, 10+OpeningMillis, "petra", "sofia")
	w.put(20, "openingRule", "o", "state", "open", "until", document.TimeText(90*OpeningMillis))
	w.want(t, "writing it again does not lengthen it", c3Social, 10+OpeningMillis, "petra", "sofia")
	w.open(10+OpeningMillis, "o2", "amina", "c3", "outside")
	w.put(20+OpeningMillis, "openingRule", "o2", "state", "closed")
	w.want(t, "closed by hand", c3Social, 20+OpeningMillis, "petra", "sofia")
	if next, some := w.d.NextBoundary(9); !some || next != 10 {
		t.Errorf("the boundary after 9 is %d", next)
	}
}

func TestOpening_OfNobodyKnownOrOfAnotherProvidersCitizenGivesNothing(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	for i, citizen := range []string{"c9", "c1"} {
		w.open(10, "oa"+citizen, "sofia", citizen, "emergency")
		for _, s := range w.d.Scopes(staffActor("sofia"), 11) {
			if s.Subject() == citizen {
				t.Errorf("%d: sofia reads %s", i, s)
			}
		}
	}
	w.put(10, "protectedPerson", "p", "citizenId", "c2", "staffIds", []string{"petra"}, "state", "active")
	w.open(10, "oc2", "sofia", "c2", "emergency")
	w.open(10, "oc9", "amina", "c9", "outside")
	for _, s := range append(w.d.Scopes(staffActor("amina"), 11), w.d.Scopes(staffActor("sofia"), 11)...) {
		if s.Subject() == "c2" || s.Subject() == "c9" {
			t.Errorf("an opening gives %s", s)
		}
	}
}

// The mark on the identity closes the citizen to all staff at once; whom the manager names gets in, and is still in when the mark goes.
func TestProtection_TheMarkClosesUntilSomebodyIsNamed(t *testing.T) {
	t.Parallel()
	const health = document.Scope("citizen/c1/health/ekby")
	w := neighbourhood(t)
	w.put(10, "protectionRule", "m", "citizenId", "c1", "protectedIdentity", true)
	if !slices.Contains(w.affected, Actor{Kind: Staff, ID: "amina"}) {
		t.Errorf("affected: %v", w.affected)
	}
	w.wantBoth(t, "marked", health, 10)
	w.put(20, "protectedPerson", "p", "citizenId", "c1", "staffIds", []string{"petra"}, "state", "active")
	w.wantBoth(t, "named", health, 20, "petra")
	w.wantBoth(t, "in hindsight", health, 15)
	w.put(30, "protectionRule", "m", "protectedIdentity", false)
	w.wantBoth(t, "the mark goes, the manager's list stays", health, 30, "petra")
	w.put(40, "protectedPerson", "p", "state", "ended")
	w.wantBoth(t, "both gone", health, 40, "amina", "petra")
	w.put(50, "protectionRule", "m", "protectedIdentity", true)
	w.wantBoth(t, "marked again", health, 50)
	w.put(60, "protectionRule", "m", "void", "fel medborgare")
	w.wantBoth(t, "voided", health, 60, "amina", "petra")
}

func TestEmergency_GoesThroughABlockInRolesThatMay(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	w.hire(1, "noor", "careAssistant")
	w.hire(1, "both", "needsAssessor", "assistantNurse")
	w.block(1, "b", "c3", "provider", ekby, "active", "health", "social", "card")
	for _, id := range []string{"amina", "noor", "both", "petra"} {
		w.open(10, "o"+id, id, "c3", "emergency")
		if got, want := w.sees(staffActor(id), c3Health, 10), id != "noor"; got != want {
			t.Errorf("%s in an emergency: %v", id, got)
		}
		if w.sees(staffActor(id), c3Health, 10+OpeningMillis) {
			t.Errorf("%s after the emergency", id)
		}
	}
	if got := w.d.rolesIn(staffActor("both"), c3Social, 10); !slices.Equal(got, []string{"assistantNurse"}) {
		t.Errorf("in the roles %v", got)
	}
}

func TestProtected_OnlyWhoIsNamedAndTheCitizen(t *testing.T) {
	t.Parallel()
	const identity = document.Scope("citizen/c1/identity/ekby")
	w := neighbourhood(t)
	w.put(5, "mandate", "m", "representativeId", "r1", "citizenId", "c1", "compartments", []string{"card", "identity"}, "validFrom", document.TimeText(1), "state", "active")
	rep := Actor{Tenant: "t", Kind: Representative, ID: "r1"}
	w.want(t, "before", identity, 9, "amina", "petra", "kerstin")
	if !w.sees(rep, identity, 9) || w.sees(rep, "citizen/c1/health/ekby", 9) || !w.sees(rep, "representative/r1/own/ekby", 9) {
		t.Errorf("the mandate gives %v", w.d.Scopes(rep, 9))
	}
	w.put(10, "protectedPerson", "p", "citizenId", "c1", "staffIds", []string{"petra", "sofia"}, "state", "active")
	w.want(t, "named, and assigned", identity, 10, "petra")
	if w.sees(rep, identity, 10) || !w.sees(citizenActor("c1"), identity, 10) {
		t.Error("the citizen, and nobody who represents them")
	}
	w.open(11, "o", "amina", "c1", "emergency")
	w.want(t, "not in an emergency either", identity, 11, "petra")
	w.put(20, "protectedPerson", "p", "state", "ended")
	w.want(t, "ended", identity, 20+OpeningMillis, "amina", "petra", "kerstin")
}

func TestExternal_HoldsOnlyTheCitizensOfItsEmployer(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	w.want(t, "its own", c3Social, 9, "sofia", "petra")
	w.assign(10, "as-wrong", "staffId", "sofia", "c1", 1, 0)
	w.team(10, "t1", member("amina", 1), member("sofia", 2), member("petra", 2, 3), member("kerstin", 1))
	w.want(t, "not the municipality's, however assigned", "citizen/c1/social/ekby", 10, "amina", "petra")
	w.put(11, "careAssignment", "as-odd", "teamId", "t1", "citizenId", "c2", "providerOrgId", lind, "reason", "teamMember", "validFrom", document.TimeText(1), "state", "active")
	w.want(t, "nor through a team of another provider", "citizen/c2/social/lindgarden", 11, "amina", "petra")
	w.put(12, "staffMember", "sofia", "employerOrgId", ekby)
	w.want(t, "changed employer", "citizen/c1/social/ekby", 12, "amina", "petra", "sofia")
}

func TestPut_NamesWhoIsAffectedAndFew(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	names := func() (out []string) {
		for _, a := range w.affected {
			out = append(out, a.Kind+"/"+a.ID)
		}
		return out
	}
	for _, c := range []struct {
		what string
		do   func()
		want []string
	}{
		{"a block", func() { w.block(10, "b", "c3", "provider", lind, "active") }, []string{"citizen/c3", "staff/petra", "staff/sofia"}},
		{"an opening", func() { w.open(10, "o", "amina", "c3", "outside") }, []string{"staff/amina"}},
		{"a block while somebody has opened", func() { w.block(11, "b", "c3", "provider", lind, "lifted") }, []string{"citizen/c3", "staff/amina", "staff/petra", "staff/sofia"}},
		{"roles", func() { w.put(11, "staffMember", "amina", "roles", []string{"nurse"}) }, []string{"staff/amina"}},
		{"a name", func() { w.put(11, "staffMember", "amina", "name", "Amina W") }, nil},
		{"a seat", func() { w.team(11, "t1", member("amina", 1), member("petra", 2, 3), member("kerstin", 1)) }, []string{"staff/amina"}},
		{"an assignment in person", func() { w.assign(11, "x", "staffId", "sofia", "c1", 1, 0) }, []string{"citizen/c1", "staff/sofia"}},
		{"a consent", func() {
			w.put(11, "consentRule", "k", "citizenId", "c1", "recipients", []any{map[string]string{"kind": "org", "id": lind}}, "state", "given", "compartments", []string{"card"})
		}, []string{"staff/sofia"}},
		{"a mandate", func() {
			w.put(11, "mandate", "m", "citizenId", "c1", "representativeId", "r1", "compartments", []string{"card"}, "validFrom", document.TimeText(1), "state", "active")
		}, []string{"representative/r1"}},
	} {
		c.do()
		if got := names(); !slices.Equal(got, c.want) {
			t.Errorf("%s affects %v, want %v", c.what, got, c.want)
		}
	}
}
