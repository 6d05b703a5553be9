package app_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

func (tn *tenant) revoke(id string) {
	tn.t.Helper()
	tn.load(load.Row{Type: "careAssignment", ID: id, Values: values("state", "revoked")})
}

func (tn *tenant) grant(id, who, citizen string, more ...any) {
	tn.t.Helper()
	pairs := []any{"staffId", who, "citizenId", citizen, "providerOrgId", "ekby", "reason", "substitution", "state", "active",
		"validFrom", document.TimeText(tn.now)}
	tn.load(load.Row{Type: "careAssignment", ID: id, Values: values(append(pairs, more...)...)})
}

func TestAccess_GrantReachesAConnectedPhone(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	eva := tn.phone("eva", "assistantNurse").online()
	if eva.holds(social) {
		t.Fatal("eva holds the social record before she is assigned")
	}
	tn.grant("as-eva", "eva", "c1")
	g := await[*wire.Grant](eva, nil)
	if !slices.Contains(g.Scopes, social) || slices.Contains(g.Scopes, other) {
		t.Errorf("granted: %v", g.Scopes)
	}
	docs := await(eva, func(d *wire.Documents) bool { return d.Scope == social })
	if !docs.Done || len(docs.Documents) != 1 {
		t.Errorf("documents: %d, done %v", len(docs.Documents), docs.Done)
	}
	amina := tn.phone("amina", "assistantNurse").online()
	v := amina.does(newNote("n1", "Åt frukost."))
	eva.reach(social, v.Seq)
	alike(t, amina, eva, social)
}

