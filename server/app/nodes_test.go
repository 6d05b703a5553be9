package app_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/badnet"
	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/server/mongotest"
	nodes "github.com/samsyn/samsyn/server/node"
	"github.com/samsyn/samsyn/server/redistest"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// town is one municipality on several nodes.
type town struct {
	uri   string
	redis *redistest.Server // nil: nobody tells anything, as with a bus that loses every hint
	nodes []*tenant
}

// newTown starts nodes on a database of their own and fills it through the first.
func newTown(t testing.TB, n int, withRedis bool) *town {
	t.Helper()
	w := &town{uri: mongotest.URI(t)}
	var settings []string
	if withRedis {
		w.redis = redistest.Start(t)
		settings = append(settings, "SAMSYN_REDIS_URL="+w.redis.URL())
	}
	for i := range n {
		s := node(t, w.uri, settings...)
		w.nodes = append(w.nodes, &tenant{t: t, s: s, id: s.config.Tenant.Default, ids: 100 * i})
	}
	w.nodes[0].load(rows()...)
	return w
}

// both runs a test with Redis and without.
func both(t *testing.T, test func(t *testing.T, withRedis bool)) {
	for name, withRedis := range map[string]bool{"told": true, "every hint lost": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			test(t, withRedis)
		})
	}
}

func TestNodes_AnEditReachesAPhoneOnAnother(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, withRedis bool) {
		w := newTown(t, 3, withRedis)
		amina, noor := w.nodes[0].phone("amina", "assistantNurse").online(), w.nodes[1].phone("noor", "careAssistant").online()
		jonas := w.nodes[2].phone("jonas", "occupationalTherapist").online()
		for i := range 5 {
			v := amina.does(newNote(fmt.Sprint("v", i), "Åt gott."))
			noor.reach(social, v.Seq)
			v = noor.does(line(fmt.Sprint("v", i), "l2", "Drack kaffe."))
			jonas.reach(social, v.Seq)
			amina.reach(social, v.Seq)
		}
		alike(t, amina, noor, social)
		alike(t, amina, jonas, social)
	})
}

func TestNodes_ARevocationActsOnTheOther(t *testing.T) {
	t.Parallel()
	both(t, func(t *testing.T, withRedis bool) {
		w := newTown(t, 2, withRedis)
		w.nodes[0].tenantRow("careAssignment", "as-eva", "staffId", "eva", "citizenId", "c1", "providerOrgId", "ekby", "reason", "substitution",
			"state", "active", "validFrom", "2020-01-01T00:00:00.000Z")
		amina, eva := w.nodes[0].phone("amina", "assistantNurse").online(), w.nodes[1].phone("eva", "assistantNurse").online()
		if !eva.holds(social) { // never a no before a refresh
			t.Fatal("the other node does not know of the grant")
		}
		w.nodes[0].tenantRow("careAssignment", "as-eva", "state", "revoked")
		r := await[*wire.Revoke](eva, nil) // that it takes a second at most is held to where time is the test's own
		if !slices.Contains(r.Scopes, social) {
			t.Errorf("revoked %v", r.Scopes)
		}
		from := len(eva.heard)
		amina.does(newNote("v1", "Åt gott."))
		eva.barrier()
		for _, h := range eva.heard[from:] {
			if strings.Contains(h.raw, "Åt gott.") {
				t.Error("eva was sent what was written after the revocation")
			}
		}
	})
}

// tenantRow loads one document.
func (tn *tenant) tenantRow(typ, id string, pairs ...any) {
	tn.t.Helper()
	tn.load(load.Row{Type: typ, ID: id, Values: values(pairs...)})
}

// A lost phone's login is revoked on one node: its socket on the other reads nothing any more.
func TestNodes_ALoginIsRevokedOnTheOther(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2, true)
	amina := w.nodes[1].signs("amina", "assistantNurse").greets()
	if status, text := w.nodes[0].revokes(amina.id, ""); status != 200 {
		t.Fatalf("revoke: %d %s", status, text)
	}
	if e := await[*wire.Error](amina.phone, nil); e.Code != document.CodeReplicaRevoked {
		t.Errorf("got %s", e.Code)
	}
	if r := await[*wire.Revoke](amina.phone, nil); !slices.Contains(r.Scopes, social) {
		t.Errorf("revoked %v", r.Scopes)
	}
}

