package app_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

func TestDoors_DemoRoutesExistOnlyInADemo(t *testing.T) {
	t.Parallel()
	routes := []struct{ method, path, body string }{
		{"GET", "/demo/people", ""}, {"GET", "/demo/token?tenant=ekby&actor=amina", ""},
		{"POST", "/demo/tenants", `{"tenant":"x","municipality":"x","now":1}`}, {"POST", "/demo/tenants/main/clock", `{"now":1}`},
	}
	real, demo := open(t), shared(t)
	for _, r := range routes {
		if status, text := real.call(t, r.method, r.path, "", []byte(r.body)); status != 404 || !strings.Contains(text, `"code":"not-found"`) {
			t.Errorf("%s without demo: %d %s", r.path, status, text)
		}
	}
	for _, r := range routes[:2] {
		if status, text := demo.call(t, r.method, r.path, "", nil); status != 200 {
			t.Errorf("%s with demo: %d %s", r.path, status, text)
		}
	}
	if _, page := real.call(t, "GET", "/", "", nil); !strings.Contains(page, "Samsyn är igång") || strings.Contains(page, "Demodata") {
		t.Errorf("front page: %s", page)
	}
	if _, page := demo.call(t, "GET", "/", "", nil); !strings.Contains(page, "Demodata") {
		t.Errorf("front page of a demo: %s", page)
	}
	// A demo's tokens are for demo tenants.
	if status, _ := demo.call(t, "GET", "/demo/token?tenant=main&actor=amina", "", nil); status != 404 {
		t.Errorf("a token for a real tenant: %d", status)
	}
}

func TestDoors_WithoutAKeyNobodyGetsIn(t *testing.T) {
	t.Parallel()
	s := open(t, "SAMSYN_KEY=")
	tn := &tenant{t: t, s: s, id: s.config.Tenant.Default}
	p := tn.phone("amina", "assistantNurse").dial()
	p.loud = false
	for token, want := range map[string]string{p.token: "token-invalid", "": "token-missing"} {
		h := p.helloFrame()
		h.Token = token
		p.send(wire.AppendHello(nil, h))
		if e := await[*wire.Error](p, nil); e.Code != want || e.Duty != "refresh" {
			t.Errorf("hello: %+v", e)
		}
		body, err := wire.AppendSyncRequest(nil, h, nil)
		if err != nil {
			t.Fatal(err)
		}
		if status, text := s.call(t, "POST", "/v1/sync", token, body); status != 401 || !strings.Contains(text, want) {
			t.Errorf("sync: %d %s", status, text)
		}
	}
	if status, text := s.call(t, "POST", "/v1/load", tn.token("loader", auth.System), []byte(`{}`)); status != 401 || !strings.Contains(text, "token-invalid") {
		t.Errorf("load: %d %s", status, text)
	}
	var out bytes.Buffer
	if err := app.PrintToken(&out, s.config, []string{"amina"}); err == nil || out.Len() > 0 {
		t.Errorf("a token without a key: %q", out.String())
	}
}

