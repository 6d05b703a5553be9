package simtest

// heal ends the storm: whatever is broken is noticed, what lies or loses is replaced, everybody is awake and online. An
// honest connection that stands goes on as it is.
func (w *World) heal() {
	w.calm, w.dark = true, 0
	w.countFaults()
	if w.shared == nil {
		w.server.store.Store = recorder{w.server.pebble, w}
		w.server.faulty = nil
	}
	w.note("CALM")
	w.settleMongo()
	for w.bringUp() {
	}
	for _, c := range w.conns {
		if c.honest && !c.isBroken() {
			continue
		}
		if !c.left {
			c.phone.hangUp()
		}
		c.close()
		c.down = nil
	}
	for _, p := range w.phones {
		if p.r == nil {
			p.restore()
		}
		p.wait = 0
	}
	w.tidyConns()
}

const (
	maxCalm = 20_000 // steps; a world is quiet after some hundreds
	settled = 3      // times that nobody had anything to do
)

// settleDown runs until nobody has anything left to do, first while time goes on, then while it stands still. It is false
// when that never happens.
func (w *World) settleDown() bool {
	idle := 0
	for range maxCalm {
		w.steps++
		w.pass()
		if w.alive(w.calmStep) {
			w.tidyConns()
			continue
		}
		if idle++; idle > settled {
			return true
		}
		if idle == 1 && !w.frozen {
			w.now += 3 * 60_000
			if w.chance(40) {
				w.now += 70 * 60_000 // what people must have decided within the hour is due
			}
			if due := w.oracle.conflictDue(); due > w.now && w.chance(60) {
				w.now = due // five working days, mostly: no world would come to it
			}
		}
		w.frozen = idle > 1
		if w.shared != nil {
			w.each(w.confirm)
		}
		w.each(w.deskTickOne)
		w.each(w.sweepOne)
		if w.shared != nil && w.each(w.look) {
			idle = min(idle, settled-1)
		}
		if w.each(w.fireOne) {
			idle = min(idle, settled-1) // what was due may bring what is due
		}
	}
	w.fail("not quiet after %d steps", maxCalm)
	return false
}

// calmStep does one thing somebody still has to do; the order of kinds is drawn, so that nothing relies on it.
func (w *World) calmStep() bool {
	chores := []func() bool{
		w.pop, w.deliverDown, w.deliverUp, w.stepGroup, w.takeReady, w.goOnline, w.sendUnsent, w.purgeSome, w.serverNotices,
	}
	if w.shared != nil {
		chores = append(chores, w.hear, w.readOthers)
		if w.chance(5) { // as they do once a second
			w.each(w.look)
		}
	}
	w.rng.Shuffle(len(chores), func(i, j int) { chores[i], chores[j] = chores[j], chores[i] })
	for _, do := range chores {
		if do() {
			return true
		}
	}
	return w.waitSome() || w.saveSome()
}

func (w *World) sendUnsent() bool {
	p := w.somePhone(func(p *phone) bool { return p.conn != nil && p.wait <= w.now && p.hasUnsent() })
	return p != nil && p.submit(false)
}

// waitSome lets time pass for a phone that was told to wait.
func (w *World) waitSome() bool {
	p := w.somePhone(func(p *phone) bool { return p.wait > w.now && (p.conn == nil || p.hasUnsent()) })
	if p == nil {
		return false
	}
	w.now = p.wait
	return true
}
