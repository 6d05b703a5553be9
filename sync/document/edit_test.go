package document_test

import (
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

func TestDigest_EqualEditsOnly(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawEdit(t), drawEdit(t)
		b.ID, b.Scope, b.Doc, b.Type, b.Stamp, b.After = a.ID, a.Scope, a.Doc, a.Type, a.Stamp, a.After // all that is left to differ is content
		equal := cmp.Equal(a, b, cmpopts.EquateEmpty())
		if (a.Digest() == b.Digest()) != equal {
			t.Fatalf("digests %s and %s of\n%+v\n%+v", a.Digest(), b.Digest(), a, b)
		}
	})
}

func TestDigest_EveryPartCounts(t *testing.T) {
	t.Parallel()
	base := func() document.Edit {
		return document.Edit{
			ID: "e", Scope: "s", Doc: "d", Type: "t", Stamp: "1", After: "0", Changes: map[string]document.Op{
				"a": {Set: jsontext.Value("1")}, "b": {Add: map[string]jsontext.Value{"x": jsontext.Value("1")}, Remove: []string{"y"}},
			},
		}
	}
	want := base().Digest()
	if len(want) != 16 {
		t.Errorf("digest %q is not 16 digits", want)
	}
	for name, change := range map[string]func(*document.Edit){
		"id":         func(e *document.Edit) { e.ID = "f" },
		"scope":      func(e *document.Edit) { e.Scope = "f" },
		"doc":        func(e *document.Edit) { e.Doc = "f" },
		"type":       func(e *document.Edit) { e.Type = "f" },
		"stamp":      func(e *document.Edit) { e.Stamp = "2" },
		"after":      func(e *document.Edit) { e.After = "" },
		"create":     func(e *document.Edit) { e.Create = true },
		"behalf":     func(e *document.Edit) { e.OnBehalfOf = "citizen" },
		"void":       func(e *document.Edit) { e.Void = "wrong" },
		"value":      func(e *document.Edit) { e.Changes["a"] = document.Op{Set: jsontext.Value("2")} },
		"verb":       func(e *document.Edit) { e.Changes["a"] = document.Op{Agree: jsontext.Value("1")} },
		"field":      func(e *document.Edit) { e.Changes["c"] = e.Changes["a"]; delete(e.Changes, "a") },
		"no field":   func(e *document.Edit) { delete(e.Changes, "a") },
		"item":       func(e *document.Edit) { e.Changes["b"].Add["z"] = jsontext.Value("1") },
		"removal":    func(e *document.Edit) { e.Changes["b"] = document.Op{Add: e.Changes["b"].Add} },
		"parts slip": func(e *document.Edit) { e.ID, e.Scope = "es", "" },
	} {
		e := base()
		if change(&e); e.Digest() == want {
			t.Errorf("another %s has the same digest", name)
		}
	}
	e := base() // how far the phone had read is not what its person wrote
	if e.Base.Seq = 9; e.Digest() != want {
		t.Error("the base is in the digest")
	}
}

func TestDigest_SurvivesTheFrame(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		e := drawEdit(t)
		var back document.Edit
		if err := json.Unmarshal(must[[]byte](t)(json.Marshal(e)), &back); err != nil {
			t.Fatal(err)
		}
		if e.Digest() != back.Digest() {
			t.Fatalf("sent\n%+v\ncame\n%+v", e, back)
		}
	})
}

func TestDigest_OrderOfMembersDoesNotCount(t *testing.T) {
	t.Parallel()
	var a, b document.Edit
	for text, e := range map[string]*document.Edit{
		`{"id":"e","doc":"d","changes":{"a":{"set":1},"b":{"add":{"x":1,"y":2}}}}`: &a,
		`{"changes":{"b":{"add":{"y":2,"x":1}},"a":{"set":1}},"doc":"d","id":"e"}`: &b,
	} {
		if err := json.Unmarshal([]byte(text), e); err != nil {
			t.Fatal(err)
		}
	}
	if a.Digest() != b.Digest() {
		t.Error("the order of members changed the digest")
	}
}

// Names and ids that look like the next part of the edit do not make two edits one.
func TestDigest_TextsDoNotRunTogether(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]document.Edit{
		{
			{Changes: map[string]document.Op{"a": {Remove: []string{"x"}}, "b": {Set: jsontext.Value("1")}}},
			{Changes: map[string]document.Op{"a": {Remove: []string{"x", "b", "set", "1", "agree", "", "add", "remove"}}}},
		},
		{
			{Changes: map[string]document.Op{"a": {Remove: []string{"x", "y"}}}},
			{Changes: map[string]document.Op{"a": {Remove: []string{"x\x00y"}}}},
		},
		{
			{Changes: map[string]document.Op{"a": {Add: map[string]jsontext.Value{"x": jsontext.Value("1")}}}},
			{Changes: map[string]document.Op{"a": {Remove: []string{"x", "1"}}}},
		},
		{{ID: "a\x00b"}, {ID: "a", Scope: "b"}},
	} {
		if pair[0].Digest() == pair[1].Digest() {
			t.Errorf("one digest for\n%+v\n%+v", pair[0], pair[1])
		}
	}
}
