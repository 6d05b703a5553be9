// Package api is every HTTP route of the server, on one screen.
//
// It sits at the edge: it reads requests and writes answers, and everything else is done by the functions in Options, which
// app wires. Promises: an error answer has the code's status and a body {code, duty, message}; no route reads care data
// without a token; demo routes exist only with Options.Demo.
//
// The package starts no goroutine of its own. To test it, use fiber.App.Test.
package api

import (
	"context"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
)

// Options is what the routes call.
type Options struct {
	Socket fiber.Handler // GET /v1/socket
	Sync   func(ctx context.Context, token string, body []byte) ([][]byte, error)
	Load   func(ctx context.Context, token string, rows []byte, after int, line func(text string)) error
	Audit  func(ctx context.Context, token string, question []byte) (text string, status int, err error)
	Revoke func(ctx context.Context, token string, body []byte) error
	// Checkpoint makes a copy of the store beside it, and gives its name as JSON; nil: no such route.
	Checkpoint func(ctx context.Context, token string) ([]byte, error)
	Metrics    http.Handler
	Health     func() error
	Demo       *Demo // nil without demo data
	App        fs.FS // what a browser gets below /app/; nil when it was not built
	// WebPush is what a browser must know to be rung, as JSON, which every browser gets; nil: browsers are not rung.
	WebPush []byte
	// Until ends when the server stops, and long requests with it; nil: never. Fasthttp's own context of a request is not used: it
	// is written, without a lock, while whoever waits on it reads it.
	Until context.Context
	Log   *slog.Logger
}

// New makes the app with all routes. Handlers of fiber run in fasthttp's goroutines.
func New(o Options, config fiber.Config) *fiber.App {
	config.DisableStartupMessage = true
	config.Immutable = true // names out of a request are kept beyond it: a tenant's stands in commits
	config.ErrorHandler = answerError(o.Log)
	if o.Until == nil {
		o.Until = context.Background()
	}
	app := fiber.New(config)
	app.Get("/", page(o.Demo != nil))
	app.Get("/app/*", pwa(o.App, o.WebPush))
	app.Get("/healthz", health(o.Health))
	app.Get("/metrics", adaptor.HTTPHandler(o.Metrics))
	app.Get("/v1/socket", o.Socket)
	app.Post("/v1/sync", syncOnce(o.Sync))
	app.Post("/v1/load", loadRows(o.Until, o.Load))
	app.Post("/v1/audit", ask(o.Until, o.Audit))
	app.Post("/v1/revoke", revoke(o.Revoke))
	if o.Checkpoint != nil {
		app.Post("/v1/checkpoint", checkpoint(o.Checkpoint))
	}
	if o.Demo != nil {
		o.Demo.routes(o.Until, app.Group("/demo"))
	}
	return app
}

// health answers 200 when the server can take edits.
func health(check func() error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if err := check(); err != nil {
			return c.Status(http.StatusServiceUnavailable).JSON(fiber.Map{"ok": false})
		}
		return c.JSON(fiber.Map{"ok": true})
	}
}

// Bodies are taken as they came (BodyRaw). Fiber's Body unpacks gzip without a limit and before anybody's token was looked at: a
// thousandth of BodyLimit would fill the memory.

// syncOnce is a whole connection in one request. It goes on when the server stops: what the phone handed in is under way, and
// the answer is what tells it so.
func syncOnce(run func(context.Context, string, []byte) ([][]byte, error)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		frames, err := run(c.UserContext(), bearer(c), c.BodyRaw())
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
		return c.Send(wire.AppendSync(nil, frames...))
	}
}

// loadRows takes newline-delimited rows; the answer is a line of text for each rejected row, and last the report. Rows are
// counted on from ?after=, for a file that comes in several requests. A server that stops ends it between two rows.
func loadRows(until context.Context, run func(context.Context, string, []byte, int, func(string)) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		var out strings.Builder
		line := func(text string) { out.WriteString(text + "\n") }
		if err := run(until, bearer(c), c.BodyRaw(), c.QueryInt("after"), line); err != nil {
			return err
		}
		return c.SendString(out.String())
	}
}

// ask answers a question about who did what, as text. It is a body and not an address, because addresses are logged by
// proxies and this one names a citizen. 409 is the answer that a log is broken; its text says where.
func ask(until context.Context, run func(context.Context, string, []byte) (string, int, error)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		text, status, err := run(until, bearer(c), c.BodyRaw())
		if err != nil {
			return err
		}
		c.Status(status)
		c.Set(fiber.HeaderCacheControl, "no-store")
		return c.SendString(text)
	}
}

// revoke ends a login for good.
func revoke(run func(context.Context, string, []byte) error) fiber.Handler {
	return func(c *fiber.Ctx) error {
		if err := run(c.UserContext(), bearer(c), c.BodyRaw()); err != nil {
			return err
		}
		return c.JSON(fiber.Map{"ok": true})
	}
}

func bearer(c *fiber.Ctx) string {
	token, found := strings.CutPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
	if !found {
		return ""
	}
	return strings.Clone(token) // fiber reuses the request's bytes
}

// answerError gives every error the form phones know, and tells the operator why the server failed.
func answerError(log *slog.Logger) fiber.ErrorHandler {
	return func(c *fiber.Ctx, err error) error {
		f := fault.From(known(err))
		switch {
		case log == nil:
		case f.Code == fault.Internal:
			log.Error("request", "route", c.Route().Path, "cause", f.Cause)
		case f.Row().HTTP == http.StatusUnauthorized && f.Code != fault.TokenExpired:
			log.Warn("turned away", "route", c.Route().Path, "code", f.Code, "cause", f.Cause)
		}
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
		return c.Status(f.Row().HTTP).Send(wire.AppendError(nil, f))
	}
}

// known gives what fiber and the context report a code of ours.
func known(err error) error {
	if e, ok := err.(*fiber.Error); ok { //nolint:errorlint // fiber returns it bare
		code := fault.BadFrame
		switch e.Code {
		case http.StatusNotFound, http.StatusMethodNotAllowed:
			code = fault.NotFound
		case http.StatusRequestEntityTooLarge:
			code = fault.FrameTooLarge
		}
		err = fault.New(code, err)
	}
	if errors.Is(err, context.Canceled) {
		err = fault.New(fault.Stopping, err)
	}
	return err
}

// checkpoint makes a copy of the store, for a backup while the server runs.
func checkpoint(run func(context.Context, string) ([]byte, error)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		text, err := run(c.UserContext(), bearer(c))
		if err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
		return c.Send(text)
	}
}
