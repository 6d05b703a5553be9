// Package bench measures what an edit costs on the server, next to what nobody can do without: decoding the batch, a synced
// write of the same bytes, and encoding the verdicts.
//
// Figures are user and system CPU of this process (getrusage), because wall time on a shared machine says little; compared
// figures are measured in turns. The package is used by scripts/bench only.
package bench

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"math"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/session"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

const (
	tenantID  = "bench"
	replicaID = "rbench"
	batchSize = 20
)

// World is the server's inside without sockets: a session on a real store in a folder.
type World struct {
	Store   *pebble.Store
	Flow    *flow.Flow
	Desk    *session.Desk
	Session *session.Session
	out     *fanout.Queue
	clock   *hlc.Clock
	last    hlc.Stamp
	docs    int

	citizens, turn int // see notes
}

// Open makes a world in a folder, with one citizen and an assistant nurse.
func Open(dir string) (*World, error) { return openWith(pebble.Options{Dir: dir}) }

func openWith(o pebble.Options) (*World, error) {
	s, err := pebble.Open(o)
	if err != nil {
		return nil, err
	}
	w := &World{Store: s, clock: hlc.NewClock(replicaID, "")}
	tenant := func(id string) (flow.Tenant, bool) {
		return flow.Tenant{ID: id, Municipality: "ekby", Now: func() int64 { return time.Now().UnixMilli() }}, id == tenantID
	}
	newID := func() string {
		var b [16]byte
		rand.Read(b[:]) // never fails
		return hex.EncodeToString(b[:])
	}
	w.Flow = flow.New(flow.Options{
		Store: s, Schema: schema.Embedded(), Tenant: tenant, NewID: newID, Spawn: func(run func()) { go run() },
		Publish: func(key store.Key, c *document.Commit) { w.Desk.Published(key, c) },
	})
	key, err := auth.NewKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	w.Desk = session.NewDesk(session.Options{
		Flow: w.Flow, Hub: fanout.NewHub(), Verifier: auth.NewVerifier(key, ""), Tenant: tenant, Now: time.Now,
		Audit:  audit.NewBook(audit.Options{Store: w.Store}),
		Limits: session.Limits{Wire: wire.Limits{FrameBytes: 16 << 20, BatchEdits: 256}, EditsPerMinute: math.MaxInt32, Burst: math.MaxInt32},
	})
	if err := w.people(); err != nil {
		return nil, err
	}
	return w, w.login(key)
}

func (w *World) people() error {
	author := flow.Author{Actor: access.Actor{Tenant: tenantID, Kind: access.Server, ID: "server"}, Replica: replicaID}
	for _, row := range []struct{ typ, id, changes string }{
		{"staffMember", "amina", `{"name":"Amina","roles":["assistantNurse"],"employerOrgId":"ekby","state":"active"}`},
		{"careAssignment", "as1", `{"staffId":"amina","citizenId":"c1","providerOrgId":"ekby","reason":"plannedVisit","validFrom":"2026-01-01T00:00:00Z","state":"active"}`},
	} {
		e := w.edit(document.Directory, row.typ, row.id, sets(row.changes))
		verdicts, err := w.Flow.SubmitWait(context.Background(), author, []flow.Incoming{{Edit: e}})
		if err != nil || verdicts[0].Kind != document.Applied {
			return fmt.Errorf("load %s: %v: %w", row.typ, verdicts, err)
		}
	}
	return nil
}

func sets(text string) map[string]document.Op {
	var members map[string]jsontext.Value
	if err := unmarshal([]byte(text), &members); err != nil {
		panic("bench: " + err.Error())
	}
	ops := map[string]document.Op{}
	for name, v := range members {
		ops[name] = document.Op{Set: v}
	}
	return ops
}

func (w *World) login(key auth.Key) error {
	issuer, err := auth.NewIssuer(key, "")
	if err != nil {
		return err
	}
	token, err := issuer.Sign(auth.Claims{Actor: "amina", Tenant: tenantID, Kind: auth.Staff, Issued: time.Now(), Expires: time.Now().Add(time.Hour)})
	if err != nil {
		return err
	}
	w.out = fanout.NewQueue(fanout.Limits{Bytes: 64 << 20, Frames: 1 << 20}, nil)
	w.Session = w.Desk.Open(w.out)
	w.Session.Frame(context.Background(), wire.AppendHello(nil, wire.Hello{Contract: 1, Token: token, Replica: replicaID}))
	w.drain()
	return nil
}

// drain takes what is queued, as the socket's writer does, and counts verdicts.
func (w *World) drain() (accepted, refused int) {
	for {
		f, more := w.out.Pop()
		if !more {
			return accepted, refused
		}
		if frame, err := wire.Receive(f.Bytes); err == nil {
			if v, ok := frame.(*wire.Verdicts); ok {
				for _, one := range v.Verdicts {
					if one.Kind == document.Refused {
						refused++
						continue
					}
					accepted++
				}
			}
		}
	}
}

func (w *World) edit(scope document.Scope, typ, doc string, changes map[string]document.Op) document.Edit {
	e := document.Edit{
		ID: ulid.Make().String(), Scope: scope, Doc: doc, Type: typ, Create: true, Stamp: w.clock.Tick(time.Now().UnixMilli()),
		After: w.last, Changes: changes,
	}
	w.last = e.Stamp
	return e
}

var kilobyte = strings.Repeat("Gick bra i dag, åt frukost själv. ", 28)

// Batch is a submit frame of 20 edits, each a new visit note of about 1 KB.
func (w *World) Batch() ([]byte, []document.Edit) {
	edits := make([]document.Edit, batchSize)
	for i := range edits {
		w.docs++
		entry := document.Quote(fmt.Sprintf("%d %s", w.docs, kilobyte))
		text := jsontext.Value(fmt.Sprintf(`{"at":"2026-11-24T08:00:00Z","text":%s}`, entry))
		edits[i] = w.edit("citizen/c1/social/ekby", "visitNote", ulid.Make().String(), map[string]document.Op{
			"text": {Add: map[string]jsontext.Value{"e1": text}},
		})
	}
	frame, err := wire.AppendSubmit(nil, edits)
	if err != nil {
		panic("bench: " + err.Error())
	}
	return frame, edits
}

// Submit hands a frame to the session and waits for its verdicts.
func (w *World) Submit(frame []byte) {
	if done := w.Session.Frame(context.Background(), frame); done != nil {
		<-done
	}
}

// Close ends the world.
func (w *World) Close() error {
	w.Session.Close()
	w.Flow.Wait()
	return w.Store.Stop()
}
