package advise

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
)

// filling are words of JSON Schema by which a form could write a value that nobody wrote.
var filling = []string{"const", "default", "example", "examples", "contentEncoding", "contentMediaType"}

// Suggests lists the fields of a type in which the product itself, and no person, could say how much of something: those whose schema
// has a default or an example, that hold a number, in which the server may write a text, or that are computed and are not references.
// "Must never: the app suggesting a dose" (domain.md W7): of medicationQuestion there are none, sorted names else. What a person writes
// there is text, and answers hold no values (the package's doc), so nothing is left that could suggest one.
func Suggests(t *schema.Type) []string {
	if t == nil {
		return nil
	}
	var out []string
	for _, name := range slices.Sorted(maps.Keys(t.Fields)) {
		if f := t.Fields[name]; fills(f.Schema) || byServer(t, f) || f.Policy == schema.Derived && !refers(f.Schema) {
			out = append(out, name)
		}
	}
	return out
}

// fills looks through a value's schema, at any depth.
func fills(node any) bool {
	switch n := node.(type) {
	case []any:
		return slices.ContainsFunc(n, fills)
	case map[string]any:
		if typ := n["type"]; typ == "number" || typ == "integer" {
			return true
		}
		for name, under := range n {
			if slices.Contains(filling, name) || fills(under) {
				return true
			}
		}
	}
	return false
}

// byServer reports whether the server may write words into it. The state and ids are codes.
func byServer(t *schema.Type, f *schema.Field) bool {
	if f.Policy == schema.Derived || f.Policy == schema.StateMachine || refers(f.Schema) {
		return false
	}
	roles := f.Write
	if len(roles) == 0 {
		roles = t.Rights.Write
	}
	return slices.Contains(roles, "server")
}

// refers reports whether a value is an id, or several.
func refers(s any) bool {
	const id = `^[0-9A-Za-z_-]{1,64}$` // of values.json
	type shape struct {
		Pattern string `json:"pattern"`
		Items   *shape `json:"items"`
	}
	text, err := json.Marshal(s)
	var v shape
	if err != nil || json.Unmarshal(text, &v) != nil {
		return false
	}
	return v.Pattern == id || v.Items != nil && v.Items.Pattern == id
}
