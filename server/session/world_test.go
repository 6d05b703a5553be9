package session_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/lock"
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/session"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/replica"
)

const (
	tenantID = "t1"
	social   = document.Scope("citizen/c1/social/ekby")
	start    = 1_795_500_000_000
)

// world is a desk over a real flow that works in the test's own goroutine: when a call returns, all it caused is done.
type world struct {
	t      testing.TB
	store  *hooked
	flow   *flow.Flow
	hub    *fanout.Hub
	desk   *session.Desk
	now    int64
	ids    int
	drop   bool // commits are not published, as when a node dies before telling
	clock  *hlc.Clock
	last   hlc.Stamp
	key    auth.Key
	limits session.Limits

	bells *bells

	node *leased // nil: nobody else writes the store

	asked func() // when the time is asked for; nil: nothing

	written []string // documents that people made
}

// hooked is a store that tells when it is read.
type hooked struct {
	store.Store
	head  func(store.Key)
	since func(store.Key)
}

func (h *hooked) Head(ctx context.Context, key store.Key) (document.Head, error) {
	if h.head != nil {
		h.head(key)
	}
	return h.Store.Head(ctx, key)
}

func (h *hooked) Since(ctx context.Context, key store.Key, from uint64) iter.Seq2[store.Stored, error] {
	return func(yield func(store.Stored, error) bool) {
		for s, err := range h.Store.Since(ctx, key, from) {
			if !yield(s, err) {
				break
			}
		}
		if h.since != nil {
			h.since(key)
		}
	}
}

func newWorld(t testing.TB) *world {
	return newWorldOf(t, session.Limits{EditsPerMinute: 60_000, Burst: 60_000})
}

func newWorldOf(t testing.TB, limits session.Limits) *world {
	t.Helper()
	return newWorldSpeaking(t, limits, 0)
}

// newWorldSpeaking is a world whose server speaks a version of the contract; 0: the real one.
func newWorldSpeaking(t testing.TB, limits session.Limits, contract int) *world {
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
	key, err := auth.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, store: &hooked{Store: s}, hub: fanout.NewHub(), now: start, key: key, clock: hlc.NewClock("loading", ""), limits: limits}
	tenant := func(id string) (flow.Tenant, bool) {
		return flow.Tenant{ID: id, Municipality: "ekby", Now: w.time}, id == tenantID
	}
	w.flow = flow.New(flow.Options{
		Store: w.store, Schema: schema.Embedded(), Tenant: tenant, NewID: w.newID, Spawn: func(run func()) { run() },
		Publish: func(key store.Key, c *document.Commit) {
			if !w.drop {
				w.desk.Published(key, c)
			}
		},
	})
	w.bells = newBells(w)
	w.desk = session.NewDesk(session.Options{
		Board: presence.NewMemory(time.Now), Locks: lock.NewMemory(time.Now),
		Bells: w.bells, Flow: w.flow, Hub: w.hub, Verifier: auth.NewVerifier(key, ""), Tenant: tenant, Limits: limits, Opener: w.opener(), Contract: contract,
		Now: func() time.Time { return time.UnixMilli(w.now) }, MayDeliver: func(string) bool { return w.node == nil || w.node.delivers() },
		Confirm: func(context.Context, string) error {
			if w.node != nil {
				return w.node.confirm()
			}
			return nil
		},
	})
	w.load("staffMember", "amina", "name", "Amina", "employerOrgId", "ekby", "roles", []string{"assistantNurse"}, "state", "active")
	w.load("staffMember", "jonas", "name", "Jonas", "employerOrgId", "ekby", "roles", []string{"occupationalTherapist"}, "state", "active")
	w.assign("amina")
	w.assign("jonas")
	return w
}

func (w *world) time() int64 {
	if w.asked != nil {
		w.asked()
	}
	return w.now
}

func (w *world) newID() string { w.ids++; return fmt.Sprintf("01J%023d", w.ids) }

func (w *world) assign(who string) {
	w.load("careAssignment", "as-"+who, "staffId", who, "citizenId", "c1", "providerOrgId", "ekby", "reason", "plannedVisit", "state", "active",
		"validFrom", document.TimeText(start-1000))
}

func (w *world) revoke(who string) { w.load("careAssignment", "as-"+who, "state", "revoked") }

// load writes in the directory as the municipality's own system.
func (w *world) load(typ, id string, pairs ...any) {
	w.serverWrites(document.Directory, typ, id, pairs...)
}

func (w *world) serverWrites(scope document.Scope, typ, id string, pairs ...any) {
	w.t.Helper()
	changes := map[string]document.Op{}
	for i := 0; i < len(pairs); i += 2 {
		changes[pairs[i].(string)] = document.Op{Set: toJSON(pairs[i+1])}
	}
	w.now++
	e := document.Edit{ID: w.newID(), Scope: scope, Doc: id, Type: typ, Changes: changes, Stamp: w.clock.Tick(w.now), After: w.last}
	w.last = e.Stamp
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: access.Server}, Replica: "loading"}
	verdicts, err := w.flow.SubmitWait(w.t.Context(), author, []flow.Incoming{{Edit: e}})
	if err != nil || verdicts[0].Kind == document.Refused {
		w.t.Fatalf("load %s: %+v %v", id, verdicts, err)
	}
}

