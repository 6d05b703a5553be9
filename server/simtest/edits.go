package simtest

import (
	"errors"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
	"github.com/samsyn/samsyn/sync/replica"
)

// edit lets a person write something on a phone that is on, online or not.
func (w *World) edit() bool {
	p := w.somePhone(func(p *phone) bool { return p.r != nil })
	if p == nil {
		return false
	}
	d, ok := p.draft()
	if !ok {
		return false
	}
	e, err := p.r.Edit(p.now(), d)
	if err != nil {
		if !errors.Is(err, replica.ErrRevoked) {
			w.note("%s may not write %s %s: %v", p.name, d.Type, d.Doc, err)
		}
		return true
	}
	w.stats.Edits++
	w.note("%s writes %s: %s %s/%s %s base %d", p.name, e.ID, e.Type, e.Scope, e.Doc, verbs(e), e.Base.Seq)
	p.unsaved, p.dirty = append(p.unsaved, e), true
	if w.chance(w.weather.saved) {
		p.save(-1)
	}
	return true
}

func verbs(e document.Edit) string {
	text := ""
	if e.Create {
		text += "create "
	}
	if e.Void != "" {
		text += "void "
	}
	for _, name := range sortedFields(e.Changes) {
		op := e.Changes[name]
		switch {
		case op.Agree != nil:
			name += "!"
		case len(op.Remove) > 0:
			name += "-"
		case len(op.Add) > 0:
			name += "+"
		}
		text += name + " "
	}
	return text
}

// draft draws what is written: mostly what the person has to do with, sometimes poison, and the manager changes access.
func (p *phone) draft() (replica.Draft, bool) {
	w := p.w
	if p.actor == maria.Actor && w.chance(w.weather.changes) {
		return p.accessDraft(), true
	}
	if w.chance(w.weather.poison) {
		return p.poison(), true
	}
	scopes := slices.DeleteFunc(p.r.Scopes(), func(s document.Scope) bool {
		status, _ := p.r.Status(s)
		return status.Revoked || len(w.typesIn(s)) == 0
	})
	if len(scopes) == 0 {
		return replica.Draft{}, false
	}
	scope := pick(w, scopes)
	if busy := pick(w, w.busy); w.chance(w.weather.focus) && slices.Contains(scopes, busy) {
		scope = busy
	}
	return p.ordinary(scope, p.someType(scope))
}

// someType is mostly one the person may write, and one that is there.
func (p *phone) someType(scope document.Scope) *schema.Type {
	w := p.w
	if there := p.r.ShowAll(scope); len(there) > 0 && w.chance(70) {
		if t := w.rules.Types[pick(w, there).Type]; t != nil && p.mayWrite(t) {
			return t
		}
	}
	for range 6 {
		if t := w.rules.Types[pick(w, w.typesIn(scope))]; p.mayCreate(t) {
			return t
		}
	}
	return w.rules.Types[pick(w, w.typesIn(scope))]
}

func (p *phone) mayCreate(t *schema.Type) bool { return slices.Contains(t.Rights.Create, p.o.Role) }

func (p *phone) mayWrite(t *schema.Type) bool {
	return slices.Contains(t.Rights.Write, p.o.Role) || slices.Contains(t.Rights.Propose, p.o.Role)
}

// typesIn are the types phones write in a scope, by name.
func (w *World) typesIn(scope document.Scope) []string {
	out, cached := w.types[scope]
	if cached {
		return out
	}
	defer func() { w.types[scope] = out }()
	for _, name := range sortedTypes(w.rules) {
		t := w.rules.Types[name]
		if t.ScopeFits(string(scope)) && (slices.ContainsFunc(t.Rights.Create, isPerson) || slices.ContainsFunc(t.Rights.Write, isPerson)) {
			out = append(out, name)
		}
	}
	return out
}

func isPerson(role string) bool { return role != "server" }

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
	}
	return w.hot[t.Name]
}

func (p *phone) mayTouch(f *schema.Field) bool {
	return !f.Sequence && (len(f.Write) == 0 || slices.Contains(f.Write, p.o.Role))
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
	case f.Policy.IsList():
		op := document.Op{}
		if len(shown.Items) > 0 && f.Policy == schema.AddWins && w.chance(40) {
			op.Remove = []string{pick(w, shown.Items).ID}
		} else {
			item := "i" + string(rune('1'+w.rng.IntN(4)))
			if w.chance(60) {
				item = w.newID()
			}
			op.Add = map[string]jsontext.Value{item: value()}
		}
		d.Changes[f.Name] = op
	case f.Policy == schema.Proposal && !d.Create && w.chance(30):
		d.Changes[f.Name] = document.Op{Agree: value()}
		if w.chance(70) {
			d.OnBehalfOf = "citizen"
		}
	case f.Policy == schema.StateMachine:
		d.Changes[f.Name] = document.Op{Set: document.Quote(p.nextState(d.Type, shown.Value))}
	default:
		d.Changes[f.Name] = document.Op{Set: value()}
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
