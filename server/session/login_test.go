package session_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/session"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

func (c *conn) helloAs(token, replica string) {
	c.frame(wire.AppendHello(nil, wire.Hello{Contract: wire.Contract, Token: token, Replica: replica, Clock: c.w.now}))
}

func (c *conn) writes(doc string) document.Edit {
	c.w.t.Helper()
	e, err := c.r.Edit(c.w.now, replica.Draft{Scope: social, Type: "goal", Doc: doc, Create: true, Changes: map[string]document.Op{
		"citizenWords": {Set: toJSON("Jag vill ut.")}}, OnBehalfOf: "citizen"})
	if err != nil {
		c.w.t.Fatal(err)
	}
	return e
}

func (c *conn) submit(edits ...document.Edit) {
	frame, err := wire.AppendSubmit(nil, edits)
	if err != nil {
		c.w.t.Fatal(err)
	}
	c.frame(frame)
}

func kinds(frames []wire.Frame) (out []string) {
	for _, f := range frames {
		out = append(out, f.Kind())
	}
	return out
}

func TestSession_ASecondHelloIsForTheSameLogin(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	c.hello()
	if got := kinds(c.all()); got[0] != wire.KindWelcome || got[len(got)-1] != wire.KindCaughtUp {
		t.Errorf("the same again: %v", got)
	}
	c.helloAs(w.token("jonas", time.Hour), "ramina")
	c.helloAs(w.token("amina", time.Hour), "another")
	if got := c.codes(); !slices.Equal(got, []string{fault.BadFrame, fault.BadFrame}) {
		t.Errorf("another login: %v", got)
	}
	w.goals("a", 1, 10)
	if got := of(c.all(), social); len(got) != 1 {
		t.Errorf("then: %v", got)
	}
}

// A token that ran out may hand in, never read, whether it comes first, second, or ends meanwhile; a new one reads again.
func TestSession_AnExpiredTokenNeverReads(t *testing.T) {
	t.Parallel()
	for name, expire := range map[string]func(w *world, c *conn){
		"from the start": func(w *world, c *conn) {
			old := w.token("amina", time.Hour)
			w.now += (2 * time.Hour).Milliseconds()
			c.helloAs(old, "ramina")
		},
		"in a second hello": func(w *world, c *conn) {
			old := w.token("amina", time.Hour)
			c.hello()
			c.all()
			w.now += (2 * time.Hour).Milliseconds()
			c.helloAs(old, "ramina")
		},
		"meanwhile": func(w *world, c *conn) {
			c.hello()
			c.all()
			w.now += (2 * time.Hour).Milliseconds()
			w.desk.Tick(context.Background())
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			c := w.connect("amina", fanout.Limits{})
			e := c.writes("g1")
			expire(w, c)
			if got := c.codes(); !slices.Equal(got, []string{fault.TokenExpired}) {
				t.Errorf("answers: %v", got)
			}
			w.goals("a", 1, 10)
			frames := c.all()
			c.frame(wire.AppendCatchUp(nil, social, nil))
			w.assign("amina") // a change of the directory looks at every session
			w.desk.Tick(context.Background())
			frames = append(frames, c.all()...)
			if got := of(frames, social); len(got) > 0 {
				t.Errorf("it reads: %v", got)
			}
			c.submit(e)
			if got := kinds(c.all()); !slices.Equal(got, []string{wire.KindVerdicts}) || c.r.Pending() != 0 {
				t.Errorf("handing in: %v", got)
			}
			c.frame(wire.AppendRenew(nil, w.token("jonas", time.Hour)))
			c.frame(wire.AppendRenew(nil, "forged"))
			c.frame(wire.AppendRenew(nil, w.token("amina", -time.Hour)))
			if got := c.codes(); !slices.Equal(got, []string{fault.TokenInvalid, fault.TokenInvalid, fault.TokenExpired}) {
				t.Errorf("renewing with what is no token of hers: %v", got)
			}
			c.frame(wire.AppendRenew(nil, w.token("amina", time.Hour)))
			if got := kinds(c.all()); len(got) < 3 || got[0] != wire.KindWelcome || got[len(got)-1] != wire.KindCaughtUp {
				t.Errorf("renewed: %v", got)
			}
			c.isAtHead(social)
		})
	}
}

