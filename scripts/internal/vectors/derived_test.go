package vectors

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Every word of a derived field stands in some case that is told, and in some that is drawn; so does that there is nothing to show.
func TestDerivedCases_SayEverything(t *testing.T) {
	t.Parallel()
	told, drawn := map[string]int{}, map[string]int{}
	for _, cases := range [][]*derivedCase{statusCases(), knownCases(), sameCases(), inTimeCases()} {
		count(told, cases)
	}
	for _, cases := range [][]*derivedCase{drawnStatuses(), drawnSame(), drawnInTime()} {
		count(drawn, cases)
	}
	want := []string{
		"inTime", "inTime late", "inTime lateByOffline", "inTime onTime", "maybeSameAs", "maybeSameAs []", "visitStatus alreadyVisited",
		"visitStatus cancelled", "visitStatus confirmedMissed", "visitStatus declinedByCitizen", "visitStatus interrupted", "visitStatus notAdmitted",
		"visitStatus notHome", "visitStatus partly", "visitStatus performed", "visitStatus planned", "visitStatus replacementSent",
		"visitStatus suspectedMissed",
	}
	if diff := cmp.Diff(slices.Sorted(slices.Values(append([]string{"place", "weather"}, want...))), sortedNames(told)); diff != "" {
		t.Errorf("told (-want +is):\n%s", diff)
	}
	if diff := cmp.Diff(want, sortedNames(drawn)); diff != "" {
		t.Errorf("drawn (-want +is):\n%s", diff)
	}
	names := map[string]bool{}
	for _, c := range derivedCases() {
		name := c.(*derivedCase).Name
		if names[name] {
			t.Errorf("two cases are called %q", name)
		}
		names[name] = true
	}
}

func count(said map[string]int, cases []*derivedCase) {
	for _, c := range cases {
		word := c.Field
		switch {
		case len(c.Value) > 0 && c.Value.Kind() == '"':
			word += " " + string(c.Value[1:len(c.Value)-1])
		case len(c.Value) > 0:
			word += " []"
		}
		said[word]++
	}
}
