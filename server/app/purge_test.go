package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// woken is for how many causes messages reached a phone that showed nothing. A clock that leaps may have one sent twice: what
// is under way counts as given up.
func (tn *tenant) woken(token string) int {
	tn.t.Helper()
	causes := map[string]bool{}
	for _, text := range tn.pushed(token).Sent {
		var sent struct {
			Message struct {
				Data    map[string]string `json:"data"`
				Android struct {
					Priority string `json:"priority"`
				} `json:"android"`
			} `json:"message"`
		}
		if err := json.Unmarshal([]byte(text), &sent); err != nil {
			tn.t.Fatal(err)
		}
		if m := sent.Message; m.Data["class"] == string(push.Sync) && m.Android.Priority == "high" {
			causes[m.Data["inboxCursor"]] = true
		}
	}
	return len(causes)
}

func (tn *tenant) wantWoken(token, why string, n int) {
	tn.t.Helper()
	tn.setClock(tn.clock() + 20_000)
	// What was under way already, the clock does not wait for.
	until(tn.t, why, func() bool { return tn.woken(token) >= n })
	if got := tn.woken(token); got != n {
		tn.t.Errorf("%s: woken %d times to purge, want %d", why, got, n)
	}
}

// purges has Eva's phone lose a citizen and purge over its connection, and says whether that was before it would be woken.
func (tn *tenant) purges() (eva *signing, token string, inTime bool) {
	tn.t.Helper()
	tn.grant("as-eva", "eva", "c1")
	token = pushToken + tn.id
	eva = tn.signs("eva", "assistantNurse").on("D-1").binds(token)
	tn.wantWoken(token, "nothing is lost", 0)
	began := time.Now()
	tn.revoke("as-eva")
	r := await[*wire.Revoke](eva.phone, nil)
	for _, scope := range r.Scopes {
		eva.send(wire.AppendPurged(nil, scope))
	}
	eva.barrier()
	return eva, token, time.Since(began) < 4*time.Second
}

// The phone of somebody who may not see a citizen any more purges by itself when it is there; when it is away it is woken, once.
func TestPurge_APhoneThatIsAwayIsWoken(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	eva, token, inTime := tn.purges()
	for !inTime { // the machine stood still
		tn = newTenant(t)
		eva, token, inTime = tn.purges()
	}
	tn.wantWoken(token, "it has purged", 0)
	tn.grant("as-eva-2", "eva", "c1")
	await[*wire.Grant](eva.phone, nil)
	eva.barrier()
	eva.offline()
	tn.revoke("as-eva-2")
	tn.wantWoken(token, "the assignment was revoked", 1)
	tn.wantWoken(token, "it was woken", 1)
	tn.grant("as-noor", "noor", "c1")
	tn.wantWoken(token, "it is another's", 1)
}

// Time alone takes access away, too.
func TestPurge_AnAssignmentThatEndsByItselfWakes(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	end := tn.clock() + time.Hour.Milliseconds()
	tn.grant("as-eva", "eva", "c1", "validTo", document.TimeText(end))
	token := pushToken + tn.id
	eva := tn.signs("eva", "assistantNurse").on("D-1").binds(token)
	eva.offline()
	tn.setClock(end - 1)
	tn.wantWoken(token, "it ended", 1)
}

// The citizen moves while a push about them waits: the phone is woken without a word, and is given nothing of them any more.
func TestPurge_ACitizenMovesWhileAPushIsQueued(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	tn.grant("as-eva", "eva", "c1")
	token := pushToken + tn.id
	eva := tn.signs("eva", "assistantNurse").on("D-1").binds(token)
	eva.offline()
	for _, cursor := range []string{"00c0ffee00c0ffee", "11c0ffee11c0ffee"} { // the second waits for its ten seconds
		tn.rings("eva", push.Visit, cursor)
		until(t, "it was not sent", func() bool { return len(tn.pushed(token).Sent) > 0 })
	}
	tn.revoke("as-eva")
	tn.wantWoken(token, "the citizen moved", 1)
	for _, text := range tn.pushed(token).Sent {
		if strings.Contains(text, "citizen") {
			t.Errorf("it was sent %s", text)
		}
	}
	eva.on("D-1")
	for _, h := range eva.heard {
		if f, is := h.frame.(*wire.Documents); is && f.Scope.Subject() == "c1" {
			t.Errorf("it was given %s", f.Scope)
		}
	}
}

// A lost phone is woken to purge, and hears of nothing else from then on.
func TestPurge_ALostPhoneIsWoken(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	token := pushToken + tn.id
	amina := tn.signs("amina", "assistantNurse").on("D-22").binds(token)
	amina.offline()
	if status := tn.revokesDevice("D-22"); status != 200 {
		t.Fatalf("revoke: %d", status)
	}
	tn.wantWoken(token, "it is lost", 1)
	tn.rings("amina", push.Urgent, "")
	tn.wantWoken(token, "it is lost", 1)
	if tn.screen("amina") != nil {
		t.Errorf("it was sent %v", tn.pushed(token).Sent)
	}
}

// Whoever has left is nobody here any more: their phone is woken, without a word.
func TestPurge_WhoHasLeftIsWoken(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	token := pushToken + tn.id
	amina := tn.signs("amina", "assistantNurse").on("D-22").binds(token)
	amina.offline()
	tn.left("amina")
	tn.rings("amina", push.Urgent, "00c0ffee00c0ffee")
	until(t, "she has left", func() bool { return tn.woken(token) > 0 })
	tn.setClock(tn.clock() + 20_000) // who has left is found out by whoever rings and by whoever looks for what is to be purged, perhaps at once
	if p := tn.pushed(token); tn.woken(token) > 2 || strings.Contains(strings.Join(p.Sent, " "), "00c0ffee") {
		t.Errorf("it was sent %v", p.Sent)
	}
}

func (tn *tenant) left(who string) {
	tn.t.Helper()
	tn.load(load.Row{Type: "staffMember", ID: who, Values: values("state", "left")})
}
