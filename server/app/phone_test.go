package app_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/socket"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/replica"
)

// phone is a replica with a real socket. Frames are taken in only while the test waits for something, in the test's own
// goroutine.
type phone struct {
	t     testing.TB
	tn    *tenant
	who   string
	kind  auth.Kind
	token string
	r     *replica.Replica
	id    string
	skew  int64 // what its clock is ahead
	raws  int

	conn  *socket.Phone
	in    chan arrival
	heard []heard // on this connection
	loud  bool    // errors fail the test
	asked int     // what it would have asked for, over HTTP
}

type arrival struct {
	raw []byte
	err error
}

type heard struct {
	frame wire.Frame
	raw   string
}

func (tn *tenant) phone(who string, role string) *phone { return tn.phoneOf(who, role, auth.Staff) }

func (tn *tenant) phoneOf(who, role string, kind auth.Kind) *phone {
	tn.ids++
	p := &phone{t: tn.t, tn: tn, who: who, kind: kind, id: fmt.Sprintf("r%d_%s", tn.ids, who), token: tn.token(who, kind), loud: true}
	p.r = replica.New(replica.Options{Replica: p.id, Author: who, Role: role, Schema: schema.Embedded(), NewID: func() string { return ulid.Make().String() }})
	tn.t.Cleanup(p.offline)
	return p
}

func (p *phone) clock() int64 { return p.tn.clock() + p.skew }

// dial opens the socket, without a word.
func (p *phone) dial() *phone {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, err := socket.Dial(ctx, p.tn.s.url+"/v1/socket")
	if err != nil {
		p.t.Fatal(err)
	}
	p.conn, p.in, p.heard = conn, make(chan arrival, 1<<14), nil
	go read(conn, p.in)
	return p
}

// read ends with the connection. The buffer holds more than any test lets pile up.
func read(conn *socket.Phone, in chan<- arrival) {
	defer close(in)
	for {
		raw, err := conn.Receive()
		in <- arrival{raw, err}
		if err != nil {
			return
		}
	}
}

func (p *phone) offline() {
	if p.conn == nil {
		return
	}
	_ = p.conn.Cut()
	for range p.in { // until the reader has ended
	}
	p.conn = nil
}

func (p *phone) helloFrame() wire.Hello {
	return wire.Hello{Contract: wire.Contract, Token: p.token, Replica: p.id, Clock: p.clock(), Cursors: p.r.Cursors()}
}

func (p *phone) send(frame []byte) {
	p.t.Helper()
	if err := p.conn.Send(frame); err != nil {
		p.t.Fatalf("%s: %v", p.who, err)
	}
}

// sendDoomed sends a frame that makes the server hang up while it is still being sent.
func (p *phone) sendDoomed(frame []byte) { _ = p.conn.Send(frame) }

// online dials, says hello, and catches up.
func (p *phone) online() *phone {
	p.t.Helper()
	p.dial()
	p.send(wire.AppendHello(nil, p.helloFrame()))
	await[*wire.CaughtUp](p, nil)
	return p
}

// next takes in one frame.
func (p *phone) next() wire.Frame {
	p.t.Helper()
	select {
	case a, open := <-p.in:
		if !open || a.err != nil {
			p.t.Fatalf("%s: the socket closed: %v after %s", p.who, a.err, p.story())
		}
		return p.take(a.raw)
	case <-time.After(patience):
		p.t.Fatalf("%s: nothing more comes after %s", p.who, p.story())
		return nil
	}
}

func (p *phone) take(raw []byte) wire.Frame {
	p.t.Helper()
	f, err := wire.Receive(raw)
	if err != nil {
		p.t.Fatalf("%s: %v in %s", p.who, err, raw)
	}
	p.accept(f, string(raw))
	return f
}

// accept gives a frame to the replica.
func (p *phone) accept(f wire.Frame, raw string) {
	p.t.Helper()
	p.heard = append(p.heard, heard{f, raw})
	switch f := f.(type) {
	case *wire.Welcome:
		p.r.Welcome(f.Scopes, f.KeepDays)
	case *wire.Documents:
		p.ask(p.r.Documents(replica.Page{
			Scope: f.Scope, Reset: f.Reset, Documents: f.Documents, Done: f.Done, Cursor: f.Cursor, Checksum: f.Checksum, SafeSeq: f.SafeSeq, Parent: f.Parent,
		}))
	case *wire.Commit:
		p.ask(p.r.Commit(replica.CommitFrame{Scope: f.Scope, Cursor: f.Cursor, Checksum: f.Checksum, SafeSeq: f.SafeSeq, Changes: f.Changes}))
	case *wire.Verdicts:
		p.r.Verdicts(p.clock(), f.Verdicts)
	case *wire.Grant:
		p.r.Grant(f.Scopes)
	case *wire.Revoke:
		p.r.Revoke(f.Scopes)
	case *wire.Error:
		if p.loud {
			p.t.Fatalf("%s: error %s after %s", p.who, f.Code, p.story())
		}
	}
}

func (p *phone) ask(a *replica.Ask) {
	switch {
	case a == nil:
	case p.conn == nil:
		p.asked++
	default:
		p.send(wire.AppendCatchUp(nil, a.Scope, a.Cursor))
	}
}

