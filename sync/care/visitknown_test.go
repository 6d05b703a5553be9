package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// What somebody wrote offline shows on her own phone at once, and what the day of the visits says still does not contradict it.
func TestVisitStatus_OfWhatWasNotSentYet(t *testing.T) {
	t.Parallel()
	const plan, at = "vp900", "2026-11-24T06:31:00Z"
	record := func(w *world, outcome string) step { return w.record("rosa", "vr900", plan, at, "", outcome) }
	for name, c := range map[string]struct {
		do   func(w *world)
		want string
	}{
		"a record":         {func(w *world) { record(w, "performed") }, "performed"},
		"one of no moment": {func(w *world) { record(w, "performed"); w.docs["vr900"].Fields["arrivedAt"] = document.Field{} }, "planned"},
		"one that was taken back, and the day does not know": {func(w *world) {
			s := record(w, "performed")
			w.follow(s)
			w.docs["vr900"] = voided(w, s.after)
		}, "planned"},
		"the record of a phone that does not hold it": {func(w *world) { w.follow(record(w, "partly")); delete(w.docs, "vr900") }, "partly"},
		"another citizen's": {func(w *world) {
			w.write("rosa", "assistantNurse", "citizen/c2/social/ekby", "visitRecord", "vr900", ops("visitPlanId", plan, "arrivedAt", at, "outcome", "performed"))
		}, "planned"},
		"another provider's": {func(w *world) {
			w.write("rosa", "assistantNurse", "citizen/c1/social/lind", "visitRecord", "vr900", ops("visitPlanId", plan, "arrivedAt", at, "outcome", "performed"))
		}, "planned"},
		"another plan's": {func(w *world) { w.record("rosa", "vr900", "vp901", at, "", "performed") }, "planned"},
		"an assertion": {func(w *world) {
			w.write("kerstin", "coordinator", visits, "visitAssertion", "va1", ops("visitPlanId", plan, "kind", "confirmedMissed", "at", at))
		}, "confirmedMissed"},
		"another plan's assertion": {func(w *world) {
			w.write("kerstin", "coordinator", visits, "visitAssertion", "va1", ops("visitPlanId", "vp901", "kind", "confirmedMissed", "at", at))
		}, "planned"},
		"another citizen's assertion": {func(w *world) {
			w.write("kerstin", "coordinator", "citizen/c2/visits/ekby", "visitAssertion", "va1", ops("visitPlanId", plan, "kind", "confirmedMissed", "at", at))
		}, "planned"},
		"an assertion that was taken back, and the day does not know": {func(w *world) {
			s := w.write("kerstin", "coordinator", visits, "visitAssertion", "va1", ops("visitPlanId", plan, "kind", "confirmedMissed", "at", at))
			w.follow(s)
			w.docs["va1"] = voided(w, s.after)
		}, "planned"},
		"the assertion of a phone that does not hold it": {func(w *world) {
			w.follow(w.write("kerstin", "coordinator", visits, "visitAssertion", "va1", ops("visitPlanId", plan, "kind", "confirmedMissed", "at", at)))
			delete(w.docs, "va1")
		}, "confirmedMissed"},
	} {
		w := tage(t)
		c.do(w)
		if got := w.derive(plan, "visitStatus"); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
