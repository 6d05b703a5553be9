package published_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/published"
)

// types.json has the form that types.schema.json says, and nothing that it does not say: a phone must find every member explained.
func TestTypes_HaveTheFormThatIsPublished(t *testing.T) {
	t.Parallel()
	files, err := published.Files()
	if err != nil {
		t.Fatal(err)
	}
	form := parse(t, files["types.schema.json"])
	closed(form)
	c := jsonschema.NewCompiler()
	if err := c.AddResource("samsyn:closed.json", form); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("samsyn:closed.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Validate(parse(t, files["types.json"])); err != nil {
		t.Errorf("%#v", err)
	}
}

// closed lets no object have members that its schema does not name.
func closed(v any) {
	switch v := v.(type) {
	case map[string]any:
		if _, is := v["properties"].(map[string]any); is {
			v["additionalProperties"] = false
		}
		for _, inner := range v {
			closed(inner)
		}
	case []any:
		for _, inner := range v {
			closed(inner)
		}
	}
}

// What a phone needs before it writes, and to read what others wrote, is what the server goes by.
func TestTypes_SayWhatTheServerGoesBy(t *testing.T) {
	t.Parallel()
	files, err := published.Files()
	if err != nil {
		t.Fatal(err)
	}
	var said struct {
		Types map[string]struct {
			Required []string        `json:"required"`
			Rights   schema.Rights   `json:"rights"`
			States   *schema.Machine `json:"states"`
			Fields   map[string]struct {
				schema.Field `json:",inline"`
				List         bool   `json:"list"`
				Values       string `json:"values"`
			} `json:"fields"`
			Notices []struct {
				Code string `json:"code"`
			} `json:"notices"`
		} `json:"types"`
	}
	if err := json.Unmarshal(files["types.json"], &said); err != nil {
		t.Fatal(err)
	}
	set, forms := schema.Embedded(), compiled(t)
	if len(said.Types) != len(set.Types) {
		t.Errorf("%d types, want %d", len(said.Types), len(set.Types))
	}
	for name, is := range set.Types {
		got := said.Types[name]
		if !slices.Equal(got.Required, is.Required) || !slices.Equal(got.Rights.Write, is.Rights.Write) || len(got.Notices) != len(is.Notices) {
			t.Errorf("%s: %+v", name, got)
		}
		if is.States != nil && !slices.Equal(got.States.Precedence, is.States.Precedence) {
			t.Errorf("%s: %+v", name, got.States)
		}
		if !slices.Equal(slices.Sorted(maps.Keys(got.Fields)), slices.Sorted(maps.Keys(is.Fields))) {
			t.Errorf("%s has other fields", name)
		}
		for field, f := range is.Fields {
			one := got.Fields[field]
			if one.Policy != f.Policy || one.Safe != f.Safe || one.Bundle != f.Bundle || one.List != f.IsList() || !slices.Equal(one.Write, f.Write) {
				t.Errorf("%s.%s: %+v", name, field, one)
			}
			forms.of(strings.Replace(strings.TrimPrefix(one.Values, "documents.schema.json"), "#/$defs/", "documents#", 1))
		}
	}
}
