package document_test

import (
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

// The bytes written by hand are what any RFC 8785 library makes of the document's JSON: other languages can check them.
func TestAppendCanonical_IsTheCanonicalFormOfTheJSON(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t)
		want := must[[]byte](t)(json.Marshal(d))
		canonical := must[[]byte](t)(canonicalBytes(want))
		if got := d.AppendCanonical(nil); string(got) != string(canonical) {
			t.Fatalf("got\n%s\nwant\n%s", got, canonical)
		}
	})
}

func canonicalBytes(text []byte) ([]byte, error) {
	v, err := document.Canonical(text)
	return v, err
}

func TestAppendCanonical_DecodesToTheSameDocument(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t)
		bytes := d.AppendCanonical(nil)
		back := must[*document.Document](t)(document.Decode(bytes))
		if diff := cmp.Diff(d, back, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
		if again := back.AppendCanonical(nil); string(again) != string(bytes) {
			t.Fatalf("decoded and encoded again:\n%s\nwas\n%s", again, bytes)
		}
	})
}

func TestCanonical_OneForm(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"b":1.0,"a":[ true ]}`: `{"a":[true],"b":1}`,
		`"\u00e5\/"`:             `"å/"`,
		`1e2`:                    `100`,
		`{"\u20ac":1,"\r":2}`:    `{"\r":2,"€":1}`,
	} {
		if got, err := document.Canonical([]byte(text)); err != nil || string(got) != want {
			t.Errorf("%s: %s %v, want %s", text, got, err, want)
		}
	}
	for _, broken := range []string{``, `{`, `{"a":1,"a":2}`, `1 2`, "\"\xff\"", `nul`} {
		if got, err := document.Canonical([]byte(broken)); err == nil {
			t.Errorf("%q became %s", broken, got)
		}
	}
}

func TestSum_DependsOnIDSeqAndBytes(t *testing.T) {
	t.Parallel()
	d := &document.Document{ID: "d1", Type: "goal", Scope: "team/t1/meeting/ekby", Seq: 7, Created: "e1"}
	sum := func(change func(*document.Document)) uint64 {
		c := d.Clone()
		change(c)
		return c.Sum(c.AppendCanonical(nil))
	}
	was := sum(func(*document.Document) {})
	for name, change := range map[string]func(*document.Document){
		"id":      func(d *document.Document) { d.ID = "d2" },
		"seq":     func(d *document.Document) { d.Seq = 8 },
		"created": func(d *document.Document) { d.Created = "e2" },
	} {
		if sum(change) == was {
			t.Errorf("another %s has the same sum", name)
		}
	}
	if got := sum(func(*document.Document) {}); got != was {
		t.Errorf("the same document has sums %d and %d", was, got)
	}
	if got := sum(func(d *document.Document) { d.Cold = true }); got != 0 {
		t.Errorf("a cold document counts %d", got)
	}
	if d.Sum([]byte("a")) == d.Sum([]byte("b")) {
		t.Error("other bytes have the same sum")
	}
}
