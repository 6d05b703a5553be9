package suite

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/store"
)

var listClaims = []claim{
	{"ReadMarks_GivesEachReplicasLastInOrder", func(t *testing.T, s store.Store) {
		mark := func(replica string, upTo uint64) store.ReadMark {
			return store.ReadMark{Replica: replica, UpTo: upTo, Link: "ab"}
		}
		for _, tenant := range tenants {
			recordMarks(t, s, tenant, mark("r2", 1), mark("r11", 4))
			record(t, s, tenant, read("c1", "s1", 10))
			recordMarks(t, s, tenant, mark("r1", 2), mark("r2", 3))
		}
		var got []store.ReadMark
		for m := range all(t, s.ReadMarks(t.Context(), key.Tenant)) {
			got = append(got, m)
		}
		if diff := cmp.Diff([]store.ReadMark{mark("r1", 2), mark("r11", 4), mark("r2", 3)}, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
		for m := range all(t, s.ReadMarks(t.Context(), "nobody")) {
			t.Errorf("a tenant that is not there has %+v", m)
		}
	}},
	{"Logins_GivesEveryContactInOrder", func(t *testing.T, s store.Store) {
		for _, tenant := range tenants {
			hold(t, s, tenant, "r2", 1, held("r2", scope, 10, 0, 0))
			hold(t, s, tenant, "r11", 3)
			if err := s.Touch(t.Context(), tenant, contact("r1", 7), contact("r2", 8)); err != nil {
				t.Fatal(err)
			}
		}
		var got []store.Contact
		for c := range all(t, s.Logins(t.Context(), key.Tenant)) {
			got = append(got, c)
		}
		if diff := cmp.Diff([]store.Contact{contact("r1", 7), contact("r11", 3), contact("r2", 8)}, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
		for c := range all(t, s.Logins(t.Context(), "nobody")) {
			t.Errorf("a tenant that is not there has %+v", c)
		}
	}},
}

func recordMarks(t testing.TB, s store.Store, tenant string, marks ...store.ReadMark) {
	t.Helper()
	if err := s.Record(t.Context(), tenant, nil, marks...); err != nil {
		t.Fatal(err)
	}
}
