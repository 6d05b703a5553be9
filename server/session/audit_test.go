package session_test

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/session"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

const c1card = document.Scope("citizen/c1/card/ekby")

// audited is a world whose desk keeps a book, in a store that may fail.
func audited(t testing.TB, faults ...suite.Fault) *world {
	t.Helper()
	w := newWorld(t)
	var books store.Store = w.store
	if len(faults) > 0 {
		books = suite.NewFaulty(w.store, faults...)
	}
	w.desk = session.NewDesk(session.Options{
		Flow: w.flow, Hub: w.hub, Verifier: auth.NewVerifier(w.key, ""), Limits: w.limits, LeaseHours: 24, Opener: w.opener(),
		Tenant: func(id string) (flow.Tenant, bool) {
			return flow.Tenant{ID: id, Municipality: "ekby", Now: func() int64 { return w.now }}, id == tenantID
		},
		Now: func() time.Time { return time.UnixMilli(w.now) }, Audit: audit.NewBook(audit.Options{Store: books}),
	})
	return w
}

// assignAnew gives somebody whose assignment was revoked another.
func (w *world) assignAnew(who string) (id string) {
	id = fmt.Sprint("as-", who, w.ids)
	w.load("careAssignment", id, "staffId", who, "citizenId", "c1", "providerOrgId", "ekby", "reason", "plannedVisit", "state", "active",
		"validFrom", document.TimeText(start-1000))
	return id
}

// log is the audit log as action, citizen and note.
func (w *world) log() (out []string) {
	w.t.Helper()
	for stored, err := range w.store.AuditLog(context.Background(), tenantID, 0) {
		if err != nil {
			w.t.Fatal(err)
		}
		e, err := store.OpenEvent(stored)
		if err != nil {
			w.t.Fatal(err)
		}
		out = append(out, strings.Join(strings.Fields(fmt.Sprint(e.Action, " ", e.Actor, " ", e.Citizen, " ", e.Doc, " ", e.Note)), " "))
	}
	return out
}

// holds lists what the register says a login holds, and what it was asked to purge with a question mark.
func (w *world) holds(replica string) string {
	w.t.Helper()
	_, list, err := w.store.HeldBy(context.Background(), tenantID, replica)
	if err != nil {
		w.t.Fatal(err)
	}
	out := ""
	for _, h := range list {
		switch {
		case h.PurgedAt != 0:
		case h.PurgeAskedAt != 0:
			out += " " + string(h.Scope) + "?"
		default:
			out += " " + string(h.Scope)
		}
	}
	return out
}

func (c *conn) helloReads(last uint64, cursors map[document.Scope]document.Cursor) {
	c.frame(wire.AppendHello(nil, wire.Hello{
		Contract: wire.Contract, Token: c.w.token(c.who, time.Hour), Replica: "r" + c.who, Clock: c.w.now, ReadsAt: last, Cursors: cursors,
	}))
}

func (c *conn) opens(n int, from reads.Mark) (reads.Batch, reads.Mark) {
	b := reads.Batch{From: from.UpTo + 1, Prev: from.Link.String()}
	for range n {
		r := reads.Read{N: from.UpTo + 1, At: c.w.now - 3_600_000, Scope: social, Doc: "g1", Action: "read"}
		b.Events, from = append(b.Events, r), from.Next(r)
	}
	return b, from
}

// L-15: a phone that was away hands in what was read on it before it is given anything new.
func TestSession_ReadsComeBeforeAnythingNew(t *testing.T) {
	t.Parallel()
	w := audited(t)
	w.goals("a", 1, 10)
	c := w.connect("amina", fanout.Limits{})
	c.helloReads(3, nil)
	if got := kinds(c.all()); !slices.Equal(got, []string{wire.KindWelcome, wire.KindReadsWanted}) {
		t.Errorf("it owes three reads, and is sent %v", got)
	}
	w.goals("b", 1, 10)
	w.load("careAssignment", "as-2", "staffId", "amina", "citizenId", "c2", "providerOrgId", "ekby", "reason", "plannedVisit", "state", "active")
	c.frame(wire.AppendCatchUp(nil, social, nil))
	w.desk.Tick(t.Context())
	if got := of(c.all(), social); len(got) > 0 {
		t.Errorf("it owes three reads, and is sent %v of what is new", got)
	}
	first, mark := c.opens(2, reads.Start("ramina"))
	rest, _ := c.opens(1, mark)
	c.frame(wire.AppendReads(nil, first))
	if got := c.all(); !slices.Equal(kinds(got), []string{wire.KindReadsTaken}) || got[0].(*wire.ReadsTaken).UpTo != 2 {
		t.Errorf("two of three: %v", kinds(got))
	}
	c.frame(wire.AppendReads(nil, rest))
	got := kinds(c.all())
	if len(got) < 3 || got[0] != wire.KindReadsTaken || got[len(got)-1] != wire.KindCaughtUp {
		t.Errorf("all of them: %v", got)
	}
	c.isAtHead(social)
	if text := strings.Join(w.log(), ", "); strings.Count(text, "read amina c1 g1") != 3 || strings.Contains(text, "missingLink") {
		t.Error(text)
	}
	w.goals("c", 1, 10)
	if got := of(c.all(), social); !slices.Equal(got, []string{wire.KindCommit}) {
		t.Errorf("then: %v", got)
	}
}

