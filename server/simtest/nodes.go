package simtest

import (
	"context"
	"fmt"
	"slices"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"

	nodes "github.com/samsyn/samsyn/server/node"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/mongo/model"
	"github.com/samsyn/samsyn/sync/document"
)

// node is what a server among several has of its own.
type node struct {
	name    string
	client  *model.Client
	mongo   *mongo.Store
	away    int64         // until when it is down, while client is nil
	skew    int64         // what its clock adds to the true time, milliseconds
	keeps   *nodes.Node   // up with the others
	asked   time.Duration // moments of its clock
	deposed int64         // when the primary it talks to was replaced
}

// shared is what nodes have in common: MongoDB, and a bus that loses, doubles and reorders.
type shared struct {
	w      *World
	db     *model.Database
	truth  *mongo.Store
	hints  []hint
	cutOff bool  // the primary reaches no majority
	old    int64 // since when something has been on the wire or unsafe; 0: nothing is
	// when the directory's commits became durable
	directoryAt []int64
}

// openNodes starts two or three nodes over an empty database.
func (w *World) openNodes() {
	w.shared = &shared{w: w}
	w.shared.db = model.New(model.Options{Unique: mongo.Unique(), Committed: w.shared.committed})
	w.shared.truth = w.shared.openTruth()
	for i := range w.between(2, 3) {
		w.nodes = append(w.nodes, w.startNode(fmt.Sprintf("n%d", i+1)))
	}
	w.server = w.nodes[0]
}

// committed tells the oracle of a commit at the moment that nothing can undo it, whoever may know.
func (s *shared) committed(collection string, doc bson.Raw) {
	if collection != "commits" {
		return
	}
	_, sealed := doc.Lookup("sealed").Binary()
	c, err := document.OpenCommit(doc.Lookup("tenant").StringValue(), sealed)
	if err != nil {
		s.w.fail("a commit cannot be read: %v", err)
		return
	}
	docs := s.w.oracle.docs[c.Scope]
	for i, change := range c.Changes {
		if after, fits := change.ApplyTo(docs[change.Doc.ID]); fits {
			c.Changes[i].Next = document.Encode(after)
		}
	}
	if c.Scope == document.Directory {
		s.directoryAt = append(s.directoryAt, s.w.now)
	}
	s.w.oracle.committed(c)
}

// openTruth gives a store that sees what is safe, for questions that are not the nodes'.
func (s *shared) openTruth() *mongo.Store {
	return overModel(s.db.Connect("truth", nil), mongo.Options{})
}

func overModel(c *model.Client, o mongo.Options) *mongo.Store {
	return mongo.Over(mongo.Collections{
		Commits: c.Collection("commits"), Surely: c.Surely("commits"), Documents: c.Collection("documents"),
		Audit: c.Collection("audit"), Holdings: c.Collection("holdings"), Bells: c.Collection("bells"),
	}, o)
}

// truth is the store for the oracle's questions.
func (w *World) truth() store.Store {
	if w.shared != nil {
		return w.shared.truth
	}
	return w.server.pebble
}

// startNode starts a node that knows nothing.
func (w *World) startNode(name string) *server {
	s := &server{w: w, node: node{name: name, client: w.shared.db.Connect(name, w.fate)}}
	s.skew = int64(w.between(-1000, 1000))
	o := mongo.Options{
		Salt: w.newID, OpTimeout: time.Hour, Now: func() time.Time { return time.UnixMilli(w.now + s.skew) },
		Wait: func(context.Context, time.Duration) error { return nil },
	}
	if w.chance(30) {
		o.Scopes, o.Documents = w.between(1, 12), w.between(1, 30)
	}
	s.mongo = overModel(s.client, o)
	s.store = &tap{Store: watcher{s.mongo, w}}
	s.keeps = s.keepUp()
	s.serve()
	return s
}

// watcher tells the oracle which deadlines a node holds to be done.
type watcher struct {
	store.Shared
	w *World
}

// Fired implements store.Deadlines.
func (r watcher) Fired(ctx context.Context, d store.Due) error {
	r.w.oracle.fired(d)
	return r.Shared.Fired(ctx, d)
}

// turn makes some node that is up, and fits, the one at work. In Seeds there is one, and no choice.
func (w *World) turn(fits func(*server) bool) bool {
	if w.shared == nil {
		return fits(w.server)
	}
	var up []*server
	for _, s := range w.nodes {
		if s.client != nil && fits(s) {
			up = append(up, s)
		}
	}
	if len(up) == 0 {
		return false
	}
	w.server = pick(w, up)
	return true
}

func anyNode(*server) bool { return true }

// each lets every node that is up do something, and reports whether one of them had something to do.
func (w *World) each(do func() bool) bool {
	some := false
	for _, s := range slices.Clone(w.nodes) {
		if w.shared == nil || s.client != nil {
			w.server = s
			some = do() || some
		}
	}
	return some
}

// stopNode lets the node at work vanish. What it had sent may still arrive.
func (w *World) stopNode(why string) {
	s := w.server
	w.endServer(why)
	s.client, s.groups = nil, nil
	s.away = w.now + int64(w.between(0, 60_000))
	w.shared.hints = slices.DeleteFunc(w.shared.hints, func(h hint) bool { return h.to == s.name })
}

// bringUp starts a node that was down.
func (w *World) bringUp() bool {
	if w.shared == nil {
		return false
	}
	i := slices.IndexFunc(w.nodes, func(s *server) bool { return s.client == nil && (w.calm || s.away <= w.now) })
	if i < 0 {
		return false
	}
	w.nodes[i] = w.startNode(w.nodes[i].name)
	w.server = w.nodes[i]
	w.note("node %s is up", w.server.name)
	if w.chance(80) {
		w.sweepOne()
	}
	return true
}

// alive does a step in which the node at work may die in the middle of a command.
func (w *World) alive(do func() bool) (done bool) {
	if w.shared == nil {
		return do()
	}
	defer func() {
		value := recover()
		if _, died := value.(model.Died); value != nil && !died {
			panic(value)
		}
		for _, s := range w.nodes {
			if s.client != nil && s.client.IsDead() {
				w.stats.Kills++
				w.server = s
				w.stopNode("node " + s.name + " DIES in a command")
				done = true
			}
		}
	}()
	return do()
}
