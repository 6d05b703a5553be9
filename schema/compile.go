package schema

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// compileValue makes the checker of one value schema.
func compileValue(schema any) (*checker, error) {
	doc, err := asLibraryJSON(schema)
	if err != nil {
		return nil, err
	}
	const here = "schema:value"
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	c.AssertFormat()
	if err := c.AddResource(here, doc); err != nil {
		return nil, err
	}
	compiled, err := c.Compile(here)
	if err != nil {
		return nil, err
	}
	says := map[string]Labels{}
	collectSays(doc, "", says)
	return &checker{sure: compileSure(doc), library: compiled, says: says}, nil
}

// asLibraryJSON gives a JSON value in the form the library wants, with numbers as json.Number.
func asLibraryJSON(v any) (any, error) {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(text))
}

// collectSays gathers the keyword "say": what people should write at this place, in words. Places are the keys of the
// instance, with * for list items.
func collectSays(schema any, place string, says map[string]Labels) {
	s, _ := schema.(map[string]any)
	if say, ok := s["say"].(map[string]any); ok {
		sv, _ := say["sv"].(string)
		en, _ := say["en"].(string)
		says[place] = Labels{sv, en}
	}
	properties, _ := s["properties"].(map[string]any)
	for name, property := range properties {
		collectSays(property, place+"/"+name, says)
	}
	if items, ok := s["items"]; ok {
		collectSays(items, place+"/*", says)
	}
}

// inline replaces references to shared values by the values themselves.
func inline(schema any, shared map[string]any) (any, error) {
	switch s := schema.(type) {
	case map[string]any:
		if ref, ok := s["$ref"].(string); ok {
			value, known := shared[strings.TrimPrefix(ref, "../values.json#/")]
			if !known {
				return nil, fmt.Errorf("$ref %q is not in values.json", ref)
			}
			return inline(value, shared)
		}
		out := make(map[string]any, len(s))
		for k, v := range s {
			inner, err := inline(v, shared)
			if err != nil {
				return nil, err
			}
			out[k] = inner
		}
		return out, nil
	case []any:
		out := make([]any, len(s))
		for i, v := range s {
			inner, err := inline(v, shared)
			if err != nil {
				return nil, err
			}
			out[i] = inner
		}
		return out, nil
	}
	return schema, nil
}
