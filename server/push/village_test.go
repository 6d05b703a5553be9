package push_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/notice"
	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/push/fcm"
	"github.com/samsyn/samsyn/server/push/fcmtest"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

const (
	health   = document.Scope("citizen/c1/health/ekby")
	teamRoom = document.Scope("team/norra/meeting/ekby")
)

func inbox(who string) document.Scope { return document.Scope("staff/" + who + "/inbox/ekby") }

// team are the members of norra and what they are.
var team = map[string]string{"amina": "assistantNurse", "rosa": "assistantNurse", "noor": "assistantNurse", "petra": "nurse", "olga": "nurse", "kerstin": "coordinator"}

// devices are whose phone is whose. Petra has two; rosa's is noor's later.
var devices = map[string]string{"D-1": "petra", "D-2": "petra", "D-5": "kerstin", "D-6": "amina", "D-7": "olga", "D-14": "rosa"}

// village is a team on a store that outlives the processes that serve it: all of the way from a change, over notices and deadlines,
// to FCM's double.
type village struct {
	t       testing.TB
	disk    disk
	now     int64
	ids     int
	phones  *fcmtest.Server
	sender  *fcm.Sender
	sends   int // messages that processes began to send
	fault   fate
	procs   []*process
	stamps  map[string]*hlc.Clock
	begun   map[document.Scope]uint64 // where the inboxes ended when the story began
	cutTold int                       // what D-14 had been told when it changed hands; -1 before
}

// process is one life of a server.
type process struct {
	v      *village
	name   string
	store  *suite.Faulty
	flow   *flow.Flow
	ringer *push.Ringer
	at     *flow.Group
	rang   bool  // something may have to be rung
	claims []int // the calls of Claim that gave something, from 1
}

// Claim notes which calls change anything.
func (p *process) Claim(ctx context.Context, tenant, owner string, now, lease int64, n int) ([]store.Bell, error) {
	list, err := p.store.Claim(ctx, tenant, owner, now, lease, n)
	if len(list) > 0 {
		p.claims = append(p.claims, p.store.Calls("Claim"))
	}
	return list, err
}

// claiming is a process's store for its ringer.
type claiming struct {
	*suite.Faulty
	p *process
}

func (c claiming) Claim(ctx context.Context, tenant, owner string, now, lease int64, n int) ([]store.Bell, error) {
	return c.p.Claim(ctx, tenant, owner, now, lease, n)
}

// fate is what goes wrong, once: in the store, or with a message.
type fate struct {
	store suite.Fault
	send  int  // FCM takes the n-th message, from 1, and nobody hears that; 0 none
	dies  bool // the process ends there
	power bool // what was not synced is lost with the process
}

func (f fate) String() string {
	if f.send == 0 {
		return fmt.Sprint(f.store, " power ", f.power)
	}
	return fmt.Sprintf("message %d is not answered, dies %v, power %v", f.send, f.dies, f.power)
}

func newVillage(t testing.TB, d disk, f fate) *village {
	v := &village{t: t, disk: d, now: start, fault: f, phones: fcmtest.New(fcmtest.Options{}), stamps: map[string]*hlc.Clock{}, begun: map[document.Scope]uint64{}, cutTold: -1}
	endpoint, err := v.phones.Listen()
	v.must(err)
	v.sender = fcm.New(fcm.Options{Endpoint: endpoint, Project: "demo"})
	t.Cleanup(func() {
		v.sender.Close()
		if err := v.phones.Close(); err != nil {
			t.Error(err)
		}
	})
	return v
}

func (v *village) must(err error) {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
}

// start begins a process on the store.
func (v *village) start(name string, faults ...suite.Fault) *process {
	v.ids++
	p := &process{v: v, name: fmt.Sprint(name, v.ids), store: suite.NewFaulty(v.disk.open(), faults...)}
	now := func(string) int64 { return v.now }
	p.ringer = push.New(push.Options{Store: claiming{p.store, p}, Sender: p, Owner: p.name, Now: now, Chance: func() float64 { return 0.5 }, PerSecond: 1_000_000})
	p.flow = flow.New(flow.Options{
		Store: p.store, Schema: schema.Embedded(), NewID: func() string { v.ids++; return fmt.Sprint("id", v.ids) },
		Tenant: func(id string) (flow.Tenant, bool) {
			return flow.Tenant{ID: id, Municipality: "ekby", Now: func() int64 { return v.now }}, id == "ekby"
		},
		Publish: func(store.Key, *document.Commit) {},
		Ring: func(ctx context.Context, tenant, staff string, n notice.News) error {
			p.rang = true
			return p.ringer.Ring(ctx, tenant, access.Staff, staff, push.News{Class: push.Class(n.Class), At: n.At, Until: n.Until, High: n.Soon, Cursor: n.Notice})
		},
	})
	v.procs = append(v.procs, p)
	return p
}

// Send implements push.Sender: over the network to FCM's double, as long as the process lives.
func (p *process) Send(ctx context.Context, token string, m push.Message) error {
	if p.store.IsDead() {
		return errors.New("dead")
	}
	f := p.v.fault
	p.v.sends++
	err := p.v.sender.Send(ctx, token, m)
	if p.v.sends != f.send {
		return err
	}
	if f.dies {
		p.store.Die()
	}
	return &push.Failure{Why: push.Later, Code: "no answer", Cause: err}
}

// submit hands an edit in and reports whether it was answered.
func (p *process) submit(kind, by string, e document.Edit) (answered bool) {
	who := flow.Author{Actor: access.Actor{Tenant: "ekby", Kind: kind, ID: by}, Replica: e.Stamp.Replica()}
	p.flow.Submit(who, []flow.Incoming{{Edit: e}}, func(list []document.Verdict, err error) {
		answered = err == nil && len(list) == 1
		for _, one := range list {
			if one.Kind == document.Refused {
				p.v.t.Errorf("%s of %s: %+v", e.Type, by, one)
			}
		}
	})
	p.v.run()
	return answered
}

// step does a step of a process's scopes; false when there is none.
func (p *process) step() bool {
	if p.at == nil {
		ready := p.flow.Ready()
		if len(ready) == 0 {
			return false
		}
		p.at = p.flow.Take(ready[0])
	}
	if p.at.Step(context.Background()) {
		p.at = nil
	}
	return true
}

// run lets the processes work in turns, step by step, until they are done. What is to be rung is rung at once, while other inboxes of
// the same commit are not written yet.
func (v *village) run() {
	for some := true; some; {
		some = false
		for _, p := range v.procs {
			some = p.step() || some
			if p.rang {
				p.rang = false
				v.ring()
			}
		}
	}
}

func (v *village) ring() {
	for _, p := range v.procs {
		_ = p.ringer.All(context.Background(), "ekby") // what fails is due still
	}
}

func (v *village) edit(by string, scope document.Scope, typ, doc string, changes map[string]any) document.Edit {
	if v.stamps[by] == nil {
		v.stamps[by] = hlc.NewClock("r"+by, "")
	}
	v.ids++
	e := document.Edit{ID: fmt.Sprintf("01J%023d", v.ids), Scope: scope, Doc: doc, Type: typ, Changes: map[string]document.Op{}, Stamp: v.stamps[by].Tick(v.now)}
	for name, to := range changes {
		text, err := json.Marshal(to, json.Deterministic(true))
		v.must(err)
		e.Changes[name] = document.Op{Set: text}
	}
	return e
}
