package app_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/wire"
)

// ask runs a command of the operator's, and gives what it prints.
func ask(t testing.TB, c config.Config, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := app.Ask(t.Context(), c, args[0], args[1:], &out); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, out.String())
	}
	return out.String()
}

// reads opens a document on the phone and hands that in.
func (p *phone) reads(doc string) {
	p.t.Helper()
	p.r.Opened(p.clock(), social, doc, "read", true)
	b, _ := p.r.Reads(0)
	p.send(wire.AppendReads(nil, b))
	p.r.ReadsTaken(await[*wire.ReadsTaken](p, nil).UpTo)
}

func wantWords(t *testing.T, text string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("no %q in\n%s", w, text)
		}
	}
}

// The operator's commands say the same through the running server and from the folder of a stopped one.
func TestAsk_ThroughTheServerAndFromTheFolder(t *testing.T) {
	t.Parallel()
	s := open(t, "SAMSYN_LEASE_HOURS=48")
	tn := realTenant(t, s)
	tn.load(person("lg", "auditReviewer"))
	p := tn.phone("amina", "assistantNurse").online()
	p.does(newNote("n1", "Åt frukost."))
	p.reads("g1")
	for range 2 {
		wantWords(t, ask(t, s.config, "audit", "-citizen", "c1"), "AMINA (amina)", "Undersköterska", "läste: Mål", "skrev: ", "fick uppgifterna till telefonen")
		wantWords(t, ask(t, s.config, "audit", "-staff", "amina", "-by", "lg"), "läste: Mål", "(c1)")
		wantWords(t, ask(t, s.config, "audit", "-citizen", "c1", "-json"), `"action":"read"`, `"doc":"g1"`)
		wantWords(t, ask(t, s.config, "audit", "-citizen", "c1", "-from", "2020-01-01", "-to", "2020-02-01"), "2020-01-01 00:00 till 2020-02-01 23:59", "Inget finns")
		wantWords(t, ask(t, s.config, "extract", "-citizen", "c1"), "En undersköterska i kommunen läste: Mål.")
		wantWords(t, ask(t, s.config, "holdings", "-citizen", "c1"), "AMINA (amina)", "har uppgifterna", "48 timmar")
		sample := ask(t, s.config, "review", "-sample", "random", "-n", "5", "-seed", "7")
		name := strings.TrimSuffix(strings.Fields(sample)[1], ":")
		wantWords(t, sample, "1 av 1 händelser", "läste: Mål")
		ask(t, s.config, "review", "-done", name, "-by", "lg", "-outcome", "Var på besök.")
		wantWords(t, ask(t, s.config, "review"), name, "LG (lg): Var på besök.")
		sum := strings.Fields(ask(t, s.config, "audit", "-verify"))
		ask(t, s.config, "audit", "-verify", "-since", sum[indexOf(sum, "Kontrollsumma:")+1])
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
	}
}

func indexOf(words []string, word string) int {
	for i, w := range words {
		if w == word {
			return i
		}
	}
	return 0
}