// A system's token loads and never connects; a person's connects and never loads.
func TestDoors_TokensOpenTheirOwnDoor(t *testing.T) {
	t.Parallel()
	s := open(t)
	tn := realTenant(t, s)
	if status, _ := s.call(t, "POST", "/v1/load", tn.token("bodil", auth.Staff), []byte("{}\n")); status != 401 {
		t.Errorf("a person loads: %d", status)
	}
	p := tn.phone("loader", "assistantNurse").dial()
	p.loud, p.token = false, tn.token("loader", auth.System)
	p.send(wire.AppendHello(nil, p.helloFrame()))
	if e := await[*wire.Error](p, nil); e.Code != "token-invalid" {
		t.Errorf("a system connects: %+v", e)
	}
	var out bytes.Buffer
	for kind, want := range map[string]int{"staff": 200, "citizen": 200, "system": 401} {
		out.Reset()
		if err := app.PrintToken(&out, s.config, []string{"amina", kind}); err != nil {
			t.Fatal(err)
		}
		q := tn.phone("amina", "assistantNurse")
		body, err := wire.AppendSyncRequest(nil, q.helloFrame(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if status, text := s.call(t, "POST", "/v1/sync", strings.TrimSpace(out.String()), body); status != want {
			t.Errorf("samsyn token amina %s: %d %s", kind, status, text)
		}
	}
	if err := app.PrintToken(&out, s.config, []string{"amina", "king"}); err == nil {
		t.Error("a token of an unknown kind")
	}
}

func TestDoors_HealthAndMetrics(t *testing.T) {
	t.Parallel()
	s := open(t)
	tn := realTenant(t, s)
	p := tn.phone("amina", "assistantNurse").online()
	p.does(newNote("n1", "Hemligt om Gunvor."))
	until(t, "healthz", func() bool { // which says no when the store is slow
		status, text := s.call(t, "GET", "/healthz", "", nil)
		return status == 200 && text == `{"ok":true}`
	})
	_, text := s.call(t, "GET", "/metrics", "", nil)
	for _, want := range []string{
		`samsyn_sockets 1`, `samsyn_verdicts_total{again="no",code="",verdict="applied"}`, `samsyn_commits_total`, `samsyn_commit_edits_count`,
		`samsyn_submit_seconds_count`, `samsyn_catchup_pages_total`, `samsyn_catchup_documents_total`, `samsyn_catchup_bytes_total`,
		`samsyn_rate_limited_total 0`, `samsyn_slow_total 0`, `samsyn_scope_reloads_total 0`, `samsyn_open_commits`, `samsyn_topics`,
	} {
		if !strings.Contains(text, "\n"+want) {
			t.Errorf("no metric %s", want)
		}
	}
	if found := regexp.MustCompile(`(?i)amina|gunvor|citizen/|c1\b|norra|hemligt`).FindString(text); found != "" {
		t.Errorf("the metrics say %q", found)
	}
}

func TestLoad_ThroughTheServerAndStraightIntoTheStore(t *testing.T) {
	t.Parallel()
	good := []load.Row{
		person("amina", "assistantNurse"),
		{Type: "careAssignment", ID: "uppdrag 12/7", Values: values("staffId", "amina", "citizenId", load.DocumentID("Gunvor Ekdahl åäö"), "providerOrgId", "ekby", "reason", "teamMember",
			"validFrom", "2026-01-01T00:00:00.000Z", "state", "active")},
		{Type: "citizen", ID: "Gunvor Ekdahl åäö", Values: values("state", "active", "whatMattersToMe", "Att gå ut.")},
		{Type: "goal", ID: "mål 1", Citizen: "Gunvor Ekdahl åäö", Values: values("citizenWords", "Ut.", "professionalWording", "Går ut.")},
	}
	var file bytes.Buffer
	for _, r := range good {
		file.Write(append(toJSON(r), '\n'))
	}
	file.WriteString("\n{\"type\":\"citizen\"\n{\"type\":\"dragon\",\"id\":\"d\"}\n{\"type\":\"goal\",\"id\":\"g\"}\n{\"type\":\"citizen\",\"id\":\"c\",\"colour\":\"red\"}\n")
	file.Write(append(toJSON(load.Row{Type: "citizen", ID: "c", Values: values("state", "dancing")}), '\n'))
	file.WriteString(strings.Repeat("\n", 2500)) // more lines than go in one request
	file.WriteString(`{"type":"dragon","id":"last"}` + "\n")
	name := filepath.Join(t.TempDir(), "rows.ndjson")
	if err := os.WriteFile(name, file.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	bad := []string{"row 6 (", "row 7 (d)", "row 8 (g)", "row 9 (c)", "row 10 (c): bad-value in state", "row 2511 (last)"}
	folder := t.TempDir()
	check := func(how string, s *server, want string) {
		t.Helper()
		var out bytes.Buffer
		err := app.LoadFile(t.Context(), s.config, name, &out)
		if err == nil || !strings.Contains(err.Error(), "6 of 10 rows were rejected") {
			t.Errorf("%s: %v", how, err)
		}
		for _, b := range append(bad, want) {
			if !strings.Contains(out.String(), b) {
				t.Errorf("%s does not say %q:\n%s", how, b, out.String())
			}
		}
		if n := strings.Count(out.String(), "row "); n != len(bad) {
			t.Errorf("%s names %d rows:\n%s", how, n, out.String())
		}
	}
	s, err := run(folder)
	if err != nil {
		t.Fatal(err)
	}
	amina := (&tenant{t: t, s: s, id: "main"}).phone("amina", "assistantNurse").online()
	check("the first load, through the server", s, "10 rows: 4 written, 0 unchanged, 6 rejected")
	if g := await[*wire.Grant](amina, nil); len(g.Scopes) == 0 {
		t.Error("an open phone is not told")
	}
	check("the second", s, "10 rows: 0 written, 4 unchanged, 6 rejected")
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	check("a third, into the store", s, "10 rows: 0 written, 4 unchanged, 6 rejected")
	fresh := *s
	fresh.config.Store.Data = t.TempDir()
	check("into an empty store", &fresh, "10 rows: 4 written, 0 unchanged, 6 rejected")
	check("and again", &fresh, "10 rows: 0 written, 4 unchanged, 6 rejected")
	again, err := run(fresh.config.Store.Data)
	if err != nil {
		t.Fatal(err)
	}
	back := (&tenant{t: t, s: again, id: "main"}).phone("amina", "assistantNurse").online()
	id := load.DocumentID("Gunvor Ekdahl åäö")
	if text := back.bytes(document.Scope("citizen/" + id + "/social/ekby")); !strings.Contains(text, `"Går ut."`) {
		t.Errorf("the loaded goal is not there: %s", text)
	}
	if err := again.stop(); err != nil {
		t.Fatal(err)
	}
}
