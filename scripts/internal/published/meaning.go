package published

import (
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/contractlock"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
)

// Meaning gives each point that phones rely on. What is only for people (labels, descriptions) and what the server decides by itself
// (rights, notices, rules, deadlines) is not in it: a phone learns of those by verdicts. Rules are the told cases of merging, a list of
// objects with a name: what a policy does is what comes of them.
func Meaning(rules []byte) (map[string]contractlock.Point, error) {
	m := meaning{points: map[string]contractlock.Point{}}
	for _, p := range append(parts(), bodies()...) {
		m.object("parts/"+p.name, p.sent, p.schema)
	}
	for _, p := range typesParts() {
		m.object("typesFile/"+p.name, p.sent, p.schema)
	}
	for _, f := range frames() {
		m.object("frames/"+f.kind, f.sent, f.schema())
	}
	for _, c := range fault.Codes() {
		m.add("codes/"+c.Code, []any{c.Duty, c.HTTP, c.Close}, "")
	}
	for _, p := range allPolicies {
		m.add("policies/"+string(p), (&schema.Field{Policy: p}).IsList(), "")
	}
	m.add("limits/depth", wire.MaxDepth, "")
	m.merging(rules)
	set := schema.Embedded()
	for name, t := range set.Types {
		m.typ("types/"+name, t)
	}
	return m.points, m.err
}

// merging adds each told case.
func (m *meaning) merging(rules []byte) {
	var cases []map[string]any
	if err := json.Unmarshal(rules, &cases); err != nil {
		m.err = err
	}
	for _, c := range cases {
		name, _ := c["name"].(string)
		delete(c, "name")
		m.add("merging/"+name, c, "")
	}
}

type meaning struct {
	points map[string]contractlock.Point
	err    error
}

// hashed are the parts whose members all count in the checksum: a phone that does not know one gets another sum.
var hashed = []string{"parts/Document", "parts/Field", "parts/Cell", "parts/Candidate", "parts/Seen", "parts/Origin"}

func (m *meaning) add(name string, means any, owner string) {
	digest, err := contractlock.Digest(means)
	if err != nil && m.err == nil {
		m.err = err
	}
	m.points[name] = contractlock.Point{Digest: digest, Of: owner}
}

// object adds a point for each member, and one for the rest. A schema that is no object is one point.
func (m *meaning) object(name string, sent bool, s Schema) {
	rest := maps.Clone(s)
	properties, _ := s["properties"].(Schema)
	delete(rest, "properties")
	delete(rest, "required")
	m.add(name, []any{sent, essence(rest)}, "")
	required, _ := s["required"].([]string)
	for member, of := range properties {
		must, owner := slices.Contains(required, member), ""
		if must && sent || slices.Contains(hashed, name) {
			owner = name
		}
		m.add(name+"/"+member, []any{must, essence(of)}, owner)
	}
}

// typ adds a type, its states, and each of its fields. A field that joins a bundle changes the type: older phones do not change it
// together with the others.
func (m *meaning) typ(name string, t *schema.Type) {
	bundles := map[string][]string{}
	for _, field := range slices.Sorted(maps.Keys(t.Fields)) {
		f := t.Fields[field]
		if f.Bundle != "" {
			bundles[f.Bundle] = append(bundles[f.Bundle], field)
		}
		m.add(name+"/fields/"+field, obj{
			"schema": essence(f.Schema), "policy": f.Policy, "list": f.IsList(), "safe": f.Safe, "order": f.Order, "bundle": f.Bundle,
			"sequence": f.Sequence, "reason": f.Reason, "answers": f.Answers, "frozenIn": f.FrozenIn, "derive": f.Derive, "private": f.Private,
		}, "")
	}
	m.add(name, obj{"scopes": t.Scopes, "required": t.Required, "bundles": bundles}, "")
	if t.States == nil {
		return
	}
	var moves []any
	for _, tr := range t.States.Transitions {
		moves = append(moves, obj{"from": tr.From, "to": tr.To, "needs": tr.Needs})
	}
	m.add(name+"/states", obj{"initial": t.States.Initial, "moves": moves, "precedence": t.States.Precedence, "human": t.States.Human}, "")
}

// essence is a schema without what is only for people.
func essence(v any) any {
	switch v := v.(type) {
	case Schema:
		return essence(map[string]any(v))
	case map[string]any:
		out := map[string]any{}
		for keyword, inner := range v {
			switch {
			case keyword == "properties":
				out[keyword] = each(inner)
			case keyword == "say" || keyword == "title" || keyword == "description" || keyword == "examples" || strings.HasPrefix(keyword, "$comment"):
			default:
				out[keyword] = essence(inner)
			}
		}
		return out
	case []Schema:
		out := make([]any, len(v))
		for i := range v {
			out[i] = essence(v[i])
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = essence(v[i])
		}
		return out
	}
	return v
}

// each is the essence of each member of "properties", whose names are no keywords.
func each(v any) any {
	out := map[string]any{}
	switch properties := v.(type) {
	case Schema:
		return each(map[string]any(properties))
	case map[string]any:
		for name, s := range properties {
			out[name] = essence(s)
		}
	}
	return out
}
