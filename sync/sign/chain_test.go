package sign_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"slices"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/sign"
)

func keyOf(t testing.TB, n byte) sign.Key {
	t.Helper()
	k, err := sign.NewKey(bytes.Repeat([]byte{n}, 32))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

var (
	names  = rapid.StringMatching(`[A-Za-z0-9_-]{1,4}`)
	values = rapid.SampledFrom([]jsontext.Value{jsontext.Value(`"Åt gott"`), jsontext.Value(`3`), jsontext.Value(`{"a":[1,2]}`), jsontext.Value(`null`)})
)

func drawEdit(t *rapid.T) document.Edit {
	e := document.Edit{
		ID: names.Draw(t, "id"), Scope: document.Scope("citizen/c1/social/" + names.Draw(t, "scope")), Doc: names.Draw(t, "doc"), Type: names.Draw(t, "type"),
		Base:  document.Base{Epoch: names.Draw(t, "epoch"), Seq: rapid.Uint64Range(0, 300).Draw(t, "seq")},
		Stamp: hlc.New(rapid.Int64Range(0, 1<<40).Draw(t, "wall"), 0, "r1"), Create: rapid.Bool().Draw(t, "create"), Void: names.Draw(t, "void"),
		Changes: map[string]document.Op{},
	}
	for range rapid.IntRange(0, 2).Draw(t, "changes") {
		e.Changes[names.Draw(t, "field")] = document.Op{
			Set: values.Draw(t, "set"), Add: map[string]jsontext.Value{names.Draw(t, "item"): values.Draw(t, "add")}, Remove: []string{names.Draw(t, "gone")},
		}
	}
	return e
}

func drawEdits(t *rapid.T, least int) []document.Edit {
	return rapid.SliceOfN(rapid.Custom(drawEdit), least, 6).Draw(t, "edits")
}

// Any row that follows in the chain proves itself, wherever it is cut, and however the frame was written.
func TestProof_EveryPieceOfAChainFits(t *testing.T) {
	t.Parallel()
	key := keyOf(t, 1)
	rapid.Check(t, func(t *rapid.T) {
		edits := drawEdits(t, 1)
		link := sign.Start("r1")
		proofs := make([]sign.Proof, len(edits)) // as a phone keeps them: each edit's own
		for i, e := range edits {
			proofs[i] = sign.Prove(key, link, e)
			link = link.Next(e)
		}
		if got := sign.Start("r1").Through(edits); got != link {
			t.Fatalf("one by one %x, at once %x", link, got)
		}
		from := rapid.IntRange(0, len(edits)-1).Draw(t, "from")
		to := rapid.IntRange(from+1, len(edits)).Draw(t, "to")
		piece := throughJSON(t, edits[from:to])
		if p := (sign.Proof{Link: proofs[from].Link, Sig: proofs[to-1].Sig}); !p.Fits(key.Public(), piece) {
			t.Fatalf("%d to %d of %d do not fit", from, to, len(edits))
		}
	})
}

func throughJSON(t *rapid.T, edits []document.Edit) (out []document.Edit) {
	text, err := json.Marshal(edits)
	if err == nil {
		err = json.Unmarshal(text, &out)
	}
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// Whatever is done to a proven row, it is not proven any more.
func TestProof_NothingElseFits(t *testing.T) {
	t.Parallel()
	key, other := keyOf(t, 1), keyOf(t, 2)
	tricks := map[string]func(t *rapid.T, edits []document.Edit, p *sign.Proof) []document.Edit{
		"one more": func(t *rapid.T, edits []document.Edit, _ *sign.Proof) []document.Edit {
			return append(edits, drawEdit(t))
		},
		"the first taken out": func(_ *rapid.T, edits []document.Edit, _ *sign.Proof) []document.Edit { return edits[1:] },
		"the last taken out":  func(_ *rapid.T, edits []document.Edit, _ *sign.Proof) []document.Edit { return edits[:len(edits)-1] },
		"another order": func(_ *rapid.T, edits []document.Edit, _ *sign.Proof) []document.Edit {
			edits[0].ID += "x" // so that they differ
			slices.Reverse(edits)
			return edits
		},
		"another text": func(_ *rapid.T, edits []document.Edit, _ *sign.Proof) []document.Edit {
			edits[0].Changes["extra"] = document.Op{Set: jsontext.Value(`"x"`)}
			return edits
		},
		"another document": func(_ *rapid.T, edits []document.Edit, _ *sign.Proof) []document.Edit {
			edits[1].Doc += "x"
			return edits
		},
		"to have seen more": func(_ *rapid.T, edits []document.Edit, _ *sign.Proof) []document.Edit {
			edits[0].Base.Seq++
			return edits
		},
		"another history": func(_ *rapid.T, edits []document.Edit, _ *sign.Proof) []document.Edit {
			edits[0].Base.Epoch += "x"
			return edits
		},
		"another place":     func(_ *rapid.T, edits []document.Edit, p *sign.Proof) []document.Edit { p.Link[7] ^= 1; return edits },
		"another signature": func(_ *rapid.T, edits []document.Edit, p *sign.Proof) []document.Edit { p.Sig[40] ^= 1; return edits },
		"somebody else's key": func(_ *rapid.T, edits []document.Edit, p *sign.Proof) []document.Edit {
			*p = sign.Prove(other, p.Link, edits...)
			return edits
		},
	}
	for name, trick := range tricks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				edits := drawEdits(t, 2)
				p := sign.Prove(key, sign.Start("r1"), edits...)
				if !p.Fits(key.Public(), edits) {
					t.Fatal("the row itself does not fit")
				}
				if changed := trick(t, throughJSON(t, edits), &p); p.Fits(key.Public(), changed) {
					t.Fatal("it still fits")
				}
			})
		})
	}
}

