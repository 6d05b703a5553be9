package access_test

import (
	"fmt"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

const minute = 60_000

var namedRooms = []string{"identity", "card", "social", "health", "visits", "case-1", "case-2", "case-3"}

func (w *world) rooms() []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(namedRooms), 1, 3, rapid.ID).Draw(w.t, "rooms")
}

// creates is an edit that creates a document.
func (w *world) creates(p *phone, scope, typ string, pairs ...any) document.Edit {
	e := document.Edit{ID: w.mint(), Scope: document.Scope(scope), Doc: w.mint(), Type: typ, Create: true, Changes: map[string]document.Op{}}
	for name, v := range values(pairs...) {
		e.Changes[name] = document.Op{Set: v}
	}
	return p.edit(w.now, e)
}

func (w *world) moves(p *phone, scope, typ, doc, state string) document.Edit {
	return p.edit(w.now, document.Edit{ID: w.mint(), Scope: document.Scope(scope), Doc: doc, Type: typ, Changes: map[string]document.Op{"state": {Set: toJSON(state)}}})
}

func rights(citizen string) string { return "citizen/" + citizen + "/rights/ekby" }

// block is set by the citizen, or by staff who were told.
func (w *world) block(citizen string) *job {
	p := w.phoneOf("citizen", citizen)
	if p == nil || w.chance("told", 3) {
		p = w.phoneOf("staff", pick(w, "by", []string{"amina", "petra", "dora"}))
	}
	if p == nil {
		return nil
	}
	f := fact{
		what: "block", citizen: citizen, holders: []string{pick(w, "of", []string{"t1", "t2", "ekby", "lindgarden"})},
		level: pick(w, "level", []string{"provider", "unit", "team"}), rooms: w.rooms(), from: w.now, to: forever,
	}
	e := w.creates(p, rights(citizen), "accessBlock", "level", f.level, "orgUnitId", f.holders[0], "state", "active")
	items := map[string]jsontext.Value{}
	for _, room := range f.rooms {
		items[w.mint()] = toJSON(room)
	}
	e.Changes["compartments"] = document.Op{Add: items}
	f.id = e.Doc
	return w.fact(p, f, e)
}

// fact is a job whose edits make a fact true.
func (w *world) fact(p *phone, f fact, edits ...document.Edit) *job {
	return &job{what: fmt.Sprintf("%s: %+v", p.id, f), phone: p, edits: edits, after: func(ok bool) {
		if ok {
			w.add(f)
		}
	}}
}

// ends is a job in which the citizen lifts a block or withdraws a consent.
func (w *world) ends(f *fact, typ, state string) *job {
	if f == nil {
		return nil
	}
	p := w.phoneOf("citizen", f.citizen)
	if p == nil {
		return nil
	}
	return w.over(p, f, w.moves(p, rights(f.citizen), typ, f.id, state))
}

func (w *world) over(p *phone, f *fact, e document.Edit) *job {
	return &job{what: fmt.Sprintf("%s ends %+v", p.id, *f), phone: p, edits: []document.Edit{e}, after: func(ok bool) {
		if ok {
			f.to = w.now
		}
	}}
}

func (w *world) consent(citizen string) *job {
	p := w.phoneOf("citizen", citizen)
	if p == nil {
		return nil
	}
	f := fact{
		what: "consent", citizen: citizen, rooms: w.rooms(), from: w.now, to: w.until(),
		holders: []string{pick(w, "to", []string{"staff/jonas", "staff/sofia", "team/t1", "team/t2", "org/lindgarden"})},
	}
	kind, id, _ := strings.Cut(f.holders[0], "/")
	pairs := []any{"recipients", []any{map[string]string{"kind": kind, "id": id}}, "compartments", f.rooms, "state", "asked"}
	if f.to != forever {
		pairs = append(pairs, "validTo", document.TimeText(f.to))
	}
	e := w.creates(p, rights(citizen), "consent", pairs...)
	f.id = e.Doc
	return w.fact(p, f, e, w.moves(p, rights(citizen), "consent", f.id, "given"))
}

// open is staff who choose somebody outside their citizens, or need to in an emergency.
func (w *world) open(citizen string) *job {
	who := pick(w, "who", staff)
	p := w.phoneOf("staff", who)
	if p == nil {
		return nil
	}
	f := fact{what: pick(w, "kind", []string{"outside", "emergency"}), citizen: citizen, holders: []string{"staff/" + who}, from: w.now, to: w.now + 60*minute}
	e := w.creates(p, "staff/"+who+"/own/ekby", "opening", "citizenId", citizen, "kind", f.what, "reason", "Det behövdes just då.", "state", "open")
	f.id = e.Doc
	j := w.fact(p, f, e)
	added := j.after
	j.after = func(ok bool) {
		if added(ok); ok {
			w.put(e.Doc, "tenant/directory") // so that its review finds it
		}
	}
	return j
}

func (w *world) closes() *job {
	f := w.some("outside")
	if f == nil {
		f = w.some("emergency")
	}
	if f == nil {
		return nil
	}
	who := strings.TrimPrefix(f.holders[0], "staff/")
	p := w.phoneOf("staff", who)
	if p == nil {
		return nil
	}
	return w.over(p, f, w.moves(p, "staff/"+who+"/own/ekby", "opening", f.id, "closed"))
}

func (w *world) discloses() *job { return nil }
