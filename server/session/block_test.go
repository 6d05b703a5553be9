package session_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

const (
	health = document.Scope("citizen/c1/health/ekby")
	card   = document.Scope("citizen/c1/card/ekby")
	rights = document.Scope("citizen/c1/rights/ekby")
)

// writes submits one edit of somebody's, and returns when all it caused is done.
func (w *world) writes(kind, who, onBehalfOf string, scope document.Scope, typ, id string, pairs ...any) document.Verdict {
	w.t.Helper()
	changes := map[string]document.Op{}
	for i := 0; i < len(pairs); i += 2 {
		if list, ok := pairs[i+1].(map[string]string); ok {
			op := document.Op{Add: map[string]jsontext.Value{}}
			for item, v := range list {
				op.Add[item] = toJSON(v)
			}
			changes[pairs[i].(string)] = op
			continue
		}
		changes[pairs[i].(string)] = document.Op{Set: toJSON(pairs[i+1])}
	}
	w.now++
	e := document.Edit{
		ID: w.newID(), Scope: scope, Doc: id, Type: typ, Changes: changes, Stamp: hlc.New(w.now, 0, "r"+who), OnBehalfOf: onBehalfOf,
		Create: !slices.Contains(w.written, id), Base: document.Base{Epoch: w.head(scope).Epoch, Seq: w.head(scope).Seq},
	}
	w.written = append(w.written, id)
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: kind, ID: who}, Replica: "r" + who}
	verdicts, err := w.flow.SubmitWait(w.t.Context(), author, []flow.Incoming{{Edit: e}})
	if err != nil || len(verdicts) != 1 {
		w.t.Fatalf("%s writes %s: %+v %v", who, typ, verdicts, err)
	}
	return verdicts[0]
}

// blocked is a world with petra, a nurse of the municipality, and sofia of Lindgården, who both reach c1.
func blocked(t *testing.T) *world {
	w := newWorld(t)
	w.load("staffMember", "petra", "name", "Petra", "employerOrgId", "ekby", "roles", []string{"nurse"}, "state", "active")
	w.load("staffMember", "sofia", "name", "Sofia", "employerOrgId", "lindgarden", "roles", []string{"assistantNurse"}, "state", "active")
	w.assign("petra")
	w.load("careAssignment", "as-sofia", "staffId", "sofia", "citizenId", "c1", "providerOrgId", "lindgarden", "reason", "plannedVisit", "state", "active",
		"validFrom", document.TimeText(start-1000))
	return w
}

func revokes(frames []wire.Frame) (out []document.Scope) {
	for _, f := range frames {
		if r, ok := f.(*wire.Revoke); ok {
			out = append(out, r.Scopes...)
		}
	}
	return out
}

// W9: a block that a nurse writes in the citizen's rights acts on the phones that are connected, before her verdict is out:
// the scope is revoked and what waited in the queue is gone. Nobody else is disturbed, and all see that something is blocked.
func TestBlock_ActsOnConnectedPhonesAndDropsWhatWaits(t *testing.T) {
	t.Parallel()
	w := blocked(t)
	w.serverWrites(health, "aidQuestion", "aq1", "need", "Rollator", "state", "raised")
	w.serverWrites(card, "citizen", "c1", "state", "active")
	sofia, petra := w.connect("sofia", fanout.Limits{}), w.connect("petra", fanout.Limits{})
	for _, c := range []*conn{sofia, petra} {
		c.hello()
		if frames := c.all(); len(of(frames, health)) == 0 {
			t.Fatalf("%s was not sent the health record", c.who)
		}
	}
	w.serverWrites(health, "aidQuestion", "aq2", "need", "HEMLIGT", "state", "raised")
	w.serverWrites(card, "citizen", "c2", "state", "active")

	if v := w.writes(access.Staff, "petra", "", rights, "accessBlock", "ab3", "level", "provider", "orgUnitId", "lindgarden", "state", "active",
		"compartments", map[string]string{"h": "health"}); v.Kind != document.Applied {
		t.Fatalf("the block: %+v", v)
	}
	w.serverWrites(health, "aidQuestion", "aq3", "need", "HEMLIGT", "state", "raised")
	frames := sofia.all()
	if got := of(frames, health); len(got) > 0 {
		t.Errorf("sofia was still sent %v", got)
	}
	if got := revokes(frames); !slices.Equal(got, []document.Scope{health}) {
		t.Errorf("revoked: %v", got)
	}
	if len(of(frames, card)) == 0 || len(of(frames, rights)) == 0 {
		t.Error("sofia misses the card, or that something is blocked")
	}
	if frames := petra.all(); len(revokes(frames)) > 0 || len(of(frames, health)) != 2 {
		t.Errorf("petra is disturbed: %v, %v", revokes(frames), of(frames, health))
	}

	if v := w.writes(access.Citizen, "c1", "", rights, "accessBlock", "ab3", "state", "lifted"); v.Kind == document.Refused {
		t.Fatalf("lifting: %+v", v)
	}
	if got := of(sofia.all(), health); len(got) == 0 {
		t.Error("lifted, and sofia is not sent the health record")
	}
}

