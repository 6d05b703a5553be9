package vectors_test

import (
	"bytes"
	"crypto/ecdh"
	"crypto/hpke"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/sign"
)

// boxFile is vectors/boxes.json: a server's key, made from the seed, and boxes that were sealed to it. Sealing draws a key for
// each box, so those of Go are written once, and those of the SDK came from it. Both sides open them all.
type boxFile struct {
	Seed    string         `json:"seed"`    // hex
	Private []byte         `json:"private"` // X25519
	Public  sign.SealKey   `json:"public"`
	Boxes   []boxFromPhone `json:"boxes"`
}

type boxFromPhone struct {
	By       string `json:"by"` // go or sdk
	Text     string `json:"text"`
	sign.Box `json:",inline"`
}

func TestBoxes_AreOpenedByTheServer(t *testing.T) {
	t.Parallel()
	path := filepath.Join("..", "..", "..", "mobile-contract", "vectors", "boxes.json")
	text, err := os.ReadFile(path) //nolint:gosec // a file of the tree
	if *update && err != nil {
		text = newBoxes(t)
		err = os.WriteFile(path, text, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	var f boxFile
	if err := json.Unmarshal(text, &f); err != nil {
		t.Fatal(err)
	}
	o := openerOf(t, f.Seed)
	by := map[string]int{}
	for _, b := range f.Boxes {
		got, err := o.Open(b.Box)
		if err != nil || string(got) != b.Text {
			t.Errorf("of %s: %q, %v", b.By, got, err)
		}
		by[b.By]++
	}
	if by["go"] < 2 || by["sdk"] < 2 || o.Public() != f.Public {
		t.Errorf("boxes by %v", by)
	}
}

func openerOf(t *testing.T, seed string) *sign.Opener {
	t.Helper()
	raw, err := hex.DecodeString(seed)
	if err != nil {
		t.Fatal(err)
	}
	o, err := sign.NewOpener(raw)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// newBoxes is the file without the SDK's boxes.
func newBoxes(t *testing.T) []byte {
	t.Helper()
	seed := bytes.Repeat([]byte{3}, 32)
	key, err := hpke.DHKEM(ecdh.X25519()).DeriveKeyPair(seed)
	if err != nil {
		t.Fatal(err)
	}
	private, err := key.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	f := boxFile{Seed: hex.EncodeToString(seed), Private: private}
	f.Public = openerOf(t, f.Seed).Public()
	for _, text := range []string{`{"frames":[]}`, "Gunnar åt inget i kväll. 🥪"} {
		box, err := sign.Seal(f.Public, sign.Address{Author: "s9", Kind: "staff", Replica: "r1"}, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		f.Boxes = append(f.Boxes, boxFromPhone{By: "go", Text: text, Box: box})
	}
	text, err := json.Marshal(f, jsontext.Multiline(true))
	if err != nil {
		t.Fatal(err)
	}
	return append(text, '\n')
}
