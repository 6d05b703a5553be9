package merge_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// tenFields is a type of ten text fields and a list, all last writer, as most fields are.
func tenFields() *schema.Type {
	t := &schema.Type{Name: "note", Fields: map[string]*schema.Field{"list": {Policy: schema.AddWins}}}
	for i := range 10 {
		t.Fields[fmt.Sprintf("field%d", i)] = &schema.Field{Policy: schema.LastWriter}
	}
	return t
}

// arrivals are edits of three replicas that have each seen the last, so that the benchmark's document stays as it is.
func benchEdit(n int, changes map[string]document.Op) (document.Edit, merge.Arrival) {
	replica := "01JCZ0000000000000000000R" + string(rune('0'+n%3))
	e := document.Edit{
		ID: fmt.Sprintf("01JCZ%021d", n), Scope: scope, Doc: "01JCZ0000000000000000000D1", Type: "note", Create: n == 0,
		Stamp: hlc.New(noon+int64(n), 0, replica), After: hlc.New(noon+int64(n)-3, 0, replica), Changes: changes,
	}
	return e, merge.Arrival{Author: "s1", Role: "nurse", Replica: replica, Base: uint64(n), Seq: uint64(n) + 1, At: noon}
}

var kilobyte = document.Quote(strings.Repeat("a care note ", 85))

// note is a document whose ten fields have each been written by an edit of their own, with items in its list.
func note(t *schema.Type, items int) (doc *document.Document, edits int) {
	apply := func(changes map[string]document.Op) {
		e, in := benchEdit(edits, changes)
		doc = merge.Apply(t, doc, e, in).Doc
		edits++
	}
	for i := range 10 {
		apply(map[string]document.Op{fmt.Sprintf("field%d", i): {Set: kilobyte}})
	}
	for i := range items {
		apply(map[string]document.Op{"list": {Add: map[string]jsontext.Value{fmt.Sprintf("item%d", i): kilobyte}}})
	}
	return doc, edits
}

func BenchmarkApply(b *testing.B) {
	t := tenFields()
	all := map[string]document.Op{}
	for i := range 10 {
		all[fmt.Sprintf("field%d", i)] = document.Op{Set: kilobyte}
	}
	b.Run("field", func(b *testing.B) {
		doc, n := note(t, 0)
		e, in := benchEdit(n, map[string]document.Op{"field3": {Set: kilobyte}})
		benchApply(b, t, doc, e, in)
	})
	b.Run("create", func(b *testing.B) {
		e, in := benchEdit(0, all)
		benchApply(b, t, nil, e, in)
	})
	b.Run("add to 50", func(b *testing.B) {
		doc, n := note(t, 50)
		e, in := benchEdit(n, map[string]document.Op{"list": {Add: map[string]jsontext.Value{"another": kilobyte}}})
		benchApply(b, t, doc, e, in)
	})
	b.Run("concurrent", func(b *testing.B) {
		doc, n := note(t, 0)
		e, in := benchEdit(n, map[string]document.Op{"field3": {Set: kilobyte}})
		in.Base = 0
		benchApply(b, t, doc, e, in)
	})
}

func benchApply(b *testing.B, t *schema.Type, doc *document.Document, e document.Edit, in merge.Arrival) {
	b.ReportAllocs()
	for b.Loop() {
		if out := merge.Apply(t, doc, e, in); out.Verdict.Kind == document.Refused {
			b.Fatalf("refused: %+v", out.Verdict)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	t := tenFields()
	doc, _ := note(t, 50)
	b.ReportAllocs()
	for b.Loop() {
		merge.Read(t, doc)
	}
}
