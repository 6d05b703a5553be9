package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/leaktest"
	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/sync/document"
)

// patience bounds every wait. It is only used up by a test that fails.
const patience = 3 * time.Minute

// start is the time at which a demo tenant's clock stands: 2026-11-24T06:00:00Z, milliseconds.
const start = 1_795_500_000_000

var testKey = func() auth.Key {
	key, err := auth.NewKey(bytes.NewReader(bytes.Repeat([]byte{7}, 32)))
	if err != nil {
		panic(err)
	}
	return key
}()

func TestMain(m *testing.M) {
	code := m.Run()
	if demoServer.s != nil {
		if err := demoServer.s.stop(); err != nil {
			fmt.Fprintln(os.Stderr, "stop the demo server:", err)
			code = 1
		}
		_ = os.RemoveAll(demoServer.folder) // the system's temporary folder is emptied anyway
	}
	http.DefaultClient.CloseIdleConnections()
	if err := leaktest.Find(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// server is a whole server on a port and a folder of its own.
type server struct {
	app    *app.App
	config config.Config
	url    string
	log    *record
	cancel context.CancelFunc
	done   chan struct{} // closed when it has ended
	err    error         // how; after done
}

// record keeps what is logged.
type record struct {
	mu   sync.Mutex
	text bytes.Buffer // guarded by mu
}

func (r *record) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.Write(b)
}

func (r *record) String() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.text.String()
}

// run starts a server with settings such as "SAMSYN_DEMO=1". Without any it is a real municipality's with the test's key.
func run(folder string, settings ...string) (*server, error) {
	environ := append([]string{"SAMSYN_LISTEN=127.0.0.1:0", "SAMSYN_DATA=" + folder, "SAMSYN_MUNICIPALITY=ekby"}, settings...)
	if !slices.Contains(settings, "SAMSYN_SIGNED=1") {
		environ = append(environ, "SAMSYN_SIGNED=0") // most of the tests' phones have a token and no key
	}
	if !slices.Contains(settings, "SAMSYN_KEY=") {
		environ = append(environ, "SAMSYN_KEY="+testKey.Secret())
	}
	c, err := config.Load(environ)
	if err != nil {
		return nil, err
	}
	s := &server{log: &record{}, done: make(chan struct{})}
	var ctx context.Context
	ctx, s.cancel = context.WithCancel(context.Background())
	a, err := app.Open(ctx, c, config.NewLogger(s.log, c.Log.Level))
	if err != nil {
		s.cancel()
		return nil, err
	}
	on, err := a.Listen()
	if err != nil {
		s.cancel()
		return nil, errors.Join(err, a.Close())
	}
	c.API.Listen = on.Addr().String()
	s.app = a
	s.config, s.url = c, "http://"+c.API.Listen
	go func() {
		defer close(s.done)
		s.err = errors.Join(a.Run(ctx, on), a.Close())
	}()
	return s, nil
}

// stop ends the server as a signal does and waits for it.
func (s *server) stop() error {
	s.cancel()
	select {
	case <-s.done:
		return s.err
	case <-time.After(patience):
		return fmt.Errorf("the server does not stop")
	}
}

