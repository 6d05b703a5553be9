package mongo

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
	"go.mongodb.org/mongo-driver/v2/mongo/readconcern"
	"go.mongodb.org/mongo-driver/v2/mongo/readpref"
	"go.mongodb.org/mongo-driver/v2/mongo/writeconcern"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/store"
)

// Options say where the store is. URI and Schema are needed.
type Options struct {
	URI      string
	Database string      // "": the URI's path, or else samsyn
	Schema   *schema.Set // to write documents so that people's tools can read them
	Salt     func() string
	// Now is this node's clock and Wait lets time pass between attempts; nil: the machine's. Simulations have their own.
	Now  func() time.Time
	Wait func(context.Context, time.Duration) error
	// OpTimeout bounds one command; 0: 10 s. StartTimeout bounds Open; 0: 30 s.
	OpTimeout, StartTimeout time.Duration
	Scopes                  int // heads in memory; 0: 20 000
	Documents               int // documents in memory; 0: 50 000
	Monitor                 *event.CommandMonitor
	Dialer                  options.ContextDialer // nil: the net's; tests cut connections
}

// ErrStopped says that the store was stopped.
var ErrStopped = errors.New("the store is stopped")

// Store is a store.Store in MongoDB.
type Store struct {
	client    *driver.Client // nil over collections of somebody else's
	commits   Collection
	surely    Collection // commits, read linearizable
	documents Collection
	audit     Collection
	holdings  Collection
	bells     Collection
	set       *schema.Set
	salt      func() string
	now       func() time.Time
	wait      func(context.Context, time.Duration) error
	timeout   time.Duration
	stopped   atomic.Bool

	appends stripes
	ringing stripes // held while a device's bell changes
	stale   counters
	auditMu sync.Mutex // one Record at a time
	scopes  *lru.Cache[store.Key, *scope]
	docs    *lru.Cache[docKey, store.Stored] // a nil Doc: known not to be there
	reads   atomic.Uint64                    // names the views of scopes
}

var _ store.Shared = (*Store)(nil)

// Open connects, checks the server and makes the indexes. Every mistake is one line that says what to do.
func Open(ctx context.Context, o Options) (*Store, error) {
	o = o.defaults()
	ctx, cancel := context.WithTimeout(ctx, o.StartTimeout)
	defer cancel()
	client, err := driver.Connect(o.client())
	if err != nil {
		return nil, fmt.Errorf("SAMSYN_MONGODB_URI cannot be read (mongodb://host:27017/?replicaSet=…): %w", err)
	}
	s := o.store(client)
	if err := s.start(ctx, o.Database); err != nil {
		return nil, errors.Join(err, client.Disconnect(context.WithoutCancel(ctx)))
	}
	return s, nil
}

func (o Options) defaults() Options {
	if o.Database == "" {
		o.Database = databaseOf(o.URI)
	}
	if o.Salt == nil {
		o.Salt = randomSalt
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Wait == nil {
		o.Wait = waitFor
	}
	if o.OpTimeout == 0 {
		o.OpTimeout = 10 * time.Second
	}
	if o.StartTimeout == 0 {
		o.StartTimeout = 30 * time.Second
	}
	if o.Scopes == 0 {
		o.Scopes = 20_000
	}
	if o.Documents == 0 {
		o.Documents = 50_000
	}
	return o
}

// databaseOf is the path of a URI. A password has no slash in it that is not escaped.
func databaseOf(uri string) string {
	_, rest, _ := strings.Cut(uri, "://")
	_, path, _ := strings.Cut(rest, "/")
	if name, _, _ := strings.Cut(path, "?"); name != "" {
		return name
	}
	return "samsyn"
}

func randomSalt() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// client is told what must hold whatever the URI says: nothing is acknowledged before most members have it in their journals,
// and nothing is read that could be taken back.
func (o Options) client() *options.ClientOptions {
	journal := true
	c := options.Client().
		SetServerSelectionTimeout(o.OpTimeout).SetConnectTimeout(o.OpTimeout).
		SetMaxPoolSize(100).SetMinPoolSize(2).SetMaxConnIdleTime(5 * time.Minute).
		ApplyURI(o.URI). // what stands before it, the URI may say otherwise
		SetWriteConcern(&writeconcern.WriteConcern{W: "majority", Journal: &journal}).
		SetReadConcern(readconcern.Majority()).SetReadPreference(readpref.Primary())
	if o.Monitor != nil {
		c.SetMonitor(o.Monitor)
	}
	if o.Dialer != nil {
		c.SetDialer(o.Dialer)
	}
	return c
}

func (o Options) store(client *driver.Client) *Store {
	db := client.Database(o.Database)
	s := Over(Collections{
		Commits: db.Collection("commits"), Documents: db.Collection("documents"), Audit: db.Collection("audit"), Holdings: db.Collection("holdings"),
		Bells:  db.Collection("bells"),
		Surely: db.Collection("commits", options.Collection().SetReadConcern(readconcern.Linearizable())),
	}, o)
	s.client = client
	return s
}

// version is the form of what is stored. A store written by a newer one is not touched.
const version = 1

func (s *Store) start(ctx context.Context, name string) error {
	db := s.client.Database(name)
	var info struct {
		Version string `bson:"version"`
	}
	if err := db.RunCommand(ctx, bson.D{{Key: "buildInfo", Value: 1}}).Decode(&info); err != nil {
		return fmt.Errorf("MongoDB does not answer; is it running, and may SAMSYN_MONGODB_URI's login read it? %w", err)
	}
	var major int
	if _, err := fmt.Sscanf(info.Version, "%d.", &major); err != nil || major < 6 {
		return fmt.Errorf("MongoDB %s is too old: 6.0 or later is needed", info.Version)
	}
	var meta struct {
		Version int `bson:"version"`
	}
	err := db.Collection("meta").FindOne(ctx, bson.D{{Key: "_id", Value: "samsyn"}}).Decode(&meta)
	switch {
	case errors.Is(err, driver.ErrNoDocuments):
		_, err = db.Collection("meta").InsertOne(ctx, bson.D{{Key: "_id", Value: "samsyn"}, {Key: "version", Value: version}})
		if driver.IsDuplicateKeyError(err) { // another node starts as well
			err = nil
		}
	case err == nil && meta.Version > version:
		return fmt.Errorf("database %s was written by a newer Samsyn (form %d, this one knows %d): start that one", name, meta.Version, version)
	}
	if err != nil {
		return fmt.Errorf("database %s cannot be used; may SAMSYN_MONGODB_URI's login write it? %w", name, err)
	}
	return index(ctx, db)
}

// Stop closes the connections, after a moment for what is under way. Doing it again does nothing.
func (s *Store) Stop() error {
	if s.stopped.Swap(true) || s.client == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.timeout)
	defer cancel()
	return s.client.Disconnect(ctx)
}

// enter bounds a call's time.
func (s *Store) enter(ctx context.Context) (context.Context, context.CancelFunc, error) {
	if s.stopped.Load() {
		return ctx, func() {}, ErrStopped
	}
	if err := ctx.Err(); err != nil {
		return ctx, func() {}, err
	}
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	return ctx, cancel, nil
}
