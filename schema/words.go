package schema

import (
	"io/fs"
	"maps"
	"slices"
	"strconv"
	"strings"
)

const wordsFile = "words.json"

// Words are what people read in the place of code names. A name that means something else at a place has a word of its own there, under
// the place and the name: "conflict.kind.onlyWith" before "onlyWith". A place is type, field, and members down to where it stands,
// with dots; list items add nothing.
type Words struct {
	// Values are words of values: each text of an enum, "true", "false" and "null". Numbers have words only at a place. Roles, and the
	// compartments of a citizen that are values, are here with the labels of their own files.
	Values map[string]Labels `json:"values"`
	// Members are what members of objects are called.
	Members map[string]Labels `json:"members"`
	// Notices are what a notice says, by its code (Notice.Code).
	Notices map[string]Labels `json:"notices"`
	// Kinds are what subjects of scopes are called: citizen, team, staff, representative, unit, tenant.
	Kinds map[string]Labels `json:"kinds"`
	// Verdicts are what became of an edit, in a few words; Refusals why a disclosure came to nothing, beside the codes of edits; Presence
	// what staff do, as they say. Nothing here knows which there are: scripts/internal/vectors, which hands them to phones, holds
	// them to the code.
	Verdicts map[string]Labels `json:"verdicts"`
	Refusals map[string]Labels `json:"refusals"`
	Presence map[string]Labels `json:"presence"`
}

// Code names what a notice of documents of a type is about: "visitPlan.cancelled", "goal.target". Notices that differ in whom they are
// for, or by which values, share one.
func (n Notice) Code(typeName string) string {
	occasion, what, _ := strings.Cut(n.When, ":")
	if what == "" {
		what = occasion
	}
	return typeName + "." + what
}

// words reads words.json, if there is one, and finds what has no word and words of nothing.
func (l *loader) words() {
	if _, err := fs.Stat(l.fsys, wordsFile); err != nil {
		return
	}
	w := new(Words)
	if !l.read(wordsFile, "words", w) {
		return
	}
	n := names{values: map[string]string{}, members: map[string]string{}, mayValues: map[string]bool{}, mayMembers: map[string]bool{}}
	codes, kinds := map[string]string{}, map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(l.set.Types)) {
		t := l.set.Types[name]
		for _, field := range slices.Sorted(maps.Keys(t.Fields)) {
			if f := t.Fields[field]; f.Policy != StateMachine { // its words are those of the states
				n.add(f.Schema, name+"."+field)
			}
		}
		for _, notice := range t.Notices {
			codes[notice.Code(name)] = name
		}
	}
	for kind := range l.set.Compartments {
		kinds[kind] = "compartments.json"
	}
	l.elsewhere(w, n)
	l.agree("values", w.Values, n.values, n.mayValues)
	l.agree("members", w.Members, n.members, n.mayMembers)
	l.agree("notices", w.Notices, codes, nil)
	l.agree("kinds", w.Kinds, kinds, nil)
	l.set.Words = w
}

// elsewhere takes over words that stand in other files: of every role, and of a citizen's compartments where they are values.
func (l *loader) elsewhere(w *Words, n names) {
	take := func(file, name string, label Labels) {
		if _, twice := w.Values[name]; twice {
			l.faultf(wordsFile, "values."+name, "has its word in %s", file)
		}
		w.Values[name] = label
	}
	for role, label := range l.set.Roles {
		take("roles.json", role, label)
		n.mayValues[role] = true
	}
	for room, c := range l.set.Compartments["citizen"] {
		if room = strings.Replace(room, "-*-", "-", 1); n.values[room] != "" {
			take("compartments.json", room, c.Label)
		}
	}
}

// agree compares the words there are with those there must be, each with a place that needs it, and those there may be besides.
func (l *loader) agree(kind string, is map[string]Labels, must map[string]string, may map[string]bool) {
	for _, name := range slices.Sorted(maps.Keys(must)) {
		if _, has := is[name]; !has {
			l.faultf(wordsFile, kind+"."+name, "has no word; it is needed at %s", must[name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(is)) {
		plain := name[strings.LastIndexByte(name, '.')+1:]
		switch {
		case must[name] == "" && !may[name]:
			l.faultf(wordsFile, kind+"."+name, "is a word of nothing")
		case may != nil && plain != name && is[plain] == is[name]:
			l.faultf(wordsFile, kind+"."+name, "says the same as %q", plain)
		}
	}
}

// names are the names that people meet in values: those that must have a word, with a place of each, and those that may.
type names struct {
	values, members       map[string]string
	mayValues, mayMembers map[string]bool
}

// fewNumbers is how many whole numbers may stand between minimum and maximum for each to have a word.
const fewNumbers = 20

// add gathers the names in a schema at a place.
func (n names) add(schema any, place string) {
	s, is := schema.(map[string]any)
	if !is {
		return
	}
	for _, value := range list(s["enum"]) {
		n.value(value, place)
	}
	switch s["type"] {
	case "boolean":
		n.value(true, place)
		n.value(false, place)
	case "integer":
		least, from := s["minimum"].(float64)
		most, to := s["maximum"].(float64)
		for i := least; from && to && most-least < fewNumbers && i <= most; i++ {
			n.mayValues[place+"."+strconv.Itoa(int(i))] = true
		}
	}
	properties, _ := s["properties"].(map[string]any)
	for name, property := range properties {
		n.members[name], n.mayMembers[place+"."+name] = place, true
		n.add(property, place+"."+name)
	}
	n.add(s["items"], place)
	for _, one := range list(s["oneOf"]) {
		n.add(one, place)
	}
}

func (n names) value(value any, place string) {
	switch v := value.(type) {
	case string:
		n.values[v], n.mayValues[place+"."+v] = place, true
	case bool:
		n.values[strconv.FormatBool(v)], n.mayValues[place+"."+strconv.FormatBool(v)] = place, true
	case nil:
		n.values["null"], n.mayValues[place+".null"] = place, true
	case float64:
		n.values[place+"."+strconv.FormatFloat(v, 'f', -1, 64)] = place // 3 is one thing here, and another there
	}
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}
