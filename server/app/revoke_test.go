package app_test

import (
	"testing"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// on says hello from a device.
func (p *signing) on(device string) *signing {
	p.t.Helper()
	p.dial()
	h := p.helloFrame()
	h.Key, h.Device = p.key.Public(), device
	p.send(wire.AppendHello(nil, h))
	await[*wire.CaughtUp](p.phone, nil)
	p.loud = false
	return p
}

func (tn *tenant) revokesDevice(device string) int {
	status, _ := tn.s.call(tn.t, "POST", "/v1/revoke", tn.token("system", auth.System), toJSON(map[string]string{"device": device}))
	return status
}

// W9: a shared phone is lost, with everybody's logins on it. One order revokes them all, whatever they call their device now; the
// same people's other phones log in again, and other people's go on.
func TestRevoke_EveryLoginOnADevice(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	amina, jonas := tn.signs("amina", "assistantNurse").on("D-22"), tn.signs("jonas", "occupationalTherapist").on("D-22")
	home, noor := tn.signs("amina", "assistantNurse").on("D-9"), tn.signs("noor", "careAssistant").on("D-14")
	jonas.offline()
	jonas.dial()
	h := jonas.helloFrame()
	h.Key, h.Device = jonas.key.Public(), "D-77"
	jonas.send(wire.AppendHello(nil, h))
	await[*wire.CaughtUp](jonas.phone, nil)
	for _, device := range []string{"D-77", "D-1", ""} {
		if status := tn.revokesDevice(device); status != 404 {
			t.Errorf("%q: %d", device, status)
		}
	}
	if status := tn.revokesDevice("D-22"); status != 200 {
		t.Fatalf("revoke: %d", status)
	}
	for name, c := range map[string]struct {
		p    *signing
		want string
	}{
		"amina": {amina, document.CodeReplicaRevoked}, "jonas": {jonas, document.CodeReplicaRevoked}, "amina's own phone": {home, fault.TokenExpired},
	} {
		if got := await[*wire.Error](c.p.phone, nil).Code; got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	e := noor.write(newNote("n1", "x"))
	noor.hands(noor.proof(e), e)
	if v := await[*wire.Verdicts](noor.phone, nil).Verdicts[0]; v.Kind != document.Applied {
		t.Errorf("noor: %+v", v)
	}
	if status := tn.revokesDevice("D-22"); status != 404 {
		t.Errorf("again: %d", status)
	}
}
