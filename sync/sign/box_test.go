package sign_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/sign"
)

var sven = sign.Address{Author: "s5", Kind: "staff", Replica: "rSven"}

func openerOf(t testing.TB, n byte) *sign.Opener {
	t.Helper()
	o, err := sign.NewOpener(bytes.Repeat([]byte{n}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

func TestBox_OnlyTheServerReadsIt(t *testing.T) {
	t.Parallel()
	o := openerOf(t, 3)
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(rapid.StringN(12, 200, -1).Draw(t, "text"))
		box, err := sign.Seal(o.Public(), sven, text)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(box.Box, text) || bytes.Contains(box.Enc, text) {
			t.Fatal("the box shows its text")
		}
		got, err := o.Open(box)
		if err != nil || !bytes.Equal(got, text) {
			t.Fatalf("opened %q, %v", got, err)
		}
	})
}

func TestBox_IsOpenedAsItWasSealedOrNotAtAll(t *testing.T) {
	t.Parallel()
	o := openerOf(t, 3)
	box, err := sign.Seal(o.Public(), sven, []byte("Gunnar åt inget i kväll."))
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(b *sign.Box){
		"another author":  func(b *sign.Box) { b.Author = "s6" },
		"another kind":    func(b *sign.Box) { b.Kind = "citizen" },
		"another replica": func(b *sign.Box) { b.Replica = "rNoor" },
		"a bit":           func(b *sign.Box) { b.Box[3] ^= 1 },
		"cut off":         func(b *sign.Box) { b.Box = b.Box[:len(b.Box)-1] },
		"another sender":  func(b *sign.Box) { b.Enc[3] ^= 1 },
		"no sender":       func(b *sign.Box) { b.Enc = nil },
		"empty":           func(b *sign.Box) { b.Box = nil },
	} {
		b := box
		b.Enc, b.Box = bytes.Clone(box.Enc), bytes.Clone(box.Box)
		change(&b)
		if _, err := o.Open(b); !errors.Is(err, sign.ErrBox) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := openerOf(t, 4).Open(box); !errors.Is(err, sign.ErrBox) {
		t.Errorf("another server: %v", err)
	}
}

func TestSeal_NeedsAKey(t *testing.T) {
	t.Parallel()
	if _, err := sign.Seal(sign.SealKey{}, sven, []byte("x")); err == nil {
		t.Error("sealed to a key of zeros")
	}
	if _, err := sign.NewOpener([]byte("short")); err == nil {
		t.Error("a short seed makes a key")
	}
	if one, again := openerOf(t, 3), openerOf(t, 3); one.Public() != again.Public() {
		t.Error("the same seed gives another key")
	}
	if got := fmt.Sprintf("%v %+v %#v", openerOf(t, 3), openerOf(t, 3), openerOf(t, 3)); got != "· · ·" {
		t.Errorf("prints %s", got)
	}
}
