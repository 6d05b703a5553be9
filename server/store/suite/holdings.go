package suite

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var holdingClaims = []claim{
	{"Hold_IsFoundByLoginAndByScope", func(t *testing.T, s store.Store) {
		for _, tenant := range tenants {
			hold(t, s, tenant, "r1", 1, held("r1", "citizen/c1/health/ekby", 10, 0, 0), held("r1", "citizen/c1/card/ekby", 10, 20, 0))
			hold(t, s, tenant, "r11", 2, held("r11", "citizen/c1/health/ekby", 11, 20, 30), held("r11", "citizen/c11/health/ekby", 12, 0, 0))
		}
		for prefix, want := range map[string]string{
			"citizen/c1/": " r1 card 10 20 0 r1 health 10 0 0 r11 health 11 20 30", "citizen/c11/": " r11 health 12 0 0",
			"citizen/c1/health/ekby": " r1 health 10 0 0 r11 health 11 20 30", "citizen/c1/health/ek": " r1 health 10 0 0 r11 health 11 20 30", "team/": "",
		} {
			got := ""
			for h := range all(t, s.Holders(t.Context(), key.Tenant, prefix)) {
				got += fmt.Sprint(" ", h.Replica, " ", h.Scope.Compartment(), " ", h.Since, " ", h.PurgeAskedAt, " ", h.PurgedAt)
			}
			if got != want {
				t.Errorf("%s: got%s, want%s", prefix, got, want)
			}
		}
		c, list, err := s.HeldBy(t.Context(), key.Tenant, "r1")
		if err != nil {
			t.Fatal(err)
		}
		want := []store.Holding{held("r1", "citizen/c1/card/ekby", 10, 20, 0), held("r1", "citizen/c1/health/ekby", 10, 0, 0)}
		if diff := cmp.Diff(want, list); diff != "" || c != contact("r1", 1) {
			t.Errorf("got %+v and -want +got\n%s", c, diff)
		}
	}},
	{"Hold_AgainIsTheSameHoldingChanged", func(t *testing.T, s store.Store) {
		h := held("r1", scope, 10, 0, 0)
		hold(t, s, key.Tenant, "r1", 1, h)
		h.PurgeAskedAt, h.PurgedAt = 20, 30
		hold(t, s, key.Tenant, "r1", 2, h)
		if c, list, err := s.HeldBy(t.Context(), key.Tenant, "r1"); err != nil || len(list) != 1 || list[0] != h || c.Last != 2 {
			t.Errorf("got %+v %+v %v", c, list, err)
		}
	}},
	{"Touch_MovesContactsOnly", func(t *testing.T, s store.Store) {
		hold(t, s, key.Tenant, "r1", 1, held("r1", scope, 10, 0, 0))
		if err := s.Touch(t.Context(), key.Tenant, contact("r1", 9), contact("r2", 8)); err != nil {
			t.Fatal(err)
		}
		for replica, want := range map[string]int64{"r1": 9, "r2": 8, "r3": 0} {
			c, list, err := s.HeldBy(t.Context(), key.Tenant, replica)
			if err != nil || c.Last != want || (replica == "r3") != (c.Replica == "") || len(list) != map[string]int{"r1": 1}[replica] {
				t.Errorf("%s: got %+v %+v %v", replica, c, list, err)
			}
		}
	}},
	{"Hold_TakesNoNamesThatBreakKeys", func(t *testing.T, s store.Store) {
		for _, c := range []store.Contact{contact("", 1), contact("r\x00", 1)} {
			if s.Hold(t.Context(), key.Tenant, c) == nil || s.Touch(t.Context(), key.Tenant, c) == nil {
				t.Errorf("%q was taken", c.Replica)
			}
		}
		if s.Hold(t.Context(), key.Tenant, contact("r1", 1), held("r1", "", 1, 0, 0)) == nil {
			t.Error("no scope was taken")
		}
		if c, _, err := s.HeldBy(t.Context(), key.Tenant, "r1"); err != nil || c.Replica != "" {
			t.Errorf("something of it is there: %+v %v", c, err)
		}
	}},
}

func held(replica string, scope document.Scope, since, asked, purged int64) store.Holding {
	return store.Holding{Scope: scope, Replica: replica, Since: since, PurgeAskedAt: asked, PurgedAt: purged}
}

func contact(replica string, last int64) store.Contact {
	return store.Contact{Who: store.Who{Actor: "s1", Device: "D-14", Replica: replica}, First: 1, Last: last}
}

func hold(t testing.TB, s store.Store, tenant, replica string, last int64, list ...store.Holding) {
	t.Helper()
	if err := s.Hold(t.Context(), tenant, contact(replica, last), list...); err != nil {
		t.Fatal(err)
	}
}
