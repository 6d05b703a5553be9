package phone

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// link is one connection with its reader.
type link struct {
	conn Conn
	done chan struct{} // closed when the reader has ended
}

// Online gives the phone the network and waits for the server's welcome. Over HTTP it only says that it may be used. The server's
// word that the token is over is an error.
func (p *Phone) Online(ctx context.Context) error {
	p.mu.Lock()
	p.online = true
	open := p.link != nil || p.o.HTTP
	p.mu.Unlock()
	if open {
		return nil
	}
	if err := p.connect(ctx); err != nil {
		return err
	}
	over := func() bool { return p.trouble != nil && p.trouble.Code == "token-expired" }
	if err := p.wait(ctx, func() bool { return p.greeted || p.link == nil || over() }); err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.greeted && over() {
		return fmt.Errorf("%s is told that its token is over", p.o.Replica)
	}
	return nil
}

func (p *Phone) connect(ctx context.Context) error {
	token, err := p.o.Token(ctx)
	if err != nil {
		return fmt.Errorf("token of %s: %w", p.o.Author, err)
	}
	conn, err := p.o.Dial(ctx, p.o.URL)
	if err != nil {
		return fmt.Errorf("dial %s: %w", p.o.URL, err)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	l := &link{conn: conn, done: make(chan struct{})}
	p.link, p.greeted, p.caughtUp, p.trouble = l, false, false, nil
	clear(p.inFlight)
	p.carrying, p.handing, p.board.said = nil, handing{}, -1
	p.sendLocked(p.helloLocked(token))
	go p.receive(l)
	return nil
}

func (p *Phone) helloLocked(token string) hello {
	return hello{
		Frame: "hello", Contract: contract, Token: token, Replica: p.o.Replica, Clock: p.o.Now(), Cursors: p.replica.Cursors(),
		Key: p.key.Public(), Device: p.o.Device.id, ReadsAt: p.replica.ReadsAt(),
	}
}

// receive is the reader of one connection.
func (p *Phone) receive(l *link) {
	defer close(l.done)
	for {
		text, err := l.conn.Receive()
		p.mu.Lock()
		if p.link != l {
			p.mu.Unlock()
			return
		}
		if err == nil {
			err = p.takeLocked(text)
		}
		if err != nil {
			p.cutLocked()
		}
		p.pumpLocked()
		p.stirLocked()
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

// cutLocked drops the connection without waiting for its reader.
func (p *Phone) cutLocked() {
	if p.link == nil {
		return
	}
	_ = p.link.conn.Close() // it is gone either way
	p.link, p.greeted, p.caughtUp, p.carrying = nil, false, false, nil
	clear(p.inFlight)
}

// Offline takes the network away.
func (p *Phone) Offline() {
	p.mu.Lock()
	l := p.link
	p.online = false
	p.cutLocked()
	p.stirLocked()
	p.mu.Unlock()
	if l != nil {
		<-l.done
	}
}

// Cut drops the connection, as a tunnel does; the phone comes back by itself at the next Settle.
func (p *Phone) Cut() {
	p.mu.Lock()
	l := p.link
	p.cutLocked()
	p.stirLocked()
	p.mu.Unlock()
	if l != nil {
		<-l.done
	}
}

func (p *Phone) sendLocked(frame any) {
	if p.link == nil {
		return
	}
	if err := p.link.conn.Send(encode(frame)); err != nil {
		_ = p.link.conn.Close() // the reader finds out and clears up
	}
}

func (p *Phone) welcomedLocked(w *welcome) {
	p.greeted = true
	if w.Limits.BatchEdits > 0 {
		p.limit = min(w.Limits.BatchEdits, document.MaxCommitEdits)
	}
	p.replica.Lease(w.Lease)
	p.replica.Welcome(w.Scopes, w.KeepDays)
	p.replica.SealTo(w.SealKey)
	p.purgeLocked()
	p.carryLocked()
	p.meetLocked(w.Push)
}

func (p *Phone) askLocked(ask *replica.Ask) {
	if ask == nil {
		return
	}
	p.asked = true // over HTTP the next hello asks, by its cursors
	p.sendLocked(catchup{Frame: "catchup", Scope: ask.Scope, Cursor: ask.Cursor})
}

// purgeLocked forgets what may be forgotten now: outbox first, then purge.
func (p *Phone) purgeLocked() {
	for _, name := range p.replica.Purgeable() {
		if p.replica.Purged(name) {
			p.sendLocked(purged{Frame: "purged", Scope: name})
			if p.o.HTTP {
				p.handing.gone = append(p.handing.gone, name)
			}
		}
	}
}

func (p *Phone) answeredLocked(vs []document.Verdict) {
	lost := p.loseNext
	for _, v := range vs {
		p.diary[v.Edit] = append(p.diary[v.Edit], Heard{Verdict: v, Lost: lost})
		delete(p.inFlight, v.Edit)
	}
	if lost {
		p.loseNext, p.online = false, false
		p.cutLocked()
		return
	}
	p.replica.Verdicts(p.o.Now(), vs)
	p.purgeLocked()
}

// troubledLocked notes an error or a bye. When the server asks to wait, what it did not take is sent again then.
func (p *Phone) troubledLocked(t *Trouble) {
	p.trouble = t
	p.readsTroubledLocked(t)
	if t.Duty != "retry" || p.link == nil {
		return
	}
	l, wait := p.link, max(time.Duration(t.RetryMillis)*time.Millisecond, 10*time.Millisecond)
	time.AfterFunc(wait, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.link == l {
			clear(p.inFlight)
			if t.About == "reads" {
				p.handing.busy = false
			}
			p.pumpLocked()
			p.carrying = nil
			p.carryLocked()
		}
	})
}

// maxBatchBytes leaves room for the frame around the edits.
const maxBatchBytes = document.MaxCommitBytes - 4096

// pumpLocked sends what waits and was not sent on this connection.
func (p *Phone) pumpLocked() {
	p.readLocked()
	p.presentLocked()
	if p.link == nil || !p.greeted || p.hold {
		return
	}
	if p.caughtUp {
		p.replica.Fetched(p.o.Now())
	}
	batch := slices.DeleteFunc(p.replica.Outbox(p.limit, maxBatchBytes), func(e document.Edit) bool { return p.inFlight[e.ID] })
	p.submitLocked(batch)
}

func (p *Phone) submitLocked(batch []document.Edit) {
	if len(batch) == 0 {
		return
	}
	for _, e := range batch {
		p.inFlight[e.ID] = true
	}
	p.last = batch
	for _, piece := range p.piecesLocked(batch) {
		p.sendLocked(submit{Frame: "submit", Edits: piece.Edits, Proof: piece.Proof})
	}
}
