package oracle_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

const (
	minute = 60_000
	day    = 24 * 60 * minute
)

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

// linked are the types that may be disclosed, and where to.
var linked = map[string][]string{
	"agendaItem": {"case-t1-1", "case-t1-2", "case-t1-3", "case-t2-2", "part1", "part2", "part3"},
	"goal":       {"social"}, "visitNote": {"social"}, "planActivity": {"social"},
}

// discloses copies something to where others read it, or is refused.
func (w *world) discloses() *job {
	p := pick(w, "by", slices.DeleteFunc(w.ready(), func(p *phone) bool { return !reads(w.n.roles(p.actor), "meeting") }))
	list := slices.DeleteFunc(slices.Clone(w.docs), func(d written) bool {
		return len(linked[d.typ]) == 0 || d.typ != "agendaItem" && among(w.n.roles(p.actor), "assistantNurse") || !w.held[len(w.held)-1][p.actor][d.scope]
	})
	if len(list) == 0 {
		return nil
	}
	d := pick(w, "source", list)
	from := strings.Split(d.scope, "/")
	rooms := slices.DeleteFunc(slices.Clone(linked[d.typ]), func(room string) bool { return strings.HasPrefix(room, "part") != (from[0] == "team") })
	to := strings.Join([]string{from[0], from[1], pick(w, "room", rooms), "ekby"}, "/")
	if to == d.scope && d.typ == "agendaItem" {
		return nil
	}
	if d.typ != "agendaItem" && from[3] == "ekby" {
		to = strings.Replace(to, "ekby", "lindgarden", 1)
	}
	if w.chance("elsewhere", 8) {
		to = strings.Replace(to, from[1], pick(w, "subject", []string{"c1", "c2", "t2"}), 1)
	}
	basis := pick(w, "basis", []string{"consent", "harmTest", "sameBranch", "svod"})
	e := w.creates(p, d.scope, "disclosure", "sourceId", d.id, "sourceType", d.typ, "toScope", to, "basis", basis, "why", w.mint(), "state", "asked")
	could := w.n.discloses(d.scope, to, basis)
	return &job{what: p.id + " discloses " + d.id + " to " + to + " by " + basis, phone: p, edits: []document.Edit{e}, after: func(ok bool) {
		if !ok || !could && !w.n.discloses(d.scope, to, basis) {
			return
		}
		w.seen.copied++
		w.put(strings.Join(w.inside[d], " ")+" "+d.id+" "+e.Doc, to)
		w.tell(d.scope, to)
	}}
}
