package phone

import (
	"iter"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/care"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// screen is all that a phone shows, by type.
type screen struct {
	set  *schema.Set
	docs map[string][]*document.Document
}

func screenOf(r *replica.Replica, set *schema.Set) screen {
	s := screen{set, map[string][]*document.Document{}}
	for _, scope := range r.Scopes() {
		for _, d := range r.Held(scope) {
			s.docs[d.Type] = append(s.docs[d.Type], d)
		}
	}
	return s
}

func (s screen) all(typ string) iter.Seq[*document.Document] {
	return func(yield func(*document.Document) bool) {
		for _, d := range s.docs[typ] {
			if !yield(d) {
				return
			}
		}
	}
}

// Derive computes a field that nobody writes, of a document that a phone shows; nil when there is nothing to show.
func Derive(r *replica.Replica, set *schema.Set, scope document.Scope, typ, id, field string) jsontext.Value {
	s := screenOf(r, set)
	for d := range s.all(typ) {
		if d.ID == id && d.Scope == scope {
			return care.Derive(set.Types[typ], field, d, s.all, set)
		}
	}
	return nil
}

// Derived are all such fields of all that a phone shows, by scope, document and field.
func Derived(r *replica.Replica, set *schema.Set) map[document.Scope]map[string]map[string]jsontext.Value {
	out := map[document.Scope]map[string]map[string]jsontext.Value{}
	s := screenOf(r, set)
	for typ, docs := range s.docs {
		t := set.Types[typ]
		if t == nil {
			continue
		}
		for field, rule := range t.Fields {
			if rule.Policy != schema.Derived {
				continue
			}
			for _, d := range docs {
				put(out, d, field, care.Derive(t, field, d, s.all, set))
			}
		}
	}
	return out
}

func put(out map[document.Scope]map[string]map[string]jsontext.Value, d *document.Document, field string, value jsontext.Value) {
	if value == nil {
		return
	}
	if out[d.Scope] == nil {
		out[d.Scope] = map[string]map[string]jsontext.Value{}
	}
	if out[d.Scope][d.ID] == nil {
		out[d.Scope][d.ID] = map[string]jsontext.Value{}
	}
	out[d.Scope][d.ID][field] = value
}
