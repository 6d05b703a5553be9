package suite

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var documentClaims = []claim{
	{"Documents_IgnoreOpenCommits", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		c := w.write(t, "text", "d1")
		wantStored(t, s, key, "d1", nil)
		w.finish(t, c)
		wantStored(t, s, key, "d1", w.docs["d1"])
		before := w.docs["d1"]
		w.write(t, "later", "d1")
		wantStored(t, s, key, "d1", before)
	}},
	{"Documents_MissingOnesAreMissing", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		w.finish(t, w.write(t, "text", "d1", "d3"))
		got, err := s.Documents(t.Context(), key, []string{"d3", "d2", "d1", "d", "d11", ""})
		if err != nil || len(got) != 2 || got["d1"].Doc == nil || got["d3"].Doc == nil {
			t.Errorf("got %d documents and %v, want d1 and d3", len(got), err)
		}
	}},
	{"Documents_HaveTheirCanonicalBytesAndSum", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		w.finish(t, w.write(t, `åäö "quoted" \ and more`, "d1"))
		c := w.write(t, "second", "d1")
		opened := readBack(t, s, key, c.Seq) // has no Next: the store works it out
		w.finish(t, opened)
		want := document.Encode(w.docs["d1"])
		got, err := s.Documents(t.Context(), key, []string{"d1"})
		if err != nil || string(got["d1"].Bytes) != string(want.Bytes) || got["d1"].Sum != want.Sum {
			t.Errorf("Documents: got %s, %x, %v\nwant %s, %x", got["d1"].Bytes, got["d1"].Sum, err, want.Bytes, want.Sum)
		}
		for d := range all(t, s.Since(t.Context(), key, 0)) {
			if string(d.Bytes) != string(want.Bytes) || d.Sum != want.Sum {
				t.Errorf("Since: got %s, %x\nwant %s, %x", d.Bytes, d.Sum, want.Bytes, want.Sum)
			}
		}
	}},
	{"Since_AscendsAndGivesEachDocumentOnce", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		for i := range 30 {
			w.finish(t, w.write(t, fmt.Sprint(i), fmt.Sprintf("d%d", i%7), fmt.Sprintf("e%d", i%5)))
		}
		for _, from := range []uint64{0, 10, 24, 28, 29, 30, 31, ^uint64(0)} {
			want := map[string]uint64{}
			for id, d := range w.docs {
				if d.Seq > from {
					want[id] = d.Seq
				}
			}
			got := map[string]uint64{}
			var last uint64
			for d := range all(t, s.Since(t.Context(), key, from)) {
				if d.Doc.Seq < last {
					t.Errorf("from %d: seq %d after %d", from, d.Doc.Seq, last)
				}
				last, got[d.Doc.ID] = d.Doc.Seq, d.Doc.Seq
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("from %d: -want +got\n%s", from, diff)
			}
		}
	}},
	{"Since_OfFewDocumentsWithALongHistory", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		for i := range 60 {
			w.finish(t, w.write(t, fmt.Sprint(i), fmt.Sprintf("d%d", i%2)))
		}
		w.write(t, "open", "d1", "d3") // not finished: not there
		for from, want := range map[uint64]string{0: " d0 59 d1 60", 58: " d0 59 d1 60", 59: " d1 60", 60: ""} {
			got := ""
			for d := range all(t, s.Since(t.Context(), key, from)) {
				got += fmt.Sprint(" ", d.Doc.ID, " ", d.Doc.Seq)
			}
			if got != want {
				t.Errorf("from %d: got%s, want%s", from, got, want)
			}
		}
	}},
	{"Since_GivesColdDocuments", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		w.finish(t, w.write(t, "text", "d1"))
		c := w.build("text", "d1")
		cold := w.docs["d1"].Clone()
		cold.Seq, cold.Cold = 2, true
		c.Changes = []document.Change{document.Delta(w.docs["d1"], cold, nil)}
		w.append(t, c)
		w.finish(t, c)
		for d := range all(t, s.Since(t.Context(), key, 1)) {
			if !d.Doc.Cold || d.Sum != 0 {
				t.Errorf("got cold %v, sum %x", d.Doc.Cold, d.Sum)
			}
			return
		}
		t.Error("the cold document is missing")
	}},
	{"Since_AscendsWhileDocumentsChange", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		for _, id := range []string{"d1", "d2", "d3"} {
			w.finish(t, w.write(t, "text", id))
		}
		var last uint64
		for d := range all(t, s.Since(t.Context(), key, 0)) {
			if d.Doc.Seq < last {
				t.Errorf("seq %d after %d", d.Doc.Seq, last)
			}
			if last = d.Doc.Seq; last == 1 {
				w.finish(t, w.write(t, "meanwhile", "d2"))
			}
		}
	}},
	{"Since_CanBeLeftEarly", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		w.finish(t, w.write(t, "text", "d1", "d2", "d3"))
		n := 0
		for range all(t, s.Since(t.Context(), key, 0)) {
			n++
			break
		}
		if n != 1 {
			t.Errorf("got %d", n)
		}
	}},
	{"Finish_TwiceChangesNothing", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		first := w.write(t, "first", "d1", "d2")
		second := w.write(t, "second", "d1")
		for _, c := range []*document.Commit{first, first, second, first, second} {
			w.finish(t, c)
		}
		wantStored(t, s, key, "d1", w.docs["d1"])
		wantStored(t, s, key, "d2", w.docs["d2"])
		w.wantState(t)
	}},
	{"Finish_BeforeItsTurnDoesNothingAndSaysSo", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		first := w.write(t, "first", "d1")
		before := w.docs["d1"]
		second := w.write(t, "second", "d1", "d2")
		w.finishEarly(t, second)
		w.finishEarly(t, readBack(t, s, key, second.Seq))
		wantStored(t, s, key, "d1", nil)
		wantStored(t, s, key, "d2", w.docs["d2"]) // this one stands on nothing
		w.finish(t, first)
		wantStored(t, s, key, "d1", before)
		w.finish(t, second)
		w.wantState(t)
		wantStored(t, s, key, "d1", w.docs["d1"])
	}},
	{"Finish_TwoChangesOfOneDocumentInACommit", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		c := w.build("first", "d1")
		next := write(c.Changes[0].Doc, key, "d1", "other", "second", 1)
		c.Changes = append(c.Changes, document.Delta(c.Changes[0].Doc, next, []string{"text"}))
		w.append(t, c)
		w.finish(t, c)
		wantStored(t, s, key, "d1", next)
		w.finish(t, w.write(t, "third", "d1"))
		w.wantState(t)
	}},
	{"Finish_WorksOnWhatWasReadBack", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		for i := range 4 {
			w.finish(t, readBack(t, s, key, w.write(t, fmt.Sprint(i), "d1", "d2").Seq))
		}
		w.wantState(t)
	}},
}

// wantStored checks a document as stored, by both ways of reading.
func wantStored(t testing.TB, s store.Store, key store.Key, id string, want *document.Document) {
	t.Helper()
	got, err := s.Documents(t.Context(), key, []string{id})
	if err != nil {
		t.Fatal(err)
	}
	wantDocument(t, id, got[id].Doc, want)
	var since *document.Document
	for d := range all(t, s.Since(t.Context(), key, 0)) {
		if d.Doc.ID == id {
			since = d.Doc
		}
	}
	wantDocument(t, id, since, want)
}

func readBack(t testing.TB, s store.Store, key store.Key, seq uint64) *document.Commit {
	t.Helper()
	for c := range all(t, s.Commits(t.Context(), key, seq, seq)) {
		return c
	}
	t.Fatalf("%v: no commit %d", key, seq)
	return nil
}
