package simtest

import (
	"maps"
	"slices"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// backup is a copy of the server's disk, and what the oracle knew when it was made.
type backup struct {
	fs        *vfs.MemFS
	logs      map[document.Scope][]*document.Commit
	docs      map[document.Scope]map[string]*document.Document
	entries   map[string]place
	effects   map[string]document.Edit
	deadlines map[string]store.Due
}

// backUp copies what is synced, while the server runs.
func (w *World) backUp() bool {
	w.note("backup")
	o := w.oracle
	b := &backup{fs: w.server.fs.CrashClone(vfs.CrashCloneCfg{}), entries: maps.Clone(o.entries), effects: maps.Clone(o.effects), deadlines: maps.Clone(o.deadlines)}
	b.logs, b.docs = map[document.Scope][]*document.Commit{}, map[document.Scope]map[string]*document.Document{}
	for scope := range maps.Keys(o.logs) {
		b.logs[scope] = slices.Clone(o.logs[scope])
	}
	for scope := range maps.Keys(o.docs) {
		b.docs[scope] = maps.Clone(o.docs[scope])
	}
	w.backup = b
	return true
}

// restore puts the backup in the place of the server's disk: what came after it is lost. Every scope begins a new epoch, and
// phones give back what was acknowledged and lost, as far as they still have it.
func (w *World) restore() bool {
	b := w.backup
	if b == nil {
		return false
	}
	w.backup = nil
	w.stats.Restores++
	w.endServer("RESTORE the backup")
	for _, c := range w.conns {
		c.down = slices.DeleteFunc(c.down, func(f flight) bool { return !f.end })
	}
	w.oracle.rollBack(b)
	w.replaceServer(b.fs)
	faulty := w.server.store.Store
	w.server.store.Store = recorder{w.server.pebble, w}
	n, err := w.server.flow.Fork(background, tenantID)
	w.note("forked %d scopes: %v", n, err)
	if err != nil {
		w.fail("fork: %v", err)
	}
	w.server.store.Store = faulty
	w.server.knows(uint64(len(w.oracle.logs[document.Directory])))
	return w.sweep()
}

// rollBack forgets what the backup does not hold. What phones still owe of it is in lost.
func (o *oracle) rollBack(b *backup) {
	for id := range maps.Keys(o.entries) {
		if _, kept := b.entries[id]; !kept {
			o.lost[id] = o.entries[id].entry.Verdict.Kind
			delete(o.told0, id)
		}
	}
	o.logs, o.docs, o.entries, o.effects, o.deadlines = b.logs, b.docs, b.entries, b.effects, b.deadlines
	o.durable = access.New(o.w.rules, municipality)
	for _, c := range o.logs[document.Directory] {
		feed(o.durable, c)
	}
}

// isExcused reports whether an edit without an answer may be gone: a restore lost its answer, and its phone no longer owed it.
// It was refused (and shown to its author), its scope was taken from the phone, or the phone's clock leapt over the days it
// keeps things.
func (o *oracle) isExcused(e written) bool {
	kind, lost := o.lost[e.ID]
	if !lost {
		return false
	}
	return e.phone == nil || kind == document.Refused || e.phone.purged[e.Scope] || e.phone.turned ||
		!slices.Contains(e.phone.r.Scopes(), e.Scope)
}
