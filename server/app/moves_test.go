package app_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/app"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/move"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/sync/document"
)

// command runs one of the commands that move tenants, and gives what it wrote.
func command(t testing.TB, c config.Config, in string, args ...string) (out, said string) {
	t.Helper()
	var o, e bytes.Buffer
	if err := app.Move(t.Context(), c, args, app.Streams{In: strings.NewReader(in), Out: &o, Err: &e}); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, e.String())
	}
	return o.String(), e.String()
}

// elsewhere is the same configuration with a folder of its own.
func elsewhere(t testing.TB, c config.Config) config.Config {
	t.Helper()
	c.Store.Data = filepath.Join(t.TempDir(), "data")
	return c
}

// work is what people did, by edit id.
type work map[string]document.Verdict

func (w work) add(vs map[string]document.Verdict) {
	for id, v := range vs {
		w[id] = v
	}
}

// An hour is lost on purpose: the backup is from before it, and what people wrote in it is only on their phones.
func TestBackup_ALostHourComesBackOnce(t *testing.T) {
	t.Parallel()
	first, err := run(t.TempDir(), "SAMSYN_DEMO=1")
	if err != nil {
		t.Fatal(err)
	}
	tn := tenantOn(t, first)
	amina, jonas, noor := tn.phone("amina", "assistantNurse").online(), tn.phone("jonas", "occupationalTherapist").online(), tn.phone("noor", "careAssistant").online()
	done := work{}
	amina.write(newNote("n0", "Före."))
	done.add(amina.handIn())

	file := filepath.Join(t.TempDir(), "backup.ndjson")
	_, said := command(t, first.config, "", "backup", "-out", file, "-tenant", tn.id)
	if !strings.Contains(said, "tenant "+tn.id) {
		t.Errorf("the backup said %q", said)
	}
	anHour(tn, done, amina, jonas, noor)
	done.wantAccepted(t)
	want := shown(amina)
	if err := first.stop(); err != nil {
		t.Fatal(err)
	}
	for _, p := range []*phone{amina, jonas, noor} {
		p.offline()
	}

	c := elsewhere(t, first.config)
	if out, _ := command(t, c, "", "restore", "-in", file); !strings.Contains(out, "began a new epoch") {
		t.Errorf("the restore said %q", out)
	}
	second, err := run(c.Store.Data, "SAMSYN_DEMO=1")
	if err != nil {
		t.Fatal(err)
	}
	body := map[string]any{"tenant": tn.id, "municipality": "ekby", "now": tn.now, "rows": []any{}}
	if status, text := second.call(t, "POST", "/demo/tenants", "", toJSON(body)); status != 200 {
		t.Fatalf("the tenant after the restore: %d %s", status, text)
	}
	tn.s = second
	again := 0
	for _, p := range []*phone{jonas, noor, amina} { // not in the order they wrote
		p.online()
		for len(p.r.Outbox(256, 900_000)) > 0 {
			for id, v := range p.handIn() {
				if again++; v.Kind == document.Refused || v.Again {
					t.Errorf("%s handed %s in again: %+v", p.who, id, v)
				}
			}
		}
	}
	if again < 15 {
		t.Errorf("only %d edits were handed in again", again)
	}
	for _, p := range []*phone{amina, jonas, noor} {
		p.barrier()
	}
	alike(t, amina, jonas, social)
	alike(t, amina, noor, social)
	if diff := cmp.Diff(want, shown(amina)); diff != "" {
		t.Errorf("what people see: -before the loss +after\n%s", diff)
	}
	if err := second.stop(); err != nil {
		t.Fatal(err)
	}
	wantOnce(t, c.Store.Data, tn.id, done)
}

// wantAccepted fails for work that was refused: it is not in the citizen's history.
func (w work) wantAccepted(t testing.TB) {
	for id, v := range w {
		if v.Kind == document.Refused {
			t.Fatalf("%s was refused: %+v", id, v)
		}
	}
}

// anHour is work on three phones, one of which is offline for a while, with a wording that two of them change at once.
func anHour(tn *tenant, done work, amina, jonas, noor *phone) {
	noor.offline()
	for i := range 6 {
		tn.setClock(tn.now + 10*60_000)
		amina.write(line("n0", fmt.Sprint("a", i), fmt.Sprint("Amina ", i)))
		done.add(amina.handIn())
		jonas.write(sets(social, "goal", "g1", "nextReview", fmt.Sprint("2026-12-0", 1+i)))
		amina.write(newNote(fmt.Sprint("n", 1+i), fmt.Sprint("Amina också ", i)))
		done.add(jonas.handIn())
		done.add(amina.handIn())
		noor.write(newNote(fmt.Sprint("m", i), fmt.Sprint("Noor ", i)))
	}
	amina.barrier()
	jonas.barrier()
	base := amina.r.Base(social, "g1")
	a, b := sets(social, "goal", "g1", "professionalWording", "A"), sets(social, "goal", "g1", "professionalWording", "B")
	a.Seen, b.Seen = base, base
	amina.write(a)
	jonas.write(b)
	done.add(amina.handIn())
	done.add(jonas.handIn())
	noor.online()
	done.add(noor.handIn())
	amina.barrier()
}

