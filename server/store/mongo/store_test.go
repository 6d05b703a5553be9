package mongo_test

import (
	"testing"

	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/suite"
)

// open opens a store of its own database, with changes to its options.
func open(t testing.TB, change ...func(*mongo.Options)) *mongo.Store {
	t.Helper()
	uri, database := mongotest.Start(t)
	o := mongo.Options{URI: uri, Database: database}
	for _, f := range change {
		f(&o)
	}
	s, err := mongo.Open(t.Context(), o)
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

func TestStore_HoldsWhatStoresPromise(t *testing.T) {
	suite.Scale = 25 // FerretDB reads all rows for a range
	suite.Run(t, func(t testing.TB) store.Store { return open(t) })
}
