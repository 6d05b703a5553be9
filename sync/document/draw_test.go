package document_test

import (
	"fmt"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// Names in documents are ids: letters, digits, '-' and '_'. That is what makes byte order RFC 8785's order.
var ids = rapid.StringMatching(`[A-Za-z0-9_-]{1,8}`)

// texts are anything a person or a broken phone may write.
var texts = rapid.OneOf(rapid.String(), rapid.SampledFrom([]string{"", "å ä ö", "\"\\\n\u2028\u007f", "</script>", "👩‍⚕️", "\x00\x1f", "set", "add"}))

var jsonValues = rapid.Custom(func(t *rapid.T) jsontext.Value {
	return drawValue(t, 3)
})

func drawValue(t *rapid.T, depth int) jsontext.Value {
	kind := rapid.IntRange(0, 3+2*min(depth, 1)).Draw(t, "kind")
	var v any
	switch kind {
	case 0:
		v = texts.Draw(t, "text")
	case 1:
		v = rapid.Float64Range(-1e15, 1e15).Draw(t, "number")
	case 2:
		v = rapid.Bool().Draw(t, "bool")
	case 3:
		v = nil
	case 4:
		list := []jsontext.Value{}
		for range rapid.IntRange(0, 3).Draw(t, "items") {
			list = append(list, drawValue(t, depth-1))
		}
		v = list
	default:
		object := map[string]jsontext.Value{}
		for range rapid.IntRange(0, 3).Draw(t, "members") {
			object[texts.Draw(t, "name")] = drawValue(t, depth-1)
		}
		v = object
	}
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("encode %v: %v", v, err)
	}
	canonical, err := document.Canonical(b)
	if err != nil {
		t.Fatalf("canonical %s: %v", b, err)
	}
	return canonical
}

var stamps = rapid.Custom(func(t *rapid.T) hlc.Stamp {
	return hlc.New(rapid.Int64Range(0, 1<<48-1).Draw(t, "wall"), rapid.Uint16().Draw(t, "count"), "r"+ids.Draw(t, "replica"))
})

var optionalStamps = rapid.Custom(func(t *rapid.T) hlc.Stamp {
	if rapid.Bool().Draw(t, "none") {
		return ""
	}
	return stamps.Draw(t, "stamp")
})

func drawCell(t *rapid.T, edits []string) document.Cell {
	var c document.Cell
	for _, e := range rapid.SliceOfNDistinct(rapid.SampledFrom(edits), 0, len(edits), rapid.ID).Draw(t, "candidates") {
		c.Candidates = append(c.Candidates, document.Candidate{Edit: e, Value: jsonValues.Draw(t, "value"), Agreed: rapid.Bool().Draw(t, "agreed")})
	}
	for _, r := range rapid.SliceOfNDistinct(ids, 0, 3, rapid.ID).Draw(t, "seen") {
		c.Seen = append(c.Seen, document.Seen{Replica: r, Stamp: stamps.Draw(t, "stamp"), After: optionalStamps.Draw(t, "after")})
	}
	if rapid.Bool().Draw(t, "empty not nil") {
		c.Candidates, c.Seen = append([]document.Candidate{}, c.Candidates...), append([]document.Seen{}, c.Seen...)
	}
	document.SortCell(&c)
	return c
}

func drawField(t *rapid.T, edits []string) document.Field {
	f := document.Field{Cell: drawCell(t, edits)}
	for _, id := range rapid.SliceOfNDistinct(ids, 0, 3, rapid.ID).Draw(t, "items") {
		if f.Items == nil {
			f.Items = map[string]document.Cell{}
		}
		f.Items[id] = drawCell(t, edits)
	}
	return f
}

// drawDocument draws a document whose origins are those its candidates need, as merge leaves them.
func drawDocument(t *rapid.T) *document.Document {
	d := (&document.Document{
		ID: ids.Draw(t, "id"), Type: ids.Draw(t, "type"), Scope: document.Scope("citizen/" + ids.Draw(t, "citizen") + "/health/ekby"),
		Seq: rapid.Uint64Range(1, 1<<50).Draw(t, "seq"), Cold: rapid.Bool().Draw(t, "cold"),
	}).Clone()
	edits := rapid.SliceOfNDistinct(ids, 1, 4, rapid.ID).Draw(t, "edits")
	d.Created = rapid.SampledFrom(append([]string{""}, edits...)).Draw(t, "created")
	for _, e := range edits {
		d.Origins[e] = document.Origin{
			Author: texts.Draw(t, "author"), Role: texts.Draw(t, "role"), OnBehalfOf: rapid.SampledFrom([]string{"", "citizen"}).Draw(t, "behalf"),
			Replica: ids.Draw(t, "replica"), Stamp: stamps.Draw(t, "stamp"), After: optionalStamps.Draw(t, "after"),
			Seq: rapid.Uint64Range(0, 1<<50).Draw(t, "seq"), At: rapid.Int64Range(0, 1<<50).Draw(t, "at"),
			Late: rapid.Bool().Draw(t, "late"), Ahead: rapid.Bool().Draw(t, "ahead"),
		}
	}
	for _, name := range rapid.SliceOfNDistinct(ids, 0, 4, rapid.ID).Draw(t, "fields") {
		d.Fields[name] = drawField(t, edits)
	}
	d.DropUnusedOrigins()
	return d
}

func drawEdit(t *rapid.T) document.Edit {
	e := document.Edit{
		ID: ids.Draw(t, "id"), Scope: document.Scope(texts.Draw(t, "scope")), Doc: ids.Draw(t, "doc"), Type: ids.Draw(t, "type"),
		Stamp: stamps.Draw(t, "stamp"), After: optionalStamps.Draw(t, "after"), Create: rapid.Bool().Draw(t, "create"),
		OnBehalfOf: rapid.SampledFrom([]string{"", "citizen"}).Draw(t, "behalf"), Void: texts.Draw(t, "void"), Changes: map[string]document.Op{},
	}
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		e.Changes[texts.Draw(t, "field")] = drawOp(t)
	}
	return e
}

func drawOp(t *rapid.T) (op document.Op) {
	switch rapid.IntRange(0, 3).Draw(t, "verb") {
	case 0:
		op.Set = jsonValues.Draw(t, "set")
	case 1:
		op.Agree = jsonValues.Draw(t, "agree")
	case 2:
		op.Add = map[string]jsontext.Value{}
		for range rapid.IntRange(1, 3).Draw(t, "items") {
			op.Add[texts.Draw(t, "item")] = jsonValues.Draw(t, "add")
		}
	default:
		op.Remove = rapid.SliceOfN(texts, 1, 3).Draw(t, "remove")
	}
	return op
}

func must[T any](t interface{ Fatalf(string, ...any) }) func(T, error) T {
	return func(v T, err error) T {
		if err != nil {
			t.Fatalf("%v", fmt.Errorf("unexpected: %w", err))
		}
		return v
	}
}
