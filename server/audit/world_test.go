package audit_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

const (
	tenantID = "ekby"
	social   = document.Scope("citizen/c17/social/ekby")
	card     = document.Scope("citizen/c17/card/ekby")
	visits   = document.Scope("citizen/c17/visits/ekby")
	start    = 1_795_500_000_000 // 2026-11-24 07:00 in Sweden
)

var update = flag.Bool("update", false, "write the golden texts anew")

// world is a Book and an Office on a store in memory, with a flow that works in the test's own goroutine.
type world struct {
	t      testing.TB
	fs     *vfs.MemFS
	pebble *pebble.Store
	store  store.Store
	flow   *flow.Flow
	book   *audit.Book
	office *audit.Office
	now    int64
	ids    int
	last   map[string]hlc.Stamp
	made   map[string]bool
	may    map[string][]document.Scope // what each login may hold
	counts map[string]int
	alerts int
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{t: t, fs: vfs.NewCrashableMem(), now: start, last: map[string]hlc.Stamp{}, made: map[string]bool{}, may: map[string][]document.Scope{}, counts: map[string]int{}}
	w.open()
	t.Cleanup(func() {
		if err := w.pebble.Stop(); err != nil {
			t.Error(err)
		}
	})
	w.loads(document.Directory, "staffMember", "amina", "name", "Amina Warsame", "roles", []string{"assistantNurse"}, "employerOrgId", "ekby", "state", "active")
	w.loads(document.Directory, "staffMember", "olle", "name", "Olle Frisk", "roles", []string{"careAssistant"}, "employerOrgId", "lindgarden", "state", "active")
	w.loads(document.Directory, "staffMember", "ylva", "name", "Ylva Modig", "roles", []string{"systemAdmin"}, "employerOrgId", "ekby", "state", "active")
	w.loads(document.Directory, "careTeam", "norra", "name", "Norra Ekby", "providerOrgId", "ekby", "state", "active", "members", []any{map[string]any{"staffId": "amina", "parts": []int{1, 2}}})
	w.loads(document.Directory, "careTeam", "lind", "name", "Lindgården", "providerOrgId", "lindgarden", "state", "active", "members", []any{map[string]any{"staffId": "olle", "parts": []int{1}}})
	for _, one := range [][3]string{{"c17", "Ingrid Palm", "norra"}, {"c28", "Tore Frisk", "lind"}, {"c29", "Ylva Modig", "norra"}} {
		w.loads(document.Directory, "careAssignment", "as-"+one[0], "teamId", one[2], "citizenId", one[0], "providerOrgId", "ekby", "reason", "teamMember", "validFrom", document.TimeText(start-1000), "state", "active")
		w.loads(document.Scope("citizen/"+one[0]+"/identity/ekby"), "citizenIdentity", one[0], "displayName", one[1], "address", "Björkvägen "+one[0][1:]+", Ekby")
	}
	return w
}

// open opens the store and what stands on it, also after a crash.
func (w *world) open() {
	w.t.Helper()
	var err error
	if w.pebble, err = pebble.Open(pebble.Small(w.fs)); err != nil {
		w.t.Fatal(err)
	}
	w.use(w.pebble)
}

func (w *world) use(s store.Store) {
	w.store = s
	tenant := func(id string) (flow.Tenant, bool) {
		return flow.Tenant{ID: id, Municipality: "ekby", Now: func() int64 { return w.now }}, id == tenantID
	}
	w.flow = flow.New(flow.Options{
		Store: s, Schema: schema.Embedded(), Tenant: tenant, NewID: w.newID, Spawn: func(run func()) { run() }, Publish: func(store.Key, *document.Commit) {},
	})
	w.book = audit.NewBook(audit.Options{
		Store: s, Unit: func(_ context.Context, _, actor string) string {
			return map[string]string{"amina": "ekby", "olle": "lindgarden"}[actor]
		},
		Observe: audit.Observer{Events: func(action string, n int) { w.counts[action] += n }, MissingLink: func() { w.alerts++ }},
	})
	zone, err := time.LoadLocation("Europe/Stockholm")
	if err != nil {
		w.t.Fatal(err)
	}
	w.office = audit.NewOffice(audit.OfficeOptions{
		Store: s, Schema: schema.Embedded(), Document: w.flow.Document, Documents: w.documents,
		MayHold: func(_ context.Context, _ string, who store.Who) ([]document.Scope, error) {
			return w.may[who.Replica], nil
		}, Lease: 24 * time.Hour, Zone: zone,
	})
}

func (w *world) documents(ctx context.Context, key store.Key) iter.Seq2[*document.Document, error] {
	return func(yield func(*document.Document, error) bool) {
		for s, err := range w.store.Since(ctx, key, 0) {
			if !yield(s.Doc, err) || err != nil {
				return
			}
		}
	}
}

// crash cuts the power: what was not synced is gone.
func (w *world) crash() {
	w.t.Helper()
	after := w.fs.CrashClone(vfs.CrashCloneCfg{})
	if err := w.pebble.Stop(); err != nil {
		w.t.Fatal(err)
	}
	w.fs = after
	w.open()
}

func (w *world) newID() string { w.ids++; return fmt.Sprintf("01J%023d", w.ids) }

// loads writes as the municipality's own system.
func (w *world) loads(scope document.Scope, typ, id string, pairs ...any) {
	w.t.Helper()
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: access.Server}, Replica: "loading"}
	w.edits(author, w.edit("loading", w.now, scope, typ, id, pairs...))
}

// writes writes as a member of staff, at a time by the phone's clock.
func (w *world) writes(who string, at int64, scope document.Scope, typ, id string, pairs ...any) document.Verdict {
	w.t.Helper()
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Staff, ID: who}, Replica: "r" + who}
	return w.edits(author, w.edit("r"+who, at, scope, typ, id, pairs...))
}