// shown is what a phone shows of the documents of the hour.
func shown(p *phone) map[string]string {
	out := map[string]string{}
	for i := range 7 {
		for _, id := range []string{fmt.Sprint("n", i), fmt.Sprint("m", i), "g1"} {
			view, ok := p.r.Show(social, id)
			if !ok {
				continue
			}
			for name, r := range view.Fields {
				out[id+"."+name] = fmt.Sprintf("%s %v %v %d %d", r.Value, r.Items, r.Disputed, len(r.Waiting), len(r.Beside))
			}
		}
	}
	return out
}

// wantOnce reads the whole history: each edit has one place in it.
func wantOnce(t *testing.T, folder, tenant string, done work) {
	t.Helper()
	s, err := pebble.Open(pebble.Options{Dir: folder})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Stop() }() // only read
	times := map[string]int{}
	for scope, err := range s.Scopes(context.Background(), tenant) {
		if err != nil {
			t.Fatal(err)
		}
		for c, err := range s.Commits(context.Background(), store.Key{Tenant: tenant, Scope: scope}, 1, 0) {
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range c.Edits {
				if !e.Verdict.Again {
					times[e.Verdict.Edit]++
				}
			}
		}
	}
	for id := range done {
		if times[id] != 1 {
			t.Errorf("edit %s is there %d times", id, times[id])
		}
	}
	if len(done) < 20 {
		t.Errorf("only %d edits were made", len(done))
	}
}

func TestMove_CarriesATenantFromOneFolderToAnother(t *testing.T) {
	t.Parallel()
	s, err := run(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	tn := realTenant(t, s)
	tn.phone("amina", "assistantNurse").online().does(newNote("n1", "Åt frukost."))
	running, _ := command(t, s.config, "", "export")                                       // of a running server
	forgotten := filepath.Join(s.config.Store.Data, "checkpoint-"+strings.Repeat("0", 32)) // by a command that was killed
	if err := errors.Join(os.Mkdir(forgotten, 0o700), os.Chtimes(forgotten, time.Time{}, time.Now().Add(-7*time.Hour))); err != nil {
		t.Fatal(err)
	}
	command(t, s.config, "", "export")
	if left, err := filepath.Glob(filepath.Join(s.config.Store.Data, "checkpoint-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
	if status, _ := s.call(t, "POST", "/v1/checkpoint", tn.token("amina", auth.Staff), nil); status != 401 {
		t.Errorf("staff asked for a copy of everything: %d", status)
	}
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	stopped, said := command(t, s.config, "", "export")
	if len(running) == 0 || !strings.HasSuffix(stopped, "\n") {
		t.Errorf("exported %d and %d bytes", len(running), len(stopped))
	}
	to := elsewhere(t, s.config)
	out, _ := command(t, to, stopped, "import")
	if want := strings.TrimPrefix(said, "exported "); out != "imported "+want {
		t.Errorf("imported\n%s\nof\n%s", out, want)
	}
	if again, _ := command(t, to, "", "export"); again != stopped {
		t.Error("the lines differ after the move")
	}
}

func TestOpen_ServesNoTenantThatIsHalfImported(t *testing.T) {
	t.Parallel()
	s, err := run(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	realTenant(t, s)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	lines, _ := command(t, s.config, "", "export")
	to := elsewhere(t, s.config)
	half := app.Streams{In: strings.NewReader(lines[:len(lines)/2]), Out: io.Discard, Err: io.Discard}
	if err := app.Move(t.Context(), to, []string{"import"}, half); err == nil {
		t.Fatal("half a file was imported")
	}
	if s, err := run(to.Store.Data); !errors.Is(err, move.ErrUnfinished) {
		t.Errorf("a server on half a tenant: %v %v", s, err)
	}
	command(t, to, lines, "import")
	whole, err := run(to.Store.Data)
	if err != nil {
		t.Fatal(err)
	}
	if err := whole.stop(); err != nil {
		t.Error(err)
	}
}

func TestMove_SaysInOneLineWhatIsWrong(t *testing.T) {
	t.Parallel()
	s, err := run(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	realTenant(t, s)
	if err := s.stop(); err != nil {
		t.Fatal(err)
	}
	lines, _ := command(t, s.config, "", "export")
	there := filepath.Join(t.TempDir(), "there")
	if err := os.WriteFile(there, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	nowhere := s.config
	nowhere.Store.Data = filepath.Join(t.TempDir(), "nowhere")
	for _, c := range []struct {
		config config.Config
		in     string
		args   []string
		want   string
	}{
		{s.config, lines, []string{"import"}, "in this store already"},
		{s.config, lines[:len(lines)/2], []string{"import", "-data", filepath.Join(t.TempDir(), "new")}, "cut off"},
		{s.config, "", []string{"export", "-tenant", "nobody"}, "no such tenant"},
		{s.config, "", []string{"backup"}, "-out"},
		{s.config, "", []string{"backup", "-out", there}, "already"},
		{s.config, "", []string{"restore", "-in", "/no/such/file"}, "no such file"},
		{s.config, "", []string{"export", "-store", "paper"}, "SAMSYN_STORE"},
		{nowhere, "", []string{"export"}, "no store"},
	} {
		var out, said bytes.Buffer
		err := app.Move(t.Context(), c.config, c.args, app.Streams{In: strings.NewReader(c.in), Out: &out, Err: &said})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got %v, want …%s…", c.args, err, c.want)
		}
	}
}
