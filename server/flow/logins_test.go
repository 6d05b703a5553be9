package flow_test

import (
	"bytes"
	"context"
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
	"github.com/samsyn/samsyn/sync/sign"
)

func keyOf(t testing.TB, n byte) sign.Public {
	t.Helper()
	k, err := sign.NewKey(bytes.Repeat([]byte{n}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return k.Public()
}

// note is a visit note with a line of text.
func note(text string) map[string]document.Op {
	return map[string]document.Op{"text": {Add: map[string]jsontext.Value{"i1": value(map[string]any{"at": "2026-11-24T10:00:00Z", "text": text})}}}
}

func staffMember(id string) access.Actor {
	return access.Actor{Tenant: tenantID, Kind: access.Staff, ID: id}
}

// begins says hello with a key, and steps nothing: the login comes when the world has run.
func (w *world) begins(a access.Actor, replica string, key sign.Public, device string) **flow.Login {
	got := new(*flow.Login)
	w.flow.Begin(a, replica, key, device, 0, func(l *flow.Login, err error) {
		if err != nil {
			w.t.Error(err)
		}
		*got = l
	})
	return got
}

func (w *world) login(replica string) *flow.Login {
	w.t.Helper()
	l, err := w.flow.Login(context.Background(), tenantID, replica)
	if err != nil {
		w.t.Fatal(err)
	}
	return l
}

func (w *world) done(do func(done func(error))) {
	w.t.Helper()
	answered := false
	do(func(err error) {
		if answered = true; err != nil {
			w.t.Error(err)
		}
	})
	w.run()
	if !answered {
		w.t.Error("no answer")
	}
}

func TestLogin_BeginsOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if got := w.login("ramina"); got != nil {
		t.Fatalf("there is one: %+v", got)
	}
	amina, mine := staffMember("amina"), keyOf(t, 1)
	got := w.begins(amina, "ramina", mine, "D-14")
	w.run()
	want := &flow.Login{Actor: amina, Replica: "ramina", Key: mine, Device: "D-14", Began: w.now}
	if diff := cmp.Diff(want, *got); diff != "" {
		t.Fatal(diff)
	}
	if diff := cmp.Diff(want, w.login("ramina")); diff != "" {
		t.Error(diff)
	}
	for name, c := range map[string]struct {
		who access.Actor
		key sign.Public
	}{
		"another key":           {amina, keyOf(t, 2)},
		"another actor":         {staffMember("jonas"), mine},
		"another kind of actor": {access.Actor{Tenant: tenantID, Kind: access.Citizen, ID: "amina"}, mine},
		"no key":                {amina, sign.Public{}},
	} {
		if want.IsOf(c.who, c.key) {
			t.Errorf("it is another's: %s", name)
		}
		got := w.begins(c.who, "ramina", c.key, "D-99")
		w.run()
		if diff := cmp.Diff(want, *got); diff != "" {
			t.Errorf("%s changed it:\n%s", name, diff)
		}
	}
}

// Two phones of two people that come at the same moment under one id: one of them has it, and both are told the same.
func TestLogin_OneIDIsOneActors(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	a, b := w.begins(staffMember("amina"), "r7", keyOf(t, 1), ""), w.begins(staffMember("jonas"), "r7", keyOf(t, 2), "")
	w.run()
	if diff := cmp.Diff(*a, *b); diff != "" || *a == nil || (*a).Key.IsZero() {
		t.Errorf("%+v; difference:\n%s", *a, diff)
	}
}

// Somebody who guesses a replica id and takes its edit's id keeps that id from everybody, and gets nothing by it.
func TestLogin_ATakenIDIsNobodys(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	e := w.create("jonas", social, "goal", "g1", ops("citizenWords", "x"))
	e.ID, e.OnBehalfOf = flow.LoginEdit(tenantID, "ramina"), "citizen"
	w.submit("jonas", e)
	got := w.begins(staffMember("amina"), "ramina", keyOf(t, 1), "")
	w.run()
	if *got == nil || (*got).IsOf(staffMember("amina"), keyOf(t, 1)) || (*got).IsOf(staffMember("jonas"), keyOf(t, 1)) || !(*got).Key.IsZero() {
		t.Errorf("%+v", *got)
	}
}

// What was written before the logout is the author's, whenever it comes; what was written after it is not.
func TestLogin_AfterItEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.begins(staffMember("amina"), "ramina", keyOf(t, 1), "")
	w.run()
	before := w.create("amina", social, "visitNote", "g1", note("Före."))
	w.now += 5_000
	w.done(func(done func(error)) { w.flow.End(w.login("ramina"), done) })
	l := w.login("ramina")
	if l.Ended != w.now || l.Revoked {
		t.Fatalf("%+v", l)
	}
	w.now += 3_600_000
	after := w.create("amina", social, "visitNote", "g2", note("Efter."))
	a := author("amina")
	a.Ended = l.Ended
	got := w.submitAs(a, before, after)
	if got[0].Kind != document.Applied || got[1].Kind != document.Refused || got[1].Code != document.CodeTooLate {
		t.Errorf("%+v", got)
	}
	w.done(func(done func(error)) { w.flow.End(l, done) })
	if again := w.login("ramina"); again.Ended != l.Ended {
		t.Errorf("it ended again, at %d", again.Ended)
	}
}

