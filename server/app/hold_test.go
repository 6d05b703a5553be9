package app_test

import (
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/push"
)

// Who holds a tenant sets its clock next. Where the clock runs nobody does, and its bells would be silent from then on.
func TestHold_NotWhereTheClockRuns(t *testing.T) {
	t.Parallel()
	s := shared(t)
	standing := tenantOn(t, s)
	running := &tenant{t: t, s: s, id: standing.id + "runs"}
	body := map[string]any{"tenant": running.id, "municipality": "ekby", "now": 0, "rows": rows()}
	if status, text := s.call(t, "POST", "/demo/tenants", "", toJSON(body)); status != 200 {
		t.Fatalf("new tenant: %d %s", status, text)
	}
	hold := func(tn *tenant, want int, code string) {
		t.Helper()
		if status, text := s.call(t, "POST", "/demo/tenants/"+tn.id+"/hold", "", nil); status != want || !strings.Contains(text, code) {
			t.Errorf("hold: %d %s", status, text)
		}
	}
	rung := func(tn *tenant) bool { k := tn.screen("amina"); return k != nil && k.Woken == 1 }
	for _, tn := range []*tenant{standing, running} {
		tn.signs("amina", "assistantNurse").greets().binds(pushToken + tn.id)
	}
	hold(running, 422, `"code":"no-transition"`)
	running.rings("amina", push.Urgent, "")
	until(t, "the bells are silent", func() bool { return rung(running) })

	hold(standing, 200, `"ok":true`)
	standing.rings("amina", push.Urgent, "")
	if rung(standing) {
		t.Error("it is not held")
	}
	standing.setClock(standing.clock() + 1)
	if !rung(standing) { // who set the clock finds it done
		t.Error("the clock was set, and it is held still")
	}
	hold(&tenant{id: "nobody"}, 404, `"code":"not-found"`)
}
