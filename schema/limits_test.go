package schema

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

func TestCheckLimits_GivesTheCanonicalForm(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		`"brevlådan"`:                    `"brevlådan"`,
		`"rad\nrad\t\"hej\" \\"`:         `"rad\nrad\t\"hej\" \\"`,
		`"\u0041"`:                       `"A"`,
		`"\u001F"`:                       `"\u001f"`,
		`"\u001f"`:                       `"\u001f"`,
		`"\u000a"`:                       `"\n"`,
		`"\/"`:                           `"/"`,
		` "x" `:                          `"x"`,
		`{"b":1,"a":2}`:                  `{"a":2,"b":1}`,
		`{"a":{"c":[],"d":{}},"b":null}`: `{"a":{"c":[],"d":{}},"b":null}`,
		`{"ö":1,"z":2}`:                  `{"z":2,"ö":1}`,
		`[1, 2]`:                         `[1,2]`,
		`[true,false,null,-1,0]`:         `[true,false,null,-1,0]`,
		`1.50`:                           `1.5`,
		`-0`:                             `0`,
		`1e2`:                            `100`,
		`9007199254740992`:               `9007199254740992`,
		`-9007199254740992`:              `-9007199254740992`,
		`"a.b$c"`:                        `"a.b$c"`,
	} {
		got, bad := CheckLimits(jsontext.Value(in))
		if bad != nil || string(got) != want {
			t.Errorf("%s: got %s, %v; want %s", in, got, bad, want)
		}
	}
}

func TestCheckLimits_RefusesWhatAStoreCannotKeep(t *testing.T) {
	t.Parallel()
	deep := func(n int) string { return strings.Repeat(`{"a":`, n) + `1` + strings.Repeat(`}`, n) }
	list := func(n int) string { return `[1` + strings.Repeat(`,1`, n-1) + `]` }
	for _, c := range []struct{ name, in, code, text string }{
		{"dot in a name", `{"a.b":1}`, "bad-value", "punkt"},
		{"dollar in a deep name", `{"a":[{"$b":1}]}`, "bad-value", "punkt"},
		{"dot written as an escape", `{"a\u002eb":1}`, "bad-value", "punkt"},
		{"NUL in a text", `"a\u0000b"`, "bad-value", "NUL"},
		{"NUL in a name", `{"a\u0000":1}`, "bad-value", "NUL"},
		{"array in an array", `[[1]]`, "bad-value", "lista"},
		{"number beyond 2^53", `9007199254740993`, "bad-value", "Talet"},
		{"number beyond 2^53, negative", `-9007199254740993`, "bad-value", "Talet"},
		{"number beyond 2^53 in an unsorted object", `{"b":9007199254740993,"a":1}`, "bad-value", "Talet"},
		{"number with an exponent", `1e30`, "bad-value", "Talet"},
		{"number beyond all", `1e999`, "bad-value", "Talet"},
		{"number of many digits", strings.Repeat("9", 4000), "bad-value", "Talet"},
		{"21 levels", deep(21), "bad-value", "nivåer"},
		{"501 items", list(501), "too-large", "500 rader"},
		{"over 256 KB", `"` + strings.Repeat("a", 256<<10) + `"`, "too-large", "för lång"},
		{"no value", ``, "bad-value", "kan inte läsas"},
		{"half a text", `"a`, "bad-value", "kan inte läsas"},
		{"two values", `1 2`, "bad-value", "kan inte läsas"},
		{"a name twice", `{"a":1,"a":2}`, "bad-value", "kan inte läsas"},
		{"not UTF-8", "\"\xff\"", "bad-value", "kan inte läsas"},
		{"half a surrogate pair", `"\ud800"`, "bad-value", "kan inte läsas"},
		{"bare control character", "\"\x01\"", "bad-value", "kan inte läsas"},
		{"leading zero", `01`, "bad-value", "kan inte läsas"},
		{"comma at the end", `[1,]`, "bad-value", "kan inte läsas"},
		{"very deep", strings.Repeat("[{\"a\":", 20000), "bad-value", ""},
	} {
		got, bad := CheckLimits(jsontext.Value(c.in))
		if bad == nil || got != nil || bad.Code != c.code || !strings.Contains(bad.Text.Swedish, c.text) || bad.Text.English == "" {
			t.Errorf("%s: got %s, %+v", c.name, got, bad)
		}
	}
	for _, in := range []string{deep(20), list(500), `"` + strings.Repeat("a", 256<<10-2) + `"`} {
		if _, bad := CheckLimits(jsontext.Value(in)); bad != nil {
			t.Errorf("%.20s… is at the limit, not beyond: %+v", in, bad)
		}
	}
}

func TestCheckLimits_DoesNotChangeWhatItIsGiven(t *testing.T) { // not parallel: it counts allocations
	in := jsontext.Value(` {"b":1,"a":2}`)
	if _, bad := CheckLimits(in); bad != nil || string(in) != ` {"b":1,"a":2}` {
		t.Errorf("got %s, %+v", in, bad)
	}
	same := jsontext.Value(`{"a":"brevlådan"}`)
	if n := testing.AllocsPerRun(10, func() { _, _ = CheckLimits(same) }); n != 0 {
		t.Errorf("a canonical value costs %v allocations", n)
	}
}
