package app_test

import (
	"bytes"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// published are the schemas that phones are given. A compiler is not for several at once.
var published struct {
	sync.Mutex
	compiler *jsonschema.Compiler
}

// publishedSchema finds one of mobile-contract/published: "frames.schema.json#/$defs/WelcomeFrame".
func publishedSchema(t testing.TB, name string) *jsonschema.Schema {
	t.Helper()
	published.Lock()
	defer published.Unlock()
	if published.compiler == nil {
		c := jsonschema.NewCompiler()
		for _, file := range []string{"frames.schema.json", "documents.schema.json"} {
			text, err := os.ReadFile("../../mobile-contract/published/" + file)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.AddResource("samsyn:"+file, asLibraryJSON(t, text)); err != nil {
				t.Fatal(err)
			}
		}
		published.compiler = c
	}
	s, err := published.compiler.Compile("samsyn:" + name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func asLibraryJSON(t testing.TB, text []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func capital(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// isAsPublished fails the test when a frame, or a document in it, is not what phones were told.
func isAsPublished(t testing.TB, kind string, raw []byte) (documents int) {
	t.Helper()
	frame := asLibraryJSON(t, raw)
	if err := publishedSchema(t, "frames.schema.json#/$defs/"+capital(kind)+"Frame").Validate(frame); err != nil {
		t.Errorf("%.300s: %v", raw, err)
	}
	members, _ := frame.(map[string]any)
	docs, _ := members["documents"].([]any)
	changes, _ := members["changes"].([]any)
	for _, c := range changes {
		docs = append(docs, c.(map[string]any)["doc"])
	}
	for _, d := range docs {
		typ, _ := d.(map[string]any)["type"].(string)
		if err := publishedSchema(t, "documents.schema.json#/$defs/"+capital(typ)).Validate(d); err != nil {
			t.Errorf("%v: %v", d, err)
		}
	}
	return len(docs)
}

// What the server really sends is what is published: each frame by its kind, each document by its type.
func TestPublished_WhatTheServerSends(t *testing.T) {
	t.Parallel()
	tn := newTenant(t)
	amina, petra := tn.phone("amina", "assistantNurse").online(), tn.phone("amina", "assistantNurse").online()
	amina.does(newNote("n1", "Åt gott."))
	petra.loud = false
	petra.send(wire.AppendCatchUp(nil, "citizen/c99/card/ekby", nil))
	await[*wire.Error](petra, nil)
	bad := creates(social, "visitNote", "n2", "category", "gossip")
	if v := petra.submits(bad); v.Kind != document.Refused {
		t.Errorf("%+v", v)
	}
	petra.send([]byte(`{"frame":"submit","edits":[7]}`))
	await[*wire.Error](petra, nil)
	documents, kinds := 0, map[string]bool{}
	for _, h := range append(amina.heard, petra.heard...) {
		kinds[h.frame.Kind()] = true
		documents += isAsPublished(t, h.frame.Kind(), []byte(h.raw))
	}
	for _, kind := range []string{wire.KindWelcome, wire.KindDocuments, wire.KindCommit, wire.KindVerdicts, wire.KindCaughtUp, wire.KindError} {
		if !kinds[kind] {
			t.Errorf("no %s came", kind)
		}
	}
	if documents < 5 {
		t.Errorf("only %d documents", documents)
	}
}
