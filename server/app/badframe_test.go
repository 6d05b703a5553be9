package app_test

import (
	"encoding/base64"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// complains sends a frame and checks the code and its duty, and that the socket still answers.
func (p *phone) complains(name string, frame []byte, want string) {
	p.t.Helper()
	p.loud = false
	p.send(frame)
	e := await[*wire.Error](p, nil)
	if row := fault.Lookup(want); e.Code != want || e.Duty != row.Duty || e.Message != row.Meaning {
		p.t.Errorf("%s: %+v, want %s (%s)", name, e, want, row.Duty)
	}
}

func nested(depth int) string {
	return `{"frame":"submit","x":` + strings.Repeat("[", depth) + strings.Repeat("]", depth) + `}`
}

func TestBadFrame_IsAnsweredAndTheSocketLives(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	p := tn.phone("amina", "assistantNurse").dial()
	p.complains("submit before hello", []byte(`{"frame":"submit","edits":[]}`), fault.HelloFirst)
	p.complains("catchup before hello", wire.AppendCatchUp(nil, social, nil), fault.HelloFirst)
	p.complains("renew before hello", wire.AppendRenew(nil, p.token), fault.HelloFirst)
	p.send(wire.AppendHello(nil, p.helloFrame()))
	await[*wire.CaughtUp](p, nil)
	frames := map[string]struct{ frame, want string }{
		"nothing":                     {"", fault.BadFrame},
		"garbage":                     {"\x00\x01garbage", fault.BadFrame},
		"half a frame":                {`{"frame":"submit","edits":[{"id":`, fault.BadFrame},
		"not an object":               {`["frame"]`, fault.BadFrame},
		"two frames":                  {`{"frame":"purged","scope":"tenant/directory"}{}`, fault.BadFrame},
		"deep nesting":                {nested(10_000), fault.BadFrame},
		"a name twice":                {`{"frame":"renew","token":"a","token":"b"}`, fault.BadFrame},
		"the kind twice":              {`{"frame":"submit","frame":"renew","edits":[],"token":""}`, fault.BadFrame},
		"no kind":                     {`{"edits":[]}`, fault.BadFrame},
		"a kind that is a number":     {`{"frame":7}`, fault.BadFrame},
		"an unknown kind":             {`{"frame":"dance"}`, fault.UnknownFrame},
		"a kind of the server's":      {`{"frame":"welcome"}`, fault.UnknownFrame},
		"edits that are no list":      {`{"frame":"submit","edits":{}}`, fault.BadFrame},
		"a scope that is none":        {`{"frame":"catchup","scope":"../../etc/passwd"}`, fault.BadFrame},
		"a purged scope of a number":  {`{"frame":"purged","scope":5}`, fault.BadFrame},
		"a contract of the past":      {string(wire.AppendHello(nil, wire.Hello{Token: p.token, Replica: p.id, Clock: 1})), fault.ContractTooOld},
		"a replica that is no id":     {`{"frame":"hello","contract":1,"token":"x","replica":"å/ä","clock":1,"cursors":{}}`, fault.BadFrame},
		"a hello of another replica":  {string(wire.AppendHello(nil, wire.Hello{Contract: 1, Token: p.token, Replica: "another", Clock: 1})), fault.BadFrame},
		"a hello of somebody else":    {string(wire.AppendHello(nil, wire.Hello{Contract: 1, Token: tn.token("jonas", auth.Staff), Replica: p.id, Clock: 1})), fault.BadFrame},
		"a renewal by somebody else":  {string(wire.AppendRenew(nil, tn.token("jonas", auth.Staff))), fault.TokenInvalid},
		"a question about no scope":   {string(wire.AppendCatchUp(nil, "citizen/c99/social/ekby", nil)), fault.NotFound},
		"more edits than a batch has": {`{"frame":"submit","edits":[` + strings.Repeat("{},", 256) + `{}]}`, fault.BatchTooLarge},
	}
	for name, f := range frames {
		p.complains(name, []byte(f.frame), f.want)
	}
	p.loud = true
	p.send(wire.AppendHello(nil, p.helloFrame())) // hello twice
	await[*wire.Welcome](p, nil)
	await[*wire.CaughtUp](p, nil)
	if v := p.does(newNote("n1", "Det gick ändå.")); v.Kind != document.Applied {
		t.Errorf("after it all: %+v", v)
	}
}

// A frame beyond the limit cannot be read past: the socket closes, says why, and the phone comes back.
func TestBadFrame_TooLargeCloses(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	p := tn.phone("amina", "assistantNurse").online()
	p.sendDoomed([]byte(`{"frame":"submit","edits":["` + strings.Repeat("a", tn.s.config.Wire.FrameBytes) + `"]}`))
	bye, closed := p.closing()
	if bye == nil || bye.Code != fault.FrameTooLarge || bye.Duty != fault.Fix || closed.Code != 4001 || closed.Reason != fault.FrameTooLarge {
		t.Errorf("bye %+v, close %+v", bye, closed)
	}
	p.online()
	if v := p.does(newNote("n1", "Tillbaka.")); v.Kind != document.Applied {
		t.Errorf("back: %+v", v)
	}
	body := []byte(`{"frame":"hello","x":"` + strings.Repeat("a", tn.s.config.Wire.FrameBytes) + `"}`)
	if status, text := tn.s.call(t, "POST", "/v1/sync", p.token, body); status != 413 || !strings.Contains(text, fault.FrameTooLarge) {
		t.Errorf("over HTTP: %d %s", status, text)
	}
}

// forged are tokens that nobody of ours signed.
func forged(t testing.TB, tn *tenant) map[string]string {
	t.Helper()
	seed := strings.NewReader(strings.Repeat("x", 32))
	foreign, err := auth.NewKey(seed)
	if err != nil {
		t.Fatal(err)
	}
	claims := auth.Claims{Actor: "amina", Tenant: tn.id, Kind: auth.Staff}
	part := func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) }
	body := part(fmt.Sprintf(`{"iss":"samsyn","sub":"amina","tenant":%q,"kind":"staff","exp":%d}`, tn.id, time.Now().Add(time.Hour).Unix()))
	ours := tn.token("amina", auth.Staff)
	pieces := strings.Split(ours, ".")
	return map[string]string{
		"of another key":       sign(t, foreign, claims),
		"alg none":             part(`{"alg":"none","typ":"JWT"}`) + "." + body + ".",
		"alg none, our mark":   part(`{"alg":"none","typ":"JWT"}`) + "." + body + "." + pieces[2],
		"another body":         pieces[0] + "." + body + "." + pieces[2],
		"not a token":          "amina",
		"of no tenant here":    sign(t, testKey, auth.Claims{Actor: "amina", Tenant: "elsewhere", Kind: auth.Staff}),
		"not valid yet":        sign(t, testKey, auth.Claims{Actor: "amina", Tenant: tn.id, Kind: auth.Staff, NotBefore: time.Now().Add(time.Hour)}),
		"signed with a secret": part(`{"alg":"HS256","typ":"JWT"}`) + "." + body + "." + part("x"),
	}
}

