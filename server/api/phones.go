package api

import (
	"bytes"
	"context"
	"html/template"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/gofiber/fiber/v2"

	"github.com/samsyn/samsyn/server/fault"
)

// Phone is a demo phone that can be rung, and what its lock screen shows.
type Phone struct {
	Tenant   string  `json:"tenant"`
	Actor    string  `json:"actor"`
	Name     string  `json:"name"`
	Device   string  `json:"device"`
	Platform string  `json:"platform"`
	Token    string  `json:"token"` // masked
	Woken    int     `json:"woken"` // how often it was rung, also without showing anything
	Waiting  int     `json:"waiting"`
	Shows    []Shown `json:"shows"`
}

// Shown is one line of a lock screen.
type Shown struct {
	Class string    `json:"class"`
	Text  string    `json:"text"`
	At    time.Time `json:"at"`
	High  bool      `json:"high,omitzero"` // it woke the phone at once
}

// Pushed is what a demo's push service was sent for a phone.
type Pushed struct {
	Token   string   `json:"token"`
	Sent    []string `json:"sent"`    // every message, as it came
	Arrived []Shown  `json:"arrived"` // those that reached the phone, the last hundred
	Waiting int      `json:"waiting"` // those that wait until it is back
}

// pushes answers POST /demo/pushes, whose body names the tokens that are asked about.
func pushes(list func([]string) []Pushed) fiber.Handler {
	return func(c *fiber.Ctx) error {
		var body struct {
			Tokens []string `json:"tokens"`
		}
		if err := json.Unmarshal(c.BodyRaw(), &body); err != nil {
			return fault.New(fault.BadFrame, err)
		}
		return sendJSON(c, map[string]any{"phones": append([]Pushed{}, list(body.Tokens)...)})
	}
}

// away answers POST /demo/away: a phone is out of the push service's reach, or back.
func away(set func(token string, away bool)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		var body struct {
			Token string `json:"token"`
			Away  bool   `json:"away"`
		}
		if err := json.Unmarshal(c.BodyRaw(), &body); err != nil {
			return fault.New(fault.BadFrame, err)
		}
		set(body.Token, body.Away)
		return sendJSON(c, map[string]bool{"ok": true})
	}
}

// phones shows what each lock screen would: a page for people, and JSON for scripts that ask for it.
func phones(list func(context.Context) ([]Phone, error)) fiber.Handler {
	return func(c *fiber.Ctx) error {
		all, err := list(c.UserContext())
		if err != nil {
			return err
		}
		if c.Query("form") == "json" {
			return sendJSON(c, map[string]any{"phones": append([]Phone{}, all...)})
		}
		var out bytes.Buffer
		if err := phonesPage.Execute(&out, all); err != nil {
			return err
		}
		c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
		c.Set(fiber.HeaderCacheControl, "no-store")
		return c.Send(out.Bytes())
	}
}

// sweden is the time that people there read; the zones come with the program.
var sweden = sync.OnceValue(func() *time.Location {
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		return time.UTC
	}
	return zone
})

var phonesPage = template.Must(template.New("phones").Funcs(template.FuncMap{
	"clock": func(t time.Time) string { return t.In(sweden()).Format("15:04:05") },
}).Parse(`<!doctype html>
<html lang="sv"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta http-equiv="refresh" content="5">
<title>Låsskärmar – Samsyn</title>
<style>
body{font:18px/1.5 system-ui,sans-serif;margin:0;background:#f6f4ef;color:#1d2b2a}
main{max-width:62rem;margin:2rem auto;padding:0 1rem}h1{font-size:2rem;margin:0 0 .5rem}
.phones{display:flex;flex-wrap:wrap;gap:1rem;padding:0;list-style:none}
.phones li{background:#1d2b2a;color:#fff;border-radius:1.2rem;padding:1rem;width:15rem;min-height:12rem}
.phones h2{font-size:1.1rem;margin:0}.about{font-size:.8rem;color:#cfd8d6;margin:0 0 .8rem}
.line{background:#fff;color:#1d2b2a;border-radius:.6rem;padding:.5rem .7rem;margin:.4rem 0}.line time{font-size:.8rem;color:#4a5a58}
.urgent{border-left:.4rem solid #8a1c1c}
.warn{background:#8a1c1c;color:#fff;padding:1rem;border-radius:.5rem;font-weight:600}
</style>
<main><h1>Låsskärmar</h1>
<p class="warn">Demodata: påhittade personer. Så här skulle telefonernas låsskärmar se ut just nu.</p>
<p>En push säger bara att det finns något nytt, aldrig vad eller om vem. Namnen här kommer från demodata, inte från pushen.</p>
{{if not .}}<p>Ingen telefon har anmält att den kan väckas.</p>{{end}}
<ul class="phones">{{range .}}
<li><h2>{{.Name}}</h2>
<p class="about">{{.Tenant}} · enhet {{.Device}} · {{.Platform}} · {{.Token}}<br>väckt {{if eq .Woken 1}}en gång{{else}}{{.Woken}} gånger{{end}}{{if .Waiting}}, {{.Waiting}} väntar{{end}}</p>
{{range .Shows}}<div class="line {{.Class}}">{{.Text}}<br><time>{{clock .At}}</time></div>{{else}}<p>Inget på låsskärmen.</p>{{end}}
</li>{{end}}</ul></main></html>
`))
