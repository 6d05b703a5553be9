package session_test

import (
	"slices"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/catchup"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

func TestSession_NothingBeforeAHello(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{})
	c.submit(c.writes("g1"))
	c.frame(wire.AppendCatchUp(nil, social, nil))
	if got := c.codes(); !slices.Equal(got, []string{fault.HelloFirst, fault.HelloFirst}) {
		t.Errorf("answers: %v", got)
	}
	if n := w.head(social).Seq; n != 0 {
		t.Errorf("%d commits", n)
	}
	for range 100 {
		c.frame([]byte("garbage"))
		c.all()
	}
	if _, closed := c.queue.Closed(); !closed {
		t.Error("who never says hello holds the socket for ever")
	}
}

func TestSession_ASystemIsNoPhone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	issuer, err := auth.NewIssuer(w.key, "")
	if err != nil {
		t.Fatal(err)
	}
	token, err := issuer.Sign(auth.Claims{Actor: "ehr", Tenant: tenantID, Kind: auth.System, Expires: time.UnixMilli(w.now).Add(time.Hour)})
	if err != nil {
		t.Fatal(err)
	}
	c := w.connect("ehr", fanout.Limits{})
	c.helloAs(token, "rehr")
	if got := c.codes(); !slices.Equal(got, []string{fault.TokenInvalid}) {
		t.Errorf("answers: %v", got)
	}
}

// Amina's phone is two days ahead. She wrote an hour before her access ended; hello said what her clock shows.
func TestSession_AWrongClockIsCorrected(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ahead := (48 * time.Hour).Milliseconds()
	w.now += (24 * time.Hour).Milliseconds()
	written := w.now
	w.now += time.Hour.Milliseconds()
	w.revoke("amina")
	c := w.connect("amina", fanout.Limits{})
	c.frame(wire.AppendHello(nil, wire.Hello{Contract: wire.Contract, Token: w.token("amina", time.Hour), Replica: "ramina", Clock: w.now + ahead}))
	c.all()
	e := c.writes("g1")
	e.Stamp = hlc.New(written+ahead, 0, "ramina")
	c.submit(e)
	var got []document.Verdict
	for _, f := range c.all() {
		if v, ok := f.(*wire.Verdicts); ok {
			got = append(got, v.Verdicts...)
		}
	}
	if len(got) != 1 || got[0].Kind != document.Applied || !got[0].Late {
		t.Errorf("got %+v", got)
	}
}

// 700 phones return at 06:50: what is urgent comes first.
func TestSession_TheMostUrgentComesFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 1, 10)
	first := w.connect("amina", fanout.Limits{})
	first.hello()
	bad := first.writes("g1")
	bad.Type = "poem"
	first.submit(bad) // is kept in Amina's own scope, which sorts after the citizen's
	first.s.Close()
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	var got []int
	for _, f := range c.all() {
		if page, ok := f.(*wire.Documents); ok {
			got = append(got, catchup.Urgent(page.Scope))
		}
	}
	if len(got) < 2 || !slices.IsSorted(got) {
		t.Errorf("sent in this order of urgency: %v", got)
	}
}
