package published

import (
	"maps"
	"slices"

	"github.com/samsyn/samsyn/server/wire"
)

// Schema is a JSON Schema of the dialect 2020-12. It keeps to what draft 7 has, too, but for $defs: AsyncAPI's tools read no more.
type Schema map[string]any

// with gives a copy with one keyword more.
func (s Schema) with(keyword string, value any) Schema {
	c := maps.Clone(s)
	c[keyword] = value
	return c
}

// about gives a copy that says what it is.
func (s Schema) about(text string) Schema { return s.with("description", text) }

// member is one member of an object.
type member struct {
	name     string
	schema   Schema
	required bool
}

func must(name string, s Schema) member { return member{name, s, true} }
func may(name string, s Schema) member  { return member{name, s, false} }

// object is an object with these members. Others are ignored by whoever reads it, so they are allowed.
func object(members ...member) Schema {
	properties, required := Schema{}, []string{}
	for _, m := range members {
		properties[m.name] = m.schema
		if m.required {
			required = append(required, m.name)
		}
	}
	s := Schema{"type": "object", "properties": properties}
	if len(required) > 0 {
		s["required"] = required
	}
	return s
}

// ref points to a part of the same file.
func ref(name string) Schema { return Schema{"$ref": "#/$defs/" + name} }

func pattern(p string) Schema { return Schema{"type": "string", "pattern": p} }

func text(maxChars int) Schema { return Schema{"type": "string", "maxLength": maxChars} }

func oneOf(values ...string) Schema {
	return Schema{"type": "string", "enum": slices.Clone(values)}
}

// whole is a whole number from low to what JavaScript can count to.
func whole(low int64) Schema {
	return Schema{"type": "integer", "minimum": low, "maximum": wire.MaxSafeInt}
}

func list(of Schema, most int) Schema {
	return Schema{"type": "array", "items": of, "maxItems": most}
}

func listOf(of Schema) Schema { return Schema{"type": "array", "items": of} }

// byName is an object whose members' names fit a pattern and whose values are all alike.
func byName(names string, of Schema) Schema {
	return Schema{"type": "object", "propertyNames": Schema{"pattern": names}, "additionalProperties": of}
}

var flag = Schema{"type": "boolean"}

// yes is a member that is there only when it is true.
var yes = Schema{"type": "boolean", "const": true}
