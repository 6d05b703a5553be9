package sdkphone

import (
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/sync/replica"
)

// What the SDK says by itself must be what Go says of the same; a value that nobody knows is no answer.
func TestAdvise_IsWhatGoSays(t *testing.T) {
	t.Parallel()
	b, f := newFake(t)
	p := newTestPhone(b)
	advice := map[string]any{}
	f.answers["advise"] = func(command) (any, *failure) { return map[string]any{"version": 1, "advice": advice}, nil }
	empty := replica.New(p.options())
	f.answers["look"] = func(command) (any, *failure) {
		return map[string]any{
			"version": 1, "snapshot": jsontext.Value(empty.Snapshot()), "shown": map[string]any{}, "derived": map[string]any{}, "statuses": map[string]any{},
			"outbox": []any{},
			"aside":  []any{}, "pending": 0, "purgeable": []any{}, "cursors": map[string]any{},
		}, nil
	}
	q := phone.Question{Ask: "opening", Visit: "citizen/c1/visits/ekby"}
	if _, err := p.Advise(q); err != nil || len(p.Faults()) > 0 {
		t.Fatalf("the same: %v, %v", err, p.Faults())
	}
	advice["demands"] = []any{map[string]any{"code": "read-answer", "scope": "citizen/c1/health/ekby", "doc": "MQ", "item": "E"}}
	a, err := p.Advise(q)
	if err != nil || len(a.Demands) != 1 || len(p.Faults()) != 1 || !strings.Contains(p.Faults()[0], "read-answer") {
		t.Errorf("another: %+v, %v, %v", a, err, p.Faults())
	}
	advice["dose"] = "1 tablett"
	if _, err := p.Advise(q); err == nil || !strings.Contains(err.Error(), "dose") {
		t.Errorf("a value: %v", err)
	}
}
