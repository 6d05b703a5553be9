package vectors

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// valueCase is what the schema says of a value: Code is absent when it may stand.
type valueCase struct {
	Type  string         `json:"type"`
	Field string         `json:"field"`
	Verb  string         `json:"verb"`
	Value jsontext.Value `json:"value"`
	Code  string         `json:"code,omitzero"`
}

// values are values of every field of every type, made from its schema and then spoilt.
func values() []any {
	out := []any{}
	set := schema.Embedded()
	for i, name := range typeNames() {
		t := set.Types[name]
		d := newDice(t, uint64(4000+i)) //nolint:gosec // from 0 on
		for _, field := range slices.Sorted(maps.Keys(t.Fields)) {
			out = append(out, d.values(name, field)...)
		}
	}
	return out
}

// values are some of one field: as the schema wants them, and spoilt in ways that phones get wrong.
func (d *dice) values(name, field string) []any {
	rule := d.t.Fields[field]
	verb := "set"
	if rule.IsList() {
		verb = "add"
	}
	fits := d.fitting(rule.Schema)
	texts := []string{fits, d.fitting(rule.Schema), d.spoil(fits), pick(d, []string{
		`"x"`, `""`, `7`, `2.5`, `-1`, `true`, `null`, `[]`, `{}`, `["a","a"]`, `"2026-02-30"`, `"2026-11-18T23:59:60Z"`, `"2026-12-31T24:00:00Z"`,
		`"2026-12-31T23:59:60Z"`, `"2026-12-31T23:59:59.12Z"`,
	})}
	if d.one(8) {
		texts = append(texts, string(document.Quote(strings.Repeat("å😀", 101))), string(document.Quote(strings.Repeat("😀", 200))))
	}
	var out []any
	for _, text := range texts {
		out = append(out, d.judge(name, field, verb, text))
	}
	if d.one(4) {
		out = append(out, d.judge(name, field, pick(d, []string{"set", "agree", "add", "remove"}), fits))
	}
	return out
}

func (d *dice) judge(name, field, verb, text string) valueCase {
	c := valueCase{Type: name, Field: field, Verb: verb, Value: raw(text)}
	plain, bad := schema.CheckLimits(raw(text))
	if bad == nil {
		bad = d.t.CheckValue(field, verb, plain)
	}
	if bad != nil {
		c.Code = bad.Code
	}
	return c
}

// fitting draws a value that a JSON Schema takes, mostly.
func (d *dice) fitting(of any) string {
	s, _ := of.(map[string]any)
	if all, ok := s["enum"].([]any); ok {
		text, _ := encode(pick(d, all))
		return string(text)
	}
	if all, ok := s["oneOf"].([]any); ok {
		return d.fitting(pick(d, all))
	}
	switch s["type"] {
	case "string":
		return d.fittingText(s)
	case "integer", "number":
		return strconv.Itoa(int(bound(s, "minimum", 0)) + d.IntN(3))
	case "boolean":
		return strconv.FormatBool(d.one(2))
	case "array":
		items := []string{d.fitting(s["items"])}
		if more := d.fitting(s["items"]); d.one(2) {
			items = append(items, more)
		}
		return "[" + strings.Join(items, ",") + "]"
	case "object":
		return d.fittingObject(s)
	}
	return d.value(1)
}

func bound(s map[string]any, name string, otherwise float64) float64 {
	if n, ok := s[name].(float64); ok {
		return n
	}
	return otherwise
}

func (d *dice) fittingText(s map[string]any) string {
	switch format, _ := s["format"].(string); {
	case format == "date-time":
		return pick(d, []string{`"2026-11-24T13:00:00Z"`, `"2026-11-24T13:00:00.5Z"`})
	case format == "date":
		return `"2026-12-01"`
	case s["pattern"] != nil:
		return pick(d, []string{`"jonas"`, `"t-3_X"`})
	}
	return d.text()
}

func (d *dice) fittingObject(s map[string]any) string {
	members := []string{}
	properties, _ := s["properties"].(map[string]any)
	required, _ := s["required"].([]any)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if slices.Contains(required, any(name)) || d.one(2) {
			members = append(members, string(document.Quote(name))+":"+d.fitting(properties[name]))
		}
	}
	return "{" + strings.Join(members, ",") + "}"
}

// isJSON reports whether a text is a JSON value.
func isJSON(text string) bool { return jsontext.Value(text).IsValid() }

// spoil makes one thing wrong with a value, as far as its form allows.
func (d *dice) spoil(text string) string {
	switch v := raw(text); v.Kind() {
	case '{':
		if d.one(2) && len(v) > 2 {
			return string(v[:len(v)-1]) + `,"surplus":1}`
		}
		if _, rest, found := strings.Cut(string(v), ","); found && isJSON("{"+rest) {
			return "{" + rest // without its first member
		}
		return `{"surplus":1}`
	case '[':
		if len(v) > 2 && d.one(2) {
			first, _, _ := strings.Cut(string(v[1:len(v)-1]), ",")
			if !strings.ContainsAny(first, "{[") {
				return "[" + first + "," + first + "]"
			}
		}
		return "[[]]"
	case '"':
		return pick(d, []string{"17", `""`, `"å!"`})
	default:
		return pick(d, []string{`"17"`, "-1", "1000000", "2.5"})
	}
}