func TestBadToken_NobodyGetsIn(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	p := tn.phone("amina", "assistantNurse").dial()
	for name, token := range forged(t, tn) {
		h := p.helloFrame()
		h.Token = token
		p.complains(name, wire.AppendHello(nil, h), fault.TokenInvalid)
	}
	h := p.helloFrame()
	h.Token = ""
	p.complains("no token", wire.AppendHello(nil, h), fault.TokenMissing)
	p.complains("still nobody", []byte(`{"frame":"submit","edits":[]}`), fault.HelloFirst)
	p.loud = true
	p.send(wire.AppendHello(nil, p.helloFrame()))
	await[*wire.CaughtUp](p, nil)
}

// An expired token may hand in and renew, never read.
func TestBadToken_Expired(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	p := tn.phone("amina", "assistantNurse").dial()
	h := p.helloFrame()
	h.Token = sign(t, testKey, auth.Claims{Actor: "amina", Tenant: tn.id, Kind: auth.Staff, Expires: time.Now().Add(-2 * time.Minute)})
	p.skew = -time.Hour.Milliseconds()
	p.write(newNote("n1", "Sent i lås.")) // while it held
	p.skew = 0
	p.complains("hello", wire.AppendHello(nil, h), fault.TokenExpired)
	p.complains("reading", wire.AppendCatchUp(nil, social, nil), fault.NotFound)
	for _, v := range p.handIn() {
		if v.Kind != document.Applied {
			t.Errorf("handing in: %+v", v)
		}
	}
	jonas := tn.phone("jonas", "occupationalTherapist").online()
	jonas.does(sets(social, "goal", "g1", "nextReview", "2026-12-01"))
	p.barrier()
	for _, f := range p.heard {
		switch f.frame.(type) {
		case *wire.Welcome, *wire.Documents, *wire.Commit, *wire.CaughtUp:
			t.Errorf("it reads a %s", f.frame.Kind())
		}
	}
	p.loud = true
	p.send(wire.AppendRenew(nil, p.token))
	await[*wire.Welcome](p, nil)
	await[*wire.CaughtUp](p, nil)
	p.reach(social, jonas.seq(social))
	if p.bytes(social) == "" {
		t.Error("renewed, it does not read")
	}
}

