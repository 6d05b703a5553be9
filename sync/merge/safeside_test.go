package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "SAFE: Concurrent → defined safer value (earliest, highest, true)."

func TestSafeSide_SaferValueIsShown(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ field, safe, other string }{
		{"nextReview", "2026-12-01", "2026-12-08"}, // W2: too early costs minutes, too late costs function
		{"nextReview", "2026-12-01", "null"},       // no date at all is not the earliest
		{"urgency", "acute", "soon"},
		{"urgency", "soon", "low"},
		{"urgency", "low", "a word of a newer version"},
		{"citizenInformed", "false", "true"}, // assume not informed
		{"supportHours", "10", "9"},          // numbers by size, not as text
		{"supportHours", "9", "null"},
	} {
		for _, late := range []bool{false, true} {
			inEveryOrder(t, nil, func(v *visit) []*letter {
				v.amina.now, v.jonas.now = noon, noon
				if late {
					v.amina.now += 60_000
				}
				return []*letter{v.amina.write(set(c.field, c.safe)), v.jonas.write(set(c.field, c.other))}
			}, func(t *testing.T, v *visit, _ []*letter) {
				v.shows(t, c.field, c.safe)
				v.beside(t, c.field, c.other)
			})
		}
	}
}

// Who has seen the safe value may choose another: the policy is for those who did not know.
func TestSafeSide_SeenMayBeReplaced(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("nextReview", "2026-12-01"))
	wantVerdict(t, v.deliver(v.amina.write(set("nextReview", "2026-12-15"))), document.Applied, "")
	v.shows(t, "nextReview", "2026-12-15")
}

// Not even a clock a year ahead, or a later stamp, beats the safer value.
func TestSafeSide_ClocksDoNotDecide(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		v.amina.now = noon + yearMillis
		return []*letter{v.amina.write(set("nextReview", "2026-12-01")), v.jonas.write(set("nextReview", "2026-12-08"))}
	}, func(t *testing.T, v *visit, _ []*letter) { v.shows(t, "nextReview", "2026-12-01") })
}
