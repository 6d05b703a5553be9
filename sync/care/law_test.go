package care_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/care"
)

// domain.md 3.3: a conflict is due after 1 hour, 1 working day or 5: never before it began, and the more urgent never later.
func TestDueBy_KeepsItsOrder(t *testing.T) {
	t.Parallel()
	const year = 365 * 24 * 60 * 60 * 1000
	rapid.Check(t, func(t *rapid.T) {
		now := 1_795_000_000_000 + rapid.Int64Range(-year, year).Draw(t, "now")
		last := now
		for _, urgency := range []string{"urgent", "clinical", "text"} {
			due := care.DueBy(urgency, now)
			if due <= now || due < last {
				t.Fatalf("%s from %d is due at %d, the more urgent at %d", urgency, now, due, last)
			}
			last = due
		}
	})
}
