package api_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/andybalholm/brotli"
	"github.com/gofiber/fiber/v2"

	"github.com/samsyn/samsyn/server/api"
)

// get asks for a file of an app, with headers as pairs.
func get(t *testing.T, app *fiber.App, path string, headers ...string) (*http.Response, string) {
	t.Helper()
	req := httptest.NewRequest(http.MethodGet, path, nil)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := app.Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	body := io.Reader(res.Body)
	if res.Header.Get("Content-Encoding") == "br" {
		body = brotli.NewReader(body)
	}
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(text)
}

func TestApp_IsHandedOut(t *testing.T) {
	t.Parallel()
	script := strings.Repeat("let a = 1;\n", 500)
	o := routes()
	o.App = fstest.MapFS{
		"index.html": {Data: []byte("<!doctype html>")}, "assets/a-1.js": {Data: []byte(script)}, "sw.js": {Data: []byte("1")},
		"manifest.webmanifest": {Data: []byte("{}")},
	}
	app := api.New(o, fiber.Config{})

	res, text := get(t, app, "/app/")
	if text != "<!doctype html>" || !strings.HasPrefix(res.Header.Get("Content-Type"), "text/html") {
		t.Errorf("the page is %q, %s", text, res.Header.Get("Content-Type"))
	}
	if p := res.Header.Get("Content-Security-Policy"); !strings.Contains(p, "script-src 'self';") || strings.Contains(p, "unsafe") {
		t.Errorf("its policy is %q", p)
	}
	if res.Header.Get("Cache-Control") != "no-cache" {
		t.Errorf("the page is kept: %s", res.Header.Get("Cache-Control"))
	}
	res, _ = get(t, app, "/app/", "If-None-Match", res.Header.Get("ETag"))
	if res.StatusCode != http.StatusNotModified {
		t.Errorf("what a browser has is sent again: %d", res.StatusCode)
	}
	res, text = get(t, app, "/app/assets/a-1.js", "Accept-Encoding", "gzip, br")
	if text != script || res.Header.Get("Content-Encoding") != "br" || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("a script comes with %v", res.Header)
	}
	if res, text = get(t, app, "/app/assets/a-1.js"); text != script || res.Header.Get("Content-Encoding") != "" {
		t.Errorf("it is packed for whoever cannot unpack it: %v", res.Header)
	}
	for path, want := range map[string]string{"/app/sw.js": "text/javascript; charset=utf-8", "/app/manifest.webmanifest": "application/manifest+json"} {
		if res, _ = get(t, app, path); res.Header.Get("Content-Type") != want {
			t.Errorf("%s is %s", path, res.Header.Get("Content-Type"))
		}
	}
	if res, _ = get(t, app, "/app/nothing"); res.StatusCode != http.StatusNotFound {
		t.Errorf("what there is not is %d", res.StatusCode)
	}
	if res, _ = get(t, app, "/app"); res.Header.Get("Location") != "/app/" {
		t.Errorf("/app leads to %s", res.Header.Get("Location"))
	}
}

func TestApp_SaysThatItWasNotBuilt(t *testing.T) {
	t.Parallel()
	res, text := get(t, api.New(routes(), fiber.Config{}), "/app/")
	if res.StatusCode != http.StatusNotFound || !strings.Contains(text, "./scripts/up") {
		t.Errorf("got %d %q", res.StatusCode, text)
	}
}

// A browser is told how it can be rung, and may speak to those it registers with, only where the operator has set that up.
func TestApp_MayRegisterToBeRungWhereThatIsSet(t *testing.T) {
	t.Parallel()
	const registers = "connect-src 'self' https://firebaseinstallations.googleapis.com https://fcmregistrations.googleapis.com;"
	for push, want := range map[string]struct{ text, policy string }{
		"":                   {"{}", "connect-src 'self';"},
		`{"projectId":"ek"}`: {`{"projectId":"ek"}`, registers},
	} {
		o := routes()
		o.App = fstest.MapFS{"index.html": {Data: []byte("<!doctype html>")}, "sw.js": {Data: []byte("1")}}
		if push != "" {
			o.WebPush = []byte(push)
		}
		app := api.New(o, fiber.Config{})
		res, text := get(t, app, "/app/push.json")
		if text != want.text || !strings.HasPrefix(res.Header.Get("Content-Type"), "application/json") || res.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("%q is told as %q, %v", push, text, res.Header)
		}
		for _, path := range []string{"/app/", "/app/sw.js"} {
			res, _ = get(t, app, path)
			if p := res.Header.Get("Content-Security-Policy"); !strings.Contains(p, want.policy) || strings.Count(p, "https://") != strings.Count(want.policy, "https://") {
				t.Errorf("%s with %q has the policy %q", path, push, p)
			}
		}
	}
}