// Access ends while the phone is connected and has unsent work: it hands in first, then forgets, and hears nothing more.
func TestAccess_RevokeOutboxFirst(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.grant("as-eva", "eva", "c1")
	amina, eva := tn.phone("amina", "assistantNurse").online(), tn.phone("eva", "assistantNurse").online()
	amina.does(newNote("n1", "Åt frukost."))
	eva.reach(social, 2)
	tn.setClock(tn.now + time.Minute.Milliseconds())
	note, added := eva.write(newNote("n2", "Sov gott.")), eva.write(line("n1", "l2", "Gick ut."))
	overwrites := eva.write(sets(social, "goal", "g1", "icfCode", "d450"))
	proposes := eva.write(sets(social, "goal", "g1", "professionalWording", "v2"))
	tn.setClock(tn.now + time.Minute.Milliseconds())
	tn.revoke("as-eva")
	r := await[*wire.Revoke](eva, nil)
	if !slices.Contains(r.Scopes, social) || slices.Contains(r.Scopes, "staff/eva/own/ekby") {
		t.Errorf("revoked: %v", r.Scopes)
	}
	if got := eva.r.Purgeable(); slices.Contains(got, social) {
		t.Error("the phone would purge before it has handed in")
	}
	got := eva.handIn()
	for name, e := range map[string]document.Edit{"a new note": note, "a line": added, "a proposal": proposes} {
		if v := got[e.ID]; v.Kind == document.Refused || !v.Late || v.Scope != social {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if v := got[overwrites.ID]; v.Kind != document.Refused || v.Code != document.CodeTooLate || v.Scope != "staff/eva/own/ekby" {
		t.Errorf("an overwriting set: %+v", v)
	}
	if !slices.Contains(eva.r.Purgeable(), social) || !eva.r.Purged(social) {
		t.Fatal("the phone may not purge after it has handed in")
	}
	eva.send(wire.AppendPurged(nil, social))
	from := len(eva.heard)
	amina.does(line("n1", "l3", "Drack kaffe."))
	eva.barrier()
	for _, h := range eva.heard[from:] {
		if f, ok := h.frame.(*wire.Commit); ok && f.Scope == social {
			t.Error("eva hears of a commit after the revocation")
		}
	}
	if eva.holds(social) || eva.bytes(social) != "" {
		t.Error("eva holds something of the record")
	}
	amina.reach(social, 4)
	if text := amina.bytes(social); !strings.Contains(text, "Sov gott.") || !strings.Contains(text, "Gick ut.") || strings.Contains(text, "d450") {
		t.Error("the record does not hold what eva may hand in, and only that")
	}
	// What she writes now is not late, and answers like a scope that does not exist.
	tn.setClock(tn.now + time.Minute.Milliseconds())
	if v := eva.submits(newNote("n3", "Efteråt.")); v.Kind != document.Refused || v.Code != document.CodeNotAllowed {
		t.Errorf("written afterwards: %+v", v)
	}
}

// A phone that was away when access ended learns it by its welcome.
func TestAccess_RevokedWhileAway(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.grant("as-eva", "eva", "c1")
	eva := tn.phone("eva", "assistantNurse").online()
	eva.offline()
	tn.setClock(tn.now + time.Minute.Milliseconds())
	e := eva.write(newNote("n2", "Sov gott."))
	tn.setClock(tn.now + time.Minute.Milliseconds())
	tn.revoke("as-eva")
	eva.online()
	for _, h := range eva.heard {
		if f, ok := h.frame.(*wire.Documents); ok && f.Scope.Subject() == "c1" {
			t.Errorf("it was sent %s", f.Scope)
		}
	}
	if eva.holds(social) {
		t.Error("the record is held")
	}
	if v := eva.handIn()[e.ID]; v.Kind == document.Refused || !v.Late {
		t.Errorf("late entry: %+v", v)
	}
	if !eva.r.Purged(social) {
		t.Error("the record may not be purged")
	}
}

func TestAccess_AnAssignmentEndsByItself(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	end := tn.now + time.Hour.Milliseconds()
	tn.grant("as-eva", "eva", "c1", "validTo", document.TimeText(end))
	eva := tn.phone("eva", "assistantNurse").online()
	tn.setClock(end - 1)
	if v := eva.does(newNote("n1", "I tid.")); v.Kind != document.Applied || v.Late {
		t.Errorf("just before: %+v", v)
	}
	for _, h := range eva.heard {
		if h.frame.Kind() == wire.KindRevoke {
			t.Error("revoked too early")
		}
	}
	tn.setClock(end)
	if r := await[*wire.Revoke](eva, nil); !slices.Contains(r.Scopes, social) {
		t.Errorf("revoked: %v", r.Scopes)
	}
	if v := eva.submits(newNote("n2", "Efteråt.")); v.Kind != document.Refused {
		t.Errorf("just after: %+v", v)
	}
}

// Unknown and forbidden answer alike, to a question and to an edit.
func TestAccess_UnknownAndForbiddenAnswerAlike(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	sofia, amina := tn.phone("sofia", "assistantNurse").online(), tn.phone("amina", "assistantNurse").online()
	d := newNote("n1", "Finns.")
	d.Scope = other
	if v := sofia.does(d); v.Kind != document.Applied {
		t.Fatalf("sofia: %+v", v)
	}
	amina.loud = false
	answers := map[string]bool{}
	for _, scope := range []document.Scope{other, "citizen/c99/social/lindgarden", "citizen/c1/social/lindgarden", "team/lind/part2/ekby", "tenant/directory", "staff/sofia/own/ekby"} {
		amina.send(wire.AppendCatchUp(nil, scope, nil))
		await(amina, func(e *wire.Error) bool { return true })
		answers[amina.heard[len(amina.heard)-1].raw] = true
	}
	if len(answers) != 1 || !strings.Contains(amina.heard[len(amina.heard)-1].raw, `"code":"not-found"`) {
		t.Errorf("answers: %v", answers)
	}
	type answer struct {
		kind document.Kind
		code string
		in   document.Scope
	}
	kinds := map[answer]string{}
	for name, d := range map[string]struct {
		scope document.Scope
		doc   string
	}{"there": {other, "n1"}, "not there": {other, "n9"}, "no such citizen": {"citizen/c99/social/lindgarden", "n1"}} {
		e := line(d.doc, "l2", "x")
		e.Scope = d.scope
		v := amina.does(e)
		kinds[answer{v.Kind, v.Code, v.Scope}] = name
	}
	if len(kinds) != 1 || kinds[answer{document.Refused, document.CodeNotAllowed, "staff/amina/own/ekby"}] == "" {
		t.Errorf("answers: %v", kinds)
	}
}

func TestAccess_WhoLeftHoldsNothing(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	amina := tn.phone("amina", "assistantNurse").online()
	tn.setClock(tn.now + time.Minute.Milliseconds())
	tn.load(load.Row{Type: "staffMember", ID: "amina", Values: values("state", "left")})
	r := await[*wire.Revoke](amina, nil)
	if !slices.Contains(r.Scopes, social) || !slices.Contains(r.Scopes, "staff/amina/own/ekby") {
		t.Errorf("revoked: %v", r.Scopes)
	}
	amina.offline()
	amina.online()
	w := amina.heard[0].frame.(*wire.Welcome)
	if len(w.Scopes) != 0 || len(w.Roles) != 0 {
		t.Errorf("welcome: %+v", w)
	}
	stranger := tn.phone("nobody", "assistantNurse").online()
	if w := stranger.heard[0].frame.(*wire.Welcome); len(w.Scopes) != 0 {
		t.Errorf("a stranger's welcome: %+v", w)
	}
}

func TestAccess_ACitizensLoginSeesOwnScopesOnly(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	c1 := tn.phoneOf("c1", "citizen", auth.Citizen).online()
	w := c1.heard[0].frame.(*wire.Welcome)
	if len(w.Scopes) == 0 || !slices.Contains(w.Scopes, social) || !slices.Equal(w.Roles, []string{"citizen"}) {
		t.Errorf("welcome: %+v", w)
	}
	for _, s := range w.Scopes {
		if s.Kind() != "citizen" || s.Subject() != "c1" || strings.HasPrefix(s.Compartment(), "case-") {
			t.Errorf("granted %s", s)
		}
	}
	if v := c1.does(sets(card, "citizen", "c1", "whatMattersToMe", "Att få vara ifred.")); v.Kind != document.Applied {
		t.Errorf("her own words: %+v", v)
	}
	if v := c1.does(newNote("n1", "x")); v.Code != document.CodeNotAllowed || v.Scope != "citizen/c1/own/ekby" {
		t.Errorf("a staff's note: %+v", v)
	}
	stranger := tn.phoneOf("amina", "citizen", auth.Citizen).online() // a citizen of a staff member's name
	if w := stranger.heard[0].frame.(*wire.Welcome); len(w.Scopes) != 0 {
		t.Errorf("a citizen nobody knows: %+v", w)
	}
}
