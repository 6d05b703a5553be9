package oracle_test

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/socket"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// phone keeps every byte that reaches it, and of what it means only the cursors.
type phone struct {
	actor
	s       *server
	id      string // of the replica
	token   string
	last    hlc.Stamp
	http    bool
	conn    *socket.Phone
	in      chan arrival
	held    map[document.Scope]bool
	cursors map[document.Scope]document.Cursor
	old     []map[document.Scope]document.Cursor // as they were when it went offline
	unread  []heard                              // what came since the last look
	answers map[string]document.Verdict
	owed    int  // barriers that are not answered
	behind  bool // its caughtUp has not come
}

type arrival struct {
	raw []byte
	err error
}

type heard struct {
	raw   []byte
	frame wire.Frame
}

func newPhone(s *server, tenant, id string, a actor, overHTTP bool) *phone {
	return &phone{
		actor: a, s: s, id: id, token: s.token(tenant, a.kind, a.id), http: overHTTP, held: map[document.Scope]bool{},
		cursors: map[document.Scope]document.Cursor{}, answers: map[string]document.Verdict{},
	}
}

func (p *phone) hello(now int64) wire.Hello {
	return wire.Hello{Contract: wire.Contract, Token: p.token, Replica: p.id, Clock: now, Cursors: p.cursors}
}

// online opens a socket and says hello. It does not wait for the answer.
func (p *phone) online(now int64) error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	conn, err := socket.Dial(ctx, p.s.url+"/v1/socket")
	if err != nil {
		return fmt.Errorf("%s: %w", p.id, err)
	}
	p.conn, p.in, p.owed, p.behind = conn, make(chan arrival, 1<<12), 0, true
	go func(in chan<- arrival) { // ends with the connection; the buffer holds more than any check lets pile up
		defer close(in)
		for {
			raw, err := conn.Receive()
			in <- arrival{raw, err}
			if err != nil {
				return
			}
		}
	}(p.in)
	return p.send(wire.AppendHello(nil, p.hello(now)))
}

func (p *phone) send(frame []byte) error {
	if err := p.conn.Send(frame); err != nil {
		return fmt.Errorf("%s: %w", p.id, err)
	}
	return nil
}

// offline loses the network. What was under way is read to its end: it reached the phone.
func (p *phone) offline() error {
	if p.conn == nil {
		return nil
	}
	_ = p.conn.Cut() // it is gone either way
	for a := range p.in {
		if a.err == nil {
			if err := p.take(a.raw); err != nil {
				return err
			}
		}
	}
	p.conn = nil
	p.old = append(p.old, maps.Clone(p.cursors))
	return nil
}

// answered waits for the verdicts of edits.
func (p *phone) answered(edits []document.Edit) error {
	return p.await(func() bool {
		return !slices.ContainsFunc(edits, func(e document.Edit) bool { _, is := p.answers[e.ID]; return !is })
	})
}

// settle takes in what is on its way: a frame of no kind is answered behind it, and pages end in caughtUp.
func (p *phone) settle() error {
	p.owed++
	if err := p.send([]byte(`{"frame":"isThatAll"}`)); err != nil {
		return err
	}
	return p.await(func() bool { return p.owed == 0 && !p.behind })
}

func (p *phone) await(done func() bool) error {
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	for !done() {
		select {
		case a, open := <-p.in:
			if !open || a.err != nil {
				return fmt.Errorf("%s: the socket closed: %w", p.id, a.err)
			}
			if err := p.take(a.raw); err != nil {
				return err
			}
		case <-timeout.C:
			return fmt.Errorf("%s: nothing more comes; owed %d, behind %t", p.id, p.owed, p.behind)
		}
	}
	return nil
}

// take keeps a frame and learns from it what a phone must.
func (p *phone) take(raw []byte) error {
	f, err := wire.Receive(raw)
	if err != nil {
		return fmt.Errorf("%s: %w in %s", p.id, err, raw)
	}
	p.unread = append(p.unread, heard{raw, f})
	switch f := f.(type) {
	case *wire.Welcome:
		clear(p.held)
		p.grant(f.Scopes)
	case *wire.Grant:
		p.grant(f.Scopes)
	case *wire.Revoke:
		for _, scope := range f.Scopes {
			delete(p.held, scope)
			delete(p.cursors, scope)
			if p.conn != nil {
				_ = p.conn.Send(wire.AppendPurged(nil, scope)) // the reader tells when it is gone
			}
		}
	case *wire.Documents:
		if f.Done {
			p.cursors[f.Scope] = f.Cursor
		}
	case *wire.Commit:
		p.cursors[f.Scope] = f.Cursor
	case *wire.CaughtUp:
		p.behind = false
	case *wire.Verdicts:
		for _, v := range f.Verdicts {
			p.answers[v.Edit] = v
		}
	case *wire.Error:
		switch f.Code {
		case "unknown-frame":
			p.owed--
		case "not-found": // of a scope that it asked for
		default:
			return fmt.Errorf("%s: %s", p.id, raw)
		}
	}
	return nil
}

func (p *phone) grant(scopes []document.Scope) {
	p.behind = true
	for _, scope := range scopes {
		p.held[scope] = true
	}
}

// edit fills in an edit what every phone does.
func (p *phone) edit(now int64, e document.Edit) document.Edit {
	e.Base = document.Base{Epoch: p.cursors[e.Scope].Epoch, Seq: p.cursors[e.Scope].Seq}
	e.After = p.last
	e.Stamp = hlc.NewClock(p.id, p.last).Tick(now)
	p.last = e.Stamp
	return e
}

// submit sends edits without waiting, or over HTTP with the whole of a connection in one request.
func (p *phone) submit(now int64, edits []document.Edit) error {
	if !p.http {
		frame, err := wire.AppendSubmit(nil, edits)
		if err != nil {
			return fmt.Errorf("submit: %w", err)
		}
		return p.send(frame)
	}
	body, err := wire.AppendSyncRequest(nil, p.hello(now), edits)
	if err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	p.behind = true
	status, text, err := p.s.call("POST", "/v1/sync", p.token, body)
	if err != nil || status != http.StatusOK {
		return fmt.Errorf("sync: %d %s: %w", status, text, err)
	}
	var answer struct {
		Frames []jsontext.Value `json:"frames"`
	}
	if err := json.Unmarshal([]byte(text), &answer); err != nil {
		return fmt.Errorf("sync: %w", err)
	}
	for _, raw := range answer.Frames {
		if err := p.take(raw); err != nil {
			return err
		}
	}
	return nil
}
