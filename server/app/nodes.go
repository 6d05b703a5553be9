package app

import (
	"context"
	"time"

	"github.com/samsyn/samsyn/server/bus"
	"github.com/samsyn/samsyn/server/lock"
	"github.com/samsyn/samsyn/server/node"
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// nodeHooks are what the flow and the desk ask a node; nil where nobody else writes the store.
type nodeHooks struct {
	fresh      func(ctx context.Context, tenant string, now bool) error
	confirm    func(ctx context.Context, tenant string) error
	mayDeliver func(tenant string) bool
}

// openNode makes this server one of several, if its store is one that others write, too.
func (a *App) openNode() nodeHooks {
	if a.shared == nil {
		return nodeHooks{}
	}
	o := node.Options{
		Store: a.shared, Log: a.log, Publish: a.publishedElsewhere,
		Tenants:  func() []string { return a.desk.Tenants() }, // the desk is made later
		Concerns: func(key store.Key) bool { return a.desk.Concerns(key) },
		Turn:     func(ctx context.Context, tenant string) { a.desk.Turn(ctx, tenant) },
		Kick:     func(tenant string) { a.desk.Kick(tenant) },
	}
	if a.redis != nil {
		a.bus = bus.NewRedis(a.redis, a.name)
		o.Bus = a.bus
	}
	a.node = node.New(o)
	return nodeHooks{fresh: a.node.Fresh, confirm: a.node.Confirm, mayDeliver: a.node.MayDeliver}
}

// openAround makes who is there and who writes where: shared by nodes with Redis, else of this process.
func (a *App) openAround() (presence.Board, lock.Table) {
	if a.redis == nil {
		return presence.NewMemory(time.Now), lock.NewMemory(time.Now)
	}
	return presence.NewRedis(a.redis, a.name), lock.NewRedis(a.redis)
}

// published hands on a commit of this node: to the others first, so that it is on its way while it is sent to those here.
func (a *App) published(key store.Key, c *document.Commit) {
	if a.node != nil {
		a.node.Committed(key, c.Seq)
	}
	a.publishedElsewhere(key, c)
}

// publishedElsewhere hands a commit to those who are connected here, and its deadlines to the timer.
func (a *App) publishedElsewhere(key store.Key, c *document.Commit) {
	a.desk.Published(key, c)
	a.timer.brought(key.Tenant, c.Deadlines)
}

// follow keeps this node up to date with the others.
func (a *App) follow(ctx context.Context) error {
	if a.node == nil {
		return nil
	}
	return a.node.Run(ctx)
}

func (a *App) closeBus() {
	if a.bus != nil {
		a.bus.Stop()
	}
}
