package simtest

import (
	"context"
	"slices"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/session"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

var background = context.Background()

// server is one life of a server process, on a disk or a database that outlives it.
type server struct {
	w      *World
	node                 // of several; zero in Seeds
	fs     *vfs.MemFS    // nil over a database
	pebble *pebble.Store // likewise
	faulty *suite.Faulty
	store  *tap
	flow   *flow.Flow
	hub    *fanout.Hub
	desk   *session.Desk
	groups []*flow.Group     // in progress, of different scopes
	ticked int64             // when Desk.Tick ran last
	known  *access.Directory // as the sessions were told
	told   uint64            // how far known is
	acted  []int64           // when, since then, sessions acted on a change of the directory; each on those that concern it
}

// tap is the store as the flow has it. The store behind it can be changed: faults end with the storm. While it is blind
// nobody can read a head: planned faults would seldom meet the few moments when access is looked at.
type tap struct {
	store.Store
	blind bool
}

// Head implements store.Log.
func (t *tap) Head(ctx context.Context, key store.Key) (document.Head, error) {
	if t.blind {
		return document.Head{}, suite.ErrFault
	}
	return t.Store.Head(ctx, key)
}

// recorder tells the oracle what became durable, whatever the caller is told.
type recorder struct {
	store.Store
	w *World
}

// Append implements store.Log.
func (r recorder) Append(ctx context.Context, c *document.Commit) error {
	err := r.Store.Append(ctx, c)
	if err == nil {
		r.w.oracle.committed(c)
	}
	return err
}

func (w *World) openServer() *server { return w.startServer(vfs.NewCrashableMem()) }

// replaceServer starts the server again on another disk.
func (w *World) replaceServer(fs *vfs.MemFS) {
	w.server = w.startServer(fs)
	w.nodes = []*server{w.server}
	w.server.knows(uint64(len(w.oracle.logs[document.Directory])))
}

func (w *World) startServer(fs *vfs.MemFS) *server {
	s := &server{w: w, fs: fs}
	var err error
	if s.pebble, err = pebble.Open(pebble.Small(fs)); err != nil {
		panic(err)
	}
	s.store = &tap{Store: recorder{s.pebble, w}}
	s.beFaulty()
	s.serve()
	return s
}

// serve builds what stands on the store.
func (s *server) serve() {
	w := s.w
	s.hub, s.ticked, s.known = fanout.NewHub(), w.now, access.New(w.rules, municipality)
	tenant := func(id string) (flow.Tenant, bool) {
		return flow.Tenant{ID: id, Municipality: municipality, Now: func() int64 { return w.now }}, id == tenantID
	}
	of := flow.Options{Store: s.store, Schema: w.rules, Tenant: tenant, NewID: w.newID, Publish: s.publish, Ring: w.ring, PageBytes: w.weather.page}
	od := session.Options{
		Hub: s.hub, Verifier: auth.NewVerifier(w.key, ""), Tenant: tenant, Now: func() time.Time { return time.UnixMilli(w.now) },
		Audit: audit.NewBook(audit.Options{Store: s.store}), Observe: session.Observer{Reloads: func() { w.stats.Reloads++ }},
	}
	if s.keeps != nil {
		of.Fresh, od.Confirm, od.MayDeliver = s.keeps.Fresh, s.keeps.Confirm, s.keeps.MayDeliver
	}
	s.flow = flow.New(of)
	od.Limits = session.Limits{Wire: wire.Limits{}, EditsPerMinute: 100_000, Burst: 100_000}
	if w.weather.lowRate {
		od.Limits = session.Limits{Wire: wire.Limits{BatchEdits: 16}, EditsPerMinute: 30, Burst: 20}
	}
	od.Flow = s.flow
	s.desk = session.NewDesk(od)
}

// beFaulty begins the storm, once people have come.
func (w *World) beFaulty() {
	if w.shared == nil {
		w.server.beFaulty()
	}
}

// beFaulty lets store calls fail as planned, once people have come.
func (s *server) beFaulty() {
	if len(s.w.phones) > 0 {
		s.faulty = suite.NewFaulty(recorder{s.pebble, s.w}, s.w.drawFaults()...)
		s.store.Store = s.faulty
	}
}

func (s *server) publish(key store.Key, c *document.Commit) {
	s.publishElsewhere(key, c)
	if s.keeps != nil {
		s.keeps.Committed(key, c.Seq)
	}
}

// publishElsewhere hands on what another node committed.
func (s *server) publishElsewhere(key store.Key, c *document.Commit) {
	s.published(key, c)
	s.desk.Published(key, c)
}

// drawFaults plans the store calls that will fail in this life.
func (w *World) drawFaults() []suite.Fault {
	calls := []string{"Append", "Append", "Append", "Finish", "Close", "Known", "Head", "Documents", "Commits", "Since", "Open", "Due", "Fired", "Record", "Hold", "HeldBy", "Touch"}
	var out []suite.Fault
	for range w.weather.faults {
		f := suite.Fault{Call: pick(w, calls), N: w.between(1, 40), After: w.chance(50)}
		if f.Call == "Head" || f.Call == "Commits" {
			f.N *= w.between(1, 40)
		}
		if f.Call == "Append" && w.chance(40) {
			f.Err = store.ErrTaken
		}
		out = append(out, f)
	}
	return out
}

func (s *server) stop() {
	if s == nil || s.pebble == nil {
		return
	}
	if err := s.pebble.Stop(); err != nil {
		s.w.fail("stop store: %v", err)
	}
	s.pebble = nil
}

// takeReady begins work on a scope that has some.
func (w *World) takeReady() bool {
	if !w.turn(func(s *server) bool { return len(s.flow.Ready()) > 0 }) {
		return false
	}
	ready := w.server.flow.Ready()
	g := w.server.flow.Take(pick(w, ready))
	w.server.groups = append(w.server.groups, g)
	w.note("%stake %s", w.server.name, g.Key().Scope)
	return true
}

// stepGroup does one step of one commit in the making.
func (w *World) stepGroup() bool {
	if !w.turn(func(s *server) bool { return len(s.groups) > 0 }) {
		return false
	}
	s := w.server
	i := w.rng.IntN(len(s.groups))
	g := s.groups[i]
	name := g.Name()
	done := g.Step(background)
	w.note("%s step %s %s done=%v", s.name, g.Key().Scope, name, done)
	if done {
		s.groups = slices.Delete(s.groups, i, i+1)
	}
	return true
}

func (w *World) sweep() bool { return w.turn(anyNode) && w.sweepOne() }

func (w *World) sweepOne() bool {
	err := w.server.flow.Sweep(background)
	w.note("sweep: %v", err)
	return true
}

func (w *World) deskTick() bool { return w.turn(anyNode) && w.deskTickOne() }

func (w *World) deskTickOne() bool {
	s := w.server
	s.store.blind = !w.calm && w.weather.faults > 0 && w.chance(30)
	w.note("desk tick, blind %v", s.store.blind)
	s.desk.Tick(background)
	if !s.store.blind && (s.keeps == nil || s.keeps.MayDeliver(tenantID)) {
		s.ticked, s.acted = w.now, nil
	}
	s.store.blind = false
	return true
}
