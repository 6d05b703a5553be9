package simtest

import (
	"bytes"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// check asks, when all is quiet, whether the promises were kept.
func (w *World) check() {
	if w.shared != nil {
		w.shared.truth = w.shared.openTruth() // what it has in memory is old
	}
	w.checkLogs()
	w.checkDocuments()
	w.checkDeadlines()
	w.checkEdits()
	w.checkTells()
	w.checkRings()
	w.checkLogins()
	w.checkAudit()
	for _, p := range w.phones {
		w.checkPhone(p)
	}
}

// checkLogs: what the store holds is what became durable, numbered without gaps, in a whole chain, with nothing left open.
func (w *World) checkLogs() {
	s := w.truth()
	var scopes []document.Scope
	for scope, err := range s.Scopes(background, tenantID) {
		if err != nil {
			w.fail("read scopes: %v", err)
		}
		scopes = append(scopes, scope)
	}
	if want := slices.Sorted(maps.Keys(w.oracle.logs)); !slices.Equal(scopes, want) {
		w.fail("the store has the scopes %v, want %v", scopes, want)
	}
	for _, scope := range scopes {
		w.checkLog(scope)
	}
	for c, err := range s.Open(background, store.Key{}) {
		if err != nil {
			w.fail("read open commits: %v", err)
			break
		}
		w.fail("%s %d is still open", c.Scope, c.Seq)
	}
}

func (w *World) checkLog(scope document.Scope) {
	key := store.Key{Tenant: tenantID, Scope: scope}
	var head document.Head
	for c, err := range w.truth().Commits(background, key, 1, 0) {
		if err != nil {
			w.fail("read %s: %v", scope, err)
			return
		}
		hash := c.Hash
		sealed, err := c.Seal()
		if err == nil {
			head, err = document.Verify(sealed, head)
		}
		if err != nil || head.Hash != hash || c.Seq > uint64(len(w.oracle.logs[scope])) || w.oracle.logs[scope][c.Seq-1].Hash != hash {
			w.fail("%s %d is not what was committed: %v", scope, c.Seq, err)
			return
		}
	}
	got, err := w.truth().Head(background, key)
	if err != nil || got.Cursor != head.Cursor || got.Checksum != head.Checksum || head.Seq != uint64(len(w.oracle.logs[scope])) {
		w.fail("head of %s is %+v (%v), its log ends with %+v, durable are %d", scope, got, err, head, len(w.oracle.logs[scope]))
	}
}

// checkDocuments: the stored documents are what follows from the log, and their sums make the head's checksum.
func (w *World) checkDocuments() {
	for _, scope := range slices.Sorted(maps.Keys(w.oracle.docs)) {
		key := store.Key{Tenant: tenantID, Scope: scope}
		left := maps.Clone(w.oracle.docs[scope])
		sum, last := uint64(0), uint64(0)
		for d, err := range w.truth().Since(background, key, 0) {
			if err != nil {
				w.fail("read documents of %s: %v", scope, err)
				break
			}
			want := left[d.Doc.ID]
			delete(left, d.Doc.ID)
			if want == nil || !bytes.Equal(want.AppendCanonical(nil), d.Bytes) || !bytes.Equal(d.Doc.AppendCanonical(nil), d.Bytes) || d.Doc.Seq < last {
				w.fail("document %s of %s is stored as\n%s\nthe log says\n%s", d.Doc.ID, scope, d.Bytes, want.AppendCanonical(nil))
			}
			sum, last = sum+d.Doc.Sum(d.Bytes), d.Doc.Seq
		}
		for _, id := range slices.Sorted(maps.Keys(left)) {
			w.fail("document %s of %s is not stored", id, scope)
		}
		if head, err := w.truth().Head(background, key); err != nil || uint64(head.Checksum) != sum {
			w.fail("checksum of %s is %x (%v), its documents make %x", scope, head.Checksum, err, sum)
		}
	}
}

// checkEdits: every edit somebody was promised to keep has its one answer, and every effect came about once.
func (w *World) checkEdits() {
	for _, id := range w.oracle.order {
		at, answered := w.oracle.entries[id]
		e := w.oracle.edits[id]
		if !answered && w.oracle.isExcused(e) {
			continue
		}
		if !answered {
			w.fail("edit %s in %s was never answered", id, e.Scope)
			continue
		}
		if at.entry.Verdict.Kind != document.Refused && at.scope != e.Scope {
			w.fail("edit %s of %s was accepted in %s", id, e.Scope, at.scope)
		}
		if e.phone == nil || w.oracle.split[id] {
			continue
		}
		if v, told := w.oracle.told0[id]; !told || v.Kind != at.entry.Verdict.Kind {
			w.fail("the author of %s was told %q, the log says %q", id, v.Kind, at.entry.Verdict.Kind)
		}
		known, err := w.truth().Known(background, tenantID, []string{id})
		if k := known[id]; err != nil || k.Scope != at.scope || k.Seq != at.seq {
			w.fail("edit %s is known as %+v (%v), it is in %s %d", id, k, err, at.scope, at.seq)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(w.oracle.effects)) {
		if at, done := w.oracle.entries[id]; !done && !w.oracle.isTaken(w.oracle.effects[id]) || done && at.scope != w.oracle.effects[id].Scope {
			w.fail("effect %s in %s did not happen (%s)", id, w.oracle.effects[id].Scope, at.scope)
		}
	}
}

// checkPhone: nothing waits, and it holds exactly what the directory gives, as the server has it, here and on its disk.
func (w *World) checkPhone(p *phone) {
	if n := p.r.Pending(); n > 0 || p.conn == nil || !p.greeted || !p.caughtUp {
		w.fail("%s: %d edits wait, online %v, welcome %v, caught up %v", p.name, n, p.conn != nil, p.greeted, p.caughtUp)
	}
	may := w.oracle.durable.Scopes(p.actor, w.now)
	if held := p.r.Scopes(); !slices.Equal(held, may) {
		w.fail("%s holds other scopes than it may: %s", p.name, cmp.Diff(may, held))
	}
	for _, scope := range p.r.Scopes() {
		w.checkHeld(p, scope)
	}
	for _, key := range p.keysOf() {
		if scope, ofScope := scopeOf(key); ofScope && !slices.Contains(may, scope) {
			w.fail("%s keeps %s on its disk", p.name, key)
		}
	}
}

// scopeOf is the scope that a key on a phone's disk belongs to: scope/<scope> or doc/<scope>/<shelf>/<id>.
func scopeOf(key string) (document.Scope, bool) {
	if scope, is := strings.CutPrefix(key, "scope/"); is {
		return document.Scope(scope), true
	}
	rest, is := strings.CutPrefix(key, "doc/")
	return document.Scope(path.Dir(path.Dir(rest))), is
}

func (w *World) checkHeld(p *phone, scope document.Scope) {
	head, err := w.truth().Head(background, store.Key{Tenant: tenantID, Scope: scope})
	if err != nil {
		w.fail("head of %s: %v", scope, err)
		return
	}
	s, _ := p.r.Status(scope)
	if s.Cursor != head.Cursor || s.Checksum != head.Checksum || s.Loading || s.Revoked {
		w.fail("%s is at %+v of %s, the head is %+v with %x", p.name, s, scope, head.Cursor, head.Checksum)
	}
	var want []byte
	for _, id := range slices.Sorted(maps.Keys(w.oracle.docs[scope])) {
		if d := w.oracle.docs[scope][id]; !d.Cold {
			want = append(d.AppendCanonical(want), '\n')
		}
	}
	if got := p.r.AppendCanonical(nil, scope); !bytes.Equal(got, want) {
		w.fail("%s holds other bytes of %s:\n%s", p.name, scope, cmp.Diff(strings.Split(string(want), "\n"), strings.Split(string(got), "\n")))
	}
}
