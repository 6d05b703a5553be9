package play

import (
	"slices"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/sync/document"
)

// madeTo makes values that a field's JSON Schema asks for, where the pool has none: an object with members of its own.
func madeTo(fieldSchema any) []string {
	var out []string
	for n := range 4 {
		if text, err := json.Marshal(madeValue(fieldSchema, n), json.Deterministic(true)); err == nil {
			out = append(out, string(text))
		}
	}
	return out
}

// madeValue is the n-th value: other words, other numbers, with and without what is not required.
func madeValue(fieldSchema any, n int) any {
	rule, _ := fieldSchema.(map[string]any)
	if words, is := rule["enum"].([]any); is {
		return words[n%len(words)]
	}
	if ways, is := rule["oneOf"].([]any); is {
		return madeValue(ways[n%len(ways)], n)
	}
	switch rule["type"] {
	case "integer", "number":
		least, _ := rule["minimum"].(float64)
		return least + float64(n)
	case "boolean":
		return n%2 == 0
	case "array":
		return []any{madeValue(rule["items"], n)}
	case "object":
		return madeObject(rule, n)
	}
	return madeText(rule, n)
}

func madeObject(rule map[string]any, n int) any {
	out := map[string]any{}
	required, _ := rule["required"].([]any)
	members, _ := rule["properties"].(map[string]any)
	for name, member := range members {
		if n%2 == 1 || slices.Contains(required, any(name)) {
			out[name] = madeValue(member, n)
		}
	}
	return out
}

func madeText(rule map[string]any, n int) string {
	at := time.UnixMilli(madeDay).UTC().AddDate(0, 0, n)
	switch rule["format"] {
	case "date-time":
		return document.TimeText(at.UnixMilli())
	case "date":
		return at.Format(time.DateOnly)
	}
	return []string{"x-1", "s-0", "s-1", "c-0"}[n%4] // an id is a text, too
}