// The phone lost two reads: it is let in, and somebody is told.
func TestSession_MissingReadsAreAnAlertAndNoWall(t *testing.T) {
	t.Parallel()
	w := audited(t)
	c := w.connect("amina", fanout.Limits{})
	c.helloReads(3, nil)
	c.all()
	_, mark := c.opens(2, reads.Start("ramina"))
	rest, _ := c.opens(1, mark)
	c.frame(wire.AppendReads(nil, rest))
	if got := kinds(c.all()); got[0] != wire.KindReadsTaken || got[len(got)-1] != wire.KindCaughtUp {
		t.Errorf("got %v", got)
	}
	if log := w.log(); !slices.Contains(log, "missingLink amina 1-2") || !slices.Contains(log, "read amina c1 g1") {
		t.Errorf("the log says %v", log)
	}
}

func TestSession_ReadsAreSignedByTheLogin(t *testing.T) {
	t.Parallel()
	w := audited(t)
	c := w.connect("amina", fanout.Limits{})
	key, err := sign.NewKey(bytes.Repeat([]byte{3}, 32))
	if err != nil {
		t.Fatal(err)
	}
	c.frame(wire.AppendHello(nil, wire.Hello{Contract: wire.Contract, Token: w.token("amina", time.Hour), Replica: "ramina", Clock: w.now, Key: key.Public(), Device: "D-14"}))
	c.all()
	b, _ := c.opens(1, reads.Start("ramina"))
	c.frame(wire.AppendReads(nil, b))
	if got := c.codes(); !slices.Equal(got, []string{fault.Unsigned}) {
		t.Errorf("unsigned: %v", got)
	}
	if err := b.Sign(key); err != nil {
		t.Fatal(err)
	}
	c.frame(wire.AppendReads(nil, b))
	if got := kinds(c.all()); !slices.Equal(got, []string{wire.KindReadsTaken}) {
		t.Errorf("signed: %v", got)
	}
	for e := range w.store.Events(t.Context(), tenantID, store.Subject{Citizen: "c1"}, 0, w.now+1) {
		if e.Action == store.ActionRead && (e.Device != "D-14" || e.Role != "assistantNurse" || !e.Offline || e.Directory == 0) {
			t.Errorf("%+v", e)
		}
	}
}

// A token that ran out does not keep anybody from handing in what was read.
func TestSession_ReadsAreTakenFromWhoeverMayHandIn(t *testing.T) {
	t.Parallel()
	w := audited(t)
	c := w.connect("amina", fanout.Limits{})
	c.helloAs(w.token("amina", -time.Hour), "ramina")
	c.all()
	b, _ := c.opens(1, reads.Start("ramina"))
	c.frame(wire.AppendReads(nil, b))
	if got := kinds(c.all()); !slices.Equal(got, []string{wire.KindReadsTaken}) {
		t.Errorf("got %v", got)
	}
}

// W9: nothing is sent that the register does not have; what is revoked is in it, and so is the purge.
func TestSession_WhatIsSentIsRegistered(t *testing.T) {
	t.Parallel()
	w := audited(t)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	sent := map[document.Scope]bool{}
	held := w.holds("ramina")
	for _, f := range c.all() {
		switch f := f.(type) {
		case *wire.Welcome:
			for _, scope := range f.Scopes {
				sent[scope] = true
			}
			if f.LeaseHours != 24 {
				t.Errorf("a lease of %d hours", f.LeaseHours)
			}
		case *wire.Documents:
			sent[f.Scope] = true
		}
	}
	for scope := range sent {
		if !strings.Contains(held, string(scope)) {
			t.Errorf("%s may be sent and is not registered", scope)
		}
	}
	w.revoke("amina")
	if got := w.holds("ramina"); !strings.Contains(got, string(social)+"?") {
		t.Errorf("revoked: %s", got)
	}
	anew := w.assignAnew("amina")
	c.frame(wire.AppendPurged(nil, social)) // it had purged before it heard of the grant
	if got := w.holds("ramina") + " "; !strings.Contains(got, string(social)+" ") {
		t.Errorf("granted again: %s", got)
	}
	w.load("careAssignment", anew, "state", "revoked")
	c.frame(wire.AppendPurged(nil, social))
	if got := w.holds("ramina"); strings.Contains(got, string(social)) {
		t.Errorf("purged: %s", got)
	}
}

// Revoked, granted and revoked again before the phone answered the first: only its second answer says that all is gone.
func TestSession_AnEarlierPurgedSaysNothingOfWhatWasSentSince(t *testing.T) {
	t.Parallel()
	w := audited(t)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	w.revoke("amina")
	anew := w.assignAnew("amina")
	w.load("careAssignment", anew, "state", "revoked")
	for range 2 {
		if got := w.holds("ramina"); !strings.Contains(got, string(social)+"?") {
			t.Fatalf("not answered twice, and the register has %s", got)
		}
		c.frame(wire.AppendPurged(nil, social))
	}
	if got := w.holds("ramina"); strings.Contains(got, string(social)) {
		t.Errorf("purged twice: %s", got)
	}
}

func TestSession_WhoComesBackWithTooMuchIsRevokedFirst(t *testing.T) {
	t.Parallel()
	w := audited(t)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	c.s.Close()
	again := w.connect("amina", fanout.Limits{})
	again.r = c.r
	cursors := c.r.Cursors()
	cursors["citizen/c9/health/ekby"] = document.Cursor{Epoch: "e", Seq: 1, Chain: "00c0ffee00c0ffee"}
	again.helloReads(0, cursors)
	frames := again.all()
	if got := kinds(frames); got[0] != wire.KindWelcome || got[1] != wire.KindRevoke {
		t.Fatalf("got %v", got)
	}
	if got := frames[1].(*wire.Revoke).Scopes; !slices.Equal(got, []document.Scope{"citizen/c9/health/ekby"}) {
		t.Errorf("revoked %v", got)
	}
}

// When the register cannot be written, nothing is sent.
func TestSession_WithoutTheRegisterNothingIsSent(t *testing.T) {
	t.Parallel()
	for _, call := range []string{"Hold", "Record", "HeldBy"} {
		w := audited(t, suite.Fault{Call: call, N: 1})
		w.goals("a", 1, 10)
		c := w.connect("amina", fanout.Limits{})
		c.hello()
		if got := c.all(); !slices.Equal(kinds(got), []string{wire.KindError}) || got[0].(*wire.Error).Code != fault.Internal {
			t.Errorf("%s: %v", call, kinds(got))
		}
		c.hello()
		if got := kinds(c.all()); got[0] != wire.KindWelcome || got[len(got)-1] != wire.KindCaughtUp {
			t.Errorf("%s, again: %v", call, got)
		}
		c.isAtHead(social)
	}
}

func TestSession_WithoutTheRegisterNothingIsGranted(t *testing.T) {
	t.Parallel()
	w := audited(t, suite.Fault{Call: "Hold", N: 2})
	w.goals("a", 1, 10)
	w.revoke("amina")
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	w.assignAnew("amina")
	if got := of(c.all(), social); len(got) > 0 {
		t.Errorf("it is sent %v", got)
	}
	if code, closed := c.queue.Closed(); !closed || code != fault.Internal {
		t.Errorf("closed %v with %s", closed, code)
	}
}

func TestSession_WhatIsNotTheirsIsNoted(t *testing.T) {
	t.Parallel()
	w := audited(t)
	w.load("staffMember", "eva", "name", "Eva", "roles", []string{"assistantNurse"}, "state", "active")
	c := w.connect("eva", fanout.Limits{})
	c.hello()
	c.all()
	e := c.writes("g1")
	c.submit(e)
	c.submit(e) // again is not another try
	c.frame(wire.AppendCatchUp(nil, c1card, nil))
	want := []string{"refused eva c1 g1 not-allowed", "refused eva c1 not-found"}
	if got := w.log(); !slices.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

// Over HTTP reads and purges come with the request.
func TestSync_HandsInReadsAndPurges(t *testing.T) {
	t.Parallel()
	w := audited(t)
	w.goals("a", 1, 10)
	body := func(more string) []byte {
		return fmt.Appendf(nil, `{"frame":"hello","contract":1,"replica":"ramina","clock":%d,"readsAt":1,%s"edits":[]}`, w.now, more)
	}
	sync := func(more string) string {
		t.Helper()
		frames, err := w.desk.Sync(t.Context(), w.token("amina", time.Hour), body(more))
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, f := range frames {
			got, err := wire.Receive(f)
			if err != nil {
				t.Fatal(err)
			}
			if d, is := got.(*wire.Documents); !is || d.Scope == social {
				out += " " + got.Kind()
			}
		}
		return out
	}
	if got := sync(""); got != " welcome readsWanted" {
		t.Errorf("it owes a read: %s", got)
	}
	link := reads.Start("ramina").Link.String()
	batch := fmt.Sprintf(`"reads":{"from":1,"prev":"%s","events":[{"n":1,"at":%d,"scope":"%s","action":"search"}]},`, link, w.now, social)
	if got := sync(batch); got != " welcome readsWanted readsTaken documents caughtUp" {
		t.Errorf("it hands it in: %s", got)
	}
	w.revoke("amina")
	sync("")
	if got := w.holds("ramina"); !strings.Contains(got, string(social)+"?") {
		t.Errorf("revoked: %s", got)
	}
	sync(`"purged":["` + string(social) + `"],`)
	if got := w.holds("ramina"); strings.Contains(got, string(social)) {
		t.Errorf("purged: %s", got)
	}
}
