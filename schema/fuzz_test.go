package schema

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
)

// seeds are values of every kind, right and wrong.
var seeds = []string{
	`"text"`, `"å\n\"\u001f"`, `"2026-12-01"`, `"2026-11-24T13:00:00.5Z"`, `"2026-11-24T23:59:60Z"`, `""`, `0`, `1`, `-2`, `9`, `1.5`, `1e300`,
	`true`, `false`, `null`, `[]`, `["a","ab"]`, `["a","a"]`, `["1","2","3","4","5"]`, `{}`, `[[1]]`, `{"a":{"b":1}}`,
	`{"at":"2026-11-24T13:00:00Z","text":"hej"}`, `{"description":"x","qualifier":2}`, `{"date":"2026-12-01"}`,
	`[{"parts":[1,2],"staffId":"amina"}]`, `{"text":"x","text":"y","at":"2026-11-24T13:00:00Z"}`, `"a\u0000"`, `{"a.b":1}`,
	`{"kind":"chosen"}`, `{"answer":"yes","how":"spoken"}`, `{"respondedToSequence":1,"response":"yes","staffId":"petra"}`, `{"role":"nurse"}`,
	`{"activityId":"a1","at":"2026-11-24T13:00:00Z","outcome":"done"}`, `[{"kind":"guardian","name":"Ek"}]`, `{"role":"nurse","task":"x"}`, `["nurse"]`, `"nurse"`, "\"\xff\"", `"`, `{"at":`, ``,
}

// CheckLimits agrees with the library about what is JSON and what its canonical form is, and what it lets through it lets
// through again unchanged.
func FuzzCheckLimits(f *testing.F) {
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, in []byte) {
		before := string(in)
		got, bad := CheckLimits(in)
		if string(in) != before {
			t.Fatalf("%q was changed", before)
		}
		if bad != nil {
			if got != nil || bad.Text.Swedish == "" || bad.Text.English == "" {
				t.Fatalf("%q: %s with %+v", before, got, bad)
			}
			return
		}
		want := jsontext.Value(before)
		if err := want.Canonicalize(); err != nil || string(want) != string(got) {
			t.Fatalf("%q: got %q, the library %q, %v", before, got, want, err)
		}
		if again, bad := CheckLimits(got); bad != nil || string(again) != string(got) {
			t.Fatalf("%q: the second time %q, %+v", before, again, bad)
		}
	})
}

// CheckValue never panics on any bytes, and its quick check never says yes where the library says no.
func FuzzCheckValue(f *testing.F) {
	for i, s := range seeds {
		f.Add(uint16(i*7), "set", []byte(s))
		f.Add(uint16(i*11), "add", []byte(s))
	}
	var fields []*Field
	var types []*Type
	set := Embedded()
	for _, typ := range slices.Sorted(maps.Keys(set.Types)) {
		for _, name := range slices.Sorted(maps.Keys(set.Types[typ].Fields)) {
			fields, types = append(fields, set.Types[typ].Fields[name]), append(types, set.Types[typ])
		}
	}
	f.Fuzz(func(t *testing.T, n uint16, op string, in []byte) {
		field, typ := fields[int(n)%len(fields)], types[int(n)%len(fields)]
		if bad := typ.CheckValue(field.Name, op, in); bad != nil && (bad.Field != field.Name || bad.Text.Swedish == "" || strings.Contains(bad.Text.Swedish, "%!")) {
			t.Fatalf("%s.%s %s %q: %+v", typ.Name, field.Name, op, in, bad)
		}
		agree(t, field, in)
	})
}
