package app_test

import (
	"context"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/session"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// answers gives a connection's code by sending one frame to a socket that has said hello, or not.
func answers(frame string, greeted bool) func(t *testing.T) string {
	return func(t *testing.T) string {
		p := newTenant(t).phone("amina", "assistantNurse")
		if greeted {
			p.online()
		} else {
			p.dial()
		}
		p.loud = false
		p.send([]byte(frame))
		return await[*wire.Error](p, nil).Code
	}
}

func hello(change func(h *wire.Hello, tn *tenant)) func(t *testing.T) string {
	return func(t *testing.T) string {
		tn := newTenant(t)
		p := tn.phone("amina", "assistantNurse").dial()
		p.loud = false
		h := p.helloFrame()
		change(&h, tn)
		p.send(wire.AppendHello(nil, h))
		return await[*wire.Error](p, nil).Code
	}
}

// connection says how to get each code about a connection.
var connection = map[string]func(t *testing.T) string{
	fault.BadFrame:       answers("garbage", true),
	fault.UnknownFrame:   answers(`{"frame":"dance"}`, true),
	fault.HelloFirst:     answers(`{"frame":"submit","edits":[]}`, false),
	fault.NotFound:       answers(`{"frame":"catchup","scope":"citizen/c99/card/ekby"}`, true),
	fault.ContractTooOld: hello(func(h *wire.Hello, _ *tenant) { h.Contract = 0 }),
	fault.TokenMissing:   hello(func(h *wire.Hello, _ *tenant) { h.Token = "" }),
	fault.TokenInvalid:   hello(func(h *wire.Hello, _ *tenant) { h.Token = "forged" }),
	fault.TokenExpired: hello(func(h *wire.Hello, tn *tenant) {
		h.Token = sign(tn.t, testKey, auth.Claims{Actor: "amina", Tenant: tn.id, Kind: auth.Staff, Expires: time.Now().Add(-time.Hour)})
	}),
	fault.BatchTooLarge: func(t *testing.T) string {
		p := newTenant(t).phone("amina", "assistantNurse").online()
		p.loud = false
		frame, err := wire.AppendSubmit(nil, make([]document.Edit, document.MaxCommitEdits+1))
		if err != nil {
			t.Fatal(err)
		}
		p.send(frame)
		return await[*wire.Error](p, nil).Code
	},
	fault.FrameTooLarge: func(t *testing.T) string {
		p := newTenant(t).phone("amina", "assistantNurse").online()
		p.sendDoomed(make([]byte, wire.DefaultFrameBytes+1))
		bye, _ := p.closing()
		return bye.Code
	},
	fault.RateLimited: func(t *testing.T) string {
		tn := realTenant(t, open(t, "SAMSYN_BATCH_EDITS=1", "SAMSYN_EDITS_BURST=1", "SAMSYN_EDITS_PER_MINUTE=1"))
		p := tn.phone("amina", "assistantNurse").online()
		p.does(newNote("n1", "x"))
		p.loud = false
		p.write(newNote("n2", "x"))
		frame, err := wire.AppendSubmit(nil, p.r.Outbox(0, 0))
		if err != nil {
			t.Fatal(err)
		}
		p.send(frame)
		return await[*wire.Error](p, nil).Code
	},
	fault.Overloaded: func(t *testing.T) string {
		tn := realTenant(t, open(t, "SAMSYN_SOCKETS=1"))
		tn.phone("amina", "assistantNurse").online()
		_, text := overloaded(t, tn.s)
		var e struct {
			Code string `json:"code"`
		}
		if err := json.Unmarshal([]byte(text), &e); err != nil {
			t.Fatal(err)
		}
		return e.Code
	},
	fault.Stopping: func(t *testing.T) string {
		tn := realTenant(t, open(t))
		p := tn.phone("amina", "assistantNurse").online()
		tn.s.cancel()
		bye, _ := p.closing()
		return bye.Code
	},
	fault.Slow: func(t *testing.T) string {
		bye, _ := realTenant(t, open(t, "SAMSYN_QUEUE_BYTES=524288")).deafPhone(t, func() {})
		return bye.Code
	},
	fault.Internal:     brokenStore,
	fault.Unsigned:     unsignedCode,
	fault.BadSignature: badSignatureCode,
	fault.ReplicaTaken: replicaTakenCode,

	document.CodeReplicaRevoked: replicaRevokedCode,
}

// Every code that errors.md names can be met, in an error or bye frame or in a verdict.
func TestCodes_EveryOneIsMet(t *testing.T) {
	t.Parallel()
	for _, row := range fault.Codes() {
		t.Run(row.Code, func(t *testing.T) {
			t.Parallel()
			got := ""
			switch {
			case connection[row.Code] != nil:
				got = connection[row.Code](t)
			case sayings[row.Code] != nil:
				got = sayings[row.Code](newTenant(t))
			default:
				t.Fatal("nobody knows how to get this code")
			}
			if got != row.Code {
				t.Errorf("got %q", got)
			}
		})
	}
	for code := range connection {
		if !fault.IsKnown(code) || sayings[code] != nil {
			t.Errorf("%s: not a code of connections", code)
		}
	}
}

// brokenStore hands in an edit while the store cannot append.
func brokenStore(t *testing.T) string {
	disk, err := pebble.Open(pebble.Small(vfs.NewMem()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := disk.Stop(); err != nil {
			t.Error(err)
		}
	})
	tenant := func(id string) (flow.Tenant, bool) {
		return flow.Tenant{ID: id, Municipality: "ekby", Now: func() int64 { return start }}, true
	}
	f := flow.New(flow.Options{
		Store: suite.NewFaulty(disk, suite.Fault{Call: "Append", N: 1}), Schema: schema.Embedded(), Tenant: tenant, NewID: func() string { return "id" },
		Publish: func(store.Key, *document.Commit) {}, Spawn: func(run func()) { run() },
	})
	desk := session.NewDesk(session.Options{
		Flow: f, Hub: fanout.NewHub(), Verifier: auth.NewVerifier(testKey, ""), Tenant: tenant, Now: time.Now,
		Limits: session.Limits{EditsPerMinute: 1000, Burst: 1000},
	})
	out := fanout.NewQueue(fanout.Limits{}, func() {})
	s := desk.Open(out)
	t.Cleanup(s.Close)
	token := sign(t, testKey, auth.Claims{Actor: "amina", Tenant: "t", Kind: auth.Staff})
	s.Frame(context.Background(), wire.AppendHello(nil, wire.Hello{Contract: 1, Token: token, Replica: "r", Clock: start}))
	<-s.Frame(context.Background(), []byte(`{"frame":"submit","edits":[{"id":"01J00000000000000000000001","scope":"citizen/c1/card/ekby","doc":"c1","type":"dragon","stamp":"0000000000010000-r","changes":{"a":{"set":1}}}]}`))
	for q, more := out.Pop(); more; q, more = out.Pop() {
		if f, err := wire.Receive(q.Bytes); err == nil {
			if e, is := f.(*wire.Error); is {
				return e.Code
			}
		}
	}
	return ""
}
