package merge_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// All that Jonas wrote is here, so the step between is not on its way: it was never made.
func TestStateMachine_NoJumpWhenNothingIsOnItsWay(t *testing.T) {
	t.Parallel()
	v := newVisit(t, set("state", "voiced"))
	wantVerdict(t, v.deliver(v.jonas.write(set("state", "drafted"))), document.Applied, "")
	wantVerdict(t, v.deliver(v.jonas.write(set("state", "active"))), document.Refused, document.CodeNoTransition)
	v.shows(t, "state", "drafted")
}