// The vector of protocol.md: phones in other languages are checked against it.
func TestProof_TheContractsExample(t *testing.T) {
	t.Parallel()
	k := keyOf(t, 7)
	e := document.Edit{
		ID: "01JD0000000000000000000001", Scope: "citizen/c17/health/ekby", Doc: "v-8", Type: "visitNote", Base: document.Base{Epoch: "e7Kd", Seq: 40},
		Stamp: "0193a1b2c3d40000-r1", Create: true,
		Changes: map[string]document.Op{"text": {Set: jsontext.Value(`"Åt gott"`)}, "pain": {Set: jsontext.Value("3")}},
	}
	sum, start := e.Sum(), sign.Start("r1")
	link := start.Next(e)
	p := sign.Prove(k, start, e)
	text := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	got := fmt.Sprintf("start %x\nsum %x\nlink %x\nkey %s\nsig %s\n", start, sum, link, text(k.Public()), text(p.Sig))
	const want = `start 3360e7e3791baa737574250dd7a7ebda01622039093df5cf873b186e19b829a6
sum 16fc4058fabf97e88f00abf7c44461d7d49f2ce60732c02715bc511362ce59c8
link 251ed974fd2c182d80570fccfc20e19edfd91b2dc6f21bd4b164ad2d6bac112d
key "6kpsY+KcUgq+9VB7Ey7F+ZVHdq6+vnuSQh7qaRRG0iw="
sig "wJXEGIUGskjZQfe+SAIIMdI+H0Ly0yOclRsOCd7t9Sa+yRXSJOrLsWZQUv4gWUphCl3ajqnChrOlVfQrtJDECA=="
`
	if got != want {
		t.Errorf("the example is now\n%s", got)
	}
	if e.Digest() != hex.EncodeToString(sum[:8]) {
		t.Errorf("digest %s, sum %x", e.Digest(), sum)
	}
}

func TestKey_IsNeverPrinted(t *testing.T) {
	t.Parallel()
	k := keyOf(t, 7)
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d"} {
		if got := fmt.Sprintf(verb, k); got != "·" {
			t.Errorf("%s prints %s", verb, got)
		}
	}
}

func TestTexts_AreReadStrictly(t *testing.T) {
	t.Parallel()
	var (
		link sign.Link
		pub  sign.Public
		sig  sign.Signature
		seal sign.SealKey
	)
	zeros := func(n int) string { return string(bytes.Repeat([]byte("A"), n)) }
	for name, c := range map[string]struct {
		into any
		text string
	}{
		"a link too short":         {&link, `"00"`},
		"a link that is not hex":   {&link, `"` + string(bytes.Repeat([]byte("g"), 64)) + `"`},
		"a key of zeros":           {&pub, `"` + zeros(43) + `="`},
		"a key too short":          {&pub, `"AAAA"`},
		"a key with loose bits":    {&pub, `"` + zeros(42) + `B="`},
		"a key that is no text":    {&pub, `7`},
		"a signature too long":     {&sig, `"` + zeros(88) + `"`},
		"a signature of something": {&sig, `"!"`},
		"a seal key of zeros":      {&seal, `"` + zeros(43) + `="`},
	} {
		if err := json.Unmarshal([]byte(c.text), c.into); err == nil {
			t.Errorf("%s is read", name)
		}
	}
	if _, err := sign.NewKey([]byte("short")); err == nil {
		t.Error("a short seed makes a key")
	}
	if (sign.Key{}).Public() != (sign.Public{}) || !(sign.Key{}).IsZero() {
		t.Error("the zero key is a key")
	}
}

func BenchmarkProof_Fits20(b *testing.B) {
	k := keyOf(b, 1)
	edits := make([]document.Edit, 20)
	for i := range edits {
		edits[i] = document.Edit{
			ID: fmt.Sprintf("01JD%022d", i), Scope: "citizen/c17/health/ekby", Doc: "v-8", Type: "visitNote", Base: document.Base{Epoch: "e7Kd", Seq: 40},
			Stamp: "0193a1b2c3d40000-r1", After: "0193a1b2c3d40000-r1",
			Changes: map[string]document.Op{
				"text": {Set: jsontext.Value(`"` + string(bytes.Repeat([]byte("Åt gott och sov bra. "), 25)) + `"`)}, "pain": {Set: jsontext.Value("3")},
			},
		}
	}
	p := sign.Prove(k, sign.Start("r1"), edits...)
	b.ReportAllocs()
	for b.Loop() {
		if !p.Fits(k.Public(), edits) {
			b.Fatal("does not fit")
		}
	}
}
