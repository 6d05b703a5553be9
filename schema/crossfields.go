package schema

import (
	"maps"
	"slices"
)

// stateField is the one field whose values are the states of the type's machine.
const stateField = "state"

// fields checks each field's policy against what the policy needs.
func (l *loader) fields(file string, t *Type) {
	sequences := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(t.Fields)) {
		f, at := t.Fields[name], "fields."+name
		l.roles(file, at+".write", f.Write)
		l.readers(file, at+".write", t, f.Write)
		l.roles(file, at+".remove", f.Remove)
		l.safe(file, at, f)
		switch {
		case (f.Policy == StateMachine) != (name == stateField):
			l.faultf(file, at, "the field %q and no other has the policy stateMachine", stateField)
		case f.Policy == StateMachine && t.States == nil:
			l.faultf(file, at, "the type has no states")
		case f.Policy == Proposal && (len(t.Rights.Propose) == 0 || len(t.Rights.Agree) == 0):
			l.faultf(file, at, "nobody may propose it, or agree on it")
		case (f.Policy == StrictBundle) != (f.Bundle != ""):
			l.faultf(file, at, "a bundle has fields of the policy strictBundle only, and these always name their bundle")
		case len(f.Remove) > 0 && f.Policy != AddWins && f.Policy != Restrictive:
			l.faultf(file, at+".remove", "only items of addWins and restrictive lists are removed")
		case f.Bundle != "" && !slices.Equal(f.Write, l.bundleWriters(t, f.Bundle)):
			l.faultf(file, at+".write", "the fields of bundle %q change together, so the same roles write them", f.Bundle)
		case f.Sequence && f.Bundle == "":
			l.faultf(file, at, "a sequence counts the changes of a bundle, but it names none")
		case f.Sequence && sequences[f.Bundle] != "":
			l.faultf(file, at, "bundle %q has a sequence already: %s", f.Bundle, sequences[f.Bundle])
		}
		if f.Sequence {
			sequences[f.Bundle] = name
		}
		l.keywords(file, at, t, f)
	}
	if t.States != nil && t.Fields[stateField] == nil {
		l.faultf(file, "states", "the type has no field %q", stateField)
	}
}

// keywords checks what only some policies may say, and must.
func (l *loader) keywords(file, at string, t *Type, f *Field) {
	reason := t.Fields[f.Reason]
	for _, rule := range []struct {
		broken bool
		text   string
	}{
		{(f.Policy == Restrictive) != (f.Reason != ""), "restrictive and reason go together"},
		{f.Policy == Restrictive && (reason == nil || reason.Policy != Journal), "the reason of a restrictive list is a journal field"},
		{f.Policy == Restrictive && len(f.Remove) == 0, "a restrictive list says who may remove"},
		{f.Policy != OwnKey && (len(f.Others) > 0 || f.Answers != ""), "only ownKey lists have others and answers"},
		{f.Answers != "" && (t.Fields[f.Answers] == nil || !t.Fields[f.Answers].Sequence), "answers names a sequence of the type"},
		{f.Keyed && f.Policy != CitizenOwned, "only citizenOwned fields are keyed"},
		{f.Policy == ServerAuthoritative && len(f.Write) == 0, "a serverAuthoritative field says who writes it"},
		{(f.Policy == Derived) != (f.Derive != ""), "derived and derive go together"},
		{f.Policy == Derived && len(f.Write) > 0, "nobody writes a derived field"},
	} {
		if rule.broken {
			l.faultf(file, at, "%s", rule.text)
		}
	}
	l.roles(file, at+".others", f.Others)
	for _, state := range f.FrozenIn {
		if t.States == nil || t.States.PriorityState(state) < 0 {
			l.faultf(file, at+".frozenIn", "unknown state %q", state)
		}
	}
}

// deadlines checks that each names a time, states and a rule.
func (l *loader) deadlines(file string, t *Type) {
	if t.OwnerRole != "" {
		l.roles(file, "ownerRole", []string{t.OwnerRole})
	}
	for _, d := range t.Deadlines {
		if t.Fields[d.At] == nil || t.Fields[d.At].IsList() {
			l.faultf(file, "deadlines", "%q is no field with a time", d.At)
		}
		for _, state := range d.In {
			if t.States == nil || t.States.PriorityState(state) < 0 {
				l.faultf(file, "deadlines", "unknown state %q", state)
			}
		}
	}
}

// bundleWriters is the write list of the bundle's first field by name.
func (l *loader) bundleWriters(t *Type, bundle string) []string {
	for _, name := range slices.Sorted(maps.Keys(t.Fields)) {
		if t.Fields[name].Bundle == bundle {
			return t.Fields[name].Write
		}
	}
	return nil
}

// safe checks that a safe side exists, and that an order names each value once.
func (l *loader) safe(file, at string, f *Field) {
	switch {
	case (f.Policy == SafeSide) != (f.Safe != ""):
		l.faultf(file, at, "safeSide and safe go together")
	case len(f.Order) > 0 && f.Safe != "highest" && f.Safe != "lowest":
		l.faultf(file, at+".order", "only highest and lowest have an order")
	}
	if schema, _ := f.Schema.(map[string]any); len(f.Order) > 0 {
		values, _ := schema["enum"].([]any)
		same := len(values) == len(f.Order)
		for _, v := range values {
			text, _ := v.(string)
			same = same && slices.Contains(f.Order, text)
		}
		if !same {
			l.faultf(file, at+".order", "does not name the same values as the schema's enum")
		}
	}
}

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
