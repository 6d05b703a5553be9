package mongo_test

import (
	"testing"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/mongo/model"
	"github.com/samsyn/samsyn/server/store/suite"
)

// TestModel_HoldsWhatStoresPromise runs the suite over package model: what the simulation runs over is right where nothing
// fails.
func TestModel_HoldsWhatStoresPromise(t *testing.T) {
	t.Parallel()
	suite.Run(t, func(testing.TB) store.Store {
		return overModel(model.New(model.Options{Unique: mongo.Unique()}).Connect("a", nil))
	})
}

func overModel(c *model.Client) *mongo.Store {
	return mongo.Over(mongo.Collections{
		Commits: c.Collection("commits"), Surely: c.Surely("commits"), Documents: c.Collection("documents"),
		Audit: c.Collection("audit"), Holdings: c.Collection("holdings"), Bells: c.Collection("bells"),
	}, mongo.Options{})
}

func TestModel_TwoNodesAgree(t *testing.T) {
	t.Parallel()
	suite.RunShared(t, func(testing.TB) (a, b store.Shared) {
		db := model.New(model.Options{Unique: mongo.Unique()})
		return overModel(db.Connect("a", nil)), overModel(db.Connect("b", nil))
	})
}
