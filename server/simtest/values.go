package simtest

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

func toJSON(v any) jsontext.Value {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(err)
	}
	return text
}

var (
	words = strings.Fields(`åt gott gick brevlådan sov "Jag orkar inte" smärta knä duschen själv tack \o/ Örjan <b> x`)
	ids   = []string{"g1", "g2", "r1", "amina", "jonas", "bo", "c1", "i1", "v7"}
)

// value draws what a JSON Schema of ours allows.
func (w *World) value(s any) any {
	rule, _ := s.(map[string]any)
	if options, has := rule["enum"].([]any); has {
		return pick(w, options)
	}
	switch rule["type"] {
	case "integer", "number":
		return w.between(number(rule, "minimum", 0), number(rule, "maximum", 5))
	case "boolean":
		return w.chance(50)
	case "array":
		return w.list(rule)
	case "object":
		return w.object(rule)
	}
	return w.text(rule)
}

func number(rule map[string]any, name string, or int) int {
	if n, has := rule[name].(float64); has {
		return int(n)
	}
	return or
}

func (w *World) list(rule map[string]any) any {
	out := []any{}
	seen := map[string]bool{}
	least, most := number(rule, "minItems", 0), number(rule, "maxItems", 3)
	for n := w.between(least, max(least, min(most, 3))); len(out) < n; {
		v := w.value(rule["items"])
		if text := string(toJSON(v)); !seen[text] || rule["uniqueItems"] != true {
			seen[text] = true
			out = append(out, v)
		} else if len(out) >= least {
			break
		}
	}
	return out
}

func (w *World) object(rule map[string]any) any {
	out := map[string]any{}
	required, _ := rule["required"].([]any)
	properties, _ := rule["properties"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(properties)) {
		if slices.Contains(required, any(name)) || w.chance(40) {
			out[name] = w.value(properties[name])
		}
	}
	return out
}

func (w *World) text(rule map[string]any) string {
	pattern, _ := rule["pattern"].(string)
	switch {
	case rule["format"] == "date-time" && w.chance(40): // soon, so that deadlines come in the storm
		return document.TimeText((w.now + int64(w.between(-200, 400))*1000) / 1000 * 1000)
	case rule["format"] == "date-time":
		return document.TimeText((w.now + int64(w.between(-600, 600))*time.Minute.Milliseconds()) / 1000 * 1000)
	case rule["format"] == "date":
		return time.UnixMilli(w.now).UTC().AddDate(0, 0, w.between(-3, 30)).Format(time.DateOnly)
	case strings.HasPrefix(pattern, "^[0-9A-Za-z_-]"):
		return pick(w, ids)
	}
	var out []string
	for range w.between(1, 4) {
		out = append(out, pick(w, words))
	}
	text := []rune(strings.Join(out, " "))
	return string(text[:min(len(text), number(rule, "maxLength", 200))])
}

// badValue fits next to nothing.
func (w *World) badValue() any {
	return pick(w, []any{map[string]any{"svar": 42}, []any{1, "två"}, -7.5, "2026-99-99", strings.Repeat("lång ", 3000)})
}

func sortedFields[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func sortedTypes(set *schema.Set) []string { return slices.Sorted(maps.Keys(set.Types)) }