func open(t testing.TB, settings ...string) *server {
	t.Helper()
	s, err := run(t.TempDir(), settings...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// demoServer is shared: its tenants do not see each other.
var demoServer struct {
	once   sync.Once
	folder string
	s      *server
	err    error
}

func shared(t testing.TB) *server {
	t.Helper()
	demoServer.once.Do(func() {
		if demoServer.folder, demoServer.err = os.MkdirTemp("", "samsyn"); demoServer.err == nil {
			demoServer.s, demoServer.err = run(demoServer.folder, "SAMSYN_DEMO=1")
		}
	})
	if demoServer.err != nil {
		t.Fatal(demoServer.err)
	}
	return demoServer.s
}

// call makes a request and gives the status and the body.
func (s *server) call(t testing.TB, method, path, token string, body []byte) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, method, s.url+path, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	res, err := http.DefaultClient.Do(req)
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

func sign(t testing.TB, key auth.Key, c auth.Claims) string {
	t.Helper()
	issuer, err := auth.NewIssuer(key, "")
	if err != nil {
		t.Fatal(err)
	}
	if c.Expires.IsZero() {
		c.Expires = time.Now().Add(time.Hour)
	}
	token, err := issuer.Sign(c)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// tenant is a municipality of one test's own.
type tenant struct {
	t    testing.TB
	s    *server
	id   string
	demo bool
	now  int64 // of a demo tenant
	ids  int
}

const (
	social = document.Scope("citizen/c1/social/ekby")
	health = document.Scope("citizen/c1/health/ekby")
	card   = document.Scope("citizen/c1/card/ekby")
	other  = document.Scope("citizen/c2/social/lindgarden") // a citizen whom the team does not know
)

// rows are two citizens, a team for the first, and a provider's team for the second.
func rows() []load.Row {
	const since = "2020-01-01T00:00:00.000Z" // also for a real tenant, whose clock is not set
	return []load.Row{
		person("amina", "assistantNurse"), person("noor", "careAssistant"), person("jonas", "occupationalTherapist"), person("petra", "nurse"),
		person("bodil", "unitManager"), person("sofia", "assistantNurse"), person("eva", "assistantNurse"),
		{Type: "careTeam", ID: "norra", Values: values("name", "Norra", "providerOrgId", "ekby", "state", "active", "members",
			[]any{member("amina", 1, 2, 3), member("noor", 1), member("jonas", 2, 3), member("petra", 2, 3), member("bodil", 1, 2, 3)})},
		{Type: "careTeam", ID: "lind", Values: values("name", "Lind", "providerOrgId", "lindgarden", "state", "active", "members", []any{member("sofia", 2)})},
		{Type: "careAssignment", ID: "as1", Values: values("teamId", "norra", "citizenId", "c1", "providerOrgId", "ekby", "reason", "teamMember", "validFrom", since, "state", "active")},
		{Type: "careAssignment", ID: "as2", Values: values("teamId", "lind", "citizenId", "c2", "providerOrgId", "lindgarden", "reason", "teamMember", "validFrom", since, "state", "active")},
		{Type: "citizen", ID: "c1", Values: values("state", "active", "whatMattersToMe", "Att gå till brevlådan.")},
		{Type: "citizen", ID: "c2", Values: values("state", "active")},
		{Type: "goal", ID: "g1", Citizen: "c1", Provider: "ekby", Values: values("citizenWords", "Jag vill ut.", "professionalWording", "v1", "state", "voiced")},
	}
}

func person(id, role string) load.Row {
	return load.Row{Type: "staffMember", ID: id, Values: values("name", strings.ToUpper(id), "roles", []string{role}, "employerOrgId", "ekby", "state", "active")}
}

func member(id string, parts ...int) any { return map[string]any{"staffId": id, "parts": parts} }

// newTenant makes a demo tenant of the test's own, whose clock it sets.
func newTenant(t testing.TB) *tenant {
	t.Helper()
	return tenantOn(t, shared(t))
}

var tenants struct {
	sync.Mutex
	n int
}

func tenantOn(t testing.TB, s *server) *tenant {
	t.Helper()
	tenants.Lock()
	tenants.n++
	tn := &tenant{t: t, s: s, id: fmt.Sprintf("t%d", tenants.n), demo: true, now: start}
	tenants.Unlock()
	body := map[string]any{"tenant": tn.id, "municipality": "ekby", "now": start, "rows": rows()}
	if status, text := s.call(t, "POST", "/demo/tenants", "", toJSON(body)); status != 200 {
		t.Fatalf("new tenant: %d %s", status, text)
	}
	return tn
}

// realTenant is the one tenant of a server that is no demo, filled with the same rows.
func realTenant(t testing.TB, s *server) *tenant {
	t.Helper()
	tn := &tenant{t: t, s: s, id: s.config.Tenant.Default}
	tn.load(rows()...)
	return tn
}

// load hands in rows as the municipality's own system does.
func (tn *tenant) load(rows ...load.Row) {
	tn.t.Helper()
	var body bytes.Buffer
	for _, r := range rows {
		body.Write(toJSON(r))
		body.WriteByte('\n')
	}
	status, text := tn.s.call(tn.t, "POST", "/v1/load", tn.token("loader", auth.System), body.Bytes())
	if status != 200 || !strings.Contains(text, `"rejected":0`) {
		tn.t.Fatalf("load: %d %s", status, text)
	}
}

// setClock lets a demo tenant's time pass.
func (tn *tenant) setClock(now int64) {
	tn.t.Helper()
	if status, text := tn.s.call(tn.t, "POST", "/demo/tenants/"+tn.id+"/clock", "", toJSON(map[string]int64{"now": now})); status != 200 {
		tn.t.Fatalf("set clock: %d %s", status, text)
	}
	tn.now = now
}

func (tn *tenant) clock() int64 {
	if tn.demo {
		return tn.now
	}
	return time.Now().UnixMilli()
}

func (tn *tenant) token(actor string, kind auth.Kind) string {
	tn.t.Helper()
	return sign(tn.t, testKey, auth.Claims{Actor: actor, Tenant: tn.id, Kind: kind})
}

func toJSON(v any) []byte {
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		panic(err)
	}
	return text
}