// Access ended, and ten days later she logs in: nothing on that phone was written while she had access, whatever its stamps say.
func TestLogin_NothingIsLateFromBeforeItBegan(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.begins(staffMember("amina"), "rold", keyOf(t, 1), "")
	w.run()
	then := w.now
	w.now += hour
	w.load("careAssignment", "as1", ops("state", "revoked"))
	w.now += 10 * 24 * hour
	w.begins(staffMember("amina"), "rnew", keyOf(t, 2), "")
	w.run()
	for replica, want := range map[string]string{"rold": "", "rnew": document.CodeTooLate} {
		e := w.create("amina", social, "visitNote", "of-"+replica, note("Det var så."))
		e.Stamp = hlc.New(then+1000, 0, replica)
		a := author("amina")
		a.Replica, a.Began = replica, w.login(replica).Began
		if v := w.submitAs(a, e)[0]; v.Code != want {
			t.Errorf("%s: %+v", replica, v)
		}
	}
}

// When a citizen logs in, and on what, is the citizen's: whoever helps her reads her rights and is not told.
func TestLogin_ACitizensIsReadByNobodyElse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c1 := access.Actor{Tenant: tenantID, Kind: access.Citizen, ID: "c1"}
	w.begins(c1, "rc1", keyOf(t, 1), "gunvors-padda")
	w.run()
	own := document.OwnScope(access.Citizen, "c1", "ekby")
	if w.document(own, "rc1") == nil || !w.login("rc1").IsOf(c1, keyOf(t, 1)) {
		t.Fatalf("%+v", w.login("rc1"))
	}
	for who, want := range map[access.Actor]bool{c1: true, staffMember("amina"): false, staffMember("jonas"): false} {
		r, err := w.flow.Reach(t.Context(), who)
		if err != nil || len(r.Scopes) == 0 || slices.Contains(r.Scopes, own) != want {
			t.Errorf("%s reads %v, %v", who.ID, r.Scopes, err)
		}
	}
}

// A login that is not to be believed: what it hands in is kept whole for the manager and in no document; what it handed in
// before is answered as it was.
func TestLogin_RevokedForCauseIsParkedAndKept(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.begins(staffMember("amina"), "ramina", keyOf(t, 1), "")
	w.run()
	goal := func(id, words string) document.Edit {
		return w.create("amina", social, "visitNote", id, note(words))
	}
	early, late, bad := goal("g1", "Innan."), goal("g2", "Sen."), goal("g3", "Fel.")
	bad.Changes["mood"] = document.Op{Set: value("glad")}
	w.submit("amina", early)
	head := w.head(social)
	if head.Seq == 0 {
		t.Fatal("nothing was written")
	}
	w.done(func(done func(error)) { w.flow.Revoke(w.login("ramina"), true, "Telefonen är stulen.", done) })
	l := w.login("ramina")
	if !l.Revoked || !l.Cause {
		t.Fatalf("%+v", l)
	}
	a := author("amina")
	a.Revoked = l.Cause
	got := w.submitAs(a, early, late, bad)
	own := document.OwnScope(access.Staff, "amina", "ekby")
	for i, want := range []document.Verdict{
		{Edit: early.ID, Kind: document.Applied, Scope: social, Seq: head.Seq, Again: true},
		{Edit: late.ID, Kind: document.Parked, Code: document.CodeReplicaRevoked, Scope: own, Seq: w.head(own).Seq},
		{Edit: bad.ID, Kind: document.Parked, Code: document.CodeReplicaRevoked, Scope: own, Seq: w.head(own).Seq},
	} {
		if diff := cmp.Diff(want, got[i]); diff != "" {
			t.Errorf("%d (-want +got):\n%s", i, diff)
		}
	}
	if w.head(social) != head {
		t.Error("it reached the citizen's record")
	}
	for c, err := range w.store.Commits(context.Background(), store.Key{Tenant: tenantID, Scope: own}, w.head(own).Seq, 0) {
		if err != nil || len(c.Edits) != 2 || !bytes.Contains(c.Edits[0].Kept, []byte("Sen.")) || !bytes.Contains(c.Edits[1].Kept, []byte("glad")) {
			t.Errorf("kept: %+v, %v", c, err)
		}
	}
	for _, v := range w.submitAs(a, late) {
		if !v.Again || v.Kind != document.Parked {
			t.Errorf("sent again: %+v", v)
		}
	}
}

// Written by Amina, sent under Jonas' login: the log says both, and Amina's login says who carried.
func TestLogin_WhoCarriedIsWritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.begins(staffMember("amina"), "ramina", keyOf(t, 1), "D-14")
	w.run()
	e := w.create("amina", social, "visitNote", "g1", note("Ut."))
	a := author("amina")
	a.Carrier = &document.Carrier{Actor: "jonas", Replica: "rjonas", Device: "D-14"}
	if got := w.submitAs(a, e); got[0].Kind != document.Applied {
		t.Fatalf("%+v", got)
	}
	for c, err := range w.store.Commits(context.Background(), store.Key{Tenant: tenantID, Scope: social}, w.head(social).Seq, 0) {
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Edits[0]; got.Author != "amina" || got.Replica != "ramina" || got.Carrier == nil || *got.Carrier != *a.Carrier {
			t.Errorf("%+v", got)
		}
	}
	w.done(func(done func(error)) { w.flow.NoteCarried(w.login("ramina"), *a.Carrier, 1, done) })
	w.now += 1000
	w.done(func(done func(error)) { w.flow.NoteCarried(w.login("ramina"), *a.Carrier, 2, done) })
	doc := w.document(document.OwnScope(access.Staff, "amina", "ekby"), "ramina")
	if items := merge.Read(w.rules.Types[flow.LoginType], doc).Fields["carried"].Items; len(items) != 2 {
		t.Errorf("%+v", items)
	}
}
