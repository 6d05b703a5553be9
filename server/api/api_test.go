package api_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/samsyn/samsyn/server/api"
	"github.com/samsyn/samsyn/server/fault"
)

func routes() api.Options {
	return api.Options{
		Socket: func(c *fiber.Ctx) error { return fault.Wait(fault.Overloaded, 1e9) },
		Sync: func(context.Context, string, []byte) ([][]byte, error) {
			return [][]byte{[]byte(`{"a":1}`), []byte(`{"b":2}`)}, nil
		},
		Load:    func(context.Context, string, []byte, int, func(string)) error { return nil },
		Metrics: http.NotFoundHandler(), Health: func() error { return nil },
	}
}

func call(t *testing.T, o api.Options, method, path, token, body string) (int, string) {
	t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	if token != "" {
		req.Header.Set("Authorization", token)
	}
	res, err := api.New(o, fiber.Config{BodyLimit: 1000}).Test(req, -1)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

// Every error has the code's status and the form phones know; what is not ours stays inside.
func TestErrors_HaveTheFormPhonesKnow(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		err    error
		status int
		code   string
	}{
		"a code":          {fault.New(fault.TokenExpired, errors.New("hemligt")), 401, fault.TokenExpired},
		"a wrapped one":   {fmt.Errorf("hemligt: %w", fault.New(fault.BadFrame, nil)), 400, fault.BadFrame},
		"one of Fiber's":  {fiber.NewError(http.StatusRequestEntityTooLarge, "hemligt"), 413, fault.FrameTooLarge},
		"anything else":   {errors.New("hemligt"), 500, fault.Internal},
		"the server ends": {fmt.Errorf("hemligt: %w", context.Canceled), 503, fault.Stopping},
	} {
		o := routes()
		o.Sync = func(context.Context, string, []byte) ([][]byte, error) { return nil, c.err }
		status, text := call(t, o, "POST", "/v1/sync", "", "{}")
		if status != c.status || !strings.Contains(text, `"code":"`+c.code+`"`) || !strings.Contains(text, `"duty":`) || strings.Contains(text, "hemligt") {
			t.Errorf("%s: %d %s", name, status, text)
		}
	}
	for _, path := range []string{"/v1/nothing", "/demo/people", "/v1/sync"} {
		if status, text := call(t, routes(), "GET", path, "", ""); status != 404 || !strings.Contains(text, fault.NotFound) {
			t.Errorf("GET %s: %d %s", path, status, text)
		}
	}
	if status, text := call(t, routes(), "GET", "/v1/socket", "", ""); status != 503 || !strings.Contains(text, `"retryMillis":1000`) {
		t.Errorf("socket: %d %s", status, text)
	}
}

// A sync goes on when the server stops: its edits are being committed, and the answer tells the phone so.
func TestSync_IsNotCutOffWhenTheServerStops(t *testing.T) {
	t.Parallel()
	o := routes()
	var token string
	var ends bool
	o.Sync = func(ctx context.Context, bearer string, _ []byte) ([][]byte, error) {
		token, ends = bearer, ctx.Done() != nil
		return [][]byte{[]byte(`{"a":1}`), []byte(`{"b":2}`)}, nil
	}
	app := api.New(o, fiber.Config{})
	on, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan error, 1)
	go func() { stopped <- app.Listener(on) }()
	req, err := http.NewRequestWithContext(t.Context(), "POST", "http://"+on.Addr().String()+"/v1/sync", strings.NewReader("{}"))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer abc")
	req.Close = true
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if res.StatusCode != 200 || string(text) != `{"frames":[{"a":1},{"b":2}]}` || token != "abc" {
		t.Errorf("sync: %d %s, token %q", res.StatusCode, text, token)
	}
	if ends {
		t.Error("its context ends with the server")
	}
	if err := errors.Join(app.Shutdown(), <-stopped); err != nil {
		t.Error(err)
	}
}

func TestLoad_CountsOnFromWhereTheFileWas(t *testing.T) {
	t.Parallel()
	o := routes()
	o.Load = func(_ context.Context, token string, rows []byte, after int, line func(string)) error {
		line(fmt.Sprint(token, " ", string(rows), " ", after))
		line("{}")
		return nil
	}
	for path, want := range map[string]string{"/v1/load?after=2000": "x r 2000\n{}\n", "/v1/load": "x r 0\n{}\n", "/v1/load?after=many": "x r 0\n{}\n"} {
		if status, text := call(t, o, "POST", path, "Bearer x", "r"); status != 200 || text != want {
			t.Errorf("%s: %d %q", path, status, text)
		}
	}
}

