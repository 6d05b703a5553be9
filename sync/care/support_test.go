package care_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
)

const tagesCard = document.Scope("citizen/c1/card/ekby")

// Trap T7: silence about the visits of a person who died, or has no support any more, is no alarm.
func TestSupportEnds_NoAlarmAfterwards(t *testing.T) {
	t.Parallel()
	for name, row := range map[string]struct {
		do   func(w *world)
		want int
	}{
		"goes on": {func(w *world) { w.card("active") }, 1},
		"paused":  {func(w *world) { w.card("active", "paused") }, 1},
		"ended":   {func(w *world) { w.card("active", "ended") }, 0},
		"died":    {func(w *world) { w.card("active", "deceased") }, 0},
		"died after it had ended": {func(w *world) {
			w.card("active", "ended", "deceased")
			if got := document.Unquote(w.shown(care.SupportID(visits), "support")); got != "deceased" {
				w.t.Errorf("the visits hear of %q", got)
			}
		}, 0},
		"said of the wrong person, and taken back": {func(w *world) {
			w.card("active", "deceased")
			before := w.docs["c1"]
			w.follow(step{before: before, after: voided(w, before)})
		}, 1},
		"somebody else died": {func(w *world) {
			w.follow(w.load("citizen/c2/card/ekby", "citizen", "c2", ops("state", "deceased")))
		}, 1},
		"another provider's citizen died": {func(w *world) {
			w.follow(w.load(tagesCard, "citizen", "c1", ops("state", "deceased", "providerOrgId", "omsorgen")))
			if w.docs[care.SupportID("citizen/c1/visits/omsorgen")] == nil {
				w.t.Error("the provider's visits do not hear of it")
			}
		}, 1},
		"died while she was written in": {func(w *world) {
			w.follow(w.load(tagesCard, "citizen", "c1", ops("state", "deceased")))
		}, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := tage(t)
			row.do(w)
			w.now = millis(t, "2026-11-24T07:30:00Z")
			if got := len(w.due("suspectMissed", "vp900")); got != row.want {
				t.Errorf("%d alarms, want %d", got, row.want)
			}
		})
	}
}

// card lets Tage's card go through states; the visits hear of each once.
func (w *world) card(states ...string) {
	w.t.Helper()
	for _, state := range states {
		w.follow(w.load(tagesCard, "citizen", "c1", ops("state", state)))
		s := w.load(tagesCard, "citizen", "c1", ops("strengths", add("s"+state, "Sjunger")))
		if writes, err := care.Follow(types.Types["citizen"], s.before, s.after, w.facts()); err != nil || len(writes) > 0 {
			w.t.Errorf("%s is told again: %v, %v", state, writes, err)
		}
	}
}
