package flow_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/notice"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

const (
	tenantID = "t1"
	social   = document.Scope("citizen/c1/social/ekby")
	card     = document.Scope("citizen/c1/card/ekby")
)

// world is a flow that the test steps, on a store in memory, with a tenant of two staff and a citizen.
type world struct {
	t         *testing.T
	store     store.Store
	flow      *flow.Flow
	now       int64
	ids       int
	published []*document.Commit
	stamps    map[string]*hlc.Clock
	last      map[string]hlc.Stamp
	lastStep  string
	rules     *schema.Set
	due       dueRule  // nil: care's
	rung      []string // who was woken, for what
	news      []notice.News
	ringFails int // how often waking fails, first
}

func newWorld(t *testing.T) *world {
	t.Helper()
	s, err := pebble.Open(pebble.Small(vfs.NewMem()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	w := &world{t: t, store: s, now: 1_795_500_000_000, stamps: map[string]*hlc.Clock{}, last: map[string]hlc.Stamp{}, rules: schema.Embedded()}
	w.restart()
	w.load("staffMember", "amina", ops("name", "Amina", "employerOrgId", "ekby", "roles", []string{"assistantNurse"}, "state", "active"))
	w.load("staffMember", "jonas", ops("name", "Jonas", "employerOrgId", "ekby", "roles", []string{"occupationalTherapist"}, "state", "active"))
	w.load("staffMember", "eva", ops("name", "Eva", "employerOrgId", "ekby", "roles", []string{"assistantNurse"}, "state", "active"))
	w.load("careTeam", "norra", ops("name", "Norra", "providerOrgId", "ekby", "state", "active", "members", []any{
		map[string]any{"staffId": "amina", "parts": []int{1, 2}}, map[string]any{"staffId": "jonas", "parts": []int{2}}}))
	w.load("careAssignment", "as1", ops("teamId", "norra", "citizenId", "c1", "providerOrgId", "ekby", "state", "active", "reason", "teamMember"))
	return w
}

// restart makes a new flow on the same store, as after a crash.
func (w *world) restart() {
	w.flow = flow.New(flow.Options{
		Store: w.store, Schema: w.rules,
		Tenant: func(id string) (flow.Tenant, bool) {
			return flow.Tenant{ID: id, Municipality: "ekby", Now: func() int64 { return w.now }}, id == tenantID
		},
		NewID: func() string { w.ids++; return fmt.Sprintf("id%d", w.ids) },
		Ring: func(_ context.Context, _, who string, n notice.News) error {
			if w.ringFails > 0 {
				w.ringFails--
				return errors.New("no ringing today")
			}
			w.news = append(w.news, n)
			w.rung = append(w.rung, fmt.Sprint(who, " ", n.Class, " ", n.Soon))
			return nil
		},
		Publish: func(_ store.Key, c *document.Commit) { w.published = append(w.published, c) },
	})
	if w.due != nil {
		w.flow.SetDue(w.due)
	}
}

// run steps everything to its end.
func (w *world) run() {
	for ready := w.flow.Ready(); len(ready) > 0; ready = w.flow.Ready() {
		g := w.flow.Take(ready[0])
		for !g.Step(context.Background()) {
			w.lastStep = g.Name()
		}
	}
}

func ops(pairs ...any) map[string]document.Op {
	m := map[string]document.Op{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = document.Op{Set: value(pairs[i+1])}
	}
	return m
}

func value(v any) jsontext.Value {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(err)
	}
	return text
}

// edit makes an edit of a replica named after its author.
func (w *world) edit(by string, scope document.Scope, typ, doc string, base uint64, changes map[string]document.Op) document.Edit {
	replica := "r" + by
	if w.stamps[replica] == nil {
		w.stamps[replica] = hlc.NewClock(replica, "")
	}
	w.ids++
	e := document.Edit{
		ID: fmt.Sprintf("01J%023d", w.ids), Scope: scope, Doc: doc, Type: typ, Changes: changes,
		Stamp: w.stamps[replica].Tick(w.now), After: w.last[replica], Base: document.Base{Epoch: w.head(scope).Epoch, Seq: base},
	}
	w.last[replica] = e.Stamp
	return e
}

func (w *world) create(by string, scope document.Scope, typ, doc string, changes map[string]document.Op) document.Edit {
	e := w.edit(by, scope, typ, doc, 0, changes)
	e.Create = true
	return e
}

func (w *world) head(scope document.Scope) document.Head {
	h, err := w.store.Head(context.Background(), store.Key{Tenant: tenantID, Scope: scope})
	if err != nil {
		w.t.Fatal(err)
	}
	return h
}

func (w *world) submit(by string, edits ...document.Edit) []document.Verdict {
	w.t.Helper()
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Staff, ID: by}, Replica: "r" + by}
	return w.submitAs(author, edits...)
}

func (w *world) submitAs(author flow.Author, edits ...document.Edit) []document.Verdict {
	w.t.Helper()
	var in []flow.Incoming
	for _, e := range edits {
		in = append(in, flow.Incoming{Edit: e})
	}
	var got []document.Verdict
	answered := false
	w.flow.Submit(author, in, func(v []document.Verdict, err error) {
		if err != nil {
			w.t.Fatal(err)
		}
		got, answered = v, true
	})
	w.run()
	if !answered {
		w.t.Fatal("no answer")
	}
	return got
}

func (w *world) load(typ, id string, changes map[string]document.Op) {
	w.t.Helper()
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: "server"}, Replica: "rserver"}
	for _, v := range w.submitAs(author, w.edit("server", document.Directory, typ, id, 0, changes)) {
		if v.Kind == document.Refused {
			w.t.Fatalf("load %s %s: %+v", typ, id, v)
		}
	}
}

func (w *world) document(scope document.Scope, id string) *document.Document {
	w.t.Helper()
	p, err := w.flow.Page(context.Background(), store.Key{Tenant: tenantID, Scope: scope}, 0, true)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, s := range p.Documents {
		if s.Doc.ID == id {
			return s.Doc
		}
	}
	return nil
}
