package app_test

import (
	"crypto/ed25519"
	"encoding/base64"
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/golang-jwt/jwt/v5"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	sealing "github.com/samsyn/samsyn/sync/sign"
)

// This file is the list of those who lie about who they are or what is theirs: each is refused with a code, is in the server's
// log without a word of what they sent, and learns nothing.

// canary stands in what only those who are assigned to c2 may read; lure in everything that is sent by those who lie.
const canary, lure = "Bara för Lindgården", "Lockbete"

// liars is a municipality with a canary, and the log that everything bad must be in.
func liars(t *testing.T) *tenant {
	t.Helper()
	tn := realTenant(t, open(t, "SAMSYN_LOG=info"))
	tn.load(load.Row{Type: "goal", ID: "g2", Citizen: "c2", Provider: "lindgarden", Values: values("citizenWords", canary, "professionalWording", "v1", "state", "voiced")})
	return tn
}

// learnsNothing checks what a phone heard on this connection, and what the server's log says of it.
func (p *phone) learnsNothing(codes ...string) {
	p.t.Helper()
	p.barrier()
	for _, h := range p.heard {
		if strings.Contains(h.raw, canary) {
			p.t.Errorf("%s is told %s", p.who, h.raw)
		}
	}
	log := p.tn.s.log.String()
	for _, code := range codes {
		if !strings.Contains(log, `"msg":"turned away"`) || !strings.Contains(log, `"code":"`+code+`"`) {
			p.t.Errorf("no %s in the log:\n%s", code, log)
		}
	}
	for _, bad := range []string{lure, canary, "/c1/", "/c2/"} {
		if strings.Contains(log, bad) {
			p.t.Errorf("the log says %q:\n%s", bad, log)
		}
	}
}

// Whoever makes up a scope's name is answered as if it were not there, whether it is or not, and nothing is written in it.
func TestForged_ScopeNames(t *testing.T) {
	t.Parallel()
	tn := liars(t)
	p := tn.phone("amina", "assistantNurse").online()
	p.loud = false
	sofia := tn.phone("sofia", "assistantNurse").online()
	before := sofia.bytes(other)
	var answers []string
	for _, scope := range []document.Scope{
		other, "citizen/c2/social/ekby", "citizen/c2/health/ekby", "citizen/c99/social/ekby", "citizen/c1/social/lindgarden", "citizen/c1/secret/ekby",
		"citizen/c1/case-lind-2/ekby", "citizen/c1/case-norra-9/ekby", "team/lind/part2/ekby", "team/norra/part4/ekby", "staff/petra/own/ekby",
		"staff/petra/inbox/ekby", "tenant/directory", "tenant/register", "unit/norra/secret/ekby", "Citizen/c1/social/ekby",
	} {
		p.send(wire.AppendCatchUp(nil, scope, nil))
		e := await[*wire.Error](p, nil)
		answers = append(answers, fmt.Sprintf("%s %s %d %s", e.Code, e.Duty, e.RetryMillis, e.Message.Swedish))
		v := p.submits(sets(scope, "goal", "g2", "professionalWording", lure))
		if v.Kind != document.Refused || v.Scope != "staff/amina/own/ekby" || v.Code != document.CodeNotAllowed && v.Code != document.CodeBadScope {
			t.Errorf("%s: %+v", scope, v)
		}
	}
	for _, scope := range []string{"citizen/c1/social/ekby/more", "citizen/c1/../c2/social", "citizen", "", "citizen/c1/social/ekby\\u0000"} {
		p.send([]byte(`{"frame":"catchup","scope":"` + scope + `"}`))
		if e := await[*wire.Error](p, nil); e.Code != fault.BadFrame {
			t.Errorf("%q: %s", scope, e.Code)
		}
	}
	for _, a := range answers {
		if a != answers[0] {
			t.Errorf("unknown and forbidden are told apart: %s, %s", a, answers[0])
		}
	}
	sofia.barrier()
	if sofia.bytes(other) != before {
		t.Error("something was written")
	}
	p.learnsNothing(fault.NotFound, document.CodeNotAllowed)
}

