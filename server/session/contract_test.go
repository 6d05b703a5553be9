package session_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/session"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

func speaking(t *testing.T, contract int) *world {
	return newWorldSpeaking(t, session.Limits{EditsPerMinute: 60_000, Burst: 60_000}, contract)
}

// A phone of the version before the server's works fully: it catches up, is answered, and is sent what others write.
func TestContract_OneBehindWorksFully(t *testing.T) {
	t.Parallel()
	w := speaking(t, 2)
	w.goals("a", 3, 10)
	old := w.signs("amina", "r7", 1) // says contract 1
	old.frame(wire.AppendHello(nil, old.helloFrame(time.Hour)))
	got := old.all()
	if len(got) == 0 || got[0].Kind() != wire.KindWelcome || got[0].(*wire.Welcome).Contract != 2 || got[len(got)-1].Kind() != wire.KindCaughtUp {
		t.Fatalf("hello: %v", kinds(got))
	}
	old.isAtHead(social)
	e := old.notes("n1", "Åt gott.")
	old.hands(old.proof(e), e)
	if v := verdictsOf(old.all()); len(v) != 1 || v[0].Kind != document.Applied {
		t.Errorf("got %+v", v)
	}
	w.goals("b", 2, 10)
	if got := of(old.all(), social); !slices.Equal(got, []string{wire.KindCommit}) {
		t.Errorf("what others write: %v", got)
	}
	old.isAtHead(social)
}

// An older one is told to upgrade and sent nothing; what was written on it is taken, also when its login begins only now.
func TestContract_AnOlderOneHandsInItsOutboxAndReadsNothing(t *testing.T) {
	t.Parallel()
	for name, began := range map[string]bool{"a login of before": true, "a login that begins": false} {
		w := speaking(t, 3)
		w.goals("a", 3, 10)
		old := w.signs("amina", "r7", 1)
		hello := old.helloFrame(time.Hour)
		if began {
			hello.Contract = 2
			old.frame(wire.AppendHello(nil, hello))
			old.all()
			old = old.again()
		}
		hello.Contract = 1
		old.frame(wire.AppendHello(nil, hello))
		if got := old.all(); len(got) != 1 || got[0].(*wire.Error).Code != fault.ContractTooOld || got[0].(*wire.Error).Duty != fault.Upgrade {
			t.Fatalf("%s: hello: %v %v", name, kinds(got), errorsOf(got))
		}
		e := old.notes("n1", "Åt gott.")
		old.hands(old.proof(e), e)
		if v := verdictsOf(old.all()); len(v) != 1 || v[0].Kind != document.Applied || w.entry(social, e.ID) == nil {
			t.Errorf("%s: got %+v", name, v)
		}
		w.goals("b", 2, 10)
		old.frame(wire.AppendCatchUp(nil, social, nil))
		old.frame(wire.AppendRenew(nil, w.token("amina", time.Hour)))
		if diff := cmp.Diff([]string{fault.NotFound, fault.ContractTooOld}, errorsOf(old.all())); diff != "" {
			t.Errorf("%s: asking for more (-want +got):\n%s", name, diff)
		}
		w.revoke("amina")
		if got := old.all(); len(got) != 0 {
			t.Errorf("%s: it is sent %v", name, kinds(got))
		}
	}
}

// The same in one request: with something to hand in it is answered, without it is a 426.
func TestContract_AnOlderOneHandsInOverHTTP(t *testing.T) {
	t.Parallel()
	w := speaking(t, 3)
	old := w.signs("amina", "r7", 1)
	e := old.notes("n1", "Åt gott.")
	body := func(proof *sign.Proof, edits ...document.Edit) []byte {
		return old.syncBody(time.Hour, nil, false, proof, edits...)
	}
	if _, err := w.syncs(w.token("amina", time.Hour), body(nil)); fault.CodeOf(err) != fault.ContractTooOld || fault.From(err).Row().HTTP != 426 {
		t.Errorf("with nothing to hand in: %v", err)
	}
	for range 2 {
		got, err := w.syncs(w.token("amina", time.Hour), body(old.proof(e), e))
		if err != nil {
			t.Fatal(err)
		}
		if v := verdictsOf(got); len(v) != 1 || v[0].Kind != document.Applied || !slices.Equal(errorsOf(got), []string{fault.ContractTooOld}) || len(got) != 2 {
			t.Errorf("got %v, %+v", kinds(got), v)
		}
	}
	// Also when its login begins with that very request.
	other := w.signs("jonas", "r8", 2)
	e = other.notes("n2", "Sov bra.")
	got, err := w.syncs(w.token("jonas", time.Hour), other.syncBody(time.Hour, nil, false, other.proof(e), e))
	if v := verdictsOf(got); err != nil || len(v) != 1 || !slices.Equal(errorsOf(got), []string{fault.ContractTooOld}) {
		t.Errorf("a new login: %v, %v, %+v", err, kinds(got), v)
	}
}

// A token comes before an upgrade: with a new one, all of the outbox can be handed in.
func TestContract_AnOlderOneWithAnExpiredToken(t *testing.T) {
	t.Parallel()
	w := speaking(t, 3)
	c := w.connect("amina", fanout.Limits{})
	c.frame(wire.AppendHello(nil, wire.Hello{Contract: 1, Token: w.token("amina", -time.Hour), Replica: "ramina", Clock: w.now}))
	c.frame(wire.AppendRenew(nil, w.token("amina", time.Hour)))
	c.frame(wire.AppendHello(nil, wire.Hello{Contract: 1, Token: "forged", Replica: "ramina", Clock: w.now}))
	if diff := cmp.Diff([]string{fault.TokenExpired, fault.ContractTooOld, fault.TokenInvalid}, c.codes()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// A phone that is ahead of the server learns so from the welcome; and an app that was updated meanwhile reads again.
func TestContract_AheadAndUpdated(t *testing.T) {
	t.Parallel()
	w := speaking(t, 3)
	c := w.connect("amina", fanout.Limits{})
	for _, contract := range []int{1, 3, 0, 2, 4} {
		want := wire.KindWelcome
		if contract < 2 {
			want = wire.KindError
		}
		c.frame(wire.AppendHello(nil, wire.Hello{Contract: contract, Token: w.token("amina", time.Hour), Replica: "ramina", Clock: w.now}))
		got := c.all()
		if len(got) == 0 || got[0].Kind() != want {
			t.Fatalf("contract %d: %v", contract, kinds(got))
		}
		if f, is := got[0].(*wire.Welcome); is && f.Contract != 3 {
			t.Errorf("the welcome says %d", f.Contract)
		}
	}
	// A version is served until the one after the next.
	for contract, want := range map[int]int{1: 1, 2: 1, 3: 2, 9: 8} {
		if got := wire.OldestContract(contract); got != want {
			t.Errorf("the oldest that %d serves is %d", contract, got)
		}
	}
}
