package app_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/api"
	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/wire"
)

const pushToken = "dGVzdA:APA91bF-a-token-of-some-phone-"

// screen is what /demo/phones says of somebody's phone; nil when it can not be rung.
func (tn *tenant) screen(who string) *api.Phone {
	tn.t.Helper()
	_, text := tn.s.call(tn.t, "GET", "/demo/phones?form=json", "", nil)
	var answer struct {
		Phones []api.Phone `json:"phones"`
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		tn.t.Fatal(err)
	}
	for _, p := range answer.Phones {
		if p.Tenant == tn.id && p.Actor == who {
			return &p
		}
	}
	return nil
}

func (tn *tenant) rings(who string, class push.Class, cursor string) {
	tn.t.Helper()
	if err := tn.s.app.Ringer().Ring(tn.t.Context(), tn.id, "staff", who, push.News{Class: class, At: tn.clock(), Cursor: cursor}); err != nil {
		tn.t.Fatal(err)
	}
}

// until looks again until something is so.
func until(t testing.TB, what string, so func() bool) {
	t.Helper()
	deadline := time.After(patience)
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal(what)
		}
	}
}

func (p *signing) binds(token string) *signing {
	p.t.Helper()
	p.send(wire.AppendPushToken(nil, wire.PushToken{Token: token, Platform: "android"}))
	until(p.t, "the phone can not be rung", func() bool {
		s := p.tn.screen(p.who)
		return s != nil && strings.HasSuffix(token, s.Token[len("…"):])
	})
	return p
}

// From news to a lock screen, over the real SDK and a service that checks what FCM would: shown by class, with no word about
// anybody, and as often as the tenant's clock allows.
func TestPush_ReachesALockScreen(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	token := pushToken + tn.id
	tn.signs("amina", "assistantNurse").greets().binds(token)
	tn.rings("amina", push.Meeting, "Ingrid Palm")
	tn.rings("amina", push.Urgent, "")
	shows := func(n int) {
		t.Helper()
		until(t, "the phone was not rung", func() bool { s := tn.screen("amina"); return s != nil && s.Woken == n })
	}
	shows(2)
	tn.rings("amina", push.Meeting, "00c0ffee00c0ffee")
	tn.setClock(tn.clock() + 9_999)
	shows(2)
	tn.setClock(tn.clock() + 1)
	if s := tn.screen("amina"); s.Woken != 3 { // who set the clock finds it done
		t.Errorf("rung %d times", s.Woken)
	}
	_, page := tn.s.call(t, "GET", "/demo/phones", "", nil)
	for _, want := range []string{"Samsyn: ny händelse", "Samsyn: viktig händelse – öppna appen", "Amina Warsame", "Låsskärmar"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s", want)
		}
	}
	for _, secret := range []string{token, "Ingrid"} {
		if strings.Contains(page, secret) || strings.Contains(tn.s.log.String(), secret) {
			t.Errorf("%s is on the page, or in the log", secret)
		}
	}
}

// Nobody rings after logging out, after somebody else's hello on the phone, after a revocation, or after the job has ended.
func TestPush_TheWrongPersonIsNotRung(t *testing.T) {
	t.Parallel()
	for name, silence := range map[string]func(tn *tenant, p *signing){
		"logout": func(_ *tenant, p *signing) { p.send(wire.AppendEnd(nil)) },
		"another's hello": func(tn *tenant, _ *signing) {
			tn.signs("noor", "careAssistant").greets().binds(pushToken + tn.id)
		},
		"the job's end": func(tn *tenant, _ *signing) {
			tn.load(load.Row{Type: "staffMember", ID: "amina", Values: values("state", "left")})
			tn.rings("amina", push.Sync, "")
		},
		"revocation": func(tn *tenant, p *signing) {
			if status, text := tn.revokes(p.id, ""); status != 200 {
				t.Errorf("revoke: %d %s", status, text)
			}
		},
	} {
		tn := newTenant(t)
		p := tn.signs("amina", "assistantNurse").greets().binds(pushToken + tn.id)
		silence(tn, p)
		until(t, name+": the phone can be rung still", func() bool { return tn.screen("amina") == nil })
		tn.rings("amina", push.Urgent, "")
		if err := tn.s.app.Ringer().All(t.Context(), tn.id); err != nil {
			t.Fatal(err)
		}
		if s := tn.screen("noor"); s != nil && s.Woken > 0 {
			t.Errorf("%s: amina's news rang noor's phone", name)
		}
	}
}

// Without credentials that do, one line says so, and everything else works.
func TestPush_WithoutCredentialsOnlyPushIsOff(t *testing.T) {
	t.Parallel()
	broken := filepath.Join(t.TempDir(), "key.json")
	if err := os.WriteFile(broken, []byte(`{"type":"service_account","project_id":"p","private_key":"s3cret"}`), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		settings []string
		line     string
		welcome  string
	}{
		"off":              {nil, "push is off", ""},
		"said to be off":   {[]string{"SAMSYN_PUSH=off", "SAMSYN_FCM_CREDENTIALS=" + broken}, "push is off", ""},
		"no file":          {[]string{"SAMSYN_FCM_CREDENTIALS=" + broken + ".gone"}, "SAMSYN_FCM_CREDENTIALS does not do", push.Renew},
		"a file that lies": {[]string{"SAMSYN_PUSH=fcm", "SAMSYN_FCM_CREDENTIALS=" + broken}, "SAMSYN_FCM_CREDENTIALS does not do", push.Renew},
	} {
		s := open(t, c.settings...)
		tn := realTenant(t, s)
		until(t, name+": nothing says so: "+s.log.String(), func() bool { return strings.Contains(s.log.String(), c.line) })
		p := tn.signs("amina", "assistantNurse")
		p.dial()
		h := p.helloFrame()
		h.Key, h.Device = p.key.Public(), "D-14"
		p.send(wire.AppendHello(nil, h))
		if got := await[*wire.Welcome](p.phone, nil); got.Push != c.welcome {
			t.Errorf("%s: the welcome says %q", name, got.Push)
		}
		await[*wire.CaughtUp](p.phone, nil)
		p.send(wire.AppendPushToken(nil, wire.PushToken{Token: pushToken, Platform: "ios"}))
		tn.rings("amina", push.Urgent, "")
		p.barrier()
		if strings.Contains(s.log.String(), "s3cret") {
			t.Errorf("%s: the log shows the key", name)
		}
	}
}

