package flow_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

func TestCheck_WhatMayNotLookLikeThis(t *testing.T) {
	t.Parallel()
	raw := func(field, value string) map[string]document.Op {
		return map[string]document.Op{field: {Set: jsontext.Value(value)}}
	}
	entry := value(map[string]string{"at": "2026-11-24T13:00:00Z", "text": "x"})
	note := map[string]document.Op{"text": {Add: map[string]jsontext.Value{"a": entry}}}
	for name, c := range map[string]struct {
		scope document.Scope
		typ   string
		ops   map[string]document.Op
		void  string
		want  string
		field string
	}{
		"a type nobody knows":         {social, "poem", ops("text", "x"), "", document.CodeUnknownType, ""},
		"another type's scope":        {card, "goal", ops("icfCode", "d450"), "", document.CodeBadScope, ""},
		"a field nobody knows":        {social, "goal", ops("rhyme", "x"), "", document.CodeUnknownField, "rhyme"},
		"what it must have":           {social, "visitNote", ops("category", "other"), "", document.CodeBadValue, "text"},
		"a value the field refuses":   {social, "visitNote", map[string]document.Op{"text": note["text"], "category": {Set: value("poetry")}}, "", document.CodeBadValue, "category"},
		"a value no store keeps":      {social, "goal", raw("citizenWords", `"a\u0000b"`), "", document.CodeBadValue, "citizenWords"},
		"an item that is refused":     {social, "visitNote", map[string]document.Op{"text": {Add: map[string]jsontext.Value{"a": value("x")}}}, "", document.CodeBadValue, "text"},
		"an agreement that is none":   {social, "goal", map[string]document.Op{"professionalWording": {Agree: value(7)}}, "", document.CodeBadValue, "professionalWording"},
		"a reason without end":        {social, "goal", nil, strings.Repeat("x", 2001), document.CodeTooLarge, document.VoidField},
		"nothing wrong with the note": {social, "visitNote", note, "", "", ""},
	} {
		w := newWorld(t)
		e := w.create("amina", c.scope, c.typ, "d1", c.ops)
		e.Void = c.void
		if got := w.submit("amina", e)[0]; got.Code != c.want || got.Field != c.field {
			t.Errorf("%s: %+v, want %q in %q", name, got, c.want, c.field)
		}
	}
}

// Digests and checksums compare bytes, so a value has one form in the log whatever the phone sent.
func TestCheck_ValuesAreKeptInOneForm(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.create("jonas", social, "goal", "g1", map[string]document.Op{"icfCode": {Set: jsontext.Value(` "d\u0034\u0035\u0030"`)}}))
	if got := w.shown(social, "goal", "g1")["icfCode"]; got != `"d450"` {
		t.Errorf("kept as %s", got)
	}
}

func TestSubmit_ADocumentGrowsTo256KBAndNoFurther(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	lines := func(n int) map[string]document.Op {
		add := map[string]jsontext.Value{}
		for i := range n {
			w.ids++
			add[fmt.Sprintf("i%d", w.ids)] = value(map[string]string{"at": "2026-11-24T13:00:00Z", "text": fmt.Sprint(i) + strings.Repeat("x", 7900)})
		}
		return map[string]document.Op{"text": {Add: add}}
	}
	batch := []document.Edit{w.create("amina", social, "visitNote", "n1", lines(10)), w.edit("amina", social, "visitNote", "n1", 0, lines(20))}
	over := w.edit("amina", social, "visitNote", "n1", 0, lines(10))
	after := w.edit("amina", social, "visitNote", "n1", 0, ops("category", "other"))
	got := w.submit("amina", append(batch, over, after)...)
	for i, want := range []string{"", "", document.CodeTooLarge, ""} {
		if got[i].Code != want {
			t.Errorf("edit %d: %+v, want %q", i, got[i], want)
		}
	}
	if v := w.submit("amina", w.edit("amina", social, "visitNote", "n1", 0, lines(10)))[0]; v.Code != document.CodeTooLarge {
		t.Errorf("in another commit: %+v", v)
	}
	if v := w.submit("amina", w.create("amina", social, "visitNote", "n2", lines(34)))[0]; v.Code != document.CodeTooLarge {
		t.Errorf("at once: %+v", v)
	}
}
