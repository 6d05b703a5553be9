package simtest

import (
	"time"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store/mongo/model"
	"github.com/samsyn/samsyn/sync/document"
)

// fate is what becomes of a node's command to MongoDB: mostly what it should.
func (w *World) fate(op model.Op) model.Fate {
	g, s := w.weather.mongo, w.shared
	if w.calm || len(w.phones) == 0 {
		return model.Fate{}
	}
	if s.cutOff {
		return w.cutOffFate(op)
	}
	if n := s.db.OnWire(); n > 0 && w.rng.IntN(1000) < 20+g.faults {
		w.note("a late request arrives")
		s.db.Land(w.rng.IntN(n))
	}
	if w.rng.IntN(1000) < g.elections {
		if s.cutOff = w.chance(75); !s.cutOff {
			w.elect()
		}
	}
	if w.rng.IntN(1000) >= g.faults {
		return model.Fate{}
	}
	f := model.Fate{Silent: w.chance(60), Dies: w.chance(15)}
	if op.Write {
		f.Unsafe, f.Twice = w.chance(40), w.chance(10)
		switch w.rng.IntN(6) {
		case 0:
			f.Never = true
		case 1, 2:
			f.Late = true
		case 3:
			f.Cut = w.between(1, 3)
		}
	}
	w.stats.Faults++
	w.note("%s of %s: %+v", op.Node, op.Collection, f)
	return f
}

// cutOffFate is a command's while the primary reaches no majority: it writes what may vanish, until there is another, or the
// majority is back.
func (w *World) cutOffFate(op model.Op) model.Fate {
	if w.chance(6) {
		w.shared.cutOff = false
		if w.chance(75) {
			w.elect()
		} else {
			w.shared.db.Settle()
		}
		return model.Fate{}
	}
	f := model.Fate{Unsafe: op.Write, Silent: op.Surely || op.Write && w.chance(70), Dies: op.Write && w.chance(5)}
	w.stats.Faults++
	w.note("%s of %s without a majority: %+v", op.Node, op.Collection, f)
	return f
}

// elect is another primary. Some nodes do not notice for a while, and some requests to the old one get through to the new.
func (w *World) elect() bool {
	s := w.shared
	if s == nil {
		return false
	}
	for _, n := range w.nodes {
		if n.client != nil && w.chance(40) {
			n.client.Depose()
			n.deposed = w.now
		}
	}
	unsafe := s.db.Unsafe()
	keep := 0
	if w.chance(50) {
		keep = w.between(0, unsafe)
	}
	w.stats.Elections++
	w.stats.Undone += unsafe - keep
	w.note("ELECTION: %d of %d writes vanish", unsafe-keep, unsafe)
	s.db.Failover(keep)
	return true
}

// How long MongoDB may be in doubt, milliseconds of virtual time.
const (
	maxDeposed = 12_000 // a primary that reaches no majority steps down
	maxDoubt   = 15_000 // a request is on the wire, a write is not replicated
)

// settleMongo ends what can not last: a node finds the primary, what is on the wire lands, what is unsafe is safe or undone.
func (w *World) settleMongo() {
	s := w.shared
	if s == nil {
		return
	}
	for _, n := range w.nodes {
		if c := n.client; c != nil && c.IsDeposed() && (w.calm || w.chance(5) || w.now-n.deposed > maxDeposed) {
			w.note("%s finds the primary", n.name)
			c.Notice()
		}
	}
	if !s.cutOff && s.db.OnWire() == 0 && s.db.Unsafe() == 0 {
		s.old = 0
		return
	}
	if s.old == 0 {
		s.old = w.now
	}
	if !w.calm && w.now-s.old < maxDoubt {
		return
	}
	s.cutOff = false
	w.note("MongoDB settles: %d on the wire, %d unsafe", s.db.OnWire(), s.db.Unsafe())
	for s.db.OnWire() > 0 {
		s.db.Land(w.rng.IntN(s.db.OnWire()))
	}
	if s.db.Unsafe() > 0 && w.chance(50) {
		w.elect()
	}
	s.db.Settle()
	s.old = 0
}

// trust is how long a node may deliver on a state of the directory it has confirmed (architecture section 7).
const trust = int64(time.Second / time.Millisecond)

// recently are the directories that a server may let frames go on.
func (o *oracle) recently(s *server) []*access.Directory {
	if o.w.shared == nil {
		return []*access.Directory{s.known}
	}
	var out []*access.Directory
	log, at := o.logs[document.Directory], o.w.shared.directoryAt
	for n := len(log) - 1; n >= 0 && o.w.now-at[n] <= trust; n-- { // the state before a commit was the latest until then
		d := access.New(o.w.rules, municipality)
		for _, c := range log[:n] {
			feed(d, c)
		}
		out = append(out, d)
	}
	return out
}