// pushed is what the push service was sent for a token.
func (tn *tenant) pushed(token string) (p api.Pushed) {
	tn.t.Helper()
	_, text := tn.s.call(tn.t, "POST", "/demo/pushes", "", toJSON(map[string]any{"tokens": []string{token}}))
	var answer struct {
		Phones []api.Pushed `json:"phones"`
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil || len(answer.Phones) != 1 {
		tn.t.Fatalf("%s: %v", text, err)
	}
	return answer.Phones[0]
}

// Played days ask what was sent, word for word; a phone that is away gets one of a class when it is back.
func TestPush_ADemoTellsWhatWasSent(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	token := pushToken + tn.id
	tn.signs("amina", "assistantNurse").greets().binds(token)
	away := func(is bool) {
		tn.s.call(t, "POST", "/demo/away", "", toJSON(map[string]any{"token": token, "away": is}))
	}
	away(true)
	for n := range 2 {
		tn.rings("amina", push.Urgent, "")
		tn.setClock(tn.clock() + 10_000)
		until(t, "it was not sent", func() bool { return len(tn.pushed(token).Sent) == n+1 })
	}
	if p := tn.pushed(token); p.Waiting != 1 || len(p.Arrived) != 0 || !strings.Contains(p.Sent[0], `"collapse_key":"urgent"`) {
		t.Errorf("while it is away: %+v", p)
	}
	away(false)
	if p := tn.pushed(token); p.Waiting != 0 || len(p.Arrived) != 1 || p.Arrived[0].Class != "urgent" || !p.Arrived[0].High {
		t.Errorf("when it is back: %+v", p)
	}
	away(true)
	tn.rings("amina", push.Urgent, "")
	tn.setClock(tn.clock() + 10_000)
	until(t, "it was not sent", func() bool { return len(tn.pushed(token).Sent) == 3 })
	tn.setClock(tn.clock() + 16*time.Minute.Milliseconds())
	away(false)
	if p := tn.pushed(token); len(p.Arrived) != 1 || p.Arrived[0].At.UnixMilli() != tn.clock()-16*time.Minute.Milliseconds()-10_000 {
		t.Errorf("back when it is over: %+v at %d", p, tn.clock())
	}
	if p := tn.pushed(token + "x"); len(p.Sent)+len(p.Arrived) > 0 {
		t.Errorf("another's: %+v", p)
	}
}

// Phones have one push service, whichever of a demo's nodes rings them.
func TestPush_NodesOfADemoShareAService(t *testing.T) {
	t.Parallel()
	first := newTenant(t)
	other := tenantOn(t, open(t, "SAMSYN_DEMO=1", "SAMSYN_DEMO_EMPTY=1", "SAMSYN_PUSH_LOCAL="+first.s.url))
	token := pushToken + other.id
	p := other.signs("amina", "assistantNurse").greets()
	p.send(wire.AppendPushToken(nil, wire.PushToken{Token: token, Platform: "android"}))
	p.barrier()
	other.rings("amina", push.Urgent, "")
	until(t, "the first node's service was sent nothing", func() bool { return len(first.pushed(token).Sent) == 1 })
}

// A data folder from a backup does not know who has logged out since: nobody is rung before their phone's next hello.
func TestPush_ARestoreSilencesEverybody(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	settings := []string{"SAMSYN_FCM_CREDENTIALS=" + filepath.Join(folder, "none.json")}
	s, err := run(filepath.Join(folder, "data"), settings...)
	if err != nil {
		t.Fatal(err)
	}
	tn := realTenant(t, s)
	p := tn.signs("amina", "assistantNurse").greets()
	p.send(wire.AppendPushToken(nil, wire.PushToken{Token: pushToken, Platform: "ios"}))
	p.barrier()
	welcome := func(s *server, want string) {
		t.Helper()
		again := (&tenant{t: t, s: s, id: s.config.Tenant.Default}).signs("amina", "assistantNurse")
		again.id, again.key = p.id, p.key
		again.dial()
		h := again.helloFrame()
		h.Replica, h.Key, h.Device = p.id, p.key.Public(), "D-14"
		again.send(wire.AppendHello(nil, h))
		if got := await[*wire.Welcome](again.phone, nil); got.Push != want {
			t.Errorf("the welcome says %q, want %q", got.Push, want)
		}
	}
	welcome(s, push.On)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	if err := app.Restored(t.Context(), s.config, io.Discard); err != nil {
		t.Fatal(err)
	}
	if s, err = run(filepath.Join(folder, "data"), settings...); err != nil {
		t.Fatal(err)
	}
	welcome(s, push.Renew)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
}
