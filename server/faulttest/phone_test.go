package faulttest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/socket"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

const (
	// answerWithin is how long a phone waits for a verdict, or to be caught up, before it takes its connection for dead, where
	// one answer may be lost.
	answerWithin = 30 * time.Second
	// pace is how often a phone looks whether there is something to do.
	pace = 25 * time.Millisecond
	// rest is how long a person thinks. FerretDB reads whole collections: a thousand commits would be slow, not more telling.
	rest = 400 * time.Millisecond
)

// phone is one that writes all day, in a goroutine of its own.
type phone struct {
	w     *town
	who   string
	id    string
	token string
	roams bool // it comes back at any node, not only at its own
	node  int
	rng   *rand.Rand
	say   chan []byte // frames to send beside edits; nil: hang up

	mu       sync.Mutex
	changed  chan struct{} // closed and replaced when anything below changed
	r        *replica.Replica
	toWrite  int            // edits its person still has in mind
	state    presence.State // what its person does; "": nobody is told
	wrote    []document.Edit
	told     map[string]document.Verdict // the first answer
	answers  int                         // how many of its edits are answered
	latest   uint64                      // the greatest seq in social of an answer
	dials    int
	caughtUp bool
	board    *wire.Board
	locks    *wire.Locks
}

// phone makes one and lets it live until the test ends.
func (w *town) phone(who, role string, node int, roams bool) *phone {
	id := fmt.Sprintf("r%d_%s", len(w.phones)+1, who)
	p := &phone{
		w: w, who: who, id: id, token: w.token(who, auth.Staff), roams: roams, node: node, rng: rand.New(rand.NewPCG(uint64(len(w.phones)), 7)),
		changed: make(chan struct{}), told: map[string]document.Verdict{}, say: make(chan []byte, 16),
		r: replica.New(replica.Options{Replica: id, Author: who, Role: role, Schema: schema.Embedded(), NewID: func() string { return ulid.Make().String() }}),
	}
	w.phones = append(w.phones, p)
	ended := make(chan struct{})
	ctx, stop := context.WithCancel(w.ctx)
	w.t.Cleanup(func() { stop(); <-ended })
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			p.connected(ctx)
			if p.roams {
				p.node = p.rng.IntN(len(w.nodes))
			}
			pause(ctx, nil, 2*pace)
		}
	}()
	return p
}

// link is one connection.
type link struct {
	p     *phone
	conn  *socket.Phone
	sent  bool      // the outbox is under way
	since time.Time // something has been waited for; zero: nothing is
	next  time.Time // nothing is sent before
}

