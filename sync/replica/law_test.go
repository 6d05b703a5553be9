package replica

import (
	"bytes"
	"maps"
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

// check compares what a phone shows with what a phone restarted from its snapshot shows: the cache is right and the
// snapshot whole. It also looks for edits that vanished.
func (w *world) check(t *rapid.T) {
	for _, p := range w.phones {
		if p.r.Mismatches() > 0 { // lost and doubled commits make gaps; bytes are never wrong
			t.Fatalf("%s counted a mismatch", p.name)
		}
		if w.checks++; w.checks%3 == 0 { // restoring is what takes the time
			w.checkRestored(p)
		}
	}
	for id, name := range w.wrote {
		p := w.phones[slices.IndexFunc(w.phones, func(p *phone) bool { return p.name == name })]
		if _, answered := w.m.known[id]; !answered && p.r.log.byID[id] == nil && !w.isAside(p, id) {
			t.Fatalf("%s: edit %s has no verdict and is gone", name, id)
		}
	}
}

func (w *world) checkRestored(p *phone) {
	snapshot := p.r.Snapshot()
	again, err := Restore(w.options(p.name), snapshot)
	if err != nil {
		w.t.Fatal(err)
	}
	if text := again.Snapshot(); !bytes.Equal(snapshot, text) {
		w.t.Fatalf("%s: snapshot of the restored:\n%s", p.name, cmp.Diff(string(snapshot), string(text)))
	}
	for _, name := range worldScopes {
		if fresh, cached := again.ShowAll(name), p.r.ShowAll(name); !reflect.DeepEqual(fresh, cached) { // to say the difference is dear
			w.t.Fatalf("%s %s: the cache is stale (-fresh +cached):\n%s", p.name, name, cmp.Diff(fresh, cached))
		}
	}
}

// heal connects everybody and lets everything through.
func (w *world) heal() {
	for round := range 50 {
		for _, p := range w.phones {
			w.connect(p)
		}
		for quiet := false; !quiet; {
			quiet = true
			for _, p := range w.phones {
				if p.r.Pending() > 0 && len(p.down) == 0 {
					w.handIn(p, 3, func(string) bool { return false })
				}
				for len(p.down) > 0 {
					f := p.down[0]
					p.down = p.down[1:]
					w.hand(p, f)
					quiet = false
				}
			}
		}
		w.purge()
		if w.isHealed() {
			w.t.Logf("healed after %d rounds", round+1)
			return
		}
	}
	w.t.Fatal("fifty connections did not heal it")
}

func (w *world) isHealed() bool {
	for _, p := range w.phones {
		if p.r.Pending() > 0 {
			return false
		}
		for name := range p.granted {
			if s, held := p.r.Status(name); !held || s.Loading || s.Cursor != w.m.scopes[name].head() {
				return false
			}
		}
	}
	return true
}

func (w *world) compare() {
	for _, p := range w.phones {
		for name := range p.granted {
			h := w.m.scopes[name]
			s, _ := p.r.Status(name)
			if uint64(s.Checksum) != h.sum {
				w.t.Fatalf("%s %s: checksum %x, want %x", p.name, name, s.Checksum, h.sum)
			}
			var want []byte
			for _, id := range slices.Sorted(maps.Keys(h.docs)) {
				if !h.docs[id].Cold {
					want = append(h.docs[id].AppendCanonical(want), '\n')
				}
			}
			if diff := cmp.Diff(string(want), string(p.r.AppendCanonical(nil, name))); diff != "" {
				w.t.Fatalf("%s %s (-server +phone):\n%s", p.name, name, diff)
			}
		}
	}
	w.compareAside()
	for id, name := range w.wrote {
		p := w.phones[slices.IndexFunc(w.phones, func(p *phone) bool { return p.name == name })]
		if _, answered := w.m.known[id]; !answered && !w.isAside(p, id) { // what was refused is the person's, not the server's
			w.t.Fatalf("%s's edit %s never got a verdict", name, id)
		}
	}
}

// compareAside: nobody is asked to look at a refused text that a document they hold has.
func (w *world) compareAside() {
	for _, p := range w.phones {
		for _, a := range p.r.SetAside() {
			d := w.m.scopes[a.Edit.Scope].docs[a.Edit.Doc]
			if d == nil || d.Cold || !p.granted[a.Edit.Scope] || a.Verdict.Kind != document.Refused {
				continue
			}
			if _, there := d.Origins[a.Edit.ID]; there {
				w.t.Fatalf("%s: edit %s is set aside, and in %s", p.name, a.Edit.ID, d.ID)
			}
		}
	}
}

// step lets one thing happen; what happens often in a day happens often here.
func (w *world) step() {
	switch n := w.dice("step", 32); {
	case n < 6:
		w.edit()
	case n < 11:
		w.send()
	case n < 21:
		w.deliver()
	case n < 24:
		w.flip()
	case n < 26:
		w.connect(w.phone())
	case n < 28:
		w.crash()
	case n == 28:
		w.assign()
	case n == 29:
		w.purge()
	case n == 30:
		w.cool()
	case w.dice("backup", 2) == 0:
		w.m.save()
	default:
		w.restoreServer()
	}
}

// TestLaw_EveryPhoneEndsEqual: whatever the line, the phones and the server go through, in the end every phone holds the
// server's bytes, and the server has answered every edit a person was told is saved.
func TestLaw_EveryPhoneEndsEqual(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		t.Repeat(map[string]func(*rapid.T){"": w.check, "step": func(*rapid.T) {
			for range 3 { // rapid stops after about thirty
				w.step()
			}
		}})
		w.heal()
		w.compare()
	})
}