// goals writes n goals in one commit of the social record, each of about so many bytes.
func (w *world) goals(prefix string, n, bytes int) {
	w.t.Helper()
	text := toJSON(repeat("a", bytes))
	var batch []flow.Incoming
	for i := range n {
		w.now++
		e := document.Edit{ID: w.newID(), Scope: social, Doc: fmt.Sprintf("%s%d", prefix, i), Type: "goal", Create: true, Stamp: w.clock.Tick(w.now), After: w.last,
			Changes: map[string]document.Op{"stateReason": {Set: text}}}
		w.last = e.Stamp
		batch = append(batch, flow.Incoming{Edit: e})
	}
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: access.Server}, Replica: "loading"}
	verdicts, err := w.flow.SubmitWait(w.t.Context(), author, batch)
	if err != nil || len(verdicts) != n || verdicts[0].Kind == document.Refused {
		w.t.Fatalf("goals: %v %+v", err, verdicts[:1])
	}
}

func repeat(s string, n int) string { return string(bytes.Repeat([]byte(s), n)) }

func toJSON(v any) []byte {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(err)
	}
	return text
}

func (w *world) head(scope document.Scope) document.Head {
	h, err := w.store.Store.Head(context.Background(), store.Key{Tenant: tenantID, Scope: scope})
	if err != nil {
		w.t.Fatal(err)
	}
	return h
}

func (w *world) token(who string, life time.Duration) string { return w.tokenOf(auth.Staff, who, life) }

func (w *world) tokenOf(kind auth.Kind, who string, life time.Duration) string {
	w.t.Helper()
	issuer, err := auth.NewIssuer(w.key, "")
	if err != nil {
		w.t.Fatal(err)
	}
	token, err := issuer.Sign(auth.Claims{
		Actor: who, Tenant: tenantID, Kind: kind, Issued: time.UnixMilli(w.now), Expires: time.UnixMilli(w.now).Add(life),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return token
}

// conn is a connection whose frames the test takes out of the queue by hand.
type conn struct {
	w     *world
	who   string
	kind  auth.Kind // staff, unless it says otherwise
	queue *fanout.Queue
	s     *session.Session
	r     *replica.Replica
}

func (w *world) connect(who string, limits fanout.Limits) *conn {
	c := &conn{w: w, who: who, kind: auth.Staff, queue: fanout.NewQueue(limits, func() {})}
	c.s = w.desk.Open(c.queue)
	c.r = replica.New(replica.Options{Replica: "r" + who, Author: who, Role: "assistantNurse", Schema: schema.Embedded(), NewID: w.newID})
	w.t.Cleanup(c.s.Close)
	return c
}

func (c *conn) hello() {
	c.frame(wire.AppendHello(nil, wire.Hello{
		Contract: wire.Contract, Token: c.w.tokenOf(c.kind, c.who, time.Hour), Replica: "r" + c.who, Clock: c.w.now, Cursors: c.r.Cursors(),
	}))
}

func (c *conn) frame(raw []byte) {
	if done := c.s.Frame(context.Background(), raw); done != nil {
		<-done
	}
}

// pop takes one frame, or nil.
func (c *conn) pop() wire.Frame {
	c.w.t.Helper()
	f, ok := c.queue.Pop()
	if !ok {
		return nil
	}
	got, err := wire.Receive(f.Bytes)
	if err != nil {
		c.w.t.Fatal(err)
	}
	switch f := got.(type) {
	case *wire.Welcome:
		c.r.Welcome(f.Scopes, f.KeepDays)
	case *wire.Documents:
		c.ask(c.r.Documents(replica.Page{Scope: f.Scope, Reset: f.Reset, Documents: f.Documents, Done: f.Done, Cursor: f.Cursor, Checksum: f.Checksum, SafeSeq: f.SafeSeq}))
	case *wire.Commit:
		c.ask(c.r.Commit(replica.CommitFrame{Scope: f.Scope, Cursor: f.Cursor, Checksum: f.Checksum, SafeSeq: f.SafeSeq, Changes: f.Changes}))
	case *wire.Verdicts:
		c.r.Verdicts(c.w.now, f.Verdicts)
	case *wire.Grant:
		c.r.Grant(f.Scopes)
	case *wire.Revoke:
		c.r.Revoke(f.Scopes)
	}
	return got
}

func (c *conn) ask(a *replica.Ask) {
	if a != nil {
		c.w.t.Errorf("%s had to ask for %s", c.who, a.Scope)
	}
}

// all takes what waits.
func (c *conn) all() (out []wire.Frame) {
	c.w.t.Helper()
	for f := c.pop(); f != nil; f = c.pop() {
		out = append(out, f)
		if len(out) > 10_000 {
			c.w.t.Fatal("there is no end to the frames")
		}
	}
	return out
}

func (c *conn) codes() (out []string) {
	c.w.t.Helper()
	for _, f := range c.all() {
		if e, ok := f.(*wire.Error); ok {
			out = append(out, e.Code)
		}
	}
	return out
}

// isAtHead fails the test unless the phone holds what the server holds.
func (c *conn) isAtHead(scope document.Scope) {
	c.w.t.Helper()
	s, held := c.r.Status(scope)
	head := c.w.head(scope)
	if !held || s.Cursor != head.Cursor || s.Checksum != head.Checksum || s.Loading || c.r.Mismatches() > 0 {
		c.w.t.Errorf("%s: %s at %+v, the server at %+v", scope, c.who, s, head)
	}
}

// of lists the kinds of the frames about a scope.
func of(frames []wire.Frame, scope document.Scope) (out []string) {
	for _, f := range frames {
		switch f := f.(type) {
		case *wire.Documents:
			if f.Scope == scope {
				out = append(out, f.Kind())
			}
		case *wire.Commit:
			if f.Scope == scope {
				out = append(out, f.Kind())
			}
		}
	}
	return out
}
