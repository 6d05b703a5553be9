package mongo_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/mongotest"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

const (
	lane = document.Scope("citizen/c1/card/ekby")
	noon = int64(1_795_500_000_000)
)

// A batch to a scope that this node has written before costs two round trips before its verdict, also one of new documents: were
// its edits answered, and the insert. This is the hot path of a municipality.
func TestStore_ABatchCostsTwoRoundTripsBeforeItsVerdict(t *testing.T) {
	t.Parallel()
	uri, database := mongotest.Start(t)
	watched := newShapes()
	s := openOn(t, uri, database, func(o *mongo.Options) { o.Monitor = watched.monitor() })
	ids := 0
	f := flow.New(flow.Options{
		Store: s, Schema: schema.Embedded(), Publish: func(store.Key, *document.Commit) {}, NewID: func() string { ids++; return fmt.Sprint("id", ids) },
		Tenant: func(id string) (flow.Tenant, bool) {
			return flow.Tenant{ID: id, Municipality: "ekby", Now: func() int64 { return noon }}, true
		},
	})
	author := flow.Author{Actor: access.Actor{Tenant: "ekby", Kind: access.Server, ID: "server"}, Replica: "loader"}
	clock := hlc.NewClock("loader", "")
	edit := func(n int, create bool) flow.Incoming {
		text, err := json.Marshal(fmt.Sprintf("Jag vill gå till affären %d.", n))
		if err != nil {
			t.Fatal(err)
		}
		return flow.Incoming{Edit: document.Edit{
			ID: fmt.Sprintf("01J%023d", n), Scope: lane, Doc: "c1", Type: "citizen", Create: create, Stamp: clock.Tick(noon),
			Changes: map[string]document.Op{"whatMattersToMe": {Set: text}}, OnBehalfOf: "citizen",
		}}
	}
	submit := func(batch ...flow.Incoming) int {
		before, after := total(watched), -1
		f.Submit(author, batch, func(v []document.Verdict, err error) {
			if err != nil || len(v) != len(batch) || v[0].Kind == document.Refused {
				t.Errorf("%+v %v", v, err)
			}
			after = total(watched)
		})
		for ready := f.Ready(); len(ready) > 0; ready = f.Ready() {
			for g := f.Take(ready[0]); !g.Step(context.Background()); {
			}
		}
		return after - before
	}
	note := func(n int) flow.Incoming {
		return flow.Incoming{Edit: document.Edit{
			ID: fmt.Sprintf("01K%023d", n), Scope: "citizen/c1/social/ekby", Doc: fmt.Sprintf("v%d", n), Type: "visitNote", Create: true,
			Stamp: clock.Tick(noon), Changes: map[string]document.Op{"text": {Add: map[string]jsontext.Value{"e1": jsontext.Value(`{"at":"2026-11-24T08:00:00Z","text":"Åt gott."}`)}}},
		}}
	}
	submit(edit(1, true)) // the directory, the head and the document are read once
	for n := 2; n < 30; n += 3 {
		if trips := submit(edit(n, false), edit(n+1, false), edit(n+2, false)); trips != 2 {
			t.Errorf("batch %d cost %d round trips before its verdict", n, trips)
		}
	}
	submit(note(1)) // the head is read once
	for n := 2; n < 30; n += 3 {
		if trips := submit(note(n), note(n+1), note(n+2)); trips != 2 {
			t.Errorf("batch %d of new notes cost %d round trips before its verdict", n, trips)
		}
	}
}

func total(s *shapes) (n int) {
	for _, count := range s.commands() {
		n += count
	}
	return n
}
