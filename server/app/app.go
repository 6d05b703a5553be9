// Package app wires the server: it makes each part, introduces them to each other, runs them in one group and stops them in
// one order. It imports all others; nothing imports it but main and tests that start a whole server.
//
// Promises: Run blocks until its context ends or a part fails, then refuses new phones, sends the others away with a random
// wait, lets what is under way finish, and closes the store. It waits for every goroutine it started.
//
// To test code against a whole server, Open one with port 0 and a folder of its own.
package app

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/bus"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/metrics"
	"github.com/samsyn/samsyn/server/move"
	"github.com/samsyn/samsyn/server/node"
	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/push/fcm"
	"github.com/samsyn/samsyn/server/push/fcmtest"
	"github.com/samsyn/samsyn/server/session"
	"github.com/samsyn/samsyn/server/socket"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/wire"
	sealing "github.com/samsyn/samsyn/sync/sign"
)

// App is a whole server.
type App struct {
	name     string // of this process; never used again
	config   config.Config
	log      *slog.Logger
	store    kept
	shared   store.Shared  // the store, when other nodes write it, too; else nil
	redis    *redis.Client // nil without one
	bus      *bus.Redis    // nil without Redis, or without other nodes
	tenants  *tenants
	node     *node.Node // among others; nil on a store of one's own
	flow     *flow.Flow
	timer    *timer
	desk     *session.Desk
	book     *audit.Book
	office   *audit.Office
	ringer   *push.Ringer
	purges   *purges
	pushes   *fcm.Sender     // nil where push is off
	phones   *fcmtest.Server // the push service of a demo; nil without one
	sockets  *socket.Server
	metrics  *metrics.Metrics
	issuer   *auth.Issuer // nil when the key can only check
	verifier *auth.Verifier
	key      auth.Key
	opener   *sealing.Opener
	adjust   func(*mongo.Options) // nil but in measures
}

// Open makes a server: it opens the store, goes on with what a crash left open, and loads the demo if that is asked for. It
// listens to nothing yet.
func Open(ctx context.Context, c config.Config, log *slog.Logger, with ...Option) (*App, error) {
	a := &App{name: newID(), config: c, log: log, tenants: newTenants(), metrics: metrics.New()}
	for _, change := range with {
		change(a)
	}
	if err := a.readKey(); err != nil {
		return nil, err
	}
	if err := a.openRedis(ctx); err != nil {
		return nil, err
	}
	if err := a.openStore(ctx); err != nil {
		return nil, errors.Join(err, a.closeRedis())
	}
	if err := a.start(ctx); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) start(ctx context.Context) (err error) {
	if a.opener, err = opener(a.key, a.config.Store.Data, a.shared != nil && a.config.Auth.Key != ""); err != nil { // the embedded store's folder is there now
		return err
	}
	if err := a.wire(); err != nil {
		return err
	}
	return a.fill(ctx)
}

// wire introduces the parts to each other.
func (a *App) wire() error {
	hub := fanout.NewHub()
	nodes := a.openNode()
	board, locks := a.openAround()
	if err := a.openPush(); err != nil {
		return err
	}
	a.flow = flow.New(flow.Options{
		Store: a.store, Schema: schema.Embedded(), Tenant: a.tenants.find, NewID: newID, Log: a.log, Fresh: nodes.fresh,
		Wall:    func() int64 { return time.Now().UnixMilli() },
		Spawn:   func(run func()) { go run() }, // the flow counts them, and Close waits
		Publish: a.published, Ring: a.ringFor,
		Observe: flow.Observer{Commit: a.metrics.Commit, Verdicts: a.metrics.Verdicts, Failed: a.metrics.Failed},
	})
	if err := a.openAudit(); err != nil {
		return err
	}
	a.purges = newPurges(a)
	a.timer = newTimer(a.flow.FireAll, a.tenantNow)
	a.desk = session.NewDesk(session.Options{
		Flow: a.flow, Hub: hub, Verifier: a.verifier, Tenant: a.tenants.find, Now: time.Now, Log: a.log, Opener: a.opener,
		Audit: a.book, LeaseHours: a.config.Audit.LeaseHours, Confirm: nodes.confirm, MayDeliver: nodes.mayDeliver, Board: board, Locks: locks,
		MustSign: a.config.MustSign(), Bells: a.ringer, Turned: a.purges.turned,
		Limits: session.Limits{
			Wire:           wire.Limits{FrameBytes: a.config.Wire.FrameBytes, BatchEdits: a.config.Wire.BatchEdits},
			EditsPerMinute: a.config.Flow.EditsPerMinute, Burst: a.config.Flow.EditsBurst,
			KilobytesPerMinute: a.config.Flow.KilobytesPerMinute, ReadsPerMinute: a.config.Flow.ReadsPerMinute,
		},
		Observe: session.Observer{
			Page: a.metrics.Page, RateLimited: a.metrics.RateLimited, Slow: a.metrics.Slow, Reloads: a.metrics.Reload, Submit: a.metrics.Submit,
		},
	})
	a.sockets = a.openSockets()
	a.metrics.Gauge("samsyn_topics", "Scopes that somebody holds.", func() float64 { return float64(hub.Topics()) })
	a.metrics.Gauge("samsyn_sockets", "Open sockets.", func() float64 { return float64(a.sockets.Len()) })
	a.metrics.Gauge("samsyn_open_commits", "Commits whose follow-up is unfinished. Should be near 0.", a.openCommits)
	return nil
}

// openCommits counts the commits that are not followed up, when Prometheus asks: mostly none.
func (a *App) openCommits() (n float64) {
	for _, err := range a.store.Open(context.Background(), store.Key{}) {
		if err != nil {
			a.log.Error("count open commits", "cause", err)
			return n
		}
		n++
	}
	return n
}

// fill names the tenants and, for a demo, loads its municipality.
func (a *App) fill(ctx context.Context) error {
	if m := a.config.Tenant.Municipality; m != "" {
		if err := a.tenants.add(a.config.Tenant.Default, &tenant{municipality: m}); err != nil {
			return err
		}
		if err := move.Unfinished(ctx, a.store, a.config.Tenant.Default); err != nil {
			return err
		}
	}
	if err := a.flow.Sweep(ctx); err != nil { // the others are followed up; these are tried again while we run
		a.log.Error("go on with open commits", "cause", err)
	}
	if a.config.Demo && !a.config.Empty {
		return a.fillDemo(ctx)
	}
	return nil
}

// readKey reads the key of the tokens. A demo without one makes its own, which dies with the process.
func (a *App) readKey() error {
	key, err := auth.ParseKey(a.config.Auth.Key)
	switch {
	case a.config.Auth.Key == "" && a.config.Demo:
		key, err = auth.NewKey(rand.Reader)
	case a.config.Auth.Key == "":
		key, err = auth.Key{}, nil // nobody gets in
	}
	if err != nil {
		return fmt.Errorf("SAMSYN_KEY: %w", err)
	}
	a.key, a.verifier = key, auth.NewVerifier(key, "")
	if key.CanSign() {
		a.issuer, err = auth.NewIssuer(key, "")
	}
	return err
}

func newID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

// Close waits for the commits under way and closes the store. Idempotent.
func (a *App) Close() error {
	if a.flow != nil {
		a.flow.Wait()
	}
	a.closeBus()
	return errors.Join(a.closePush(), a.store.Stop(), a.closeRedis())
}
