package suite

import (
	"context"
	"iter"
	"testing"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// all takes a sequence's values; an error ends the test.
func all[V any](t testing.TB, seq iter.Seq2[V, error]) iter.Seq[V] {
	return func(yield func(V) bool) {
		t.Helper()
		for v, err := range seq {
			if err != nil {
				t.Fatal(err)
			}
			if !yield(v) {
				return
			}
		}
	}
}

// checkLogs reads all logs of the tenants through.
func checkLogs(t testing.TB, s store.Store, tenants ...string) {
	t.Helper()
	for _, tenant := range tenants {
		for scope, err := range s.Scopes(context.Background(), tenant) { // the test's own context has ended in a cleanup
			if err != nil {
				t.Fatal(err)
			}
			CheckLog(t, s, store.Key{Tenant: tenant, Scope: scope})
		}
	}
}

// CheckLog checks that a scope's log has no gap, that its hash chain is whole, and that it ends at the head. It gives the
// commits. A log may grow meanwhile: it is read on until it is where the head says.
func CheckLog(t testing.TB, s store.Store, key store.Key) []*document.Commit {
	t.Helper()
	ctx := context.Background()
	var head document.Head
	var commits []*document.Commit
	for seen := uint64(0); ; {
		for c := range all(t, s.Commits(ctx, key, head.Seq+1, 0)) {
			head = follows(t, key, head, c)
			commits = append(commits, c)
		}
		got, err := s.Head(ctx, key)
		if err != nil {
			t.Fatal(err)
		}
		if got.Seq <= max(head.Seq, seen) { // the same head twice: what it says and was not read is missing
			wantHead(t, key, got, head)
			return commits
		}
		seen = got.Seq
	}
}

// follows checks that a stored commit is the next after a head, and gives the head after it.
func follows(t testing.TB, key store.Key, head document.Head, c *document.Commit) document.Head {
	t.Helper()
	hash := c.Hash
	sealed, err := c.Seal()
	if err != nil {
		t.Fatal(err)
	}
	if head, err = document.Verify(sealed, head); err != nil || hash != head.Hash || c.Tenant != key.Tenant || c.Scope != key.Scope {
		t.Fatalf("%v %d: %v; stored hash %s, computed %s", key, c.Seq, err, hash, head.Hash)
	}
	return head
}

func wantHead(t testing.TB, key store.Key, got, want document.Head) {
	t.Helper()
	gotParent, wantParent := document.Base{}, document.Base{}
	if got.Parent != nil {
		gotParent = *got.Parent
	}
	if want.Parent != nil {
		wantParent = *want.Parent
	}
	if gotParent != wantParent {
		t.Errorf("%v: got fork %v, want %v", key, gotParent, wantParent)
	}
	got.Parent, want.Parent = nil, nil
	if got != want {
		t.Errorf("%v: got head %+v, want %+v", key, got, want)
	}
}
