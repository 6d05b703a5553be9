package move_test

import (
	"flag"
	"fmt"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/server/move"
	"github.com/samsyn/samsyn/server/store/mongo"
)

// newMongo opens a store in a database of its own.
func newMongo(t testing.TB) *mongo.Store {
	t.Helper()
	uri, database := mongotest.Start(t)
	s, err := mongo.Open(t.Context(), mongo.Options{URI: uri, Database: database, Schema: schema.Embedded()})
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

// One tenant of many kinds of things goes from the embedded store to MongoDB and back.
func TestMove_ThroughMongoDBGivesEqualBytes(t *testing.T) {
	t.Parallel()
	for seed := range 4 {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			from, through, to := newPebble(t), newMongo(t), newPebble(t)
			rapid.Custom(func(rt *rapid.T) int { draw(t, rt, from); return 0 }).Example(seed)
			first, sum := export(t, from)
			if got := take(t, through, first, move.Options{}); got != sum {
				t.Errorf("into MongoDB: got\n%s\nwant\n%s", got, sum)
			}
			second, _ := export(t, through)
			if diff := cmp.Diff(first, second); diff != "" {
				t.Fatalf("out of MongoDB: -want +got\n%s", diff)
			}
			wantSame(t, from, through)
			take(t, to, second, move.Options{})
			if third, _ := export(t, to); third != first {
				t.Errorf("back again: -want +got\n%s", cmp.Diff(first, third))
			}
			wantSame(t, from, to)
		})
	}
}

// A MongoDB that fails in the middle of an import takes the rest of it later.
func TestImport_GoesOnInMongoDB(t *testing.T) {
	t.Parallel()
	from, to := newPebble(t), newMongo(t)
	for _, scope := range scopes {
		h := newHistory(t, from, scope)
		h.commit("ett", "a")
		h.commit("två", "a", "b")
	}
	lines, _ := export(t, from)
	for n := 3; ; n += 5 { // each time a few lines more
		if goOn(t, to, lines, n) {
			break
		}
	}
	if again, _ := export(t, to); again != lines {
		t.Errorf("-want +got\n%s", cmp.Diff(lines, again))
	}
}

func TestMain(m *testing.M) {
	flag.Parse()
	if flag.Lookup("rapid.checks").Value.String() == "100" {
		_ = flag.Set("rapid.checks", "40") // the flag is there, and 40 is a number
	}
	os.Exit(m.Run())
}