// Nobody but who has the login's key hands in for it: not with another key, not with one edit's signature on another, and not
// with the author's own signature on what somebody else wrote.
func TestForged_Signatures(t *testing.T) {
	t.Parallel()
	tn := liars(t)
	amina, noor := tn.signs("amina", "assistantNurse").greets(), tn.signs("noor", "careAssistant").greets()
	hers, also := amina.write(newNote("n1", lure)), amina.write(newNote("n2", lure))
	theirs := noor.write(newNote("n3", lure))
	changed := hers
	changed.Changes = newNote("n1", lure+" igen").Changes
	for name, c := range map[string]struct {
		p     *signing
		proof *sealing.Proof
		edit  document.Edit
	}{
		"another login's key":               {noor, amina.proof(hers), hers},
		"her signature on what she did not": {amina, amina.proof(hers), changed},
		"one edit's on another":             {amina, amina.proof(hers), also},
		"an author's on another's edit":     {amina, amina.proof(hers), theirs},
		"another's on hers":                 {amina, noor.proof(theirs), hers},
		"another's edit under one's own":    {noor, noor.proof(theirs), hers},
	} {
		c.p.hands(c.proof, c.edit)
		if e := await[*wire.Error](c.p.phone, nil); e.Code != fault.BadSignature {
			t.Errorf("%s: %s", name, e.Code)
		}
	}
	boxes, err := amina.r.Seal("staff")
	if err != nil || len(boxes) != 1 {
		t.Fatal(boxes, err)
	}
	boxes[0].Author, boxes[0].Replica = "noor", noor.id // as if she had written it
	noor.send(wire.AppendSealed(nil, boxes[0]))
	if c := await[*wire.Carried](noor.phone, nil); c.Code != fault.BadSignature || len(c.Verdicts) > 0 {
		t.Errorf("sealed as another's: %+v", c)
	}
	petra := tn.phone("petra", "nurse").online()
	if strings.Contains(petra.bytes(social), lure) {
		t.Error("something was taken")
	}
	noor.learnsNothing(fault.BadSignature)
	amina.learnsNothing()
	amina.hands(amina.proof(hers, also), hers, also)
	for _, v := range await[*wire.Verdicts](amina.phone, nil).Verdicts {
		if v.Kind != document.Applied || v.Again {
			t.Errorf("her own: %+v", v)
		}
	}
}

// A token that was overheard opens nothing by itself of a login that signs: not its replica, and not once that has logged out.
func TestForged_ReplayedTokens(t *testing.T) {
	t.Parallel()
	tn := liars(t)
	sofia := tn.signs("sofia", "assistantNurse").greets()
	thief := tn.signs("sofia", "assistantNurse")
	thief.dial()
	thief.loud = false
	stolen := thief.helloFrame()
	stolen.Token, stolen.Replica, stolen.Key = sofia.token, sofia.id, thief.key.Public()
	thief.send(wire.AppendHello(nil, stolen))
	if e := await[*wire.Error](thief.phone, nil); e.Code != fault.ReplicaTaken {
		t.Errorf("with another key: %s", e.Code)
	}
	sofia.send(wire.AppendEnd(nil))
	if e := await[*wire.Error](sofia.phone, nil); e.Code != fault.TokenExpired {
		t.Errorf("logged out: %s", e.Code)
	}
	again := thief.helloFrame()
	again.Token, again.Replica, again.Key = sofia.token, sofia.id, sofia.key.Public() // the whole hello again, as it was overheard
	thief.send(wire.AppendHello(nil, again))
	if e := await[*wire.Error](thief.phone, nil); e.Code != fault.TokenExpired {
		t.Errorf("after the logout: %s", e.Code)
	}
	thief.learnsNothing(fault.ReplicaTaken)
	old := sign(t, testKey, auth.Claims{Actor: "sofia", Tenant: tn.id, Kind: auth.Staff, Expires: time.Now().Add(-time.Hour)})
	late := tn.phone("sofia", "assistantNurse").dial()
	late.loud = false
	h := late.helloFrame()
	h.Token = old
	late.send(wire.AppendHello(nil, h))
	if e := await[*wire.Error](late, nil); e.Code != fault.TokenExpired {
		t.Errorf("an old one: %s", e.Code)
	}
	late.learnsNothing()
}

