package published_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
)

// What published/ says of a value is what the server says of it: of every field of every type, for odd values and good ones.
func TestDocuments_AgreeWithTheServerOnEveryValue(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	values := append([]any{"2026-11-24T13:00:00Z", "2026-11-24", "2026-13-01", "2026-11-24T13:00:00", true, []any{"nurse"}, []any{"a", "a"}}, odd...)
	good := 0
	for _, t := range schema.Embedded().Types {
		published := s.of("documents#" + strings.ToUpper(t.Name[:1]) + t.Name[1:] + "Fields")
		for name, f := range t.Fields {
			for _, v := range append([]any{sample(f.Schema, 0), sample(f.Schema, 1)}, values...) {
				text, err := json.Marshal(v, json.Deterministic(true))
				if err != nil {
					s.t.Fatal(err)
				}
				verb, whole := "set", map[string]any{name: v}
				if f.IsList() {
					verb, whole = "add", map[string]any{name: map[string]any{"i1": v}}
				}
				whole["ofALaterSchema"] = 1
				asJSON, err := json.Marshal(whole)
				if err != nil {
					s.t.Fatal(err)
				}
				said := published.Validate(parse(s.t, asJSON)) == nil
				if refused := t.CheckValue(name, verb, text); said != (refused == nil) {
					s.t.Errorf("%s.%s %s: published says %t, the server %+v", t.Name, name, text, said, refused)
				}
				if said {
					good++
				}
			}
		}
	}
	if good < 2000 {
		t.Errorf("only %d good values", good)
	}
}

// sample is a value that a schema takes; n chooses.
func sample(of any, n int) any {
	s, _ := of.(map[string]any)
	if values, ok := s["enum"].([]any); ok {
		return values[n%len(values)]
	}
	switch {
	case s["oneOf"] != nil:
		choices := s["oneOf"].([]any)
		return sample(choices[n%len(choices)], n)
	case s["format"] == "date-time":
		return "2026-11-24T13:00:00Z"
	case s["format"] == "date":
		return "2026-12-01"
	case s["type"] == "object":
		out := map[string]any{}
		properties, _ := s["properties"].(map[string]any)
		for name, p := range properties {
			out[name] = sample(p, n)
		}
		return out
	case s["type"] == "array":
		return []any{sample(s["items"], n)}
	case s["type"] == "integer", s["type"] == "number":
		return 1
	case s["type"] == "boolean":
		return n == 0
	}
	return "abc"
}

// A document as it comes is valid by its type's schema, whatever it holds besides; another's value, type or scope is not.
func TestDocuments_AsTheyCome(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	const edit = "01JD0000000000000000000001"
	const good = `{"created":"` + edit + `","fields":{"category":{"c":[{"e":"` + edit + `","v":"observation"}]},"later":{"c":[{"e":"` + edit + `","v":[1]}]},
		"text":{"i":{"i1":{"c":[{"e":"` + edit + `","v":{"text":"Åt gott","at":"2026-11-24T13:00:00Z"}}]}}}},"id":"v-8",
		"origins":{"` + edit + `":{"at":1795000000000,"author":"s9","replica":"r1","role":"assistantNurse","seq":42,"stamp":"0193a1b2c3d40000-r1"}},
		"scope":"citizen/c17/social/ekby","seq":42,"type":"visitNote"}`
	note := s.of("documents#VisitNote")
	if err := note.Validate(parse(t, []byte(good))); err != nil {
		t.Error(err)
	}
	for was, is := range map[string]string{
		`"visitNote"`: `"goal"`, `/social/`: `/health/`, `"observation"`: `"gossip"`, `"Åt gott"`: `""`, `"created":"` + edit + `",`: ``, `"v":[1]`: `"w":[1]`,
		`"seq":42,"type"`: `"seq":-1,"type"`, `"role":"assistantNurse"`: `"role":""`,
	} {
		if !strings.Contains(good, was) {
			t.Fatalf("no %s", was)
		}
		if note.Validate(parse(t, []byte(strings.Replace(good, was, is, 1)))) == nil {
			t.Errorf("valid with %s", is)
		}
	}
	if err := s.of("documents").Validate(parse(t, []byte(strings.Replace(good, "visitNote", "ofALaterSchema", 1)))); err != nil {
		t.Errorf("a type of a later schema: %v", err)
	}
}

// Every template of a scope, filled in, is a scope by the published pattern; so says the server.
func TestDocuments_LiveWhereTheServerSays(t *testing.T) {
	t.Parallel()
	s := compiled(t)
	fill := strings.NewReplacer("{citizen}", "c17", "{team}", "t3", "{staff}", "s9", "{representative}", "p1", "{unit}", "u1", "{part}", "2", "{provider}", "ekby", "{municipality}", "ekby")
	scopes := map[string]bool{"citizen/c17/nowhere/ekby": true, "team/t3/part4/ekby": true, "citizen/c17/case-t3-9/ekby": true, "tenant/nowhere": true, "citizen/c17": true}
	for _, typ := range schema.Embedded().Types {
		for _, template := range typ.Scopes {
			scopes[fill.Replace(template)] = true
		}
	}
	delete(scopes, "*")
	for _, typ := range schema.Embedded().Types {
		published := s.of("documents#" + strings.ToUpper(typ.Name[:1]) + typ.Name[1:])
		for _, scope := range slices.Sorted(maps.Keys(scopes)) {
			doc := map[string]any{"id": "d", "type": typ.Name, "scope": scope, "seq": 1, "created": ""}
			if says := published.Validate(doc) == nil; says != typ.ScopeFits(scope) && scope != "citizen/c17" && !slices.Contains(typ.Scopes, "*") {
				t.Errorf("%s in %s: published says %t", typ.Name, scope, says)
			}
		}
	}
}
