package care_test

import (
	"iter"
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

// Domain.md W7: two write of the same evening; it is suggested until they are linked, answered or of another evening.
func TestMaybeSameAs_W7(t *testing.T) {
	t.Parallel()
	const evening = "2026-11-22T18:52:00Z"
	for name, c := range map[string]struct {
		mine, other []any
		scope       document.Scope
		want        string
	}{
		"the same evening":      {[]any{"occurredAt", evening, "state", "raised"}, []any{"occurredAt", "2026-11-22T20:00:00Z", "state", "received"}, "citizen/c1/health/ekby", `["mq20"]`},
		"twelve hours earlier":  {[]any{"occurredAt", evening, "state", "raised"}, []any{"occurredAt", "2026-11-22T06:52:00Z", "state", "raised"}, "citizen/c1/health/ekby", `["mq20"]`},
		"another day":           {[]any{"occurredAt", evening, "state", "raised"}, []any{"occurredAt", "2026-11-22T06:51:59Z", "state", "raised"}, "citizen/c1/health/ekby", ""},
		"another citizen":       {[]any{"occurredAt", evening, "state", "raised"}, []any{"occurredAt", evening, "state", "raised"}, "citizen/c2/health/ekby", ""},
		"linked":                {[]any{"occurredAt", evening, "state", "raised", "duplicateOf", "mq20"}, []any{"occurredAt", evening, "state", "raised"}, "citizen/c1/health/ekby", ""},
		"linked from the other": {[]any{"occurredAt", evening, "state", "raised"}, []any{"occurredAt", evening, "state", "raised", "duplicateOf", "mq21"}, "citizen/c1/health/ekby", ""},
		"answered":              {[]any{"occurredAt", evening, "state", "answered"}, []any{"occurredAt", evening, "state", "raised"}, "citizen/c1/health/ekby", ""},
		"the other is closed":   {[]any{"occurredAt", evening, "state", "raised"}, []any{"occurredAt", evening, "state", "closed"}, "citizen/c1/health/ekby", ""},
		"nobody said when":      {[]any{"state", "raised"}, []any{"occurredAt", evening, "state", "raised"}, "citizen/c1/health/ekby", ""},
	} {
		mine, other := bare(types, "medicationQuestion", c.mine), bare(types, "medicationQuestion", c.other)
		mine.ID, mine.Scope, other.ID, other.Scope = "mq21", "citizen/c1/health/ekby", "mq20", c.scope
		all := func(string) iter.Seq[*document.Document] {
			return func(yield func(*document.Document) bool) { _ = yield(mine) && yield(other) }
		}
		if got := string(care.Derive(types.Types["medicationQuestion"], "maybeSameAs", mine, all, types)); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
