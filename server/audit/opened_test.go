package audit_test

import (
	"testing"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Each opening stands in the citizen's log once, with its reason, however often its commit is told.
func TestOpened_StandsInTheLogOnceWithItsReason(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	own := document.Scope("staff/amina/own/ekby")
	for id, kind := range map[string]string{"o1": "outside", "o2": "emergency"} {
		if v := w.writes("amina", w.now, own, "opening", id, "citizenId", "c28", "kind", kind, "reason", "Larm från grannen "+id, "state", "open"); v.Kind == document.Refused {
			t.Fatalf("%+v", v)
		}
	}
	w.writes("amina", w.now, own, "opening", "o1", "state", "closed")
	want := map[string]string{"o1": "openedOutside", "o2": "emergency"}
	for range 2 {
		for c, err := range w.store.Commits(t.Context(), store.Key{Tenant: tenantID, Scope: own}, 1, 0) {
			if err != nil {
				t.Fatal(err)
			}
			if err := w.book.Opened(t.Context(), schema.Embedded(), c); err != nil {
				t.Fatal(err)
			}
		}
	}
	n := 0
	for e, err := range w.store.Events(t.Context(), tenantID, store.Subject{Citizen: "c28"}, 0, w.now+1) {
		if n++; err != nil || e.Action != want[e.Doc] || e.Actor != "amina" || e.Role != "assistantNurse" || e.Unit != "ekby" || e.Note != "Larm från grannen "+e.Doc {
			t.Errorf("%+v %v", e, err)
		}
	}
	if n != 2 || w.counts["emergency"] != 1 {
		t.Errorf("%d events, counted %v", n, w.counts)
	}
}
