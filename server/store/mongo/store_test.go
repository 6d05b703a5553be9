package mongo_test

import (
	"flag"
	"os"
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

// TestMain draws fewer histories on FerretDB, which reads whole collections for a range: it is there to be right, not fast.
func TestMain(m *testing.M) {
	flag.Parse()
	if os.Getenv("SAMSYN_TEST_MONGODB_URI") == "" && flag.Lookup("rapid.checks").Value.String() == "100" {
		_ = flag.Set("rapid.checks", "8") // the flag is there, and 8 is a number
	}
	os.Exit(m.Run())
}
