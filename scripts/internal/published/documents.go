package published

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
)

// documentsFile is where the schemas of documents are.
const documentsFile = "documents.schema.json"

// written is what a type's file says of its fields, with references to shared values as they stand.
type written struct {
	Fields map[string]struct {
		Schema Schema `json:"schema"`
	} `json:"fields"`
}

// documentsSchema is documents.schema.json. Of each type there are two: goalFields, what its fields may say, a list's by item id;
// and goal, a document as it comes, with a candidate for each value. Shared values have their names of values.json.
func documentsSchema(files fs.FS, set *schema.Set) (Schema, error) {
	defs := Schema{}
	shared := map[string]any{}
	if err := read(files, "values.json", &shared); err != nil {
		return nil, err
	}
	for name, value := range shared {
		defs[valueName(name)] = plain(value)
	}
	for name, s := range envelope() {
		defs[name] = s
	}
	var all []Schema
	for _, name := range slices.Sorted(maps.Keys(set.Types)) {
		var w written
		if err := read(files, path.Join("types", name+".json"), &w); err != nil {
			return nil, err
		}
		t := set.Types[name]
		defs[title(name)+"Fields"] = fieldsOf(t, w)
		defs[title(name)] = documentOf(t)
		all = append(all, ref(title(name)))
	}
	return Schema{
		"$schema": dialect, "title": "Samsyn documents", "$defs": defs, "anyOf": append(all, ref("Document")),
		"description": "Made by scripts/gen from schema/types. A phone takes documents and fields of later schemas, too: it holds what it does not know.",
	}, nil
}

func read(files fs.FS, name string, into any) error {
	text, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// envelope are the parts of frames.schema.json that a document is made of, but for candidates' values.
func envelope() Schema {
	defs := Schema{}
	for _, p := range append(simpleParts(), documentParts()...) {
		switch p.name {
		case "Id", "ReplicaId", "EditId", "Scope", "Stamp", "Origin", "Seen", "Document", "Field", "Cell", "Candidate":
			defs[p.name] = p.schema
		}
	}
	return defs
}

// fieldsOf is the object of what people see or write: a value for each field, and for a list an object of items by id.
func fieldsOf(t *schema.Type, w written) Schema {
	properties := Schema{}
	for name, f := range t.Fields {
		value := plain(map[string]any(w.Fields[name].Schema)).(Schema)
		if f.Policy == schema.StateMachine {
			value = oneOf(t.States.Precedence...)
		}
		value = named(value, title(t.Name)+title(name))
		if f.IsList() {
			value = byName(idForm, value)
		}
		properties[name] = value.about(f.Label.English + ": " + string(f.Policy))
	}
	return Schema{"type": "object", "properties": properties, "description": t.Label.English + ": what its fields say."}
}

// named gives an enum or object of a field's own the field's name, so that types made from it have one.
func named(s Schema, name string) Schema {
	switch items, isList := s["items"].(Schema); {
	case isList:
		return s.with("items", named(items, name))
	case s["enum"] != nil, s["properties"] != nil:
		return s.with("title", name)
	}
	return s
}

// documentOf is a document of the type as it comes.
func documentOf(t *schema.Type) Schema {
	fields := Schema{}
	for name, f := range t.Fields {
		at := "#/$defs/" + title(t.Name) + "Fields/properties/" + name
		fields[name] = cellOf(at)
		if f.IsList() {
			fields[name] = Schema{"properties": Schema{"i": Schema{"additionalProperties": cellOf(at + "/additionalProperties")}}}
		}
	}
	return Schema{
		"description": t.Label.English + ": a document as it comes.",
		"allOf": []Schema{ref("Document"), {
			"properties": Schema{"type": Schema{"const": t.Name}, "scope": Schema{"pattern": scopesOf(t)}, "fields": Schema{"properties": fields}},
		}},
	}
}

// cellOf says that each candidate's value is as the schema at a place.
func cellOf(at string) Schema {
	return Schema{"properties": Schema{"c": Schema{"items": Schema{"properties": Schema{"v": Schema{"$ref": at}}}}}}
}

// scopesOf is a pattern of the scopes that documents of a type live in.
func scopesOf(t *schema.Type) string {
	var forms []string
	for _, s := range t.Scopes {
		if s == "*" {
			return scopeForm
		}
		parts := strings.Split(s, "/")
		for i, p := range parts {
			parts[i] = partForm(p)
		}
		forms = append(forms, strings.Join(parts, "/"))
	}
	return "^(" + strings.Join(forms, "|") + ")$"
}

// anyID are the placeholders that stand for one id.
var anyID = regexp.MustCompile(`\{[a-z]+\}`)

func partForm(p string) string {
	p = strings.ReplaceAll(p, "{part}", "[123]")
	return anyID.ReplaceAllLiteralString(p, strings.Trim(idForm, "^$"))
}

// valueName is what a shared value is called among types: "Value" keeps line, text and the like from the names of languages.
func valueName(name string) string { return title(name) + "Value" }

// plain is a value's schema with our keyword "say" as the description, and references to shared values made local.
func plain(v any) any {
	switch v := v.(type) {
	case Schema:
		return plain(map[string]any(v))
	case map[string]any:
		out := Schema{}
		for keyword, value := range v {
			switch keyword {
			case "say":
				if words, ok := value.(map[string]any); ok {
					out["description"] = words["en"]
				}
			case "$ref":
				name, _ := value.(string)
				out["$ref"] = "#/$defs/" + valueName(strings.TrimPrefix(name, "../values.json#/"))
			case "properties":
				properties := Schema{}
				for name, p := range value.(map[string]any) {
					properties[name] = plain(p)
				}
				out["properties"] = properties
			default:
				out[keyword] = plain(value)
			}
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = plain(v[i])
		}
		return out
	}
	return v
}
