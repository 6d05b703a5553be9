package care

import (
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// read is a field as people see it; nothing, when type, document or field is not there.
func read(t *schema.Type, d *document.Document, field string) merge.Reading {
	if t == nil || d == nil || t.Fields[field] == nil {
		return merge.Reading{}
	}
	f, has := d.Fields[field]
	if !has {
		return merge.Reading{}
	}
	return merge.ReadField(t, t.Fields[field], d, f)
}

func text(t *schema.Type, d *document.Document, field string) string {
	return document.Unquote(read(t, d, field).Value)
}

// number reads an integer, 0 for anything else.
func number(t *schema.Type, d *document.Document, field string) int {
	n := 0
	_ = json.Unmarshal(orNull(read(t, d, field).Value), &n)
	return n
}

func isTrue(t *schema.Type, d *document.Document, field string) bool {
	return read(t, d, field).Value.Kind() == 't'
}

// moment reads a time in milliseconds.
func moment(t *schema.Type, d *document.Document, field string) (int64, bool) {
	return document.TimeMillis(text(t, d, field))
}

// as reads a value that the schema has checked; members it does not know are left alone.
func as[T any](v jsontext.Value) T {
	var out T
	_ = json.Unmarshal(orNull(v), &out)
	return out
}

func orNull(v jsontext.Value) jsontext.Value {
	if v == nil {
		return jsontext.Value("null")
	}
	return v
}

// canonical writes a value of our own.
func canonical(v any) jsontext.Value {
	text, err := json.Marshal(v)
	if err != nil {
		return nil
	}
	out, err := document.Canonical(text)
	if err != nil {
		return nil
	}
	return out
}

func set(s string) document.Op { return document.Op{Set: document.Quote(s)} }

// none takes a value away, from a field whose schema has null.
var none = document.Op{Set: jsontext.Value("null")}

// isDue reports whether one of the type's deadlines of a rule is true of the document now.
func isDue(rule string, t *schema.Type, doc *document.Document, now int64) bool {
	state := StateOf(t, doc)
	return slices.ContainsFunc(t.Deadlines, func(d schema.Deadline) bool {
		at, has := moment(t, doc, d.At)
		return d.Rule == rule && has && at+int64(d.PlusMinutes)*minute <= now && (len(d.In) == 0 || slices.Contains(d.In, state))
	})
}

// StateOf is the state a document shows. One that nobody gave a state is where its machine begins.
func StateOf(t *schema.Type, doc *document.Document) string {
	state := text(t, doc, "state")
	if state == "" && t.States != nil && len(t.States.Initial) > 0 {
		return t.States.Initial[0]
	}
	return state
}

const minute = 60 * 1000

// created is the origin of the edit that made the document.
func created(d *document.Document) document.Origin { return d.Origins[d.Created] }
