package replica

import (
	"errors"
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// ErrRevoked says that the phone may no longer write in that scope. The form keeps the text.
var ErrRevoked = errors.New("the scope was revoked")

// Invalid says why the schema refuses a draft. Its error text holds no value, so it may be logged.
type Invalid struct {
	Field string // "" when it is not about one field
	Code  string // of document/codes.go
	Text  schema.Labels
}

// Error names the code and the field.
func (v *Invalid) Error() string {
	if v.Field == "" {
		return "draft: " + v.Code
	}
	return "draft: " + v.Code + " in " + v.Field
}

// check is what the server's schema check will say, as far as the phone's schema knows. It gives the changes with their
// values in canonical form, which digests and candidates need, in memory of their own.
func check(t *schema.Type, d Draft) (map[string]document.Op, *Invalid) {
	switch {
	case t == nil:
		return nil, &Invalid{Code: document.CodeUnknownType}
	case !document.IsID(d.Doc), len(d.Changes) == 0 && d.Void == "" && !d.Create:
		return nil, &Invalid{Code: document.CodeBadEdit}
	case !t.ScopeFits(string(d.Scope)):
		return nil, &Invalid{Code: document.CodeBadScope}
	}
	for _, name := range t.Required {
		if _, set := d.Changes[name]; d.Create && !set {
			return nil, &Invalid{Field: name, Code: document.CodeBadValue}
		}
	}
	out := make(map[string]document.Op, len(d.Changes))
	for _, name := range slices.Sorted(maps.Keys(d.Changes)) {
		if t.Fields[name] == nil {
			return nil, &Invalid{Field: name, Code: document.CodeUnknownField}
		}
		op, bad := checkOp(t, name, d.Changes[name])
		if bad != nil {
			return nil, bad
		}
		out[name] = op
	}
	return out, nil
}

func checkOp(t *schema.Type, name string, op document.Op) (out document.Op, bad *Invalid) {
	if out.Set, bad = checkValue(t, name, document.VerbSet, op.Set); bad != nil {
		return out, bad
	}
	if out.Agree, bad = checkValue(t, name, document.VerbAgree, op.Agree); bad != nil {
		return out, bad
	}
	out.Remove = slices.Clone(op.Remove)
	if len(op.Add) > 0 {
		out.Add = make(map[string]jsontext.Value, len(op.Add))
	}
	for _, id := range slices.Sorted(maps.Keys(op.Add)) {
		if !document.IsID(id) {
			return out, &Invalid{Field: name, Code: document.CodeBadEdit}
		}
		if out.Add[id], bad = checkValue(t, name, document.VerbAdd, op.Add[id]); bad != nil {
			return out, bad
		}
	}
	return out, nil
}

func checkValue(t *schema.Type, name, verb string, value jsontext.Value) (jsontext.Value, *Invalid) {
	if value == nil {
		return nil, nil
	}
	plain, bad := schema.CheckLimits(value)
	if bad == nil {
		bad = t.CheckValue(name, verb, plain)
	}
	if bad != nil {
		return nil, &Invalid{Field: name, Code: bad.Code, Text: bad.Text}
	}
	return slices.Clone(plain), nil
}
