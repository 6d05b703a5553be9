package simtest

import (
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
	"github.com/samsyn/samsyn/sync/sign"
)

// phone is a person's device: a real replica, a disk, a clock that may be wrong, and sometimes a connection.
type phone struct {
	w       *World
	name    string
	actor   access.Actor
	o       replica.Options
	skew    int64 // what its clock adds to the true time
	whole   bool  // it saves snapshots, not bit by bit
	r       *replica.Replica
	disk    map[string]jsontext.Value
	dead    int64 // until when it is off, while r is nil
	token   string
	ends    int64           // when the token does
	unsaved []document.Edit // written, and the screen has not said "saved"
	dirty   bool            // something changed since the last save

	conn     *conn
	since    int64 // when it dialled
	greeted  bool  // welcome came on this connection
	caughtUp bool
	purged   map[document.Scope]bool
	turned   bool             // its clock was set
	sent     map[string]int64 // edits submitted on this connection, and when
	wait     int64            // do not try before
}

func (w *World) newPhone(i int, who person) *phone {
	p := &phone{w: w, actor: who.Actor, whole: w.chance(30), disk: map[string]jsontext.Value{}, sent: map[string]int64{}, purged: map[document.Scope]bool{}}
	id := fmt.Sprintf("r%d_%s", i, who.ID)
	p.name = id
	p.o = replica.Options{Replica: id, Author: who.ID, Role: who.role, Schema: w.newer, NewID: w.newID, Key: w.loginKey(i)}
	p.drawClock()
	p.r = replica.New(p.o)
	p.renewToken()
	return p
}

// loginKey is a phone's key. Every fourth phone has an app from before they signed.
func (w *World) loginKey(i int) sign.Key {
	if (int(w.seed%4)+i)%4 == 0 {
		return sign.Key{}
	}
	seed := sha256.Sum256(fmt.Append(nil, "login ", w.seed, " ", i))
	key, err := sign.NewKey(seed[:])
	if err != nil {
		panic(err)
	}
	return key
}

// drawClock sets the phone's clock: a few seconds off, or up to a year.
func (p *phone) drawClock() {
	w := p.w
	p.skew = int64(w.between(-5000, 5000))
	if w.chance(w.weather.clocks) {
		far := pick(w, []time.Duration{10 * time.Minute, 26 * time.Hour, 365 * 24 * time.Hour})
		p.skew = int64((w.rng.Float64()*2 - 1) * float64(far.Milliseconds()))
	}
}

func (p *phone) now() int64 { return p.w.now + p.skew }

func (p *phone) renewToken() {
	life := 30 * 24 * time.Hour
	if p.w.weather.shortTokens && !p.w.calm {
		life = time.Duration(p.w.between(1, 10)) * time.Minute
	}
	p.token, p.ends = p.w.sign(p.actor, life), p.w.now+life.Milliseconds()
}

// connect dials and says hello.
func (p *phone) connect() {
	c := p.w.dial(p)
	p.conn, p.since, p.greeted, p.caughtUp = c, p.w.now, false, false
	clear(p.sent)
	p.w.note("%s dials %s conn %d honest=%v", p.name, c.server.name, c.n, c.honest)
	p.hello()
}

func (p *phone) hello() {
	p.conn.sendUp(wire.AppendHello(nil, wire.Hello{
		Contract: wire.Contract, Token: p.token, Replica: p.o.Replica, Clock: p.now(), Cursors: p.r.Cursors(), Key: p.o.Key.Public(),
	}))
}

// hangUp leaves the connection. The server hears of it if the line still stands.
func (p *phone) hangUp() {
	c := p.conn
	if c == nil {
		return
	}
	c.left, p.conn, p.greeted = true, nil, false
	if !c.upCut {
		c.up = append(c.up, flight{end: true})
	}
}

// submit sends edits of the outbox: those not yet sent on this connection, or all again.
func (p *phone) submit(again bool) bool {
	p.save(-1) // what is sent must not be forgotten
	var batch []document.Edit
	most := p.w.between(1, 12)
	for _, e := range p.r.Outbox(0, 0) {
		if _, sent := p.sent[e.ID]; !sent || again {
			batch = append(batch, e)
		}
		if len(batch) == most {
			break
		}
	}
	if len(batch) == 0 {
		return false
	}
	if p.w.chance(4) && !p.w.calm {
		batch = append(batch, batch[0]) // twice in one batch
	}
	for _, e := range batch {
		p.sent[e.ID] = p.w.now
	}
	pieces := p.r.Pieces(batch)
	p.w.note("%s submits %d edits in %d pieces", p.name, len(batch), len(pieces))
	for _, piece := range pieces {
		p.sendPiece(piece)
	}
	return true
}

func (p *phone) sendPiece(piece replica.Piece) {
	frame, err := wire.AppendSigned(nil, piece.Edits, piece.Proof)
	if err != nil {
		panic(err)
	}
	p.conn.sendUp(frame)
}

// purge lets go of scopes that were taken away, once their edits are answered.
func (p *phone) purge() bool {
	done := false
	for _, name := range p.r.Purgeable() {
		p.r.Purged(name)
		p.purged[name] = true
		p.w.note("%s purged %s", p.name, name)
		done = true
		p.save(-1)
		if p.conn != nil {
			p.conn.sendUp(wire.AppendPurged(nil, name))
		}
	}
	return done
}

// hasUnsent reports whether the outbox holds what was not submitted on this connection.
func (p *phone) hasUnsent() bool {
	if p.r.Pending() == 0 {
		return false
	}
	for _, e := range p.r.Outbox(0, 0) {
		if _, sent := p.sent[e.ID]; !sent {
			return true
		}
	}
	return false
}

func (w *World) somePhone(fits func(*phone) bool) *phone {
	var list []*phone
	for _, p := range w.phones {
		if fits(p) {
			list = append(list, p)
		}
	}
	if len(list) == 0 {
		return nil
	}
	return pick(w, list)
}
