package flow

import (
	"maps"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// maxDocumentBytes bounds a document's canonical bytes (architecture section 4).
const maxDocumentBytes = 256 << 10

// checkEdit judges an edit by the schema alone. It returns the edit with its values in canonical form and their size in
// bytes, and a code when the edit may not look like this.
func checkEdit(set *schema.Set, e document.Edit) (out document.Edit, size int, code, field string) {
	t := set.Types[e.Type]
	switch {
	case t == nil:
		return e, 0, document.CodeUnknownType, ""
	case !t.ScopeFits(string(e.Scope)):
		return e, 0, document.CodeBadScope, ""
	case len(e.Void) > 2000:
		return e, 0, document.CodeTooLarge, document.VoidField
	}
	c := values{t: t}
	own := false // the map of changes is ours
	var few [16]string
	for _, name := range document.Keys(few[:0], e.Changes) { // in order: the log must not depend on chance
		if t.Fields[name] == nil {
			return e, 0, document.CodeUnknownField, name
		}
		op, changed, code := c.op(name, e.Changes[name])
		if code != "" {
			return e, 0, code, name
		}
		if changed && !own {
			e.Changes, own = maps.Clone(e.Changes), true
		}
		if changed {
			e.Changes[name] = op
		}
	}
	if e.Create {
		for _, name := range t.Required {
			if _, ok := e.Changes[name]; !ok {
				return e, 0, document.CodeBadValue, name
			}
		}
	}
	if c.size > maxDocumentBytes {
		return e, 0, document.CodeTooLarge, ""
	}
	return e, c.size, "", ""
}

// values checks values of one type and adds up their size.
type values struct {
	t    *schema.Type
	size int
}

// op checks the values of an op. Changed says that they were not in canonical form, which wire usually sees to.
func (c *values) op(name string, op document.Op) (out document.Op, changed bool, code string) {
	for _, one := range []struct {
		verb  string
		value *jsontext.Value
	}{{document.VerbSet, &op.Set}, {document.VerbAgree, &op.Agree}} {
		if *one.value == nil {
			continue
		}
		v, code := c.value(name, one.verb, *one.value)
		if code != "" {
			return op, false, code
		}
		changed = changed || !same(v, *one.value)
		*one.value = v
	}
	add := op.Add
	var few [16]string
	for _, id := range document.Keys(few[:0], op.Add) {
		v, code := c.value(name, document.VerbAdd, op.Add[id])
		if code != "" {
			return op, false, code
		}
		if same(v, op.Add[id]) {
			continue
		}
		if !changed {
			add, changed = maps.Clone(op.Add), true
		}
		add[id] = v
	}
	op.Add = add
	return op, changed, ""
}

func (c *values) value(name, verb string, v jsontext.Value) (jsontext.Value, string) {
	canonical, bad := schema.CheckLimits(v)
	if bad == nil {
		bad = c.t.CheckValue(name, verb, canonical)
	}
	if bad != nil {
		return nil, bad.Code
	}
	c.size += len(canonical)
	return canonical, ""
}

func same(a, b jsontext.Value) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }
