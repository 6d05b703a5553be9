package merge_test

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "LWW+: As LWW, and both authors get a notice, loser one tap away."
// domain.md 3.2: "citizen address, homeAccess | LWW+ (coordinator) | Wrong door costs a visit; both must notice".

func TestLastWriterNotice_BothMustNotice(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, []map[string]document.Op{set("homeAccess", "Kod 1234")}, func(v *visit) []*letter {
		v.jonas.now = noon + 60_000
		return []*letter{v.jonas.write(set("homeAccess", "Kod 5678")), v.amina.write(set("homeAccess", "Nyckel hos grannen"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.shows(t, "homeAccess", "Kod 5678")
		v.beside(t, "homeAccess", "Nyckel hos grannen")
		if got := v.reading("homeAccess").Told; !slices.Equal(got, []string{"amina", "jonas"}) {
			t.Errorf("told: %v", got)
		}
		last := v.letters[len(v.letters)-1]
		for _, l := range letters {
			if l.outcomes[0].Doc == v.server {
				last = l
			}
		}
		n := last.outcomes[0].Verdict.Notes
		if len(n) != 1 || n[0].Policy != "lastWriterNotice" || n[0].Shown != letters[0].edit.ID || !slices.Contains(n[0].Overruled, letters[1].edit.ID) {
			t.Errorf("the note does not name both: %+v", n)
		}
	})
}

func TestLastWriterNotice_NobodyIsToldOfTheirOwn(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("homeAccess", "Kod 1234"))
	tablet := v.join("amina", "assistant", 60_000)
	tablet.catchUp()
	v.deliver(v.amina.write(set("homeAccess", "Kod 5678")))
	if got := v.reading("homeAccess").Told; got != nil {
		t.Errorf("one value, and told: %v", got)
	}
	v.deliver(tablet.write(set("homeAccess", "Kod 9999")))
	if got := v.reading("homeAccess"); got.Told != nil || len(got.Beside) != 1 {
		t.Errorf("two phones of one person: %+v", got)
	}
}
