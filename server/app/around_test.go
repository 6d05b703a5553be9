package app_test

import (
	"strings"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

func (p *phone) says(state presence.State, pending int) {
	p.t.Helper()
	p.send(wire.AppendPresence(nil, wire.Presence{State: string(state), Pending: pending}))
}

// entry waits until the board of norra shows somebody so that it fits.
func (p *phone) entry(who string, fits func(wire.Present) bool) {
	p.t.Helper()
	await(p, func(b *wire.Board) bool {
		for _, e := range b.Entries {
			if e.Staff == who && fits(e) {
				return b.Team == "norra"
			}
		}
		return false
	})
}

// locked waits until the locks of the social record are these: document and holder.
func (p *phone) locked(want ...string) {
	p.t.Helper()
	await(p, func(l *wire.Locks) bool { return are(l, want) })
}

func are(l *wire.Locks, want []string) bool {
	var got []string
	for _, h := range l.Locks {
		got = append(got, h.Doc+" "+h.Staff)
	}
	return l.Scope == social && !l.Unknown && strings.Join(got, ",") == strings.Join(want, ",")
}

// asks has a phone say that it writes in a document of the social record, again and again until another is shown these locks: asked
// for while Redis stumbles, a lock is unknown, and nobody but a person asks for it once more.
func (p *phone) asks(doc string, shown *phone, want ...string) {
	p.t.Helper()
	again := time.NewTicker(500 * time.Millisecond)
	defer again.Stop()
	p.send(wire.AppendLock(nil, social, doc))
	for until := time.Now().Add(patience); time.Now().Before(until); {
		select {
		case a, open := <-shown.in:
			if !open || a.err != nil {
				p.t.Fatalf("%s: the socket closed: %v after %s", shown.who, a.err, shown.story())
			}
			if l, ok := shown.take(a.raw).(*wire.Locks); ok && are(l, want) {
				return
			}
		case <-again.C:
			p.send(wire.AppendLock(nil, social, doc))
		}
	}
	p.t.Fatalf("%s: not %v, after %s", shown.who, want, shown.story())
}

func (p *phone) never(kinds ...string) {
	p.t.Helper()
	for _, h := range p.heard {
		for _, kind := range kinds {
			if h.frame.Kind() == kind {
				p.t.Errorf("%s was sent %s", p.who, h.raw)
			}
		}
	}
}

func TestAround_WhoIsThereIsShownOnOtherNodes(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2, true)
	amina, bodil := w.nodes[0].phone("amina", "assistantNurse").online(), w.nodes[1].phone("bodil", "unitManager").online()
	sofia, c1 := w.nodes[1].phone("sofia", "assistantNurse").online(), w.nodes[1].phoneOf("c1", "citizen", auth.Citizen).online()
	amina.says(presence.AtVisit, 2)
	bodil.entry("amina", func(e wire.Present) bool {
		return e.State == string(presence.AtVisit) && e.Pending == 2 && e.OfflineSince == 0 && e.SyncAt != 0
	})
	amina.says(presence.Travelling, 0)
	bodil.entry("amina", func(e wire.Present) bool { return e.State == string(presence.Travelling) && e.Pending == 0 })
	amina.offline()
	bodil.entry("amina", func(e wire.Present) bool { return e.OfflineSince != 0 })
	amina.tn = w.nodes[1]
	amina.online().says(presence.Online, 0)
	bodil.entry("amina", func(e wire.Present) bool { return e.OfflineSince == 0 && e.State == string(presence.Online) })
	for _, p := range []*phone{sofia, c1} {
		p.barrier()
		for _, h := range p.heard { // sofia's own team's board says nothing of amina's
			if b, is := h.frame.(*wire.Board); is && (b.Team != "lind" || p == c1) {
				t.Errorf("%s was sent %s", p.who, h.raw)
			}
		}
	}
	for _, h := range bodil.heard {
		if _, is := h.frame.(*wire.Board); is && (strings.Contains(h.raw, "c1") || strings.Contains(h.raw, "itizen") || strings.Contains(h.raw, "isit\":")) {
			t.Errorf("a citizen or a visit in %s", h.raw)
		}
	}
	c1.loud = false
	c1.says(presence.Online, 0)
	if e := await[*wire.Error](c1, nil); e.Code != "bad-frame" {
		t.Errorf("a citizen's presence: %s", e.Code)
	}
}

// Whose shift is over is off the board, and who leaves the team as well.
func TestAround_WhoLogsOutIsOffTheBoard(t *testing.T) {
	t.Parallel()
	tn := realTenant(t, open(t))
	amina, bodil := tn.signs("amina", "assistantNurse").greets(), tn.phone("bodil", "unitManager").online()
	amina.says(presence.Online, 0)
	bodil.entry("amina", func(e wire.Present) bool { return e.OfflineSince == 0 })
	amina.send(wire.AppendEnd(nil))
	await(bodil, func(b *wire.Board) bool { return b.Team == "norra" && len(b.Entries) == 0 && !b.Unknown })
}

func TestAround_WhoWritesWhereIsShownOnOtherNodes(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2, true)
	amina, noor := w.nodes[0].phone("amina", "assistantNurse").online(), w.nodes[1].phone("noor", "careAssistant").online()
	eva, c1 := w.nodes[1].phone("eva", "assistantNurse").online(), w.nodes[1].phoneOf("c1", "citizen", auth.Citizen).online()
	amina.asks("g1", amina, "g1 amina")
	noor.locked("g1 amina")
	noor.asks("g1", noor, "g1 amina") // and writes all the same: a lock is advice
	if v := noor.does(newNote("n1", "Åt gott.")); v.Kind != document.Applied {
		t.Errorf("without the lock: %+v", v)
	}
	noor.asks("n1", amina, "g1 amina", "n1 noor")
	amina.send(wire.AppendUnlock(nil, social, "g1"))
	noor.locked("n1 noor")
	noor.offline() // whoever is gone writes no more
	amina.locked()
	for _, p := range []*phone{eva, c1} {
		p.barrier()
		p.never(wire.KindLocks)
	}
	eva.loud = false
	eva.send(wire.AppendLock(nil, social, "g1"))
	if e := await[*wire.Error](eva, nil); e.Code != "not-found" {
		t.Errorf("a lock in what she does not hold: %s", e.Code)
	}
}

// Redis dies: boards and locks are unknown, people write on, and all comes back by itself.
func TestAround_UnknownWithoutRedis(t *testing.T) {
	t.Parallel()
	w := newTown(t, 2, true)
	amina, noor := w.nodes[0].phone("amina", "assistantNurse").online(), w.nodes[1].phone("noor", "careAssistant").online()
	amina.says(presence.AtVisit, 1)
	noor.entry("amina", func(e wire.Present) bool { return e.OfflineSince == 0 })
	amina.asks("g1", noor, "g1 amina")
	w.redis.Kill()
	await(noor, func(b *wire.Board) bool { return b.Unknown && b.Entries == nil })
	noor.send(wire.AppendLock(nil, social, "g1"))
	await(noor, func(l *wire.Locks) bool { return l.Unknown && l.Locks == nil })
	v := amina.does(newNote("n1", "Åt gott."))
	noor.reach(social, v.Seq)
	w.redis.Restart()
	noor.entry("amina", func(e wire.Present) bool { return e.OfflineSince == 0 && e.State == string(presence.AtVisit) })
	noor.asks("g1", amina, "g1 noor")
}
