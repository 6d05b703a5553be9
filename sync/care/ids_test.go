package care

import "testing"

// The ids that a phone works out by itself, as protocol.md gives them.
func TestIDs_AreThoseOfTheContract(t *testing.T) {
	t.Parallel()
	const scope = "citizen/c17/visits/ekby"
	for got, want := range map[string]string{
		ReachingID(scope, "vp-20"):   "1CX9YKT3VDCCAFXSAGSPP0WEMQ",
		changeID(scope, "vp-20", 41): "04J2EZ7699N58HDGP7EVWCY46P",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}
