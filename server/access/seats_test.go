package access

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// wantBoth is want, asked in both ways: by the list, and by the one scope that an edit names.
func (w *world) wantBoth(t *testing.T, what string, scope document.Scope, at int64, names ...string) {
	t.Helper()
	w.want(t, what, scope, at, names...)
	for _, id := range []string{"amina", "petra", "kerstin", "sofia"} {
		if got := len(w.d.rolesIn(staffActor(id), scope, at)) > 0; got != slices.Contains(names, id) {
			t.Errorf("%s: %s works in %s at %d: %v", what, id, scope, at, got)
		}
	}
}

func TestTeam_ASeatGivesItsPartsWhileItLasts(t *testing.T) {
	t.Parallel()
	const part2, part3, health = document.Scope("citizen/c1/case-t1-2/ekby"), document.Scope("citizen/c1/case-t1-3/ekby"), document.Scope("citizen/c1/health/ekby")
	w := neighbourhood(t)
	w.hire(2, "amina", "nurse")
	w.wantBoth(t, "both sit in part 2", part2, 9, "amina", "petra")
	w.wantBoth(t, "the same role, and only one sits in part 3", part3, 9, "petra")
	w.wantBoth(t, "the meeting's part 3", "team/t1/part3/ekby", 9, "petra")
	w.wantBoth(t, "the team", health, 9, "amina", "petra")
	w.team(10, "t1", member("amina", 1, 2), member("kerstin", 1))
	w.wantBoth(t, "taken off the team", part3, 10)
	w.wantBoth(t, "taken off the team", health, 10, "amina")
	w.wantBoth(t, "in hindsight", health, 9, "amina", "petra")
}

func TestTeam_AProvidersStaffComeInThroughItsTeams(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	w.wantBoth(t, "Lindgården's team", c3Social, 9, "petra", "sofia")
	w.put(10, "careTeam", "t2", "providerOrgId", ekby)
	w.wantBoth(t, "the municipality's now", c3Social, 10, "petra")
	w.wantBoth(t, "in hindsight", c3Social, 9, "petra", "sofia")
}

// reaches asks in both ways about one actor.
func (w *world) reaches(t *testing.T, what string, a Actor, scope document.Scope, at int64, want bool) {
	t.Helper()
	listed, works := w.sees(a, scope, at), len(w.d.rolesIn(a, scope, at)) > 0
	if listed != want || works != want {
		t.Errorf("%s: %s at %d: listed %v, works %v", what, scope, at, listed, works)
	}
}

// An opening gives the notes of the providers the citizen has now, and to a provider's staff only their own.
func TestOpening_OfTheProvidersOfNow(t *testing.T) {
	t.Parallel()
	const other, former = document.Scope("citizen/c3/social/omsorgen"), document.Scope("citizen/c1/social/omsorgen")
	w := neighbourhood(t)
	w.hire(1, "nina", "nurse")
	w.hireAt(1, lind, "lars", "assistantNurse")
	more := func(id, citizen string, to int64) {
		w.put(1, "careAssignment", id, "staffId", "kerstin", "citizenId", citizen, "providerOrgId", "omsorgen", "reason", "teamMember",
			"validFrom", document.TimeText(1), "validTo", document.TimeText(to), "state", "active")
	}
	more("as-now", "c3", 100)
	more("as-then", "c1", 5)
	w.open(10, "o1", "lars", "c3", "outside")
	w.open(10, "o2", "nina", "c1", "outside")
	w.reaches(t, "their own citizen", staffActor("lars"), c3Social, 10, true)
	w.reaches(t, "another provider's notes", staffActor("lars"), other, 10, false)
	w.reaches(t, "the provider of now", staffActor("nina"), social, 10, true)
	w.reaches(t, "a provider of then", staffActor("nina"), former, 10, false)
}

func TestConsent_ToOneOrganisationIsToNoOther(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	w.hire(1, "nina", "nurse")
	w.hireAt(1, lind, "lars", "nurse")
	w.put(10, "consentRule", "k", "citizenId", "c1", "recipients", []any{map[string]string{"kind": "org", "id": lind}},
		"compartments", []string{"social"}, "state", "given")
	w.reaches(t, "Lindgården's", staffActor("lars"), social, 10, true)
	w.reaches(t, "the municipality's", staffActor("nina"), social, 10, false)
}

func TestMandate_ItsStateAndItsRepresentative(t *testing.T) {
	t.Parallel()
	const card = document.Scope("citizen/c1/card/ekby")
	w, r1 := neighbourhood(t), Actor{Tenant: "t", Kind: Representative, ID: "r1"}
	w.reaches(t, "without a mandate", r1, "representative/r1/own/ekby", 9, false)
	w.put(10, "mandate", "m", "representativeId", "r1", "citizenId", "c1", "compartments", []string{"card"}, "validFrom", document.TimeText(1), "state", "active")
	w.reaches(t, "what it names", r1, card, 10, true)
	w.reaches(t, "what it does not", r1, social, 10, false)
	w.put(20, "mandate", "m", "state", "revoked")
	w.reaches(t, "revoked", r1, card, 20, false)
	w.reaches(t, "in hindsight", r1, card, 19, true)
}

func TestDiscloses_OnWhatAConsentSays(t *testing.T) {
	t.Parallel()
	w := neighbourhood(t)
	consent := func(id, citizen, kind, to string) {
		w.put(10, "consentRule", id, "citizenId", citizen, "recipients", []any{map[string]string{"kind": kind, "id": to}},
			"compartments", []string{"health"}, "validTo", document.TimeText(30), "state", "given")
	}
	consent("k1", "c1", "org", ekby)
	consent("k2", "c2", "org", lind)
	for what, c := range map[string]struct {
		from, to document.Scope
		at       int64
		want     string
	}{
		"as it says":          {"citizen/c1/health/ekby", "citizen/c1/social/ekby", 20, ""},
		"when it has ended":   {"citizen/c1/health/ekby", "citizen/c1/social/ekby", 30, NoConsent},
		"from another room":   {"citizen/c1/identity/ekby", "citizen/c1/card/ekby", 20, NoConsent},
		"to somebody else":    {"citizen/c2/health/ekby", "citizen/c2/social/ekby", 20, NoConsent},
		"to a team unnamed":   {"citizen/c2/health/ekby", "citizen/c2/case-t1-2/ekby", 20, NoConsent},
		"before it was given": {"citizen/c1/health/ekby", "citizen/c1/social/ekby", 9, NoConsent},
	} {
		if got := w.d.Discloses(c.from, c.to, "consent", c.at); got != c.want {
			t.Errorf("%s: %q, want %q", what, got, c.want)
		}
	}
}

// Somebody whose next assignment has not begun writes about what is to occur then.
func TestAllows_NothingOfWhatIsYetToOccur(t *testing.T) {
	t.Parallel()
	w := staffed(t)
	w.put(100, "careAssignment", "as-amina", "state", "revoked")
	w.assign(101, "as-later", "staffId", "amina", "c1", 300, 0)
	q := ask("amina", "visitNote", social, map[string]document.Op{"occurredAt": {Set: document.Quote(document.TimeText(350))}})
	q.Exists, q.Edit.Create, q.Written, q.Now = false, true, 110, 200
	if got := w.d.Allows(q); got.Code != document.CodeNotAllowed {
		t.Errorf("got %+v", got)
	}
}
