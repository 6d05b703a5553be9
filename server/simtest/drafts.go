package simtest

import (
	"slices"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
	"github.com/samsyn/samsyn/sync/replica"
)

// ordinary writes in a document that is there, or makes one.
func (p *phone) ordinary(scope document.Scope, t *schema.Type) (replica.Draft, bool) {
	w := p.w
	d := replica.Draft{Scope: scope, Type: t.Name, Changes: map[string]document.Op{}}
	var there []replica.Shown
	for _, s := range p.r.ShowAll(scope) {
		if s.Type == t.Name {
			there = append(there, s)
		}
	}
	var view merge.View
	if len(there) == 0 || w.chance(8) && p.mayCreate(t) {
		if !p.mayCreate(t) && w.chance(90) {
			return d, false
		}
		d.Create, d.Doc = true, w.newID()
		if w.chance(25) {
			d.Doc = pick(w, []string{"g1", "g2", "r1"}) // as when both phones name it after the same plan
		}
		for _, name := range t.Required {
			p.op(&d, t.Fields[name], view)
		}
	} else {
		s := there[0]
		if w.chance(50) {
			s = pick(w, there)
		}
		d.Doc, view = s.Doc, s.View
	}
	names := sortedFields(t.Fields)
	for range w.between(1, 3) {
		f := t.Fields[pick(w, names)]
		if w.chance(70) {
			f = pick(w, w.hotFields(t))
		}
		if !p.mayTouch(f) && w.chance(90) {
			continue
		}
		p.op(&d, f, view)
	}
	if w.chance(8) {
		d.OnBehalfOf = "citizen"
	}
	if !d.Create && w.chance(3) {
		d.Void = "fel person"
	}
	if w.chance(4) {
		d.Seen = p.oddBase(scope)
	}
	return d, len(d.Changes) > 0 || d.Void != ""
}

// hotFields are the few fields of a type that everybody writes in this world.
func (w *World) hotFields(t *schema.Type) []*schema.Field {
	if w.hot[t.Name] == nil {
		names := sortedFields(t.Fields)
		for range 3 {
			w.hot[t.Name] = append(w.hot[t.Name], t.Fields[pick(w, names)])
		}
		for _, name := range names {
			if f := t.Fields[name]; (f.Policy == schema.Proposal || f.Policy == schema.Human) && w.chance(30) {
				w.hot[t.Name] = append(w.hot[t.Name], f, f)
			}
		}
		for _, d := range t.Deadlines {
			w.hot[t.Name] = append(w.hot[t.Name], t.Fields[d.At])
		}
	}
	return w.hot[t.Name]
}

func (p *phone) mayTouch(f *schema.Field) bool {
	return !f.Sequence && f.Policy != schema.Derived &&
		(len(f.Write) == 0 || slices.Contains(f.Write, p.o.Role) || slices.Contains(f.Others, p.o.Role))
}

// oddBase is what a person saw who began to write long ago, or what a broken phone says.
func (p *phone) oddBase(scope document.Scope) document.Base {
	now := p.r.Base(scope, "")
	switch p.w.rng.IntN(3) {
	case 0:
		return document.Base{Epoch: now.Epoch, Seq: now.Seq / 2}
	case 1:
		return document.Base{Epoch: now.Epoch, Seq: now.Seq + 1000}
	}
	return document.Base{Epoch: "nowhere", Seq: now.Seq}
}

// op adds what is done to one field.
func (p *phone) op(d *replica.Draft, f *schema.Field, view merge.View) {
	w := p.w
	shown := view.Fields[f.Name]
	value := func() jsontext.Value { return toJSON(w.value(f.Schema)) }
	switch {
	case f.IsList():
		d.Changes[f.Name] = p.items(d, f, shown)
	case f.Policy == schema.Proposal && !d.Create && w.chance(30):
		d.Changes[f.Name] = document.Op{Agree: value()}
		if w.chance(70) {
			d.OnBehalfOf = "citizen"
		}
	case f.Policy == schema.StateMachine:
		next := p.nextState(d.Type, shown.Value)
		d.Changes[f.Name] = document.Op{Set: document.Quote(next)}
		for _, move := range w.rules.Types[d.Type].States.Transitions {
			if move.To == next {
				p.why(d, view, move.Needs...)
			}
		}
	default:
		d.Changes[f.Name] = document.Op{Set: value()}
	}
}

// items draws what is done to a list.
func (p *phone) items(d *replica.Draft, f *schema.Field, shown merge.Reading) document.Op {
	w := p.w
	removes := f.Policy == schema.AddWins || f.Policy == schema.Restrictive
	if len(shown.Items) > 0 && removes && w.chance(40) {
		if f.Reason != "" {
			p.why(d, merge.View{}, f.Reason)
		}
		return document.Op{Remove: []string{pick(w, shown.Items).ID}}
	}
	item, value := "i"+string(rune('1'+w.rng.IntN(4))), toJSON(w.value(f.Schema))
	switch {
	case f.Policy == schema.OwnKey && w.chance(90):
		item = p.o.Author
	case f.Policy == schema.OwnKey, f.Keyed:
		item = pick(w, people).ID
	case f.Policy == schema.Counter:
		item, value = p.o.Replica, p.count(shown)
	case w.chance(60):
		item = w.newID()
	}
	return document.Op{Add: map[string]jsontext.Value{item: value}}
}

// count is one or two more than the phone has counted; now and then one that counted down.
func (p *phone) count(shown merge.Reading) jsontext.Value {
	n := p.w.between(-1, 2)
	for _, item := range shown.Items {
		if before, err := strconv.Atoi(string(item.Value)); err == nil && item.ID == p.o.Replica {
			n += before
		}
	}
	return toJSON(max(0, n))
}

// why gives the reasons that an edit needs; sometimes the person forgets.
func (p *phone) why(d *replica.Draft, view merge.View, fields ...string) {
	for _, name := range fields {
		f := p.w.rules.Types[d.Type].Fields[name]
		if _, given := d.Changes[name]; f != nil && !given && p.w.chance(85) {
			p.op(d, f, view)
		}
	}
}

// nextState is mostly a move the machine has.
func (p *phone) nextState(typ string, now jsontext.Value) string {
	m := p.w.rules.Types[typ].States
	if now == nil {
		return pick(p.w, m.Initial)
	}
	var moves []string
	for _, t := range m.Transitions {
		if slices.Contains(t.From, document.Unquote(now)) {
			moves = append(moves, t.To)
		}
	}
	if len(moves) == 0 || p.w.chance(10) {
		return pick(p.w, m.Precedence)
	}
	return pick(p.w, moves)
}
