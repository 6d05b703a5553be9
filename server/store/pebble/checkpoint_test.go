package pebble_test

import (
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/sync/document"
)

// A copy holds what was acknowledged before it was made, and nothing that came later; the store does not notice.
func TestCheckpoint_IsTheStoreAsItWas(t *testing.T) {
	t.Parallel()
	fs := vfs.NewMem()
	s := opened(t, fs, "store")
	key := store.Key{Tenant: "ekby", Scope: "citizen/c1/health/ekby"}
	appendEmpty(t, s, key, 1)
	if err := s.Checkpoint("copy"); err != nil {
		t.Fatal(err)
	}
	appendEmpty(t, s, key, 2)
	if err := s.Checkpoint("copy"); err == nil {
		t.Error("a copy was made over another")
	}
	for dir, want := range map[store.Store]uint64{opened(t, fs, "copy"): 1, s: 2} {
		if head, err := dir.Head(t.Context(), key); err != nil || head.Seq != want {
			t.Errorf("head %d %v, want %d", head.Seq, err, want)
		}
	}
}

func opened(t *testing.T, fs vfs.FS, dir string) *pebble.Store {
	t.Helper()
	o := pebble.Small(fs)
	o.Dir = dir
	s, err := pebble.Open(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func appendEmpty(t *testing.T, s store.Store, key store.Key, seq uint64) {
	t.Helper()
	c := &document.Commit{Tenant: key.Tenant}
	c.Scope, c.Seq, c.Epoch = key.Scope, seq, "first"
	if err := s.Append(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}