func (w *world) edit(replica string, at int64, scope document.Scope, typ, id string, pairs ...any) document.Edit {
	changes := map[string]document.Op{}
	for i := 0; i < len(pairs); i += 2 {
		text, err := json.Marshal(pairs[i+1], json.Deterministic(true))
		if err != nil {
			w.t.Fatal(err)
		}
		changes[pairs[i].(string)] = document.Op{Set: text}
	}
	e := document.Edit{ID: w.newID(), Scope: scope, Doc: id, Type: typ, Create: !w.made[string(scope)+id], Changes: changes, After: w.last[replica],
		Stamp: hlc.NewClock(replica, w.last[replica]).Tick(at)}
	w.last[replica], w.made[string(scope)+id] = e.Stamp, true
	return e
}

func (w *world) edits(author flow.Author, e document.Edit) document.Verdict {
	w.t.Helper()
	verdicts, err := w.flow.SubmitWait(w.t.Context(), author, []flow.Incoming{{Edit: e}})
	if err != nil || len(verdicts) != 1 {
		w.t.Fatalf("%s: %+v %v", e.Doc, verdicts, err)
	}
	return verdicts[0]
}

// phone is a login with a key that reads.
type phone struct {
	w     *world
	login *audit.Login
	key   sign.Key
	mark  reads.Mark
	batch reads.Batch
}

func (w *world) phone(who, role, device string) *phone {
	w.t.Helper()
	key, err := sign.NewKey(bytes.Repeat([]byte(who[:1]), 32))
	if err != nil {
		w.t.Fatal(err)
	}
	p := &phone{w: w, key: key, mark: reads.Start("r" + who)}
	p.login = audit.NewLogin(audit.Login{
		Tenant: tenantID, Who: store.Who{Actor: who, Kind: "staff", Role: role, Device: device, Replica: "r" + who},
		Now: func() int64 { return w.now }, Key: key.Public(), Directory: 7, Masked: who,
	})
	p.empty()
	return p
}

// holds writes in the register that the phone was given a scope, and leaves no event of it.
func (p *phone) holds(scope document.Scope) {
	p.w.t.Helper()
	c, list, err := p.w.pebble.HeldBy(p.w.t.Context(), tenantID, p.login.Replica)
	if err != nil {
		p.w.t.Fatal(err)
	}
	for _, one := range list {
		if one.Scope == scope {
			return
		}
	}
	c.Who = p.login.Who
	if err := p.w.pebble.Hold(p.w.t.Context(), tenantID, c, store.Holding{Scope: scope, Replica: p.login.Replica, Since: p.w.now}); err != nil {
		p.w.t.Fatal(err)
	}
}

func (p *phone) empty() {
	p.batch = reads.Batch{From: p.mark.UpTo + 1, Prev: p.mark.Link.String()}
}

// opens puts a read in the batch, of a scope that the phone was given.
func (p *phone) opens(at int64, scope document.Scope, doc, action string, online bool) *phone {
	p.w.t.Helper()
	p.holds(scope)
	return p.says(at, scope, doc, action, online)
}

// says puts a read in the batch, whatever the phone was given.
func (p *phone) says(at int64, scope document.Scope, doc, action string, online bool) *phone {
	r := reads.Read{N: p.mark.UpTo + 1, At: at, Scope: scope, Doc: doc, Action: action, Online: online}
	p.mark = p.mark.Next(r)
	p.batch.Events = append(p.batch.Events, r)
	return p
}

// handsIn signs and hands in the batch, and begins the next.
func (p *phone) handsIn() uint64 {
	p.w.t.Helper()
	if err := p.batch.Sign(p.key); err != nil {
		p.w.t.Fatal(err)
	}
	upTo, err := p.w.book.Reads(p.w.t.Context(), p.login, &p.batch)
	if err != nil {
		p.w.t.Fatal(err)
	}
	p.empty()
	return upTo
}

func (p *phone) welcome(granted []document.Scope, holds ...document.Scope) []document.Scope {
	p.w.t.Helper()
	cursors := map[document.Scope]document.Cursor{}
	for _, s := range holds {
		cursors[s] = document.Cursor{}
	}
	p.w.may[p.login.Replica] = granted
	revoke, err := p.w.book.Welcome(p.w.t.Context(), p.login, granted, cursors)
	if err != nil {
		p.w.t.Fatal(err)
	}
	return revoke
}

// answer asks the office.
func (w *world) answer(q audit.Question) (string, error) {
	var out strings.Builder
	err := w.office.Answer(context.Background(), audit.Tenant{ID: tenantID, Municipality: "ekby", Now: w.now, Asker: "dso"}, q, &out)
	return out.String(), err
}

func (w *world) asks(q audit.Question) string {
	w.t.Helper()
	text, err := w.answer(q)
	if err != nil {
		w.t.Fatalf("%+v: %v", q, err)
	}
	return text
}

// golden compares a text with the file of that name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".txt")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got); if it should read so, run this test with -update:\n%s", name, diff)
	}
}

// events lists the audit log as action and citizen.
func (w *world) events() (out []string) {
	w.t.Helper()
	head := store.AuditStart(tenantID)
	for stored, err := range w.store.AuditLog(context.Background(), tenantID, 0) {
		if err != nil {
			w.t.Fatal(err)
		}
		e, next, err := head.Follow(stored)
		if err != nil {
			w.t.Fatal(err)
		}
		head = next
		out = append(out, strings.TrimSpace(e.Action+" "+e.Citizen+" "+e.Doc+e.Note))
	}
	return out
}
