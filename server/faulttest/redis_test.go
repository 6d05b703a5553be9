package faulttest

import (
	"slices"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/badnet"
	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/wire"
)

// away are the faults in which nobody can tell anything of Redis; with the others some commands get through.
var away = []badnet.Fault{badnet.Hang, badnet.Deaf, badnet.Reset, badnet.Cut}

// Two nodes lose Redis in every way there is, and Redis forgets everything. What people write reaches the other node all the
// while, on the same connections. Who is there and who writes where is unknown meanwhile, and known again by itself.
func TestRedis_OnABadNetworkEditingIsUntouched(t *testing.T) {
	t.Parallel()
	w := newLines(t, isThere)
	w.answerWithin = patience // no connection fails here, so a slow answer is only slow
	w.phone("amina", "assistantNurse", 0, false)
	w.phone("noor", "careAssistant", 1, false)
	w.goesOn(1)
	for _, p := range w.phones {
		p.says(presence.AtVisit)
	}
	w.knows()
	for _, f := range badnet.Faults {
		w.doing = string(f)
		for _, line := range w.toRedis {
			line.Fail(f)
		}
		w.goesOn(1)
		if slices.Contains(away, f) {
			w.knowsNothing()
		}
		for _, line := range w.toRedis {
			line.Heal()
		}
		w.knows()
		w.goesOn(1)
	}
	w.doing = "flush"
	w.redis.Flush()
	w.goesOn(1)
	w.knows()
	w.doing = "kill"
	w.redis.Kill()
	w.goesOn(1)
	w.knowsNothing()
	w.redis.Restart()
	w.knows()
	if n := w.dialled(); n != len(w.phones) {
		t.Errorf("%d phones connected %d times: editing was not untouched", len(w.phones), n)
	}
	w.count()
}

// goesOn has people write only what it waits for: FerretDB reads whole collections, and on a busy machine people who write while
// they wait would make it slower and slower.
func (w *lines) goesOn(answers int) {
	w.t.Helper()
	w.writes(answers)
	w.town.goesOn(answers)
}

// asksEvery is how often somebody who wants a lock asks for it.
const asksEvery = 500 * time.Millisecond

// asks has a phone say that its person writes in a goal, until a claim holds.
func (p *phone) asks(what string, claim func() bool) {
	p.w.t.Helper()
	done := make(chan struct{})
	defer close(done)
	go func() {
		for again := true; again; again = pause(p.w.ctx, done, asksEvery) {
			select {
			case p.say <- wire.AppendLock(nil, social, "g1"):
			case <-done:
			}
		}
	}()
	p.wait(what, claim)
}

// knows waits until every phone is shown that both are there, and whose lock it is: the first phone's, who asks for it.
func (w *lines) knows() {
	w.t.Helper()
	shown := func(p *phone) func() bool {
		return func() bool {
			return p.locks != nil && !p.locks.Unknown && len(p.locks.Locks) == 1 && p.locks.Locks[0].Staff == "amina"
		}
	}
	for _, p := range w.phones {
		p.wait("shown that all are there", func() bool {
			there := func(e wire.Present) bool { return e.OfflineSince == 0 && e.State == string(presence.AtVisit) }
			return p.board != nil && !p.board.Unknown && len(p.board.Entries) == len(w.phones) && !slices.ContainsFunc(p.board.Entries, func(e wire.Present) bool { return !there(e) })
		})
		w.phones[0].asks("shown its lock", shown(w.phones[0]))
		p.wait("shown the lock", shown(p))
	}
}

// knowsNothing waits until every phone is told that nobody knows who is there, and, asking for the lock, that nobody knows of it.
func (w *lines) knowsNothing() {
	w.t.Helper()
	for _, p := range w.phones {
		p.wait("told that who is there is unknown", func() bool { return p.board.Unknown && p.board.Entries == nil })
		p.asks("told that locks are unknown", func() bool { return p.locks.Unknown && p.locks.Locks == nil })
	}
}
