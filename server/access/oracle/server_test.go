package oracle_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/load"
)

// These tests start a whole server. Package access knows nobody in it; its external tests may, because app imports access and
// never the other way round.

// patience bounds every wait. It is only used up by a test that fails.
const patience = 3 * time.Minute

// start is the time at which a tenant's clock begins: 2026-11-24T06:00:00Z, milliseconds.
const start = 1_795_500_000_000

// server is a whole server on a port and a folder of its own.
type server struct {
	url     string
	issuer  *auth.Issuer
	logged  *logged
	tenants atomic.Int64
}

// logged keeps what the server logs, because that is searched, too.
type logged struct {
	mu   sync.Mutex
	text []byte // guarded by mu
}

func (l *logged) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text = append(l.text, b...)
	return len(b), nil
}

func (l *logged) take() []byte {
	l.mu.Lock()
	defer l.mu.Unlock()
	text := l.text
	l.text = nil
	return text
}

func open(t *testing.T) *server {
	t.Helper()
	key, err := auth.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil {
		t.Fatal(err)
	}
	s := &server{logged: &logged{}}
	if s.issuer, err = auth.NewIssuer(key, ""); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load([]string{
		"SAMSYN_LISTEN=127.0.0.1:0", "SAMSYN_DATA=" + t.TempDir(), "SAMSYN_DEMO=1", "SAMSYN_KEY=" + key.Secret(),
		"SAMSYN_READS_PER_MINUTE=1000000", "SAMSYN_EDITS_PER_MINUTE=1000000", "SAMSYN_EDITS_BURST=1000000",
	})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	a, err := app.Open(ctx, c, config.NewLogger(s.logged, c.Log.Level))
	if err != nil {
		cancel()
		t.Fatal(err)
	}
	on, err := a.Listen()
	if err != nil {
		cancel()
		t.Fatal(errors.Join(err, a.Close()))
	}
	s.url = "http://" + on.Addr().String()
	done := make(chan error, 1)
	go func() { done <- errors.Join(a.Run(ctx, on), a.Close()) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-done:
			if err != nil {
				t.Error(err)
			}
		case <-time.After(patience):
			t.Error("the server does not stop")
		}
		http.DefaultClient.CloseIdleConnections()
	})
	return s
}

// call makes a request and gives the status and the body. It may run beside others.
func (s *server) call(method, path, token string, body []byte) (int, string, error) {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, s.url+path, bytes.NewReader(body))
	if err != nil {
		return 0, "", fmt.Errorf("%s %s: %w", method, path, err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, "", fmt.Errorf("%s %s: %w", method, path, err)
	}
	defer func() { _ = res.Body.Close() }() // it was read to the end
	text, err := io.ReadAll(res.Body)
	if err != nil {
		return 0, "", fmt.Errorf("%s %s: %w", method, path, err)
	}
	return res.StatusCode, string(text), nil
}

func (s *server) token(tenant, kind, id string) string {
	token, err := s.issuer.Sign(auth.Claims{Actor: id, Tenant: tenant, Kind: auth.Kind(kind), Expires: time.Now().Add(time.Hour)})
	if err != nil {
		panic(err) // our own claims
	}
	return token
}

// tenant makes a municipality of one check's own.
func (s *server) tenant(rows []load.Row) (id string, err error) {
	id = fmt.Sprintf("t%d", s.tenants.Add(1))
	status, text, err := s.call("POST", "/demo/tenants", "", toJSON(map[string]any{"tenant": id, "municipality": "ekby", "now": start, "rows": rows}))
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("new tenant: %d %s", status, text)
	}
	return id, err
}

// load hands in rows as the municipality's own system does.
func (s *server) load(tenant string, rows ...load.Row) error {
	var body bytes.Buffer
	for _, r := range rows {
		body.Write(toJSON(r))
		body.WriteByte('\n')
	}
	status, text, err := s.call("POST", "/v1/load", s.token(tenant, string(auth.System), "loader"), body.Bytes())
	if err == nil && (status != http.StatusOK || !strings.Contains(text, `"rejected":0`)) {
		err = fmt.Errorf("load: %d %s", status, text)
	}
	return err
}

func (s *server) setClock(tenant string, now int64) error {
	status, text, err := s.call("POST", "/demo/tenants/"+tenant+"/clock", "", toJSON(map[string]int64{"now": now}))
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("set clock: %d %s", status, text)
	}
	return err
}

// rest waits until no commit has effects under way, and gives what the server tells about itself.
func (s *server) rest() (string, error) {
	for until := time.Now().Add(patience); time.Now().Before(until); {
		_, text, err := s.call("GET", "/metrics", "", nil)
		if err != nil || strings.Contains(text, "\nsamsyn_open_commits 0\n") {
			return text, err
		}
	}
	return "", errors.New("the server does not come to rest")
}

func toJSON(v any) []byte {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(err)
	}
	return text
}

// values are fields to write.
func values(pairs ...any) map[string]jsontext.Value {
	m := map[string]jsontext.Value{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = toJSON(pairs[i+1])
	}
	return m
}
