package mongo_test

import (
	"context"
	"flag"
	"os"
	"testing"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/suite"
)

// open opens a store of its own database, with changes to its options.
func open(t testing.TB, change ...func(*mongo.Options)) *mongo.Store {
	t.Helper()
	uri, database := mongotest.Start(t)
	return openOn(t, uri, database, change...)
}

func openOn(t testing.TB, uri, database string, change ...func(*mongo.Options)) *mongo.Store {
	t.Helper()
	o := mongo.Options{URI: uri, Database: database, Schema: schema.Embedded()}
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

// connect is a connection beside the store's, to look at what it keeps.
func connect(t testing.TB, uri string) *driver.Client {
	t.Helper()
	c, err := driver.Connect(options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Disconnect(context.Background()) }) // the test is over
	return c
}

// What every store promises; and no query that no index serves.
func TestStore_HoldsWhatStoresPromise(t *testing.T) {
	suite.Scale = 25 // FerretDB reads all rows for a range
	watched := newShapes()
	t.Run("suite", func(t *testing.T) {
		suite.Run(t, func(t testing.TB) store.Store {
			return open(t, func(o *mongo.Options) { o.Monitor = watched.monitor() })
		})
	})
	uri, database := mongotest.Start(t)
	openOn(t, uri, database)
	watched.check(t, indexesOf(t, uri, database))
}

// TestMain draws fewer histories on FerretDB, which reads whole collections for a range: it is there to be right, not fast.
func TestMain(m *testing.M) {
	flag.Parse()
	if os.Getenv("SAMSYN_TEST_MONGODB_URI") == "" && flag.Lookup("rapid.checks").Value.String() == "100" {
		_ = flag.Set("rapid.checks", "8") // the flag is there, and 8 is a number
	}
	os.Exit(m.Run())
}
