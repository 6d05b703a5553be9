package mongo_test

import (
	"context"
	"fmt"
	"testing"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/mongo/model"
)

// finds counts the questions that a collection is asked.
type finds struct {
	mongo.Collection
	n int
}

func (f *finds) Find(ctx context.Context, filter any, o ...options.Lister[options.FindOptions]) (*driver.Cursor, error) {
	f.n++
	return f.Collection.Find(ctx, filter, o...)
}

// writes is a node that changes documents, and says how often it asked the database for documents meanwhile.
type writes struct {
	t    *testing.T
	s    *mongo.Store
	key  store.Key
	docs *finds
}

func newWrites(t *testing.T, db *model.Database, name string) *writes {
	node := db.Connect(name, nil)
	w := &writes{t: t, key: store.Key{Tenant: "ekby", Scope: "citizen/c1/social/ekby"}, docs: &finds{Collection: node.Collection("documents")}}
	w.s = mongo.Over(mongo.Collections{
		Commits: node.Collection("commits"), Surely: node.Surely("commits"), Documents: w.docs,
		Audit: node.Collection("audit"), Holdings: node.Collection("holdings"),
	}, mongo.Options{})
	return w
}

func (w *writes) asks(want int, ids ...string) {
	w.t.Helper()
	before := w.docs.n
	for _, id := range ids {
		c := change(w.t, w.s, w.key, id)
		if err := w.s.Finish(w.t.Context(), c); err != nil {
			w.t.Fatal(err)
		}
		if err := w.s.Close(w.t.Context(), w.key, c.Seq); err != nil {
			w.t.Fatal(err)
		}
	}
	if got := w.docs.n - before; got != want {
		w.t.Errorf("writing %v asked for documents %d times, not %d", ids, got, want)
	}
}

// Who wrote all of a scope knows what is not there; who did not asks once in vain, and then which there are.
func TestDocuments_WhatIsNotThereIsKnown(t *testing.T) {
	t.Parallel()
	db := model.New(model.Options{Unique: mongo.Unique()})
	here, there := newWrites(t, db, "here"), newWrites(t, db, "there")
	here.asks(0, "d1", "d2", "d1", "d3")
	there.asks(2, "d4", "d5")
	there.asks(0, "d6", "d7")
	there.asks(1, "d1") // it is there, and not in memory
	here.s.Stale(here.key)
	here.asks(1, "d7")
}

// What another node begins is not taken for absent by one that has heard of it.
func TestDocuments_AnothersIsNotTakenForAbsent(t *testing.T) {
	t.Parallel()
	db := model.New(model.Options{Unique: mongo.Unique()})
	here, there := newWrites(t, db, "here"), newWrites(t, db, "there")
	for n := range 4 {
		one := fmt.Sprint("d", n)
		here.asks(min(n, 1), one)
		there.s.Stale(there.key)
		stored, err := there.s.Documents(t.Context(), there.key, []string{one, "none"})
		if err != nil || stored[one].Doc == nil || len(stored) != 1 {
			t.Fatalf("%s: %v, %v", one, stored, err)
		}
		there.asks(1, fmt.Sprint("e", n))
		here.s.Stale(here.key)
	}
}

// A scope that has more documents than are kept count of asks for each that begins.
func TestDocuments_OfALargeScopeAreAskedFor(t *testing.T) {
	t.Parallel()
	w := newWrites(t, model.New(model.Options{Unique: mongo.Unique()}), "here")
	for n := range 2001 {
		w.asks(0, fmt.Sprint("d", n))
	}
	w.asks(2, "e1", "e2")
}
