package merge

import (
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

func TestMember_FindsWhatIsThere(t *testing.T) {
	t.Parallel()
	for object, want := range map[string]string{
		`{"at":"x"}`: `"x"`, `{"at":12}`: `12`, `{"a":1,"at":-2.5,"b":3}`: `-2.5`, `{"at":""}`: `""`, `{"at":true}`: `true`,
		`{"a":{"at":1}}`: ``, `{"a":["at",2],"at":3}`: `3`, `{"a":"\"at\":4","at":5}`: `5`, `{"a":"at","b":"at"}`: ``,
		`["at",1]`: ``, `"at"`: ``, `{}`: ``, ``: ``, `{"at"`: ``, `{"at":"`: `"`, `{"a\"at":6}`: ``, `{"atx":7}`: ``,
	} {
		if got := member(jsontext.Value(object), "at"); string(got) != want {
			t.Errorf("%s: got %s, want %s", object, got, want)
		}
	}
}

// It agrees with a real reader about every canonical object whose member is a text or a number.
func TestMember_AgreesWithAReader(t *testing.T) {
	t.Parallel()
	word := rapid.SampledFrom([]string{"at", "a", "att", `"at":1`, `\`, "å", "", "at\n", "{", "]"})
	var value *rapid.Generator[any]
	value = rapid.Custom(func(t *rapid.T) any {
		switch rapid.IntRange(0, 4).Draw(t, "kind") {
		case 0:
			return rapid.Float64Range(-1e9, 1e9).Draw(t, "number")
		case 1:
			return map[string]any{word.Draw(t, "name"): value.Draw(t, "inner")}
		case 2:
			return []any{word.Draw(t, "first"), value.Draw(t, "second")}
		}
		return word.Draw(t, "text")
	})
	rapid.Check(t, func(t *rapid.T) {
		object := rapid.MapOf(word, value).Draw(t, "object")
		text, err := json.Marshal(object, json.Deterministic(true))
		if err != nil {
			t.Fatal(err)
		}
		canonical, err := document.Canonical(text)
		if err != nil {
			return
		}
		var want struct {
			At jsontext.Value `json:"at"`
		}
		if err := json.Unmarshal(canonical, &want); err != nil {
			t.Fatal(err)
		}
		switch want.At.Kind() {
		case '{', '[':
			return
		}
		if got := member(canonical, "at"); string(got) != string(want.At) {
			t.Fatalf("%s: got %s, want %s", canonical, got, want.At)
		}
	})
}
