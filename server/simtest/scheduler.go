package simtest

import "time"

// chore is something that may happen next; it is false when there was nothing to do.
type chore struct {
	weight int
	do     func() bool
}

// chores are what a storm is made of.
func (w *World) chores() []chore {
	g := w.weather
	return []chore{
		{24, w.pop}, {24, w.deliverDown}, {20, w.deliverUp}, {24, w.stepGroup}, {10, w.takeReady},
		{16, w.edit}, {3, w.saveSome}, {6, w.goOnline}, {1 + 400/g.offline, w.rare(w.goOffline)}, {14, w.sendSome}, {4, w.purgeSome}, {6, w.wake},
		{2, w.patience}, {3, w.deskTick}, {1, w.sweep}, {2, w.fire}, {2, w.serverNotices},
		{g.dark, w.rare(w.goDark)}, {g.cuts, w.cut}, {g.kills / 2, w.rare(w.kill)}, {g.restores, w.rare(w.backUp)}, {g.restores, w.rare(w.restore)}, {g.deaths, w.rare(w.die)}, {1, w.rare(w.turnClock)}, {g.forgery / 4, w.forge},
	}
}

// nodeChores are what nodes do besides.
func (w *World) nodeChores() []chore {
	return []chore{
		{14, w.hear}, {8, func() bool { return w.turn(anyNode) && w.look() }}, {14, w.readOthers}, {3, w.bringUp}, {4, func() bool { return w.turn(anyNode) && w.confirm() }}, {w.weather.mongo.elections / 3, w.rare(w.elect)},
	}
}

// rare makes a chore happen ten times less often than its weight says.
func (w *World) rare(do func() bool) func() bool {
	return func() bool { return w.chance(10) && do() }
}

// storm is one step: some time passes, and one thing happens.
func (w *World) storm() {
	w.steps++
	w.pass()
	all := w.chores()
	if w.shared != nil {
		all = append(all, w.nodeChores()...)
	}
	total := 0
	for _, c := range all {
		total += c.weight
	}
	for range 20 { // most of what could happen can not right now
		n := w.rng.IntN(total)
		for _, c := range all {
			if n -= c.weight; n < 0 {
				if w.alive(c.do) {
					w.tidyConns()
					return
				}
				break
			}
		}
	}
}

// pass lets time go by.
func (w *World) pass() {
	defer w.settleMongo()
	if w.frozen {
		return
	}
	w.now += int64(w.rng.IntN(1000))
	if !w.calm && w.rng.IntN(1000) < w.weather.leaps {
		w.now += int64(w.rng.IntN(int((40 * time.Minute).Milliseconds())))
	}
}

func (w *World) goOnline() bool {
	p := w.somePhone(func(p *phone) bool { return p.r != nil && p.conn == nil && p.wait <= w.now && w.dark <= w.steps })
	if p == nil {
		return false
	}
	if !w.turn(anyNode) {
		return false
	}
	p.connect()
	return true
}

// goDark is a cellar, a forest, a broken mast: everybody writes on without a network, and comes back at once.
func (w *World) goDark() bool {
	if w.dark > w.steps || w.steps < 60 {
		return false
	}
	w.dark = w.steps + w.between(10, 60)
	w.note("no network until step %d", w.dark)
	for _, p := range w.phones {
		if p.conn != nil {
			p.conn.upCut, p.conn.downCut, p.conn.down = true, true, nil
			p.hangUp()
		}
	}
	return true
}

func (w *World) goOffline() bool {
	p := w.somePhone(func(p *phone) bool { return p.conn != nil })
	if p == nil {
		return false
	}
	w.note("%s goes offline", p.name)
	p.hangUp()
	p.wait = max(p.wait, w.now+int64(w.rng.IntN(1000*w.weather.offline)))
	return true
}

func (w *World) sendSome() bool {
	p := w.somePhone(func(p *phone) bool { return p.conn != nil && p.wait <= w.now && p.r.Pending() > 0 })
	return p != nil && p.submit(!w.calm && w.chance(w.weather.again))
}

func (w *World) saveSome() bool {
	p := w.somePhone(func(p *phone) bool { return p.r != nil && p.dirty })
	if p == nil {
		return false
	}
	p.save(-1)
	return true
}

func (w *World) purgeSome() bool {
	p := w.somePhone(func(p *phone) bool { return p.r != nil && len(p.r.Purgeable()) > 0 })
	return p != nil && p.purge()
}

func (w *World) turnClock() bool {
	p := pick(w, w.phones)
	p.drawClock()
	p.turned = true
	w.note("%s clock is now %d s off", p.name, p.skew/1000)
	return true
}

// patience: a phone that waits too long for an answer connects again, or sends again.
func (w *World) patience() bool {
	p := w.somePhone(func(p *phone) bool {
		return p.conn != nil && (p.conn.isBroken() || !p.conn.honest) && w.now-p.since > 20_000 && (!p.greeted || p.r.Pending() > 0 || p.conn.isBroken())
	})
	if p == nil {
		return false
	}
	if p.greeted && !p.conn.isBroken() && w.chance(85) {
		return p.submit(true)
	}
	w.note("%s runs out of patience", p.name)
	p.hangUp()
	return true
}
