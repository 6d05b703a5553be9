package flow

import (
	"maps"
	"slices"

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
	changes := maps.Clone(e.Changes)
	for _, name := range slices.Sorted(maps.Keys(e.Changes)) { // in order: the log must not depend on chance
		op := e.Changes[name]
		if t.Fields[name] == nil {
			return e, 0, document.CodeUnknownField, name
		}
		if op, size, code = checkOp(t, name, op, size); code != "" {
			return e, 0, code, name
		}
		changes[name] = op
	}
	if e.Create {
		for _, name := range t.Required {
			if _, ok := e.Changes[name]; !ok {
				return e, 0, document.CodeBadValue, name
			}
		}
	}
	e.Changes = changes
	if size > maxDocumentBytes {
		return e, 0, document.CodeTooLarge, ""
	}
	return e, size, "", ""
}

func checkOp(t *schema.Type, name string, op document.Op, size int) (document.Op, int, string) {
	one := func(verb string, v jsontext.Value) (jsontext.Value, string) {
		canonical, bad := schema.CheckLimits(v)
		if bad == nil {
			bad = t.CheckValue(name, verb, canonical)
		}
		if bad != nil {
			return v, bad.Code
		}
		size += len(canonical)
		return canonical, ""
	}
	var code string
	if op.Set != nil {
		if op.Set, code = one(document.VerbSet, op.Set); code != "" {
			return op, size, code
		}
	}
	if op.Agree != nil {
		if op.Agree, code = one(document.VerbAgree, op.Agree); code != "" {
			return op, size, code
		}
	}
	if len(op.Add) > 0 {
		items := make(map[string]jsontext.Value, len(op.Add))
		for _, id := range slices.Sorted(maps.Keys(op.Add)) {
			if items[id], code = one(document.VerbAdd, op.Add[id]); code != "" {
				return op, size, code
			}
		}
		op.Add = items
	}
	return op, size, ""
}
