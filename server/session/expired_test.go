package session_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
)

// helloWith is the hello of a signer, with a token of its own choice.
func (c *signer) helloWith(token string) {
	h := c.helloFrame(time.Hour)
	h.Token = token
	c.frame(wire.AppendHello(nil, h))
}

// A token that ran out hands in what was written while it held. What was written later gets no verdict, which would be for good:
// it waits for a new token, and is then taken.
func TestSession_WhatWasWrittenAfterTheTokenWaitsForANewOne(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1).online()
	token := w.token("amina", time.Hour)
	during := c.notes("n1", "ett")
	w.now += (2 * time.Hour).Milliseconds()
	after := c.notes("n2", "två")
	away := c.again()
	away.helloWith(token)
	if got := away.codes(); !slices.Equal(got, []string{fault.TokenExpired}) {
		t.Fatalf("hello: %v", got)
	}
	away.hands(away.proof(during, after), during, after)
	got := away.all()
	if v := verdictsOf(got); len(v) != 1 || v[0].Edit != during.ID || v[0].Kind != document.Applied || !slices.Equal(errorsOf(got), []string{fault.TokenExpired}) {
		t.Errorf("both: %v, %+v", kinds(got), v)
	}
	away.hands(away.proof(after), after)
	if got := away.all(); len(got) != 1 || !slices.Equal(errorsOf(got), []string{fault.TokenExpired}) {
		t.Errorf("the later one: %v", kinds(got))
	}
	away.frame(wire.AppendRenew(nil, w.token("amina", time.Hour)))
	away.all()
	away.hands(away.proof(after), after)
	if v := verdictsOf(away.all()); len(v) != 1 || v[0].Kind != document.Applied || v[0].Again {
		t.Errorf("with a new token: %+v", v)
	}
}

// An old token, a new replica and a key made just now prove nothing: nothing is taken before a new token begins the login.
func TestSession_ALoginThatNeverBeganHandsInNothing(t *testing.T) {
	t.Parallel()
	w := audited(t)
	old := w.token("amina", time.Hour)
	c := w.signs("amina", "r7", 1)
	e := c.notes("n1", "I Aminas namn.") // written while the token held, or so its stamp says
	w.now += (365 * 24 * time.Hour).Milliseconds()
	c.helloWith(old)
	c.all()
	c.hands(c.proof(e), e)
	b, _ := c.opens(1, reads.Start("r7"))
	if err := b.Sign(c.key); err != nil {
		t.Fatal(err)
	}
	c.frame(wire.AppendReads(nil, b))
	if got := c.all(); !slices.Equal(errorsOf(got), []string{fault.TokenExpired, fault.TokenExpired}) || len(got) != 2 {
		t.Errorf("handing in: %v", kinds(got))
	}
	if w.entry(social, e.ID) != nil || w.login("r7") != nil {
		t.Error("something was written")
	}
	if log := w.log(); len(log) != 0 {
		t.Errorf("the log says %v", log)
	}
}

// The ordinary morning, L-15: a hello whose token ran out in the night, then a renew. What was read is handed in before anything
// new comes; the phone goes on from its cursors, and purges what it may not hold any more.
func TestSession_ARenewForgetsNothingOfItsHello(t *testing.T) {
	t.Parallel()
	w := audited(t)
	w.goals("a", 3, 10)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	cursors := c.r.Cursors()
	lost := document.Scope("citizen/c9/health/ekby")
	cursors[lost] = document.Cursor{Epoch: "e", Seq: 1, Chain: "0123456789abcdef"}
	w.goals("b", 1, 10)
	next := w.connect("amina", fanout.Limits{})
	next.r = c.r
	next.frame(wire.AppendHello(nil, wire.Hello{
		Contract: wire.Contract, Token: w.token("amina", -time.Hour), Replica: "ramina", Clock: w.now, ReadsAt: 3, Cursors: cursors,
	}))
	next.all()
	next.frame(wire.AppendRenew(nil, w.token("amina", time.Hour)))
	got := next.all()
	if !slices.Equal(kinds(got), []string{wire.KindWelcome, wire.KindRevoke, wire.KindReadsWanted}) {
		t.Fatalf("it owes three reads, and is sent %v", kinds(got))
	}
	if diff := cmp.Diff([]document.Scope{lost}, got[1].(*wire.Revoke).Scopes); diff != "" {
		t.Error(diff)
	}
	b, _ := next.opens(3, reads.Start("ramina"))
	next.frame(wire.AppendReads(nil, b))
	for _, f := range next.all() {
		if page, ok := f.(*wire.Documents); ok && page.Scope == social && (page.Reset || len(page.Documents) != 1) {
			t.Errorf("it is sent %d documents, reset %t", len(page.Documents), page.Reset)
		}
	}
	next.isAtHead(social)
}

// Reads that were handed in with the token that ran out are not asked for again, and the cursors still count.
func TestSession_ReadsHandedInBeforeTheRenew(t *testing.T) {
	t.Parallel()
	w := audited(t)
	w.goals("a", 3, 10)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	w.goals("b", 1, 10)
	next := w.connect("amina", fanout.Limits{})
	next.r = c.r
	next.frame(wire.AppendHello(nil, wire.Hello{
		Contract: wire.Contract, Token: w.token("amina", -time.Hour), Replica: "ramina", Clock: w.now, ReadsAt: 2, Cursors: c.r.Cursors(),
	}))
	b, _ := next.opens(2, reads.Start("ramina"))
	next.frame(wire.AppendReads(nil, b))
	if got := kinds(next.all()); !slices.Equal(got, []string{wire.KindError, wire.KindReadsTaken}) {
		t.Fatalf("before: %v", got)
	}
	next.frame(wire.AppendRenew(nil, w.token("amina", time.Hour)))
	for _, f := range next.all() {
		switch f := f.(type) {
		case *wire.ReadsWanted:
			t.Error("it is asked again")
		case *wire.Documents:
			if f.Scope == social && (f.Reset || len(f.Documents) != 1) {
				t.Errorf("it is sent %d documents, reset %t", len(f.Documents), f.Reset)
			}
		}
	}
	next.isAtHead(social)
}
