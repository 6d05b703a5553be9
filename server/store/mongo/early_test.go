package mongo_test

import (
	"errors"
	"testing"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/mongo/model"
)

// A node tries to finish a commit whose predecessor is not finished. Between its write, which changes nothing, and its look at
// what there is, another node finishes the predecessor. The commit is not finished all the same: closed, its change would be in no
// document, and no later one of the same document could be finished ever.
func TestFinish_IsEarlyAlsoWhenItsTurnComesMeanwhile(t *testing.T) {
	t.Parallel()
	db := model.New(model.Options{Unique: mongo.Unique()})
	here, there := db.Connect("here", nil), overModel(db.Connect("there", nil))
	documents := &late{Collection: here.Collection("documents")}
	s := mongo.Over(mongo.Collections{
		Commits: here.Collection("commits"), Surely: here.Surely("commits"), Documents: documents,
		Audit: here.Collection("audit"), Holdings: here.Collection("holdings"),
	}, mongo.Options{})
	key := store.Key{Tenant: "ekby", Scope: "citizen/c1/social/ekby"}
	first := change(t, s, key, "d1")
	if err := s.Finish(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	second := change(t, there, key, "d1")
	s.Stale(key)
	third := changeOn(t, s, key, second)
	documents.first = func() {
		if err := there.Finish(t.Context(), second); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Finish(t.Context(), third); !errors.Is(err, store.ErrEarly) {
		t.Errorf("finished before its turn: %v", err)
	}
	if err := s.Finish(t.Context(), third); err != nil {
		t.Errorf("in its turn: %v", err)
	}
	for _, s := range []*mongo.Store{s, there} {
		s.Stale(key)
		stored, err := s.Documents(t.Context(), key, []string{"d1"})
		if err != nil || stored["d1"].Doc == nil || stored["d1"].Doc.Seq != third.Seq {
			t.Errorf("the document is %+v, %v", stored["d1"].Doc, err)
		}
	}
}