func TestDemo_TakesWhatItUnderstands(t *testing.T) {
	t.Parallel()
	o := routes()
	o.Demo = &api.Demo{
		People: func() any { return []string{"amina"} },
		Token:  func(tenant, kind, actor string) (string, error) { return tenant + " " + kind + " " + actor, nil },
		SetClock: func(tenant string, now int64) error {
			if tenant != "t1" || now != 7 {
				return fault.New(fault.NotFound, nil)
			}
			return nil
		},
		Hold: func(_ context.Context, tenant string) error {
			if tenant != "t1" {
				return fault.New(fault.NotFound, nil)
			}
			return nil
		},
		NewTenant: func(_ context.Context, t api.NewTenant) error {
			if t.Tenant != "t1" || len(t.Rows) != 1 || string(t.Rows[0]) != `{"id": 1}` {
				return fault.New(fault.BadFrame, nil)
			}
			return nil
		},
	}
	for _, c := range []struct {
		method, path, body string
		status             int
		want               string
	}{
		{"GET", "/demo/people", "", 200, `["amina"]`},
		{"GET", "/demo/token?tenant=t1&actor=amina", "", 200, `{"token":"t1 staff amina"}`},
		{"POST", "/demo/tenants", `{"tenant":"t1","municipality":"m","now":1,"rows":[{"id": 1}]}`, 200, `{"ok":true}`},
		{"POST", "/demo/tenants", `{"tenant":`, 400, `"code":"bad-frame"`},
		{"POST", "/demo/tenants/t1/hold", "", 200, `{"ok":true}`},
		{"POST", "/demo/tenants/t2/hold", "", 404, `"code":"not-found"`},
		{"POST", "/demo/tenants/t1/clock", `{"now":7}`, 200, `{"ok":true}`},
		{"POST", "/demo/tenants/t2/clock", `{"now":7}`, 404, `"code":"not-found"`},
		{"POST", "/demo/tenants/t1/clock", `x`, 400, `"code":"bad-frame"`},
	} {
		if status, text := call(t, o, c.method, c.path, "", c.body); status != c.status || !strings.Contains(text, c.want) {
			t.Errorf("%s %s: %d %s", c.method, c.path, status, text)
		}
	}
}

func TestHealth_SaysWhenTheServerCannotTakeEdits(t *testing.T) {
	t.Parallel()
	o := routes()
	o.Health = func() error { return errors.New("hemligt") }
	if status, text := call(t, o, "GET", "/healthz", "", ""); status != 503 || text != `{"ok":false}` {
		t.Errorf("healthz: %d %s", status, text)
	}
}

// A fault of the server's own is told to the operator, and the phone learns no more than its code.
func TestErrors_InternalOnesAreLogged(t *testing.T) {
	t.Parallel()
	var text bytes.Buffer
	o := routes()
	o.Log = slog.New(slog.NewTextHandler(&text, nil))
	o.Sync = func(context.Context, string, []byte) ([][]byte, error) { return nil, errors.New("disk gone") }
	status, body := call(t, o, "POST", "/v1/sync", "Bearer x", "{}")
	if status != 500 || strings.Contains(body, "disk") || !strings.Contains(body, `"code":"internal"`) {
		t.Errorf("%d %s", status, body)
	}
	if !strings.Contains(text.String(), "disk gone") || !strings.Contains(text.String(), "/v1/sync") {
		t.Errorf("logged: %q", text.String())
	}
	text.Reset()
	if call(t, o, "GET", "/nowhere", "", ""); text.Len() != 0 {
		t.Errorf("a phone's mistake is logged: %q", text.String())
	}
}

// A name out of a request is kept beyond it, in commits; the request's memory is used again for the next one.
func TestNames_OutliveTheirRequest(t *testing.T) {
	t.Parallel()
	var kept []string
	o := routes()
	o.Demo = &api.Demo{SetClock: func(tenant string, _ int64) error {
		kept = append(kept, tenant)
		return nil
	}}
	app := api.New(o, fiber.Config{})
	var sent []string
	for i := range 50 {
		name := fmt.Sprintf("town-%02d", i)
		res, err := app.Test(httptest.NewRequest(http.MethodPost, "/demo/tenants/"+name+"/clock", strings.NewReader(`{"now":1}`)), -1)
		if err != nil {
			t.Fatal(err)
		}
		if err := res.Body.Close(); err != nil {
			t.Error(err)
		}
		sent = append(sent, name)
	}
	if got, want := strings.Join(kept, " "), strings.Join(sent, " "); got != want {
		t.Errorf("kept %s", got)
	}
}
