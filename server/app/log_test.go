package app_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
)

// secret is planted in every value, name and odd place of the traffic. It must not come out in a log line or a metric.
const secret = "Planterad"

// Good and bad traffic, with a secret in all of it: no log line, at the most talkative level, and no metric tells it.
func TestLog_TellsNothingOfWhatWasWritten(t *testing.T) {
	t.Parallel()
	s := open(t, "SAMSYN_LOG=debug")
	tn := realTenant(t, s)
	tn.load(load.Row{Type: "staffMember", ID: "lena", Values: values("name", "Lena "+secret, "roles", []string{"nurse"}, "employerOrgId", "ekby", "state", "active")},
		load.Row{Type: "citizenIdentity", ID: "c1", Values: values("displayName", secret, "address", secret+"vägen 1")})
	for _, row := range []string{secret, `{"type":"` + secret + `","id":"x"}`, `{"type":"citizen","id":"x","values":{"state":"` + secret + `"}}`, `{"` + secret + `":1}`} {
		s.call(t, "POST", "/v1/load", tn.token("loader", auth.System), []byte(row+"\n"))
	}
	good(tn)
	bad(tn)
	for _, question := range []string{
		`{"ask":"audit","citizen":"` + secret + `"}`, `{"ask":"` + secret + `"}`, `{"` + secret + `":1}`, `{"ask":"verify","since":"` + secret + `"}`,
		`{"ask":"sample","sample":"targeted","n":9,"addresses":{"amina":"` + secret + `"}}`, `{"ask":"done","review":"` + secret + `","by":"lena","outcome":"` + secret + `"}`,
	} {
		s.call(t, "POST", "/v1/audit", tn.token("audit", auth.System), []byte(question))
	}
	for _, path := range []string{"/v1/" + secret, "/?" + secret, "/v1/sync", "/v1/load?after=" + secret} {
		s.call(t, "POST", path, secret, []byte(`{"`+secret+`":"`+secret+`"}`))
	}
	_, metrics := s.call(t, "GET", "/metrics", "", nil)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"log": s.log.String(), "metrics": metrics} {
		for line := range strings.Lines(text) {
			if strings.Contains(strings.ToLower(line), strings.ToLower(secret)) {
				t.Errorf("the %s says: %s", name, line)
			}
		}
	}
	if !strings.Contains(s.log.String(), `"purged"`) {
		t.Errorf("nothing is logged at all, so this proves nothing:\n%s", s.log.String())
	}
}

func good(tn *tenant) {
	p := tn.phone("amina", "assistantNurse").online()
	p.does(newNote("n1", secret+" åt frukost."))
	p.does(sets(social, "goal", "g1", "professionalWording", secret))
	jonas := tn.phone("jonas", "occupationalTherapist").online()
	jonas.does(sets(social, "goal", "g1", "professionalWording", secret+" igen"))
	petra := tn.phone("petra", "nurse").online()
	petra.does(draft{Scope: social, Type: "goal", Doc: "g1", Void: secret})
	p.r.Opened(p.clock(), social, secret, "search", false)
	b, _ := p.r.Reads(0)
	p.send(wire.AppendReads(nil, b))
	p.send(wire.AppendReads(nil, gapped(b)))
	p.send(wire.AppendPurged(nil, social))
	p.barrier()
	p.sync(200)
}

// gapped is a batch that does not follow: an alert.
func gapped(b reads.Batch) reads.Batch {
	b.From += 7
	b.Events[0].N += 7
	return b
}

func bad(tn *tenant) {
	p := tn.phone("amina", "assistantNurse").dial()
	p.loud = false
	h := p.helloFrame()
	for _, token := range []string{secret, secret + "." + secret + "." + secret} {
		h.Token = token
		p.send(wire.AppendHello(nil, h))
		await[*wire.Error](p, nil)
	}
	p.send(wire.AppendHello(nil, p.helloFrame()))
	await[*wire.CaughtUp](p, nil)
	for _, frame := range []string{
		secret, `{"frame":"` + secret + `"}`, `{"` + secret + `":1,"` + secret + `":2}`, `{"frame":"hello","replica":"` + secret + ` x"}`,
		`{"frame":"catchup","scope":"citizen/` + secret + `/card/ekby"}`, `{"frame":"renew","token":"` + secret + `"}`,
		`{"frame":"submit","edits":[{"id":"` + secret + `"}]}`,
	} {
		p.send([]byte(frame))
		await[*wire.Error](p, nil)
	}
	for i, d := range []draft{
		sets(social, "goal", "g1", "direction", secret), sets(social, secret, "g1", "x", secret), sets(social, "goal", "g1", secret, secret),
		sets("citizen/"+secret+"/social/ekby", "goal", "g1", "icfCode", secret), sets(social, "goal", secret, "icfCode", secret),
		{Scope: social, Type: "goal", Doc: "g1", Void: secret, OnBehalfOf: secret},
		{Scope: social, Type: "goal", Doc: fmt.Sprint("g", 7), Create: true, Changes: map[string]document.Op{"citizenWords": {Agree: jsontext.Value(`"` + secret + `"`)}}},
	} {
		if v := p.submits(d); v.Edit == "" {
			tn.t.Errorf("bad edit %d has no verdict", i)
		}
	}
	p.sendDoomed([]byte(`{"frame":"submit","x":"` + strings.Repeat(secret, 200_000) + `"}`))
	if _, closed := p.closing(); closed == nil {
		tn.t.Error("the socket was not closed")
	}
	if err := p.conn.Cut(); err != nil { // a phone hangs up, too
		tn.t.Error(err)
	}
}
