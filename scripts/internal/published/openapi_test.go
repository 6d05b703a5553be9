package published_test

import (
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/gofiber/fiber/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/scripts/internal/published"
	"github.com/samsyn/samsyn/server/api"
)

// notForPhones are the routes of people and of operators; server/README.md has them.
var notForPhones = []string{
	"GET /", "GET /app/*", "GET /metrics", "POST /v1/load", "POST /v1/audit", "POST /v1/revoke", "POST /v1/checkpoint", "POST /demo/pushes", "POST /demo/away", "POST /demo/tenants/{tenant}/hold",
}

// Every route of the server is either for phones and published, or in the list above; and nothing is published that is not there.
func TestOpenAPI_HasTheRoutesThatTheServerHas(t *testing.T) {
	t.Parallel()
	o := api.Options{
		Socket: func(*fiber.Ctx) error { return nil }, Metrics: http.NotFoundHandler(), Demo: &api.Demo{}, Checkpoint: nil,
	}
	served := map[string]bool{"POST /v1/checkpoint": true} // of a store that can
	for _, r := range api.New(o, fiber.Config{}).GetRoutes(true) {
		if r.Method == http.MethodHead { // of each GET
			continue
		}
		parts := strings.Split(r.Path, "/")
		for i, p := range parts {
			if name, is := strings.CutPrefix(p, ":"); is {
				parts[i] = "{" + name + "}"
			}
		}
		served[r.Method+" "+strings.Join(parts, "/")] = true
	}
	want := map[string]bool{}
	for _, name := range notForPhones {
		want[name] = true
	}
	for path, methods := range openAPI(t).Paths {
		for method := range methods {
			want[strings.ToUpper(method)+" "+path] = true
		}
	}
	if diff := cmp.Diff(slices.Sorted(maps.Keys(want)), slices.Sorted(maps.Keys(served))); diff != "" {
		t.Errorf("published or listed (-) and served (+):\n%s", diff)
	}
}

type document struct {
	OpenAPI    string
	Paths      map[string]map[string]any
	Components struct{ Schemas map[string]any }
}

func openAPI(t *testing.T) (d document) {
	t.Helper()
	files, err := published.Files()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(files["openapi.json"], &d, json.MatchCaseInsensitiveNames(true)); err != nil {
		t.Fatal(err)
	}
	return d
}

// Both documents stand alone: each reference leads somewhere in them.
func TestDocumentsOfAPIs_StandAlone(t *testing.T) {
	t.Parallel()
	files, err := published.Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"openapi.json", "asyncapi.json", "frames.schema.json", "documents.schema.json"} {
		whole := parse(t, files[name])
		refs := 0
		each(whole, func(ref string) {
			refs++
			if !leads(whole, ref) {
				t.Errorf("%s: %s leads nowhere", name, ref)
			}
		})
		if refs < 10 {
			t.Errorf("%s has %d references", name, refs)
		}
	}
}

func each(v any, visit func(ref string)) {
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			if ref, is := inner.(string); is && name == "$ref" {
				visit(ref)
			}
			each(inner, visit)
		}
	case []any:
		for _, inner := range v {
			each(inner, visit)
		}
	}
}

func leads(v any, ref string) bool {
	path, local := strings.CutPrefix(ref, "#/")
	for name := range strings.SplitSeq(path, "/") {
		object, _ := v.(map[string]any)
		if v = object[name]; v == nil {
			return false
		}
	}
	return local
}