// connected lives through one connection.
func (p *phone) connected(ctx context.Context) {
	within, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	conn, err := socket.Dial(within, *p.w.nodes[p.node].Load()+"/v1/socket")
	if err != nil {
		return
	}
	in := make(chan []byte, 1<<12)
	go func() {
		defer close(in)
		for {
			raw, err := conn.Receive()
			if err != nil {
				return
			}
			in <- raw
		}
	}()
	defer func() {
		_ = conn.Cut()
		for range in { // until the reader has ended
		}
	}()
	l := &link{p: p, conn: conn, since: time.Now()}
	p.mu.Lock()
	p.caughtUp = false
	p.dials++
	hello := wire.Hello{Contract: wire.Contract, Token: p.token, Replica: p.id, Clock: time.Now().UnixMilli(), Cursors: p.r.Cursors()}
	p.mu.Unlock()
	if conn.Send(wire.AppendHello(nil, hello)) == nil {
		l.live(ctx, in)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.caughtUp = false
	p.stir()
}

// live takes in what comes and sends what there is, until the connection is taken for dead.
func (l *link) live(ctx context.Context, in <-chan []byte) {
	tick := time.NewTicker(pace)
	defer tick.Stop()
	for l.send() {
		select {
		case <-ctx.Done():
			return
		case raw, open := <-in:
			if !open || !l.take(raw) {
				return
			}
		case frame := <-l.p.say:
			if frame == nil || l.conn.Send(frame) != nil {
				return
			}
		case <-tick.C:
			if !l.since.IsZero() && time.Since(l.since) > l.p.w.answerWithin {
				return
			}
		}
	}
}

// send writes the next edit when all before are answered, and sends what waits.
func (l *link) send() bool {
	p := l.p
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.caughtUp || l.sent || time.Now().Before(l.next) {
		return true
	}
	if p.r.Pending() == 0 {
		n := min(p.toWrite, 1+p.rng.IntN(2))
		for range n {
			p.write()
		}
		p.toWrite -= n
	}
	out := p.r.Outbox(256, 900_000)
	if len(out) == 0 {
		return true
	}
	l.sent, l.since = true, time.Now()
	frame, err := wire.AppendSubmit(nil, out)
	if err != nil {
		p.w.t.Error(err)
		return false
	}
	return l.conn.Send(frame) == nil
}

// take gives a frame to the replica; false ends the connection.
func (l *link) take(raw []byte) bool {
	p := l.p
	f, err := wire.Receive(raw)
	if err != nil {
		p.w.t.Errorf("%s: %v in %s", p.id, err, raw)
		return false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	defer p.stir()
	var ask *replica.Ask
	switch f := f.(type) {
	case *wire.Welcome:
		p.r.Welcome(f.Scopes, f.KeepDays)
	case *wire.CaughtUp:
		p.caughtUp, l.since = true, time.Time{}
		return p.state == "" || l.conn.Send(wire.AppendPresence(nil, wire.Presence{State: string(p.state)})) == nil
	case *wire.Documents:
		ask = p.r.Documents(replica.Page{
			Scope: f.Scope, Reset: f.Reset, Documents: f.Documents, Done: f.Done, Cursor: f.Cursor, Checksum: f.Checksum, SafeSeq: f.SafeSeq, Parent: f.Parent,
		})
	case *wire.Commit:
		ask = p.r.Commit(replica.CommitFrame{Scope: f.Scope, Cursor: f.Cursor, Checksum: f.Checksum, SafeSeq: f.SafeSeq, Changes: f.Changes})
	case *wire.Verdicts:
		p.hear(f.Verdicts)
		if p.r.Pending() == 0 {
			l.sent, l.since, l.next = false, time.Time{}, time.Now().Add(rest)
		}
	case *wire.Grant:
		p.r.Grant(f.Scopes)
	case *wire.Revoke:
		p.r.Revoke(f.Scopes)
	case *wire.Board:
		p.board = f
	case *wire.Locks:
		p.locks = f
	case *wire.Error:
		return l.troubled(f)
	}
	return ask == nil || l.conn.Send(wire.AppendCatchUp(nil, ask.Scope, ask.Cursor)) == nil
}

// troubled: what failed is sent again when the server says. Nothing here gives the server another reason to complain.
func (l *link) troubled(f *wire.Error) bool {
	if f.Duty != fault.Retry {
		l.p.w.t.Errorf("%s is told %s (%s)", l.p.id, f.Code, f.Duty)
		return false
	}
	l.sent, l.since = false, time.Time{}
	l.next = time.Now().Add(max(pace, time.Duration(f.RetryMillis)*time.Millisecond))
	return true
}

// hear takes answers in. Asked again, an edit is answered the same.
func (p *phone) hear(verdicts []document.Verdict) {
	for _, v := range verdicts {
		first, again := p.told[v.Edit]
		if again && (first.Kind != v.Kind || first.Code != v.Code || first.Scope != v.Scope || first.Seq != v.Seq) {
			p.w.t.Errorf("%s: %s was answered %+v, and then %+v", p.id, v.Edit, first, v)
		}
		if !again {
			p.told[v.Edit] = v
			p.answers++
		}
		if v.Scope == social {
			p.latest = max(p.latest, v.Seq)
		}
	}
	p.r.Verdicts(time.Now().UnixMilli(), verdicts)
}

// stir wakes whoever waits. The caller holds mu.
func (p *phone) stir() {
	close(p.changed)
	p.changed = make(chan struct{})
}