// What is too fast is sent away with a time to wait, and goes through after it.
func TestBadInput_RateLimit(t *testing.T) {
	t.Parallel()
	// one a second: the machine may stand still between two batches, and the second must still be too early
	s := open(t, "SAMSYN_BATCH_EDITS=8", "SAMSYN_EDITS_BURST=8", "SAMSYN_EDITS_PER_MINUTE=60")
	tn := realTenant(t, s)
	p := tn.phone("amina", "assistantNurse").online()
	for i := range 16 {
		p.write(newNote(fmt.Sprintf("n%d", i), "Åt frukost."))
	}
	p.submit(p.r.Outbox(8, 0)...)
	p.loud = false
	second := p.r.Outbox(8, 0)
	frame, err := wire.AppendSubmit(nil, second)
	if err != nil {
		t.Fatal(err)
	}
	p.send(frame)
	e := await[*wire.Error](p, nil)
	if e.Code != fault.RateLimited || e.Duty != fault.Retry || e.RetryMillis < 1000 || e.RetryMillis > 10_000 {
		t.Fatalf("too fast: %+v", e)
	}
	<-time.After(time.Duration(e.RetryMillis) * time.Millisecond) // what the phone was told to wait
	p.loud = true
	for id, v := range p.submit(second...) {
		if v.Kind != document.Applied || v.Again {
			t.Errorf("%s: %+v", id, v)
		}
	}
	if p.r.Pending() != 0 {
		t.Errorf("%d wait", p.r.Pending())
	}
}

func TestBadInput_TooManySockets(t *testing.T) {
	t.Parallel()
	s := open(t, "SAMSYN_SOCKETS=1")
	tn := realTenant(t, s)
	first := tn.phone("amina", "assistantNurse").online()
	status, text := overloaded(t, s)
	if status != 503 || !strings.Contains(text, fault.Overloaded) || !strings.Contains(text, `"duty":"retry"`) || !strings.Contains(text, `"retryMillis":`) {
		t.Errorf("a second socket: %d %s", status, text)
	}
	if v := first.does(newNote("n1", "Jag är kvar.")); v.Kind != document.Applied {
		t.Errorf("the first: %+v", v)
	}
}

func overloaded(t testing.TB, s *server) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", s.url+"/v1/socket", nil)
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range map[string]string{"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ=="} {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text := make([]byte, 4096)
	n, _ := res.Body.Read(text)
	return res.StatusCode, string(text[:n])
}

// A phone that does not read fills its queue: it is closed as slow, and nobody else notices.
func TestBadInput_APhoneThatDoesNotRead(t *testing.T) {
	t.Parallel()
	tn := realTenant(t, open(t, "SAMSYN_QUEUE_BYTES=524288"))
	jonas := tn.phone("jonas", "occupationalTherapist").online()
	bye, closed := tn.deafPhone(t, func() {
		v := jonas.does(newNoteOf("n1"))
		jonas.reach(v.Scope, v.Seq)
	})
	if bye == nil || bye.Code != fault.Slow || bye.Duty != fault.Resync || closed != 4400 {
		t.Errorf("bye %+v, close code %d", bye, closed)
	}
}

func newNoteOf(doc string) draft { return creates(social, "goal", doc, "nextReview", "2026-12-01") }

// deafPhone says so much without reading the answers that its queue overflows, then reads to the end.
func (tn *tenant) deafPhone(t testing.TB, meanwhile func()) (*wire.Bye, int) {
	t.Helper()
	s, began := tn.s, time.Now()
	conn, err := net.Dial("tcp", strings.TrimPrefix(tn.s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(patience))
	if err := conn.(*net.TCPConn).SetReadBuffer(64 << 10); err != nil { // or the kernel takes megabytes for the phone
		t.Fatal(err)
	}
	ws := newRawSocket(t, conn)
	p := tn.phone("amina", "assistantNurse")
	ws.send(wire.AppendHello(nil, p.helloFrame()))
	// An answer is about 300 bytes. The network takes some, the queue half a megabyte, and then it is full. Soon after, it is read
	// from: a frame that is under way is waited for no longer than the server writes.
	isSlow := func() bool {
		_, text := s.call(t, "GET", "/metrics", "", nil)
		return strings.Contains(text, "\nsamsyn_slow_total 1")
	}
	for !isSlow() {
		if time.Now().After(began.Add(patience)) {
			t.Fatal("the queue does not overflow")
		}
		for range 500 {
			ws.put([]byte(`{"frame":"dance"}`))
		}
		ws.flush()
	}
	meanwhile()
	return ws.drain()
}
