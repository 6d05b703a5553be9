package mongo_test

import (
	"context"
	"slices"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"

	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/server/store/mongo"
)

// Few commits have a deadline, and only those are asked to be in its index. A database that has no such indexes gets one of all
// commits, and is served by it.
func TestIndexes_OnlyDeadlinesAreInTheirs(t *testing.T) {
	t.Parallel()
	var mu sync.Mutex
	only := map[string]bson.Raw{} // by collection and keys
	uri, database := mongotest.Start(t)
	openOn(t, uri, database, func(o *mongo.Options) {
		o.Monitor = &event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
			if e.CommandName != "createIndexes" {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			if filter, some := e.Command.Lookup("indexes", "0", "partialFilterExpression").DocumentOK(); some {
				only[e.Command.Lookup("createIndexes").StringValue()+" "+e.Command.Lookup("indexes", "0", "key").Document().String()] = slices.Clone(filter)
			}
		}}
	})
	mu.Lock()
	defer mu.Unlock()
	const deadlines = `commits {"tenant": {"$numberInt":"1"},"due.due": {"$numberInt":"1"}}`
	if got := only[deadlines].String(); len(only) != 1 || got != `{"due.due": {"$exists": true}}` {
		t.Errorf("asked for %v", only)
	}
	due := query{collection: "commits", equal: []string{"tenant"}, ranged: []string{"due.due"}}
	if !slices.ContainsFunc(indexesOf(t, uri, database)["commits"], func(x index) bool { return x.serves(due) }) {
		t.Error("no index serves deadlines")
	}
}
