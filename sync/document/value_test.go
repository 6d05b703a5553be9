package document_test

import (
	"testing"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

func TestQuote_AndBack(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		if !utf8.ValidString(text) {
			return
		}
		quoted := document.Quote(text)
		if got := document.Unquote(quoted); got != text || !quoted.IsValid() {
			t.Fatalf("%q became %s and %q", text, quoted, got)
		}
	})
}

func TestUnquote_OfAnythingElse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{`1`: "", `null`: "", `{"a":"b"}`: "", ``: "", `"`: "", `"\u00e5"`: "å", `"a\"b"`: `a"b`, `"\x"`: ""} {
		if got := document.Unquote(jsontext.Value(text)); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestTimeText_SortsAndComesBack(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.Int64Range(0, 4e12).Draw(t, "a"), rapid.Int64Range(0, 4e12).Draw(t, "b")
		if (a < b) != (document.TimeText(a) < document.TimeText(b)) {
			t.Fatalf("%d and %d sort otherwise as text", a, b)
		}
		if got, ok := document.TimeMillis(document.TimeText(a)); !ok || got != a {
			t.Fatalf("%d became %d", a, got)
		}
	})
	for text, want := range map[string]int64{"1970-01-02": 86_400_000, "1970-01-01T01:00:00+01:00": 0, "1970-01-01T00:00:00.250Z": 250} {
		if got, ok := document.TimeMillis(text); !ok || got != want {
			t.Errorf("%s: %d %t", text, got, ok)
		}
	}
	for _, text := range []string{"", "soon", "1970-13-01", "12:00"} {
		if got, ok := document.TimeMillis(text); ok || got != 0 {
			t.Errorf("%q: %d", text, got)
		}
	}
}
