package suite

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// traps are names that begin, end or look like each other.
var traps = []store.Key{
	{Tenant: "ek", Scope: "citizen/c1/health/ekby"}, {Tenant: "ekby", Scope: "citizen/c1/health/ekby"},
	{Tenant: "ekbyn", Scope: "citizen/c1/health/ekby"}, {Tenant: "ekby", Scope: "citizen/c1/health/ekbyn"},
	{Tenant: "ekby", Scope: "citizen/c1/health/ek"}, {Tenant: "ekby", Scope: "citizen/c11/health/ekby"},
	{Tenant: "ekby", Scope: "tenant/directory"}, {Tenant: "ek", Scope: "byn"}, {Tenant: "ekby", Scope: "n"},
}

var isolationClaims = []claim{
	{"Scopes_AndTenantsDoNotLeak", func(t *testing.T, s store.Store) {
		var writers []*writer
		for i, k := range traps {
			w := newWriter(s, k)
			for n := range i + 1 {
				c := w.write(t, "text", "d1", "d"+string(k.Scope), "d1\x00x")
				if n <= 4 {
					w.finish(t, c)
				}
				if n <= 2 {
					w.close(t, c)
				}
			}
			writers = append(writers, w)
		}
		for i, w := range writers {
			if got := len(CheckLog(t, s, w.key)); got != i+1 {
				t.Errorf("%v: got %d commits, want %d", w.key, got, i+1)
			}
			w.wantState(t)
			for c := range all(t, s.Open(t.Context(), w.key)) {
				if c.Scope != w.key.Scope || c.Tenant != w.key.Tenant {
					t.Errorf("%v: got an open commit of %s %s", w.key, c.Tenant, c.Scope)
				}
			}
			wantKnownOnlyHere(t, s, w)
		}
	}},
	{"Scopes_AreThoseWithALogInOrder", func(t *testing.T, s store.Store) {
		want := map[string][]document.Scope{}
		for _, k := range traps {
			newWriter(s, k).write(t, "text", "d1")
			want[k.Tenant] = append(want[k.Tenant], k.Scope)
		}
		if _, err := s.Head(t.Context(), store.Key{Tenant: "ekby", Scope: "asked/for/but/empty"}); err != nil {
			t.Error(err)
		}
		for tenant, scopes := range want {
			slices.Sort(scopes)
			var got []document.Scope
			for scope := range all(t, s.Scopes(t.Context(), tenant)) {
				got = append(got, scope)
			}
			if diff := cmp.Diff(scopes, got); diff != "" {
				t.Errorf("%s: -want +got\n%s", tenant, diff)
			}
		}
		for range all(t, s.Scopes(t.Context(), "e")) {
			t.Error("a tenant that is not there has a scope")
		}
	}},
	{"Append_RefusesNamesThatBreakTheOrder", func(t *testing.T, s store.Store) {
		for _, k := range []store.Key{{}, {Tenant: "ekby"}, {Scope: scope}, {Tenant: "ek\x00by", Scope: scope}, {Tenant: "ekby", Scope: "a\x00b"}} {
			if err := s.Append(t.Context(), newWriter(s, k).build("text", "d1")); err == nil || isTaken(err) {
				t.Errorf("%q: got %v, want an error", k, err)
			}
		}
	}},
}

func wantKnownOnlyHere(t *testing.T, s store.Store, w *writer) {
	t.Helper()
	edit := editID(w.key, 1, "d1")
	for _, tenant := range tenants {
		got, err := s.Known(t.Context(), tenant, []string{edit})
		if err != nil {
			t.Fatal(err)
		}
		if k, ok := got[edit]; ok != (tenant == w.key.Tenant) || ok && (k.Scope != w.key.Scope || k.Seq != 1) {
			t.Errorf("%s in %s: got %+v", edit, tenant, got)
		}
	}
}