// An assignment that ends by itself is acted on when its time has come, and one that begins too.
func TestDesk_TickLetsTimeAct(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const begins, ends = start + 300_000, start + 600_000
	w.load("careAssignment", "as-amina", "validTo", document.TimeText(ends))
	w.load("careAssignment", "soon", "staffId", "amina", "citizenId", "c2", "providerOrgId", "ekby", "reason", "plannedVisit", "state", "active",
		"validFrom", document.TimeText(begins))
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	tick := func(at int64) []wire.Frame {
		w.now = at
		w.desk.Tick(context.Background())
		return c.all()
	}
	tick(start + 1000) // the first one looks at all
	if got := tick(begins - 1); len(got) != 0 {
		t.Errorf("before anything begins: %v", kinds(got))
	}
	got := tick(begins)
	if len(got) == 0 || got[0].Kind() != wire.KindGrant || !slices.Contains(got[0].(*wire.Grant).Scopes, "citizen/c2/social/ekby") {
		t.Errorf("it begins: %v", kinds(got))
	}
	if got := tick(ends - 1); len(got) != 0 {
		t.Errorf("before it ends: %v", kinds(got))
	}
	got = tick(ends)
	if len(got) == 0 || got[0].Kind() != wire.KindRevoke || !slices.Contains(got[0].(*wire.Revoke).Scopes, social) {
		t.Errorf("it ends: %v", kinds(got))
	}
	got = tick(begins - 1) // a demo's clock is set back
	if len(got) == 0 || !slices.Contains(kinds(got), wire.KindGrant) || !slices.Contains(kinds(got), wire.KindRevoke) {
		t.Errorf("back in time: %v", kinds(got))
	}
}

// The rate is an actor's, over all connections; what was sent away goes through after the wait that was named.
func TestDesk_RateIsAnActorsAndSaysHowLongToWait(t *testing.T) {
	t.Parallel()
	w := newWorldOf(t, session.Limits{Wire: wire.Limits{BatchEdits: 4}, EditsPerMinute: 60, Burst: 4})
	first, second, jonas := w.connect("amina", fanout.Limits{}), w.connect("amina", fanout.Limits{}), w.connect("jonas", fanout.Limits{})
	for _, c := range []*conn{first, second, jonas} {
		c.hello()
		c.all()
	}
	var edits []document.Edit
	for i := range 8 {
		edits = append(edits, first.writes(fmt.Sprintf("g%d", i)))
	}
	first.submit(edits[:4]...)
	if first.r.Pending() != 8 {
		t.Fatal("verdicts came before they were taken")
	}
	first.all()
	second.submit(edits[4:6]...)
	var limited *wire.Error
	for _, f := range second.all() {
		if e, ok := f.(*wire.Error); ok {
			limited = e
		}
	}
	if limited == nil || limited.Code != fault.RateLimited || limited.RetryMillis < 1000 || limited.RetryMillis > 2000 {
		t.Fatalf("over both connections: %+v", limited)
	}
	e := jonas.writes("j1")
	jonas.submit(e)
	if got := jonas.codes(); len(got) != 0 || jonas.r.Pending() != 0 {
		t.Errorf("jonas is held back: %v", got)
	}
	w.now += limited.RetryMillis
	second.submit(edits[4:6]...)
	if got := second.codes(); len(got) != 0 {
		t.Errorf("after the wait: %v", got)
	}
}

func TestSession_CloseLetsGoOfEverything(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	c.s.Close()
	c.s.Close()
	if n := w.hub.Topics(); n != 0 {
		t.Errorf("%d topics stay", n)
	}
	w.goals("a", 1, 10)
	w.revoke("amina")
	w.desk.Tick(context.Background())
	if got := c.all(); len(got) != 0 {
		t.Errorf("frames after the end: %v", kinds(got))
	}
}

