package app

import (
	"context"
	"errors"
	"net"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
	"golang.org/x/sync/errgroup"

	pwa "github.com/samsyn/samsyn/mobile-contract/app"
	"github.com/samsyn/samsyn/server/api"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/socket"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Times of the loops and of stopping.
const (
	tickEvery  = time.Second     // how late an assignment that ends by itself may be acted on
	sweepEvery = 5 * time.Second // how long a commit whose follow-up failed waits
	stopWithin = 5 * time.Second // for the sockets, and again for the requests
)

// Listen opens the port.
func (a *App) Listen() (net.Listener, error) { return net.Listen("tcp", a.config.API.Listen) }

// Run serves until ctx ends or a part fails, and then stops in order: no new phones, the others are sent away, what is under
// way finishes. The store is closed by Close.
func (a *App) Run(ctx context.Context, on net.Listener) error {
	group, ctx := errgroup.WithContext(ctx)
	web := api.New(a.routes(ctx), fiber.Config{
		ReadTimeout: 30 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: 60 * time.Second,
		BodyLimit: 2 * a.config.Wire.FrameBytes, ReadBufferSize: 8 << 10, Concurrency: 64 << 10, ReduceMemoryUsage: true,
	})
	web.Server().HeaderReceived = a.bodyOf
	socket.Tune(web)
	group.Go(func() error {
		err := web.Listener(on)
		if ctx.Err() != nil && errors.Is(err, net.ErrClosed) {
			return nil
		}
		return err
	})
	group.Go(func() error { return a.sockets.Run(ctx) })
	group.Go(func() error { return a.every(ctx, tickEvery, func() error { a.desk.Tick(ctx); return nil }) })
	group.Go(func() error { return a.every(ctx, sweepEvery, func() error { return a.flow.Sweep(ctx) }) })
	group.Go(func() error { return a.fireDeadlines(ctx) })
	group.Go(func() error { return a.follow(ctx) })
	group.Go(func() error { return a.desk.Around(ctx) })
	group.Go(func() error { return a.ring(ctx) })
	group.Go(func() error { return a.every(ctx, tickEvery, func() error { return a.purges.look(ctx, time.Now()) }) })
	group.Go(func() error {
		<-ctx.Done()
		a.stopSockets(context.WithoutCancel(ctx))
		stop, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopWithin)
		defer cancel()
		err := web.ShutdownWithContext(stop)
		// Shutdown knows of no listener that is only about to be served: it would be served for ever.
		_ = on.Close()
		if errors.Is(err, context.DeadlineExceeded) { // a request that does not end, or a connection without one
			a.log.Warn("stop requests", "cause", err)
			return nil
		}
		return err
	})
	err := group.Wait()
	a.flow.Wait()
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// stopSockets says goodbye on every socket. A phone that does not hang up is cut off, which is no failure of ours: it keeps
// what it wrote and comes back.
func (a *App) stopSockets(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, stopWithin)
	defer cancel()
	if err := a.sockets.StopAll(ctx); err != nil {
		a.log.Warn("stop sockets", "cause", err)
	}
}

// bodyOf lets rows of a load, and of a demo tenant, be larger than a phone's frame, and gives a slow network its time. The room
// for a body is made before its bytes come: only who may load gets so much.
func (a *App) bodyOf(h *fasthttp.RequestHeader) fasthttp.RequestConfig {
	c := fasthttp.RequestConfig{ReadTimeout: 2 * time.Minute}
	path, _, _ := strings.Cut(string(h.RequestURI()), "?") // a later part of a file says where it begins
	mayLoad := path == "/demo/tenants" && a.config.Demo
	if path == "/v1/load" {
		_, err := a.system(strings.TrimPrefix(string(h.Peek("Authorization")), "Bearer "))
		mayLoad = err == nil
	}
	if mayLoad {
		c.MaxRequestBodySize = 64 << 20
	}
	return c
}

// every runs a step again and again. A step that fails is logged and tried again: a store that is back must find us there.
func (a *App) every(ctx context.Context, d time.Duration, step func() error) error {
	t := time.NewTicker(d)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
			if err := step(); err != nil && ctx.Err() == nil {
				a.log.Error("background step", "cause", err)
			}
		}
	}
}

func (a *App) routes(ctx context.Context) api.Options {
	o := api.Options{
		Until: ctx, Socket: a.sockets.Handle, Sync: a.desk.Sync, Load: a.loadFor, Audit: a.askFor, Revoke: a.revokeFor, Checkpoint: a.checkpointFor, Metrics: a.metrics.Handler(), Health: a.health, Log: a.log,
	}
	if files, ok := pwa.Files(); ok {
		o.App = files
	}
	if w := a.config.Push.Web; w.IsSet() {
		o.WebPush = w.JSON()
	}
	if a.config.Demo {
		o.Demo = a.demo()
	}
	return o
}

// health asks the store for a head: a server that cannot read cannot take edits.
func (a *App) health() error {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	key := store.Key{Tenant: a.config.Tenant.Default, Scope: document.Directory}
	if a.shared != nil { // whose head may be in memory
		_, err := a.shared.Latest(ctx, key)
		return err
	}
	_, err := a.flow.Head(ctx, key)
	return err
}

// system checks that a token is of a municipality's own system, and says of which tenant.
func (a *App) system(token string) (string, error) {
	claims, err := a.verifier.Verify(token, time.Now())
	if err != nil {
		return "", err
	}
	if _, known := a.tenants.find(claims.Tenant); !known || claims.Kind != auth.System {
		return "", fault.Newf(fault.TokenInvalid, "not a system's token")
	}
	return claims.Tenant, nil
}
