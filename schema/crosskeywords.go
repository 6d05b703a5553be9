package schema

import (
	"maps"
	"slices"
)

// keywords checks what only some policies may say, and must.
func (l *loader) keywords(file, at string, t *Type, f *Field) {
	reason := t.Fields[f.Reason]
	value, _ := f.Schema.(map[string]any)
	properties, _ := value["properties"].(map[string]any)
	for _, rule := range []struct {
		broken bool
		text   string
	}{
		{(f.Policy == Restrictive) != (f.Reason != ""), "restrictive and reason go together"},
		{f.Policy == Restrictive && (reason == nil || reason.Policy != Journal), "the reason of a restrictive list is a journal field"},
		{f.Policy == Restrictive && len(f.Remove) == 0, "a restrictive list says who may remove"},
		{f.Policy != OwnKey && (len(f.Others) > 0 || f.Answers != ""), "only ownKey lists have others and answers"},
		{f.Answers != "" && (t.Fields[f.Answers] == nil || !t.Fields[f.Answers].Sequence), "answers names a sequence of the type"},
		{f.Answers != "" && properties["respondedToSequence"] == nil, "an item that answers a sequence has the property respondedToSequence"},
		{f.Policy == Counter && (value["type"] != "integer" || value["minimum"] != 0.0), "a counter counts integers from 0"},
		{f.Keyed && f.Policy != CitizenOwned, "only citizenOwned fields are keyed"},
		{f.Policy == ServerAuthoritative && len(f.Write) == 0, "a serverAuthoritative field says who writes it"},
		{(f.Policy == Derived) != (f.Derive != ""), "derived and derive go together"},
		{f.Policy == Derived && len(f.Write) > 0, "nobody writes a derived field"},
		{f.Policy == Derived && slices.Contains(t.Required, f.Name), "nobody can be required to write a derived field"},
		{f.Policy == Derived && len(f.FrozenIn) > 0, "a derived field is not stored, so it does not freeze"},
	} {
		if rule.broken {
			l.faultf(file, at, "%s", rule.text)
		}
	}
	l.roles(file, at+".others", f.Others)
	l.readers(file, at+".others", t, f.Others)
	if reason != nil {
		l.writers(file, at+".remove", t, f.Remove, []string{f.Reason})
	}
	for _, state := range f.FrozenIn {
		if t.States == nil || t.States.PriorityState(state) < 0 {
			l.faultf(file, at+".frozenIn", "unknown state %q", state)
		}
	}
}

// writers checks that roles may write the fields which they are told to give a value.
func (l *loader) writers(file, at string, t *Type, roles, fields []string) {
	for _, name := range fields {
		f := t.Fields[name]
		if f == nil {
			continue
		}
		may := f.Write
		if len(may) == 0 {
			may = t.Rights.Write
			if f.Policy == Proposal {
				may = slices.Concat(t.Rights.Propose, t.Rights.Agree)
			}
		}
		for _, role := range roles {
			if role != serverRole && !slices.Contains(may, role) {
				l.faultf(file, at, "role %q must give %q a value, but may not write it", role, name)
			}
		}
	}
}

// deadlines checks that each names a time and states. That its rule exists is for sync/care to say.
func (l *loader) deadlines(file string, t *Type) {
	for _, d := range t.Deadlines {
		if !isMoment(t.Fields[d.At]) {
			l.faultf(file, "deadlines", "%q is no field with a time", d.At)
		}
		for _, state := range d.In {
			if t.States == nil || t.States.PriorityState(state) < 0 {
				l.faultf(file, "deadlines", "unknown state %q", state)
			}
		}
	}
}

func isMoment(f *Field) bool {
	if f == nil || f.IsList() {
		return false
	}
	isTime := func(schema any) bool {
		value, _ := schema.(map[string]any)
		return value["format"] == "date-time"
	}
	value, _ := f.Schema.(map[string]any)
	either, _ := value["oneOf"].([]any) // a time, or none
	return isTime(value) || slices.ContainsFunc(either, isTime)
}

// deciders checks that somebody answers for what people must decide, and may do so.
func (l *loader) deciders(file string, t *Type) {
	if t.OwnerRole != "" {
		l.roles(file, "ownerRole", []string{t.OwnerRole})
		l.readers(file, "ownerRole", t, []string{t.OwnerRole})
	}
	for _, name := range slices.Sorted(maps.Keys(t.Fields)) {
		f := t.Fields[name]
		decided := f.Policy == Proposal || f.Policy == Human || f.Policy == StateMachine && t.States != nil && len(t.States.Human) > 0
		if !decided {
			continue
		}
		if t.OwnerRole == "" {
			l.faultf(file, "ownerRole", "nobody decides about %q when people disagree", name)
			continue
		}
		takesPart := slices.Concat(t.Rights.Create, t.Rights.Write, t.Rights.Propose, f.Write) // who may record the citizen's word
		if !slices.Contains(takesPart, t.OwnerRole) {
			l.faultf(file, "ownerRole", "role %q decides about %q, but may not write it", t.OwnerRole, name)
		}
	}
}
