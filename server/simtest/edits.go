package simtest

import (
	"errors"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
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

// typesIn are the types phones write in a scope.
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
	w.rng.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:min(len(out), w.between(1, 4))] // a few for each world, or nobody would write in what another wrote
}

func isPerson(role string) bool { return role != "server" }
