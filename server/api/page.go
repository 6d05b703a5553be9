package api

import "github.com/gofiber/fiber/v2"

// page says what the server is and where to go on: to the app, first of all.
func page(demo bool) fiber.Handler {
	text := frontPage
	if demo {
		text += demoPage
	}
	return func(c *fiber.Ctx) error {
		c.Set(fiber.HeaderContentType, "text/html; charset=utf-8")
		return c.SendString(text + "</main></html>")
	}
}

const frontPage = `<!doctype html>
<html lang="sv"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Samsyn</title>
<style>
body{font:18px/1.5 system-ui,sans-serif;margin:0;background:#f6f4ef;color:#1d2b2a}
main{max-width:38rem;margin:3rem auto;padding:0 1rem}h1{font-size:2rem;margin:0}
pre{background:#1d2b2a;color:#fff;padding:1rem;overflow:auto;border-radius:.5rem}
.warn{background:#8a1c1c;color:#fff;padding:1rem;border-radius:.5rem;font-weight:600}a{color:#0b5c55}
</style>
<main><h1>Samsyn är igång</h1>
<p>Servern tar emot det som telefonerna skrev utan nät, slår ihop det utan att något försvinner och berättar för dem som är
uppkopplade.</p>
<p><a href="/app/"><strong>Öppna appen</strong></a></p>
<p>Telefonerna ansluter till <code>/v1/socket</code> eller skickar till <code>/v1/sync</code>.
Driften tittar på <a href="/healthz">/healthz</a> och <a href="/metrics">/metrics</a>.</p>
`

const demoPage = `<p class="warn">Demodata: påhittade personer, och vem som helst kan logga in som vem som helst.
Använd aldrig den här servern för riktiga människor.</p>
<p>Spela upp en arbetsdag på riktiga telefoner och se att alla blir överens:</p><pre>./scripts/day</pre>
<p>De påhittade medarbetarna finns på <a href="/demo/people">/demo/people</a>, och vad deras låsskärmar visar på
<a href="/demo/phones">/demo/phones</a>.</p>
`
