package published

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
)

// Files are the published files that are made here, by name.
func Files() (map[string][]byte, error) {
	documents, err := documentsSchema(schema.Files(), schema.Embedded())
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for name, content := range map[string]any{
		framesFile: framesSchema(), documentsFile: documents, "errors.json": errorsFileOf(), "openapi.json": openAPI(), "asyncapi.json": asyncAPI(),
		typesFile: typesFileOf(schema.Embedded()), typesSchemaFile: typesSchema(),
	} {
		if out[name], err = pretty(content); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// pretty is JSON for people, always the same.
func pretty(v any) ([]byte, error) {
	text, err := json.Marshal(v, json.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return nil, err
	}
	return append(text, '\n'), nil
}