// An assignment is granted on one node. The phone writes on another at once, whatever that one knew before.
func TestNodes_NobodyIsToldNoOnOldKnowledge(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2, false)
	var substitutes []*phone
	for i := range 4 {
		id := fmt.Sprint("vik", i)
		w.nodes[0].load(person(id, "assistantNurse"))
		substitutes = append(substitutes, w.nodes[1].phone(id, "assistantNurse").online())
	}
	for _, p := range substitutes {
		w.nodes[0].tenantRow("careAssignment", "as-"+p.who, "staffId", p.who, "citizenId", "c1", "providerOrgId", "ekby", "reason", "substitution",
			"state", "active", "validFrom", "2020-01-01T00:00:00.000Z")
		if v := p.submits(newNote("n-"+p.who, "Sov gott.")); v.Kind != document.Applied {
			t.Errorf("told no: %+v", v)
		}
	}
}

// Nodes append to one scope at once, and to their own open documents: nothing is lost, doubled or out of order.
func TestNodes_WriteOneScopeAtOnce(t *testing.T) {
	t.Parallel()
	const each = 12
	w := newTown(t, 3, true)
	phones := []*phone{
		w.nodes[0].phone("amina", "assistantNurse").online(), w.nodes[1].phone("noor", "careAssistant").online(),
		w.nodes[2].phone("amina", "assistantNurse").online(), // on her second phone
	}
	first := phones[0].does(newNote("shared", "Börjar."))
	for _, p := range phones {
		p.reach(social, first.Seq)
	}
	seqs := make([][]uint64, len(phones))
	var wg sync.WaitGroup
	for i, p := range phones {
		wg.Go(func() {
			for n := range each {
				v := p.does(line("shared", fmt.Sprintf("p%d-%d", i, n), fmt.Sprintf("rad %d-%d.", i, n)))
				if v.Kind == document.Refused || v.Again {
					t.Errorf("%s: %+v", p.who, v)
				}
				seqs[i] = append(seqs[i], v.Seq)
			}
		})
	}
	wg.Wait()
	last := uint64(0)
	for i, list := range seqs {
		if !slices.IsSorted(list) {
			t.Errorf("%s: out of order: %v", phones[i].who, list)
		}
		last = max(last, slices.Max(list))
	}
	for _, p := range phones {
		p.reach(social, last)
		for i := range phones {
			for n := range each {
				if got := strings.Count(p.bytes(social), fmt.Sprintf("rad %d-%d.", i, n)); got != 1 {
					t.Errorf("%s holds line %d-%d %d times", p.who, i, n, got)
				}
			}
		}
		alike(t, phones[0], p, social)
	}
	all := slices.Concat(seqs...)
	slices.Sort(all)
	if got := uint64(len(slices.Compact(all))); last != first.Seq+got {
		t.Errorf("%d commits end at %d after %d: the numbers have gaps", got, last, first.Seq)
	}
}

// A phone goes on at another node from its cursors: it is sent what it misses, and nothing that it has.
func TestNodes_APhoneGoesOnAtAnother(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2, true)
	amina, noor := w.nodes[0].phone("amina", "assistantNurse").online(), w.nodes[0].phone("noor", "careAssistant").online()
	amina.does(newNote("v1", "Åt gott."))
	amina.offline()
	v := noor.does(newNote("v2", "Sov gott."))
	e := amina.write(newNote("v3", "Utan nät."))
	amina.tn = w.nodes[1]
	amina.online()
	for _, h := range amina.heard {
		if d, is := h.frame.(*wire.Documents); is && (d.Reset || d.Scope != social || len(d.Documents) != 1) {
			t.Errorf("sent %s, reset %t, %d documents", d.Scope, d.Reset, len(d.Documents))
		}
	}
	if amina.seq(social) < v.Seq {
		t.Errorf("at %d, not %d", amina.seq(social), v.Seq)
	}
	got := amina.handIn()[e.ID]
	noor.reach(social, got.Seq)
	alike(t, amina, noor, social)
	// What it handed in there is known here.
	amina.offline()
	amina.tn = w.nodes[0]
	amina.online()
	if again := amina.submit(e)[e.ID]; !again.Again || again.Seq != got.Seq {
		t.Errorf("asked again: %+v, first %+v", again, got)
	}
}