// story names the frames that came, for a test that fails.
func (p *phone) story() string {
	var kinds []string
	for _, h := range p.heard {
		kinds = append(kinds, h.frame.Kind())
	}
	return strings.Join(kinds, " ")
}

// await takes in frames until one of the type comes that fits; nil fits all.
func await[F wire.Frame](p *phone, fits func(F) bool) F {
	p.t.Helper()
	for {
		if f, ok := p.next().(F); ok && (fits == nil || fits(f)) {
			return f
		}
	}
}

// closing takes in frames until the server has closed, and gives the bye and the close.
func (p *phone) closing() (*wire.Bye, *socket.ClosedError) {
	p.t.Helper()
	var bye *wire.Bye
	for {
		select {
		case a, open := <-p.in:
			var closed *socket.ClosedError
			switch {
			case !open:
				p.t.Fatalf("%s: the connection broke", p.who)
			case errors.As(a.err, &closed):
				return bye, closed
			case a.err != nil:
				p.t.Fatalf("%s: %v after %s", p.who, a.err, p.story())
			}
			if b, ok := p.take(a.raw).(*wire.Bye); ok {
				bye = b
			}
		case <-time.After(patience):
			p.t.Fatalf("%s: the server does not close, after %s", p.who, p.story())
		}
	}
}

// write puts a draft in the outbox.
func (p *phone) write(d replica.Draft) document.Edit {
	p.t.Helper()
	e, err := p.r.Edit(p.clock(), d)
	if err != nil {
		p.t.Fatalf("%s: %v", p.who, err)
	}
	return e
}

// handIn sends the outbox and waits for its verdicts.
func (p *phone) handIn() map[string]document.Verdict {
	p.t.Helper()
	return p.submit(p.r.Outbox(256, 900_000)...)
}

func (p *phone) submit(edits ...document.Edit) map[string]document.Verdict {
	p.t.Helper()
	frame, err := wire.AppendSubmit(nil, edits)
	if err != nil {
		p.t.Fatal(err)
	}
	p.send(frame)
	got := map[string]document.Verdict{}
	for len(got) < len(edits) {
		for _, v := range await[*wire.Verdicts](p, nil).Verdicts {
			got[v.Edit] = v
		}
	}
	return got
}

// does writes and hands in one draft.
func (p *phone) does(d replica.Draft) document.Verdict {
	p.t.Helper()
	e := p.write(d)
	return p.handIn()[e.ID]
}

// reach takes in frames until the phone is at a seq of a scope.
func (p *phone) reach(scope document.Scope, seq uint64) {
	p.t.Helper()
	for p.seq(scope) < seq {
		p.next()
	}
}

func (p *phone) seq(scope document.Scope) uint64 {
	s, _ := p.r.Status(scope)
	return s.Cursor.Seq
}

func (p *phone) holds(scope document.Scope) bool {
	s, held := p.r.Status(scope)
	return held && !s.Revoked
}

func (p *phone) bytes(scope document.Scope) string { return string(p.r.AppendCanonical(nil, scope)) }

// barrier waits until everything that was on its way to the phone has come: a question is answered behind it.
func (p *phone) barrier() {
	p.t.Helper()
	was := p.loud
	p.loud = false
	p.send(wire.AppendCatchUp(nil, "citizen/nobody/card/ekby", nil))
	await(p, func(e *wire.Error) bool { return e.Code == "not-found" })
	p.loud = was
}

// values are fields to write.
func values(pairs ...any) map[string]jsontext.Value {
	m := map[string]jsontext.Value{}
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i].(string)] = toJSON(pairs[i+1])
	}
	return m
}

// sets is a draft that sets fields of a document.
func sets(scope document.Scope, typ, doc string, pairs ...any) replica.Draft {
	d := replica.Draft{Scope: scope, Type: typ, Doc: doc, Changes: map[string]document.Op{}}
	for name, v := range values(pairs...) {
		d.Changes[name] = document.Op{Set: v}
	}
	return d
}

func creates(scope document.Scope, typ, doc string, pairs ...any) replica.Draft {
	d := sets(scope, typ, doc, pairs...)
	d.Create = true
	return d
}

// line is a draft that adds a line to a visit note.
func line(doc, item, text string) replica.Draft {
	return replica.Draft{Scope: social, Type: "visitNote", Doc: doc, Changes: map[string]document.Op{
		"text": {Add: map[string]jsontext.Value{item: toJSON(map[string]string{"text": text, "at": document.TimeText(start)})}},
	}}
}

func newNote(doc, text string) replica.Draft {
	d := line(doc, "l1", text)
	d.Create = true
	return d
}

// submits hands in an edit that the replica would not write: it is made beside it, after its latest.
func (p *phone) submits(d replica.Draft) document.Verdict {
	p.t.Helper()
	e := p.raw(d)
	return p.submit(e)[e.ID]
}

// raw makes an edit beside the replica.
func (p *phone) raw(d replica.Draft) document.Edit {
	p.raws++
	return document.Edit{
		ID: ulid.Make().String(), Scope: d.Scope, Doc: d.Doc, Type: d.Type, Create: d.Create, Void: d.Void, OnBehalfOf: d.OnBehalfOf,
		Base: p.r.Base(d.Scope, d.Doc), Stamp: hlc.New(p.clock(), uint16(1000+p.raws), p.id), Changes: d.Changes,
	}
}
