package session_test

import (
	"slices"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

func (w *world) revokeLogin(replica string, cause bool) {
	w.t.Helper()
	var failed error
	w.flow.Revoke(w.login(replica), cause, "Förlorad enhet.", func(err error) { failed = err })
	if failed != nil || !w.login(replica).Revoked {
		w.t.Fatalf("%s: %v", replica, failed)
	}
}

// W9: what was written before the phone was lost is taken whenever it comes; whoever found it writes nothing.
func TestSigned_ALostPhoneWritesNoMore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1).online()
	before := c.notes("n1", "Före.")
	w.now += (3 * 24 * time.Hour).Milliseconds()
	after := c.notes("n2", "Av den som hittade telefonen.")
	w.now -= (3*24*time.Hour - time.Hour).Milliseconds()
	w.revokeLogin("r7", false)
	c.all()
	w.now += (3 * 24 * time.Hour).Milliseconds()
	found := c.again()
	found.frame(wire.AppendHello(nil, found.helloFrame(time.Hour)))
	found.all()
	proof := c.proof(before, after)
	for _, one := range []*signer{c, found} {
		one.hands(proof, before, after)
		got := verdictsOf(one.all())
		if len(got) != 2 || got[0].Kind != document.Applied || got[1].Kind != document.Refused || got[1].Code != document.CodeTooLate {
			t.Errorf("%+v", got)
		}
	}
}

// Revoking a login ends the tokens that its actor had until then, whatever replica they come under: the phone has the token, and
// the names and public keys of its owner's other logins.
func TestSigned_ARevocationEndsTheTokensBefore(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 1, 10)
	w.signs("amina", "r7", 1).online()
	other := w.signs("amina", "r9", 3).online() // at home, or on the same phone
	jonas := w.signs("jonas", "r8", 2).online()
	stolen, his := w.token("amina", 10*time.Hour), w.token("jonas", 10*time.Hour)
	w.now += time.Hour.Milliseconds()
	w.revokeLogin("r7", true)
	if got := other.codes(); !slices.Equal(got, []string{fault.TokenExpired}) {
		t.Errorf("an open connection is told %v", got)
	}
	anew := w.signs("amina", "rNew", 4)
	named := &signer{conn: w.connect("amina", fanout.Limits{}), replica: "r9"}
	unsigned := &signer{conn: w.connect("amina", fanout.Limits{}), replica: "rOld"}
	for name, c := range map[string]*signer{
		"a new replica": anew, "without a key": unsigned, "under another login's name": named, "with its public key, too": other.again(),
	} {
		for range 2 {
			c.helloWith(stolen)
			c.frame(wire.AppendRenew(nil, stolen))
			if got := c.all(); !slices.Equal(errorsOf(got), []string{fault.TokenExpired, fault.TokenExpired}) || len(got) != 2 {
				t.Errorf("%s: %v", name, kinds(got))
			}
		}
	}
	if w.login("rNew") != nil {
		t.Error("it has a login")
	}
	w.goals("b", 1, 10)
	if got := of(slices.Concat(other.all(), anew.all(), named.all(), unsigned.all()), social); len(got) > 0 {
		t.Errorf("it reads %v", got)
	}
	jonas.again().helloWith(his)
	if got := of(jonas.all(), social); !slices.Equal(got, []string{wire.KindCommit}) {
		t.Errorf("somebody else reads %v", got)
	}
	w.now += 1000
	for _, c := range []*signer{anew, other} { // who logs in again goes on
		c.frame(wire.AppendRenew(nil, w.token("amina", time.Hour)))
		if got := c.all(); len(got) == 0 || got[0].Kind() != wire.KindWelcome {
			t.Errorf("%s with a new token: %v", c.replica, kinds(got))
		}
		c.isAtHead(social)
	}
}

// Two connections of one login, one of them forgotten by a network that died: logging out ends both.
func TestSigned_LoggingOutEndsEveryConnection(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.signs("amina", "r7", 1).online()
	forgotten := c.again().online()
	c.frame(wire.AppendEnd(nil))
	for name, one := range map[string]*signer{"the one": c, "the other": forgotten} {
		if got := one.codes(); !slices.Equal(got, []string{fault.TokenExpired}) {
			t.Errorf("%s is told %v", name, got)
		}
	}
	w.goals("z", 1, 10)
	forgotten.frame(wire.AppendRenew(nil, w.token("amina", time.Hour)))
	if got := forgotten.all(); len(of(got, social)) > 0 || !slices.Equal(errorsOf(got), []string{fault.TokenExpired}) {
		t.Errorf("then: %v", kinds(got))
	}
}

// What the server writes under is nobody's: its stamps are its own, and so is what the register says of them.
func TestSession_TheServersNamesAreNoPhones(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const id = "01JD0000000000000000000001"
	for _, name := range []string{"server", "loading", "fx" + id, "fb" + id, "s" + id, "s12_" + id, "load" + id} {
		for _, key := range []sign.Key{keyOf(t, 1), {}} {
			c := w.signs("amina", name, 1)
			c.key = key
			c.helloWith(w.token("amina", time.Hour))
			if got := c.all(); !slices.Equal(errorsOf(got), []string{fault.ReplicaTaken}) || len(got) != 1 {
				t.Errorf("%s, key %t: %v", name, !key.IsZero(), kinds(got))
			}
		}
	}
	for i, name := range []string{"fx1", "server2", "s" + id + "9", "sven", "loadstone"} {
		w.signs("amina", name, byte(10+i)).online()
	}
}
