package mongo_test

import (
	"errors"
	"testing"

	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Two nodes append the same number to a scope. Who lost sees what won without being told of it, and goes on from there.
func TestAppend_RacedByAnotherNodeLooksAgain(t *testing.T) {
	t.Parallel()
	uri, database := mongotest.Start(t)
	a, b := openOn(t, uri, database), openOn(t, uri, database)
	key := store.Key{Tenant: "ekby", Scope: "citizen/c1/social/ekby"}
	commit := func(seq uint64) *document.Commit {
		c := &document.Commit{Tenant: key.Tenant}
		c.Scope, c.Seq, c.Epoch = key.Scope, seq, "first"
		return c
	}
	for _, s := range []store.Store{a, b} {
		if head, err := s.Head(t.Context(), key); err != nil || head.Seq != 0 {
			t.Fatalf("at first: %d, %v", head.Seq, err)
		}
	}
	if err := a.Append(t.Context(), commit(1)); err != nil {
		t.Fatal(err)
	}
	if err := b.Append(t.Context(), commit(1)); !errors.Is(err, store.ErrTaken) {
		t.Fatalf("the second of two: %v", err)
	}
	if head, err := b.Head(t.Context(), key); err != nil || head.Seq != 1 {
		t.Errorf("who lost sees the end at %d, %v", head.Seq, err)
	}
	if err := b.Append(t.Context(), commit(2)); err != nil {
		t.Errorf("and cannot go on: %v", err)
	}
}