func TestAsk_SaysWhenTheLogIsAnother(t *testing.T) {
	t.Parallel()
	s := open(t)
	realTenant(t, s)
	for range 2 {
		var out bytes.Buffer
		err := app.Ask(t.Context(), s.config, "audit", []string{"-verify", "-since", "7:00"}, &out)
		if !errors.Is(err, audit.ErrBroken) || !strings.Contains(out.String(), "UTBYTT") {
			t.Errorf("%v\n%s", err, out.String())
		}
		if err := s.stop(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAsk_RefusesWhatIsNoCommand(t *testing.T) {
	t.Parallel()
	s := open(t)
	file := filepath.Join(t.TempDir(), "addresses.json")
	if err := os.WriteFile(file, []byte("[1]"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"audit"}, {"audit", "-citizen", "c1", "-staff", "amina"}, {"audit", "-nobody", "c1"}, {"audit", "-citizen", "c1", "rest"}, {"extract", "-staff", "amina"},
		{"holdings"}, {"review", "-sample", "all"}, {"review", "-sample", "targeted", "-addresses", file}, {"review", "-sample", "targeted", "-addresses", file + "x"},
		{"audit", "-citizen", "c1", "-from", "yesterday"}, {"audit", "-citizen", "c1", "-to", "11/1"}, {"review", "-done", "K1", "-by", "lg"},
		{"audit", "-citizen", "c1", "-tenant", "nobody"},
	} {
		var out bytes.Buffer
		if err := app.Ask(t.Context(), s.config, args[0], args[1:], &out); err == nil {
			t.Errorf("%v: %s", args, out.String())
		}
	}
}

// Only a municipality's own system may ask, of its own tenant.
func TestAudit_IsForSystemsOnly(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	question := []byte(`{"ask":"holdings","citizen":"c1"}`)
	for name, c := range map[string]struct {
		token string
		want  int
	}{
		"no token":         {"", 401},
		"a nurse":          {tn.token("petra", auth.Staff), 401},
		"the citizen":      {tn.token("c1", auth.Citizen), 401},
		"another tenant's": {sign(t, testKey, auth.Claims{Actor: "audit", Tenant: "nobody", Kind: auth.System}), 401},
		"a system":         {tn.token("audit", auth.System), 200},
	} {
		if status, text := tn.s.call(t, "POST", "/v1/audit", c.token, question); status != c.want || status != 200 && strings.Contains(text, "c1") {
			t.Errorf("%s: %d %s", name, status, text)
		}
	}
	for _, bad := range []string{``, `{`, `{"ask":"all"}`, `{"ask":"audit","citizen":"c1","citizen":"c2"}`, `{"ask":"audit","citizen":"../c1"}`, `[]`} {
		if status, text := tn.s.call(t, "POST", "/v1/audit", tn.token("audit", auth.System), []byte(bad)); status != 400 {
			t.Errorf("%s: %d %s", bad, status, text)
		}
	}
}

// A demo needs no key of one's own.
func TestAsk_OfADemo(t *testing.T) {
	t.Parallel()
	s := open(t, "SAMSYN_DEMO=1", "SAMSYN_KEY=", "SAMSYN_MUNICIPALITY=")
	s.config.Auth.Key, s.config.Tenant.Municipality = "", ""
	wantWords(t, ask(t, s.config, "audit", "-citizen", "c17"), "Ingrid Palm (c17)", "öppnade utanför sitt uppdrag", "skäl: Trygghetslarm", "nödöppnade",
		"skrev: Läkemedelsfråga (svar", "nekades: Mål", "utan nät", "7 medarbetare har läst och 4 medarbetare har skrivit.")
	wantWords(t, ask(t, s.config, "holdings", "-citizen", "c17"), "bekräftat av telefonen", "inte bekräftat", "har uppgifterna", "8 inloggningar")
	gone := s.config
	gone.API.Listen, gone.Store.Data = "127.0.0.1:1", filepath.Join(t.TempDir(), "nothing")
	if err := app.Ask(t.Context(), gone, "audit", []string{"-citizen", "c17"}, io.Discard); err == nil || !strings.Contains(err.Error(), "./scripts/up") {
		t.Errorf("no server and no store: %v", err)
	}
	for _, args := range [][]string{{"audit", "-citizen", "c99"}, {"holdings", "-citizen", "c99"}, {"audit", "-staff", "nobody"}} {
		var out bytes.Buffer
		if err := app.Ask(t.Context(), s.config, args[0], args[1:], &out); err == nil || !strings.HasPrefix(err.Error(), "Ingen ") || out.Len() > 0 {
			t.Errorf("%v: %v %q", args, err, out.String())
		}
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	wantWords(t, ask(t, s.config, "holdings", "-citizen", "c17"), "8 inloggningar") // whose tenant it is, the folder's owner need not know
}
