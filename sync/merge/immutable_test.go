package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// domain.md 3.1: "IMM: First write stands; change = new linked entry. Facts, decisions, signatures."

func TestImmutable_WhoHasSeenItMayNotChangeIt(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("decision", "granted"))
	wantVerdict(t, v.deliver(v.amina.write(set("decision", "denied"))), document.Refused, document.CodeImmutable)
	wantVerdict(t, v.deliver(v.jonas.write(set("decision", "denied"))), document.Refused, document.CodeImmutable)
	v.shows(t, "decision", "granted")
}

func TestImmutable_OfTwoThatDidNotKnowTheEarlierIsShown(t *testing.T) {
	t.Parallel()
	inEveryOrder(t, nil, func(v *visit) []*letter {
		v.amina.now, v.jonas.now = noon, noon+60_000
		return []*letter{v.amina.write(set("decision", "earlier")), v.jonas.write(set("decision", "later"))}
	}, func(t *testing.T, v *visit, letters []*letter) {
		v.shows(t, "decision", "earlier")
		v.beside(t, "decision", "later")
	})
}

// The second of a replica's own writings comes first: the first still stands when it comes.
func TestImmutable_TheFirstStandsAlsoWhenItComesLast(t *testing.T) {
	t.Parallel()
	v := newVisit(t)
	first, second := v.amina.write(set("decision", "first")), v.amina.write(set("decision", "second"))
	v.deliver(second)
	v.deliver(first)
	v.shows(t, "decision", "first")
	v.beside(t, "decision", "second")
}