// What a token says of roles, teams or scopes is nothing: the directory says who somebody is.
func TestForged_RolesInTheToken(t *testing.T) {
	t.Parallel()
	tn := liars(t)
	boast := func(kind, sub string) string {
		seed, err := base64.StdEncoding.DecodeString(testKey.Secret())
		if err != nil {
			t.Fatal(err)
		}
		token, err := jwt.NewWithClaims(jwt.SigningMethodEdDSA, jwt.MapClaims{
			"iss": "samsyn", "sub": sub, "tenant": tn.id, "kind": kind, "iat": time.Now().Unix(), "exp": time.Now().Add(time.Hour).Unix(),
			"role": "unitManager", "roles": []string{"unitManager", "systemAdmin", "server"}, "teams": []string{"lind"}, "scopes": []string{string(other)},
			"actor": "bodil", "admin": true,
		}).SignedString(ed25519.NewKeyFromSeed(seed))
		if err != nil {
			t.Fatal(err)
		}
		return token
	}
	for _, who := range [][2]string{{"staff", "noor"}, {"staff", "nobody"}, {"citizen", "noor"}, {"representative", "noor"}, {"citizen", "c99"}} {
		p := tn.phone(who[1], "careAssistant")
		p.loud, p.token = false, boast(who[0], who[1])
		p.dial()
		p.send(wire.AppendHello(nil, p.helloFrame()))
		w := await[*wire.Welcome](p, nil)
		want := ""
		if who[0] == "staff" && who[1] == "noor" {
			want = "careAssistant"
		}
		if strings.Join(w.Roles, " ") != want || want == "" && len(w.Scopes) > 0 {
			t.Errorf("%s %s is welcomed as %v to %v", who[0], who[1], w.Roles, w.Scopes)
		}
		if v := p.submits(sets(document.Directory, "staffMember", "noor", "roles", []string{"unitManager"})); v.Code != document.CodeNotAllowed {
			t.Errorf("%s %s makes herself a manager: %+v", who[0], who[1], v)
		}
		p.learnsNothing(document.CodeNotAllowed)
	}
}

// A block is set while a phone on a slow network is being sent what it blocks, page by page: the pages that were not written yet
// never come, none comes after it is told, and it is never told that it has all of it.
func TestForged_ABlockWhileACatchUpIsSent(t *testing.T) {
	t.Parallel()
	tn := liars(t)
	const loads, each = 32, 16 // 8 MB, which is more than the network takes from the server while nobody reads
	for n := range loads {
		var rows []load.Row
		for i := range each {
			rows = append(rows, load.Row{Type: "medicationQuestion", ID: fmt.Sprintf("mq%d-%d", n, i), Citizen: "c1", Values: values(
				"observation", strings.Repeat("a", 8000), "question", strings.Repeat("b", 8000), "urgency", "today", "state", "raised")})
		}
		tn.load(rows...)
	}
	conn, err := net.Dial("tcp", strings.TrimPrefix(tn.s.url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(patience))
	if err := conn.(*net.TCPConn).SetReadBuffer(64 << 10); err != nil {
		t.Fatal(err)
	}
	ws := newRawSocket(t, conn)
	ws.send(wire.AppendHello(nil, tn.phone("petra", "nurse").helloFrame()))
	documents := countDocuments(ws.until(func(f wire.Frame) bool { d, is := f.(*wire.Documents); return is && d.Scope == health }))
	tn.blocksHealth()
	got := ws.until(func(f wire.Frame) bool { r, is := f.(*wire.Revoke); return is && slices.Contains(r.Scopes, health) })
	if documents += countDocuments(got); documents >= loads*each {
		t.Fatalf("all %d documents were on their way, so this proves nothing", documents)
	}
	ws.send(wire.AppendCatchUp(nil, health, nil))
	isRefused := func(f wire.Frame) bool { e, is := f.(*wire.Error); return is && e.Code == fault.NotFound }
	if n := countDocuments(ws.until(isRefused)); n > 0 {
		t.Errorf("%d documents after it was told", n)
	}
}

// blocksHealth is the citizen who keeps the municipality's staff out of her health record.
func (tn *tenant) blocksHealth() {
	tn.t.Helper()
	v := tn.phoneOf("c1", "citizen", auth.Citizen).online().submits(draft{Scope: "citizen/c1/rights/ekby", Type: "accessBlock", Doc: "b1", Create: true,
		Changes: map[string]document.Op{
			"level": {Set: toJSON("provider")}, "orgUnitId": {Set: toJSON("ekby")}, "state": {Set: toJSON("active")},
			"compartments": {Add: map[string]jsontext.Value{"i1": toJSON("health")}},
		}})
	if v.Kind != document.Applied {
		tn.t.Fatalf("the block: %+v", v)
	}
}

// countDocuments counts those of the health record.
func countDocuments(frames []wire.Frame) (n int) {
	for _, f := range frames {
		if d, is := f.(*wire.Documents); is && d.Scope == health {
			n += len(d.Documents)
		}
	}
	return n
}
