package api

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"

	"context"
	"net/http"

	"github.com/samsyn/samsyn/server/fault"
)

// Demo is what a server with demo data offers besides: tenants of one's own with a clock that can be set, and tokens for
// anybody in a demo tenant. It never exists beside real data.
type Demo struct {
	NewTenant func(ctx context.Context, t NewTenant) error
	SetClock  func(tenant string, nowMillis int64) error
	Hold      func(ctx context.Context, tenant string) error // rings nobody until the clock is set; no-transition when it runs
	Token     func(tenant, kind, actor string) (string, error)
	People    func() any
	Phones    func(ctx context.Context) ([]Phone, error) // whose lock screens GET /demo/phones shows
	Pushes    func(tokens []string) []Pushed             // what the push service was sent for some phones
	Service   http.Handler                               // the push service, for other nodes; nil without one of its own
	Away      func(token string, away bool)              // takes a phone out of the push service's reach, or back
}

// NewTenant is the body of POST /demo/tenants.
type NewTenant struct {
	Tenant       string           `json:"tenant"`
	Municipality string           `json:"municipality"`
	Now          int64            `json:"now"` // milliseconds; the tenant's clock stands there until it is set
	Rows         []jsontext.Value `json:"rows"`
}

func (d *Demo) routes(until context.Context, r fiber.Router) {
	r.Get("/people", func(c *fiber.Ctx) error { return sendJSON(c, d.People()) })
	r.Get("/phones", phones(d.Phones))
	r.Post("/pushes", pushes(d.Pushes))
	r.Post("/away", away(d.Away))
	if d.Service != nil {
		r.Post("/fcm/*", adaptor.HTTPHandler(http.StripPrefix("/demo/fcm", d.Service)))
	}
	r.Get("/token", func(c *fiber.Ctx) error {
		kind := c.Query("kind", "staff")
		token, err := d.Token(c.Query("tenant"), kind, c.Query("actor"))
		if err != nil {
			return err
		}
		return sendJSON(c, map[string]string{"token": token})
	})
	r.Post("/tenants", func(c *fiber.Ctx) error {
		var t NewTenant
		if err := json.Unmarshal(c.BodyRaw(), &t); err != nil {
			return fault.New(fault.BadFrame, err)
		}
		if err := d.NewTenant(until, t); err != nil {
			return err
		}
		return sendJSON(c, map[string]bool{"ok": true})
	})
	r.Post("/tenants/:tenant/hold", func(c *fiber.Ctx) error {
		if err := d.Hold(until, c.Params("tenant")); err != nil {
			return err
		}
		return sendJSON(c, map[string]bool{"ok": true})
	})
	r.Post("/tenants/:tenant/clock", func(c *fiber.Ctx) error {
		var body struct {
			Now int64 `json:"now"`
		}
		if err := json.Unmarshal(c.BodyRaw(), &body); err != nil {
			return fault.New(fault.BadFrame, err)
		}
		if err := d.SetClock(c.Params("tenant"), body.Now); err != nil {
			return err
		}
		return sendJSON(c, map[string]bool{"ok": true})
	})
}

func sendJSON(c *fiber.Ctx, v any) error {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		return err
	}
	c.Set(fiber.HeaderContentType, fiber.MIMEApplicationJSON)
	return c.Send(text)
}
