package schema

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// checker decides about the values of one field. The library's answer counts; sure only saves asking it: it says yes to
// plain values that the library would accept, without building them in memory, and nothing to all others.
type checker struct {
	sure    sure // nil when the schema has something that sure cannot judge
	library *jsonschema.Schema
	says    map[string]Labels // place in the schema → what to write there, from the keyword "say"
}

// CheckValue judges one value of a field: what set or agree gives it, or for lists one item that add gives. It returns nil
// when the value may stand. The value must be the canonical one that CheckLimits returned. Remove carries no value.
func (t *Type) CheckValue(field string, op string, value jsontext.Value) *Violation {
	f := t.Fields[field]
	if f == nil {
		return unknownField(field)
	}
	if !f.takes(op) {
		return f.about(codeBadEdit, "kan inte ändras på det sättet. Uppdatera appen och skicka igen.",
			"cannot be changed in that way. Update the app and submit again.")
	}
	return f.check.judge(f, value)
}

// takes reports whether the verb fits the field's policy: lists are added to and removed from, single values are set, and
// only proposals are agreed on.
func (f *Field) takes(op string) bool {
	switch op {
	case "set":
		return !f.IsList()
	case "agree":
		return f.Policy == Proposal
	case "add":
		return f.IsList()
	case "remove":
		return f.Policy == AddWins || f.Policy == Restrictive
	}
	return false
}

func (c *checker) judge(f *Field, value jsontext.Value) *Violation {
	if c == nil || c.isSure(value) {
		return nil
	}
	var v any
	if err := json.Unmarshal(value, &v); err != nil {
		return f.about(codeBadValue, "kan inte läsas. Skriv om och skicka igen.", "cannot be read. Write it again and submit.")
	}
	if err := c.library.Validate(v); err != nil {
		return c.explain(f, err)
	}
	return nil
}

// isSure reports whether the quick check accepts the value. 0 is its "no", so an empty value must not count as read.
func (c *checker) isSure(value jsontext.Value) bool {
	return c.sure != nil && len(value) > 0 && c.sure(value, 0) == len(value)
}