// Redis dies and comes back: what people write reaches the other node all the while.
func TestNodes_EditingGoesOnWithoutRedis(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2, true)
	amina, noor := w.nodes[0].phone("amina", "assistantNurse").online(), w.nodes[1].phone("noor", "nurse").online()
	swap := func(name string) {
		t.Helper()
		v := amina.does(newNote(name, "Åt gott."))
		noor.reach(social, v.Seq)
	}
	swap("before")
	w.redis.Kill()
	swap("without1")
	swap("without2")
	w.redis.Restart()
	swap("after")
	w.redis.Flush()
	swap("flushed")
	alike(t, amina, noor, social)
}

// Both nodes look for what is due, and both follow up what is open; each deadline is fired once.
func TestNodes_DeadlinesAreFiredOnce(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2, false)
	now := time.Now().UnixMilli()
	var meetings []load.Row
	for i := range 6 {
		meetings = append(meetings, calledMeeting(fmt.Sprint("m", i), now+2000))
	}
	w.nodes[0].load(meetings...)
	bodil, amina := w.nodes[0].phone("bodil", "unitManager").online(), w.nodes[1].phone("amina", "assistantNurse").online()
	seq := uint64(0)
	for i := range meetings {
		bodil.sees(meetings[i].ID, "prepared")
		amina.sees(meetings[i].ID, "prepared")
		seq = max(seq, bodil.seq(meetingsOfNorra))
	}
	amina.reach(meetingsOfNorra, seq)
	alike(t, bodil, amina, meetingsOfNorra)
	for _, m := range meetings {
		if got := strings.Count(bodil.bytes(meetingsOfNorra), `"prepared"`); got != len(meetings) {
			t.Errorf("%d meetings were prepared %d times, %s among them", len(meetings), got, m.ID)
			break
		}
	}
}

// A node that is cut off from the database delivers nothing and takes nothing. What was granted, written and revoked meanwhile
// is acted on when it is back: eva is told that she may not, and never what was written.
func TestNodes_OneIsCutOffFromTheDatabase(t *testing.T) {
	t.Parallel()
	w := newTown(t, 1, true)
	host, database, _ := strings.Cut(strings.TrimPrefix(w.uri, "mongodb://"), "/")
	line := badnet.Start(t, "tcp", host)
	s := node(t, "mongodb://"+line.Address()+"/"+database, "SAMSYN_REDIS_URL="+w.redis.URL())
	far := &tenant{t: t, s: s, id: s.config.Tenant.Default, ids: 100}
	w.nodes[0].tenantRow("careAssignment", "as-eva", "staffId", "eva", "citizenId", "c1", "providerOrgId", "ekby", "reason", "substitution",
		"state", "active", "validFrom", "2020-01-01T00:00:00.000Z")
	amina := w.nodes[0].phone("amina", "assistantNurse").online()
	noor, eva := far.phone("noor", "careAssistant").online(), far.phone("eva", "assistantNurse").online()
	line.Fail(badnet.Cut)
	<-time.After(2 * nodes.DeliverFor) // what it knew of the directory does not count any more
	v := amina.does(newNote("v1", "Åt gott."))
	w.nodes[0].tenantRow("careAssignment", "as-eva", "state", "revoked")
	line.Heal()
	noor.reach(social, v.Seq)
	alike(t, amina, noor, social)
	for eva.holds(social) {
		eva.next()
	}
	eva.barrier()
	for _, h := range eva.heard {
		if strings.Contains(h.raw, "Åt gott.") {
			t.Error("eva was sent what was written while the node was cut off, and she was revoked")
		}
	}
}

// An idle node asks the database five times a second at most, however many are connected.
func TestNodes_AnIdleOneAsksLittle(t *testing.T) {
	t.Parallel()
	const phones, seconds, atMost = 40, 4, 5
	var asked atomic.Int64
	uri := relay(t, mongotest.URI(t), func([]byte) { asked.Add(1) }, func(b []byte) []byte { return b }) // a question fits in one write
	s := node(t, uri, "SAMSYN_REDIS_URL="+redistest.Start(t).URL())
	tn := &tenant{t: t, s: s, id: s.config.Tenant.Default}
	tn.load(rows()...)
	for i := range phones {
		tn.phone([]string{"amina", "noor", "jonas", "bodil"}[i%4], "assistantNurse").online()
	}
	before, began := asked.Load(), time.Now()
	<-time.After(seconds * time.Second) // nothing happens
	took := time.Since(began)           // of a machine that stands still it is more
	if got := asked.Load() - before; float64(got) > took.Seconds()*atMost {
		t.Errorf("%d phones: asked %d times in %v", phones, got, took)
	}
}
