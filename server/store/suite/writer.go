package suite

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

const scope = document.Scope("citizen/c1/health/ekby")

var (
	tenants = []string{"ekby", "ek", "ekbyn"}
	key     = store.Key{Tenant: "ekby", Scope: scope}
)

// writer writes one scope's log as the flow would, and remembers what it wrote: the truth a store is compared with.
type writer struct {
	s       store.Store
	key     store.Key
	head    document.Head
	docs    map[string]*document.Document
	commits []*document.Commit // commits[i] has seq i+1
}

func newWriter(s store.Store, key store.Key) *writer {
	return &writer{s: s, key: key, docs: map[string]*document.Document{}}
}

// build makes the next commit: each named document gets the text, as one edit.
func (w *writer) build(text string, ids ...string) *document.Commit {
	c := &document.Commit{Tenant: w.key.Tenant}
	c.Scope, c.Seq, c.Epoch, c.At = w.key.Scope, w.head.Seq+1, "first", int64(w.head.Seq)
	c.Checksum, c.Directory = w.head.Checksum, 1
	for _, id := range ids {
		edit := editID(w.key, c.Seq, id)
		next := write(w.docs[id], w.key, id, edit, text, c.Seq)
		encoded := document.Encode(next)
		if old := w.docs[id]; old != nil {
			c.Checksum -= document.Checksum(document.Encode(old).Sum)
		}
		c.Checksum += document.Checksum(encoded.Sum)
		change := document.Delta(w.docs[id], next, []string{"text"})
		change.Next = encoded
		c.Changes = append(c.Changes, change)
		c.Edits = append(c.Edits, document.Entry{Digest: "digest-" + edit, Author: "s1", Replica: "r1", Verdict: document.Verdict{
			Edit: edit, Kind: document.Applied, Scope: c.Scope, Seq: c.Seq,
		}})
	}
	return c
}

func editID(key store.Key, seq uint64, id string) string {
	return fmt.Sprintf("%s-%s-%d-%s", key.Tenant, key.Scope, seq, id)
}

// write gives the document with a text, whose origin is the edit.
func write(old *document.Document, key store.Key, id, edit, text string, seq uint64) *document.Document {
	d := &document.Document{ID: id, Type: "note", Scope: key.Scope, Created: edit}
	if old != nil {
		d = old
	}
	d = d.Clone()
	d.Seq = seq
	d.Origins[edit] = document.Origin{Author: "s1", Role: "nurse", Replica: "r1", Stamp: "0-r1", Seq: seq}
	value, err := jsontext.AppendQuote(nil, text)
	if err != nil {
		panic(err)
	}
	d.Fields["text"] = document.Field{Cell: document.Cell{Candidates: []document.Candidate{{Edit: edit, Value: value}}}}
	d.DropUnusedOrigins()
	return d
}

// append appends a built commit, and takes it over when the store did.
func (w *writer) append(t testing.TB, c *document.Commit) {
	t.Helper()
	if err := w.s.Append(t.Context(), c); err != nil {
		t.Fatalf("append %v %d: %v", w.key, c.Seq, err)
	}
	w.adopt(c)
}

func (w *writer) adopt(c *document.Commit) {
	w.head = c.Head(w.head.Parent)
	w.commits = append(w.commits, c)
	for _, ch := range c.Changes {
		if next, ok := ch.ApplyTo(w.docs[ch.Doc.ID]); ok {
			w.docs[ch.Doc.ID] = next
		}
	}
}

// write appends a commit that gives the documents a text.
func (w *writer) write(t testing.TB, text string, ids ...string) *document.Commit {
	t.Helper()
	c := w.build(text, ids...)
	w.append(t, c)
	return c
}

func (w *writer) finish(t testing.TB, c *document.Commit) {
	t.Helper()
	if err := w.s.Finish(t.Context(), c); err != nil {
		t.Fatalf("finish %v %d: %v", w.key, c.Seq, err)
	}
}

// finishEarly finishes a commit that cannot take its turn yet.
func (w *writer) finishEarly(t testing.TB, c *document.Commit) {
	t.Helper()
	if err := w.s.Finish(t.Context(), c); !errors.Is(err, store.ErrEarly) {
		t.Errorf("finish %v %d before its turn: got %v, want ErrEarly", w.key, c.Seq, err)
	}
}

func (w *writer) close(t testing.TB, c *document.Commit) {
	t.Helper()
	if err := w.s.Close(t.Context(), w.key, c.Seq); err != nil {
		t.Fatalf("close %v %d: %v", w.key, c.Seq, err)
	}
}

// wantState checks that the stored documents, with the open commits laid over them, are the truth.
func (w *writer) wantState(t testing.TB) {
	t.Helper()
	got := map[string]*document.Document{}
	for d := range all(t, w.s.Since(t.Context(), w.key, 0)) {
		got[d.Doc.ID] = d.Doc
	}
	for c := range all(t, w.s.Open(t.Context(), w.key)) {
		for _, ch := range c.Changes {
			if next, ok := ch.ApplyTo(got[ch.Doc.ID]); ok {
				got[ch.Doc.ID] = next
			}
		}
	}
	for _, id := range slices.Sorted(maps.Keys(got)) {
		wantDocument(t, id, got[id], w.docs[id])
	}
	if len(got) != len(w.docs) {
		t.Errorf("%v: got %d documents, want %d", w.key, len(got), len(w.docs))
	}
}

func wantDocument(t testing.TB, id string, got, want *document.Document) {
	t.Helper()
	switch {
	case got == nil && want == nil:
	case got == nil || want == nil:
		t.Errorf("document %s: got %v, want %v", id, got, want)
	default:
		if g, w := string(got.AppendCanonical(nil)), string(want.AppendCanonical(nil)); g != w {
			t.Errorf("document %s:\ngot  %s\nwant %s", id, g, w)
		}
	}
}

func isTaken(err error) bool { return errors.Is(err, store.ErrTaken) }
