package schema

import (
	"maps"
	"slices"
)

// states checks the machine: the labels are the list of states, each has one place in the precedence, and moves name
// states that exist.
func (l *loader) states(file string, t *Type) {
	m := t.States
	if m == nil {
		return
	}
	reached := slices.Clone(m.Initial)
	known := func(field, state string) {
		if _, ok := m.Labels[state]; !ok {
			l.faultf(file, field, "unknown state %q", state)
		}
	}
	for _, state := range m.Initial {
		known("states.initial", state)
	}
	for _, move := range m.Transitions {
		l.roles(file, "states.transitions", move.By)
		for _, name := range move.Needs {
			if t.Fields[name] == nil {
				l.faultf(file, "states.transitions", "needs an unknown field %q", name)
			}
		}
		l.writers(file, "states.transitions", t, movers(t, move), move.Needs)
		l.readers(file, "states.transitions", t, move.By)
		for _, state := range append([]string{move.To}, move.From...) {
			known("states.transitions", state)
		}
		reached = append(reached, move.To)
	}
	for _, state := range m.Precedence {
		known("states.precedence", state)
	}
	for _, group := range m.Human {
		for _, state := range group.States {
			known("states.human", state)
		}
	}
	for _, state := range slices.Sorted(maps.Keys(m.Labels)) {
		if !slices.Contains(reached, state) {
			l.faultf(file, "states", "state %q cannot be reached", state)
		}
		n := 0
		for _, p := range m.Precedence {
			if p == state {
				n++
			}
		}
		if n != 1 {
			l.faultf(file, "states.precedence", "state %q has %d places instead of one", state, n)
		}
	}
}

// movers are the roles that may make a move.
func movers(t *Type, move Transition) []string {
	if len(move.By) > 0 {
		return move.By
	}
	if f := t.Fields[stateField]; f != nil && len(f.Write) > 0 {
		return f.Write
	}
	return t.Rights.Write
}
