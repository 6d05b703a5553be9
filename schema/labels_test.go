package schema

import (
	"maps"
	"slices"
	"testing"
)

// Every text for people is there in both languages, and the Swedish one is Swedish: no label is left in English by mistake.
func TestLabels_AreInBothLanguages(t *testing.T) {
	t.Parallel()
	same := []string{"Status", "Version", "Team", "Problem", "Test", "Start", "Text", "Organisation"}
	check := func(where string, l Labels) {
		switch {
		case l.Swedish == "" || l.English == "":
			t.Errorf("%s: %+v", where, l)
		case l.Swedish == l.English && !slices.Contains(same, l.Swedish):
			t.Errorf("%s says %q in both languages", where, l.Swedish)
		}
	}
	for name, typ := range Embedded().Types {
		check(name, typ.Label)
		for field, f := range typ.Fields {
			check(name+"."+field, f.Label)
		}
		if typ.States == nil {
			continue
		}
		for state, l := range typ.States.Labels {
			check(name+":"+state, l)
		}
	}
	for role, l := range Embedded().Roles {
		check(role, l)
	}
	words := Embedded().Words
	for _, of := range []map[string]Labels{words.Values, words.Members, words.Notices, words.Kinds, words.Verdicts, words.Refusals, words.Presence} {
		for name, l := range of {
			check("word "+name, l)
		}
	}
	for kind, rooms := range Embedded().Compartments {
		for room, c := range rooms {
			check(kind+"/"+room, c.Label)
		}
	}
}

// Every state is reached from a first one by moves that follow each other. Load only sees that some move leads there.
func TestStates_AreReachedFromTheFirst(t *testing.T) {
	t.Parallel()
	for name, typ := range Embedded().Types {
		if typ.States == nil {
			continue
		}
		reached := slices.Clone(typ.States.Initial)
		for i := 0; i < len(reached); i++ {
			for _, move := range typ.States.Transitions {
				if slices.Contains(move.From, reached[i]) && !slices.Contains(reached, move.To) {
					reached = append(reached, move.To)
				}
			}
		}
		for _, state := range slices.Sorted(maps.Keys(typ.States.Labels)) {
			if !slices.Contains(reached, state) {
				t.Errorf("%s: nobody gets to %s", name, state)
			}
		}
	}
}
