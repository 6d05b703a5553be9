package suite

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var markClaims = []claim{
	{"Open_GivesCommitsInOrderUntilClosed", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		for range 4 {
			w.write(t, "text", "d1")
		}
		wantOpen(t, s, 1, 2, 3, 4)
		w.finish(t, w.commits[0])
		wantOpen(t, s, 1, 2, 3, 4)
		w.close(t, w.commits[0])
		w.close(t, w.commits[2])
		wantOpen(t, s, 2, 4)
		w.close(t, w.commits[2])
		w.close(t, w.commits[1])
		w.close(t, w.commits[3])
		wantOpen(t, s)
		w.write(t, "text", "d1")
		wantOpen(t, s, 5)
	}},
	{"Close_OfNothingIsNothing", func(t *testing.T, s store.Store) {
		if err := s.Close(t.Context(), key, 1); err != nil {
			t.Error(err)
		}
		newWriter(s, key).write(t, "text", "d1")
		if err := s.Close(t.Context(), key, 2); err != nil {
			t.Error(err)
		}
		wantOpen(t, s, 1)
	}},
	{"Open_GivesTheCommitAsAppended", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		c := w.write(t, "text", "d1")
		for got := range all(t, s.Open(t.Context(), key)) {
			if got.Hash != c.Hash || got.Tenant != key.Tenant || len(got.Changes) != 1 {
				t.Errorf("got %+v", got.Header)
			}
			w.finish(t, got)
		}
		wantStored(t, s, key, "d1", w.docs["d1"])
	}},
	{"Open_OfTheZeroKeyGivesAllInOrder", func(t *testing.T, s store.Store) {
		keys := []store.Key{
			{Tenant: "ek", Scope: "citizen/c1/health/ekby"}, {Tenant: "ek", Scope: "tenant/directory"},
			{Tenant: "ekby", Scope: "citizen/c1/health/ekby"}, {Tenant: "ekby", Scope: "citizen/c10/health/ekby"},
		}
		type place struct {
			Key store.Key
			Seq uint64
		}
		var want []place
		for _, k := range keys {
			want = append(want, place{k, 1}, place{k, 2})
		}
		for _, i := range []int{2, 0, 3, 1} {
			w := newWriter(s, keys[i])
			w.write(t, "text", "d1")
			w.write(t, "text", "d1")
		}
		var got []place
		for c := range all(t, s.Open(t.Context(), store.Key{})) {
			got = append(got, place{store.Key{Tenant: c.Tenant, Scope: c.Scope}, c.Seq})
			if err := s.Close(t.Context(), store.Key{Tenant: c.Tenant, Scope: c.Scope}, c.Seq); err != nil { // as the sweep does
				t.Error(err)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
		for range all(t, s.Open(t.Context(), store.Key{})) {
			t.Error("open after all were closed")
		}
	}},
}

func openSeqs(t testing.TB, s store.Store, key store.Key) (seqs []uint64) {
	t.Helper()
	for c := range all(t, s.Open(t.Context(), key)) {
		seqs = append(seqs, c.Seq)
	}
	return seqs
}

func wantOpen(t testing.TB, s store.Store, want ...uint64) {
	t.Helper()
	if diff := cmp.Diff(want, openSeqs(t, s, key)); diff != "" {
		t.Errorf("open commits: -want +got\n%s", diff)
	}
	for c := range all(t, s.Open(t.Context(), store.Key{})) {
		if c.Scope != document.Scope(key.Scope) {
			t.Errorf("got an open commit of %s", c.Scope)
		}
	}
}
