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