// Another citizen's block with the same id is another block.
func TestBlock_AnIDIsItsScopesOwn(t *testing.T) {
	t.Parallel()
	w := blocked(t)
	for _, c := range []string{"c1", "c2"} {
		if c == "c2" {
			w.load("careAssignment", "as-2", "staffId", "petra", "citizenId", "c2", "providerOrgId", "ekby", "reason", "plannedVisit", "state", "active",
				"validFrom", document.TimeText(start-1000))
		}
		scope := document.Scope("citizen/" + c + "/rights/ekby")
		w.written = nil
		org := map[string]string{"c1": "lindgarden", "c2": "nobody"}[c]
		if v := w.writes(access.Staff, "petra", "", scope, "accessBlock", "ab3", "level", "provider", "orgUnitId", org, "state", "active",
			"compartments", map[string]string{"h": "health"}); v.Kind != document.Applied {
			t.Fatalf("%s: %+v", c, v)
		}
	}
	if reach, err := w.flow.Reach(t.Context(), access.Actor{Tenant: tenantID, Kind: access.Staff, ID: "sofia"}); err != nil || slices.Contains(reach.Scopes, health) {
		t.Errorf("another citizen's block took this one's place: %v", err)
	}
}

// An opening gives one citizen for an hour, and needs a reason.
func TestOpening_OneCitizenOneHour(t *testing.T) {
	t.Parallel()
	w := blocked(t)
	w.load("staffMember", "noor", "name", "Noor", "employerOrgId", "ekby", "roles", []string{"nurse"}, "state", "active")
	w.serverWrites(health, "aidQuestion", "aq1", "need", "Rollator", "state", "raised")
	noor := w.connect("noor", fanout.Limits{})
	noor.hello()
	if got := of(noor.all(), health); len(got) > 0 {
		t.Fatalf("noor is no carer of c1 and was sent %v", got)
	}
	const own = document.Scope("staff/noor/own/ekby")
	if v := w.writes(access.Staff, "noor", "", own, "opening", "o1", "citizenId", "c1", "kind", "outside", "state", "open"); v.Kind != document.Refused {
		t.Errorf("an opening without a reason: %+v", v)
	}
	w.written = nil
	if v := w.writes(access.Staff, "noor", "", own, "opening", "o2", "citizenId", "c1", "kind", "outside", "state", "open", "reason", "Larm från grannen"); v.Kind != document.Applied {
		t.Fatalf("an opening: %+v", v)
	}
	if got := of(noor.all(), health); len(got) == 0 {
		t.Fatal("noor opened and was sent nothing")
	}
	w.desk.Tick(t.Context())
	w.now += time.Hour.Milliseconds()
	w.desk.Tick(t.Context())
	if got := revokes(noor.all()); !slices.Contains(got, health) {
		t.Errorf("after an hour: revoked %v", got)
	}
}

// A consent that the citizen gives reaches its recipients, and ends when it is withdrawn.
func TestConsent_ReachesItsRecipientsWhileItIsGiven(t *testing.T) {
	t.Parallel()
	w := blocked(t)
	w.serverWrites(social, "goal", "g1", "stateReason", "ja")
	sofia := w.connect("sofia", fanout.Limits{})
	sofia.hello()
	if got := of(sofia.all(), social); len(got) > 0 {
		t.Fatalf("sofia was sent the municipality's record: %v", got)
	}
	if v := w.writes(access.Citizen, "c1", "", rights, "consent", "k1", "covers", "otherProvidersData", "state", "asked",
		"recipients", []any{map[string]string{"kind": "org", "id": "lindgarden"}}, "compartments", []string{"social"}); v.Kind == document.Refused {
		t.Fatalf("the consent: %+v", v)
	}
	if got := of(sofia.all(), social); len(got) > 0 {
		t.Errorf("asked, and sofia was sent %v", got)
	}
	if v := w.writes(access.Citizen, "c1", "", rights, "consent", "k1", "state", "given"); v.Kind == document.Refused {
		t.Fatalf("given: %+v", v)
	}
	if got := of(sofia.all(), social); len(got) == 0 {
		t.Error("sofia was sent nothing")
	}
	if v := w.writes(access.Citizen, "c1", "", rights, "consent", "k1", "state", "withdrawn"); v.Kind == document.Refused {
		t.Fatalf("withdrawn: %+v", v)
	}
	if got := revokes(sofia.all()); !slices.Equal(got, []document.Scope{social}) {
		t.Errorf("withdrawn: revoked %v", got)
	}
}

