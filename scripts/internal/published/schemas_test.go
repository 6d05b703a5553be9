package published_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/samsyn/samsyn/scripts/internal/published"
)

const goldenFrames = "../../../mobile-contract/frames"

// schemas are the published schemas, compiled.
type schemas struct {
	t testing.TB
	c *jsonschema.Compiler
}

func compiled(t testing.TB) schemas {
	t.Helper()
	files, err := published.Files()
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	for _, name := range []string{"frames.schema.json", "documents.schema.json", "types.schema.json"} {
		if err := c.AddResource("samsyn:"+name, parse(t, files[name])); err != nil {
			t.Fatal(err)
		}
	}
	return schemas{t, c}
}

func parse(t testing.TB, text []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%v in %.200s", err, text)
	}
	return v
}

// of finds a schema: "frames#HelloFrame", or "frames" for the whole file.
func (s schemas) of(name string) *jsonschema.Schema {
	s.t.Helper()
	file, def, part := strings.Cut(name, "#")
	at := "samsyn:" + file + ".schema.json"
	if part {
		at += "#/$defs/" + def
	}
	compiled, err := s.c.Compile(at)
	if err != nil {
		s.t.Fatal(err)
	}
	return compiled
}

// golden gives the golden frames by name, and the schema of each.
func golden(t testing.TB) (frames map[string][]byte, schemaOf map[string]string) {
	t.Helper()
	paths, err := filepath.Glob(goldenFrames + "/*.json")
	if err != nil || len(paths) < 30 {
		t.Fatalf("%d golden frames, %v", len(paths), err)
	}
	frames, schemaOf = map[string][]byte{}, map[string]string{}
	for _, path := range paths {
		name := strings.TrimSuffix(filepath.Base(path), ".json")
		if frames[name], err = os.ReadFile(path); err != nil {
			t.Fatal(err)
		}
		kind, _, _ := strings.Cut(name, "-")
		schemaOf[name] = "frames#" + strings.ToUpper(kind[:1]) + kind[1:] + "Frame"
		switch {
		case strings.HasPrefix(name, "sync-request"):
			schemaOf[name] = "frames#SyncRequest"
		case name == "sync-answer":
			schemaOf[name] = "frames#SyncAnswer"
		case name == "nameless":
			schemaOf[name] = "frames#ErrorFrame"
		}
	}
	return frames, schemaOf
}

func TestSchemas_EveryGoldenFrameIsValid(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	frames, schemaOf := golden(t)
	for name, text := range frames {
		if err := s.of(schemaOf[name]).Validate(parse(t, text)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if strings.HasPrefix(name, "sync-") {
			continue
		}
		if err := s.of("frames").Validate(parse(t, text)); err != nil {
			t.Errorf("%s as any frame: %v", name, err)
		}
	}
}

// A frame without one of the members that it needs is none, and neither is one that says it is of another kind.
func TestSchemas_BrokenFramesAreNot(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	frames, schemaOf := golden(t)
	for name, text := range frames {
		schema := s.of(schemaOf[name])
		whole := parse(t, text).(map[string]any)
		needed := resolved(schema).Required
		if len(needed) == 0 {
			t.Errorf("%s needs nothing", name)
		}
		for _, member := range needed {
			broken := map[string]any{}
			for k, v := range whole {
				if k != member {
					broken[k] = v
				}
			}
			if schema.Validate(broken) == nil {
				t.Errorf("%s: valid without %s", name, member)
			}
			broken[member] = []any{[]any{}}
			if schema.Validate(broken) == nil {
				t.Errorf("%s: valid with a list as %s", name, member)
			}
		}
	}
}

func resolved(s *jsonschema.Schema) *jsonschema.Schema {
	for s.Ref != nil {
		s = s.Ref
	}
	return s
}