// One request answers with what a socket would have sent.
func TestDesk_SyncAnswersAsASocketDoes(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 3, 10)
	c := w.connect("amina", fanout.Limits{})
	hello := wire.Hello{Contract: wire.Contract, Replica: "ramina", Clock: w.now}
	e := c.writes("g1")
	body, err := wire.AppendSyncRequest(nil, hello, []document.Edit{e})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.desk.Sync(t.Context(), w.token("amina", time.Hour), body); err != nil {
		t.Fatal(err) // from here on both are asked for what was answered before
	}
	frames, err := w.desk.Sync(t.Context(), w.token("amina", time.Hour), body)
	if err != nil {
		t.Fatal(err)
	}
	hello.Token = w.token("amina", time.Hour)
	c.frame(wire.AppendHello(nil, hello))
	c.submit(e)
	var want []string
	for f, ok := c.queue.Pop(); ok; f, ok = c.queue.Pop() {
		want = append(want, string(f.Bytes))
	}
	var got []string
	for _, f := range frames {
		got = append(got, string(f))
	}
	if !slices.Equal(got, want) {
		t.Errorf("the request:\n%s\nthe socket:\n%s", got, want)
	}
	if w.hub.Topics() == 0 {
		t.Error("the socket holds nothing")
	}
	c.s.Close()
	if n := w.hub.Topics(); n != 0 {
		t.Errorf("the requests left %d topics", n)
	}
}

func TestDesk_SyncRefusesAWholeRequest(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{})
	hello := wire.Hello{Contract: wire.Contract, Replica: "ramina", Clock: w.now}
	with := func(edits ...document.Edit) []byte {
		body, err := wire.AppendSyncRequest(nil, hello, edits)
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	expired, valid := w.token("amina", -time.Hour), w.token("amina", time.Hour)
	for name, x := range map[string]struct {
		token string
		body  []byte
		want  string
	}{
		"no token":         {"", with(), fault.TokenMissing},
		"forged":           {"a.b.c", with(), fault.TokenInvalid},
		"expired, reading": {expired, with(), fault.TokenExpired},
		"garbage":          {valid, []byte("{"), fault.BadFrame},
		"not a hello":      {valid, []byte(`{"frame":"submit","edits":[]}`), fault.HelloFirst},
	} {
		if _, err := w.desk.Sync(t.Context(), x.token, x.body); fault.CodeOf(err) != x.want {
			t.Errorf("%s: %v, want %s", name, err, x.want)
		}
	}
	e := c.writes("g1")
	w.now += (2 * time.Hour).Milliseconds()
	hello.Clock = w.now
	frames, err := w.desk.Sync(t.Context(), valid, with(e)) // which has run out
	if err != nil || len(frames) != 2 {
		t.Fatalf("expired, handing in: %d frames, %v", len(frames), err)
	}
	if f, _ := wire.Receive(frames[0]); f.Kind() != wire.KindVerdicts {
		t.Errorf("first frame: %s", frames[0])
	}
	if e, _ := wire.Receive(frames[1]); e.(*wire.Error).Code != fault.TokenExpired {
		t.Errorf("second frame: %s", frames[1])
	}
}

// What is read costs the server too: whoever asks again and again is told to wait, and what others ask is answered.
func TestDesk_ReadsAndBytesHaveRates(t *testing.T) {
	t.Parallel()
	w := newWorldOf(t, session.Limits{Wire: wire.Limits{BatchEdits: 4, FrameBytes: 64 << 10}, EditsPerMinute: 60_000, Burst: 60_000, KilobytesPerMinute: 1, ReadsPerMinute: 2})
	amina, jonas := w.connect("amina", fanout.Limits{}), w.connect("jonas", fanout.Limits{})
	for range 4 {
		amina.hello()
		if got := amina.codes(); len(got) != 0 {
			t.Fatalf("within the rate: %v", got)
		}
	}
	amina.hello()
	if got := amina.codes(); !slices.Equal(got, []string{fault.RateLimited}) {
		t.Errorf("a fifth hello: %v", got)
	}
	jonas.hello()
	if got := jonas.codes(); len(got) != 0 {
		t.Errorf("somebody else's hello: %v", got)
	}
	sent := 0
	for i := 0; ; i++ {
		e := jonas.writes(fmt.Sprintf("k%d", i))
		jonas.submit(e)
		codes := jonas.codes()
		if slices.Contains(codes, fault.RateLimited) {
			break
		}
		if sent++; sent > 1000 {
			t.Fatal("a kilobyte a minute never ran out")
		}
	}
	if sent == 0 {
		t.Error("not even one edit got in")
	}
}