// A representative holds what the mandate names, and what is their own.
func TestRepresentative_ReadsWhatTheMandateNames(t *testing.T) {
	t.Parallel()
	w := blocked(t)
	w.load("mandate", "m1", "representativeId", "amina", "citizenId", "c1", "compartments", []string{"card"}, "validFrom", document.TimeText(start), "state", "active")
	rep := w.connect("amina", fanout.Limits{}) // the id of a member of staff, too
	rep.kind = auth.Representative
	rep.hello()
	for _, f := range rep.all() {
		if got, ok := f.(*wire.Welcome); ok && !slices.Equal(got.Scopes, []document.Scope{card, "representative/amina/own/ekby"}) {
			t.Errorf("holds %v", got.Scopes)
		}
	}
	w.load("mandate", "m1", "state", "revoked")
	if got := revokes(rep.all()); !slices.Equal(got, []document.Scope{card}) {
		t.Errorf("revoked %v", got)
	}
	if v := w.writes(access.Representative, "amina", "", card, "citizen", "c1", "whatMattersToMe", "Att få sova"); v.Code != document.CodeNotAllowed ||
		v.Scope != "representative/amina/own/ekby" {
		t.Errorf("a revoked representative writes: %+v", v)
	}
}

// A consent that was entered about the wrong person is voided, and so is the copy that decides.
func TestConsent_VoidedGivesNoMore(t *testing.T) {
	t.Parallel()
	w := blocked(t)
	w.load("staffMember", "mats", "name", "Mats", "employerOrgId", "ekby", "roles", []string{"needsAssessor"}, "state", "active")
	w.assign("mats")
	w.writes(access.Citizen, "c1", "", rights, "consent", "k1", "covers", "otherProvidersData", "state", "asked",
		"recipients", []any{map[string]string{"kind": "staff", "id": "sofia"}}, "compartments", []string{"social"})
	w.writes(access.Citizen, "c1", "", rights, "consent", "k1", "state", "given")
	sofia := access.Actor{Tenant: tenantID, Kind: access.Staff, ID: "sofia"}
	if reach, _ := w.flow.Reach(t.Context(), sofia); !slices.Contains(reach.Scopes, social) {
		t.Fatal("the consent does not reach")
	}
	w.now++
	e := document.Edit{
		ID: w.newID(), Scope: rights, Doc: "k1", Type: "consent", Void: "fel medborgare", Stamp: hlc.New(w.now, 0, "rmats"),
		Base: document.Base{Epoch: w.head(rights).Epoch, Seq: w.head(rights).Seq},
	}
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Staff, ID: "mats"}, Replica: "rmats"}
	if v, err := w.flow.SubmitWait(t.Context(), author, []flow.Incoming{{Edit: e}}); err != nil || v[0].Kind == document.Refused {
		t.Fatalf("voiding: %+v %v", v, err)
	}
	if reach, _ := w.flow.Reach(t.Context(), sofia); slices.Contains(reach.Scopes, social) {
		t.Error("a voided consent reaches")
	}
}

// A change of access looks at those it can touch: forty others on the line cost it nothing.
func TestDesk_AChangeLooksOnlyAtTheAffected(t *testing.T) {
	t.Parallel()
	looks := func(others int) (n int) {
		w := blocked(t)
		w.connect("sofia", fanout.Limits{}).hello()
		for i := range others {
			id := fmt.Sprintf("other%d", i)
			w.load("staffMember", id, "name", id, "employerOrgId", "ekby", "roles", []string{"nurse"}, "state", "active")
			w.connect(id, fanout.Limits{}).hello()
		}
		w.store.head = func(key store.Key) {
			if key.Scope == document.Directory {
				n++
			}
		}
		w.load("blockRule", "b1", "citizenId", "c1", "level", "provider", "orgUnitId", "lindgarden", "compartments", []string{"health"}, "state", "active")
		return n
	}
	if alone, among := looks(0), looks(40); alone != among {
		t.Errorf("the directory was asked %d times alone and %d times among others", alone, among)
	}
}

// Granted again before it was purged, and empty since a restore: the phone is told to forget what it has.
func TestSession_AnEmptyScopeIsResetWhenItIsGranted(t *testing.T) {
	t.Parallel()
	w := blocked(t)
	petra := w.connect("petra", fanout.Limits{})
	petra.hello()
	petra.all()
	w.revoke("petra")
	w.load("careAssignment", "again", "staffId", "petra", "citizenId", "c1", "providerOrgId", "ekby", "reason", "plannedVisit", "state", "active",
		"validFrom", document.TimeText(start-1000))
	for _, f := range petra.all() {
		if page, ok := f.(*wire.Documents); ok && page.Scope == health {
			if !page.Reset || !page.Done || len(page.Documents) > 0 {
				t.Errorf("%+v", page)
			}
			return
		}
	}
	t.Error("nothing was said of the empty scope")
}
