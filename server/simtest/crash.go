package simtest

import (
	"runtime/debug"

	"github.com/cockroachdb/pebble/v2/vfs"
)

// kill ends the server between two steps, without a word to anybody, and starts it again from what was synced. A node
// stays away for a while.
func (w *World) kill() bool {
	w.stats.Kills++
	if w.shared != nil {
		if !w.turn(anyNode) {
			return false
		}
		w.stopNode("KILL node " + w.server.name)
		return true
	}
	after := w.server.fs.CrashClone(vfs.CrashCloneCfg{})
	w.endServer("KILL the server")
	w.replaceServer(after)
	if w.chance(80) {
		w.sweep() // as at start
	}
	return true
}

// endServer lets the server vanish. What it had in the air may still arrive.
func (w *World) endServer(why string) {
	w.countFaults()
	w.server.stop() // on a disk nobody will see again
	w.note("%s, with %d commits in the making", why, len(w.server.groups))
	for _, c := range w.conns {
		if c.server == w.server {
			c.lost()
		}
	}
}

func (w *World) countFaults() {
	if f := w.server.faulty; f != nil {
		w.stats.Faults += len(f.Struck())
		for _, fault := range f.Struck() {
			w.note("struck: %v", fault)
		}
	}
}

// die ends the app on a phone. What it wrote to its disk is there when it starts again; the last save may be half done.
func (w *World) die() bool {
	p := w.somePhone(func(p *phone) bool { return p.r != nil })
	if p == nil {
		return false
	}
	g := w.weather
	w.stats.Deaths++
	if w.chance(40) {
		p.save(w.rng.IntN(1 + len(p.r.Unsaved())))
	}
	if w.chance(g.rot) {
		p.rot()
	}
	p.hangUp()
	w.note("%s dies with %d edits that nobody said were saved", p.name, len(p.unsaved))
	p.r, p.unsaved, p.dead = nil, nil, w.now+int64(w.rng.IntN(60_000))
	return true
}

func stack() []byte { return debug.Stack() }
