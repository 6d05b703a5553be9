package catchup_test

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/catchup"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// logbook is a scope's log and the documents that follow from it, of which some may lag: a commit whose follow-up is
// unfinished is laid over the documents by whoever reads them.
type logbook struct {
	changes []document.Change             // of commit i+1
	docs    map[string]*document.Document // at the head
	stored  map[string]*document.Document // without unfinished commits
	open    []int                         // seqs of unfinished commits
}

var note = &schema.Type{Name: "note", Fields: map[string]*schema.Field{
	"title": {Name: "title", Policy: schema.LastWriter}, "tags": {Name: "tags", Policy: schema.AddWins},
}}

// write commits one edit of a document.
func (l *logbook) write(doc string, base uint64, op map[string]document.Op) {
	seq := uint64(len(l.changes) + 1)
	prev := l.docs[doc]
	replica := fmt.Sprintf("r%d", seq)
	e := document.Edit{
		ID: fmt.Sprintf("%026d", seq), Scope: card, Doc: doc, Type: "note", Create: prev == nil,
		Stamp: hlc.New(int64(seq), 0, replica), Changes: op,
	}
	out := merge.Apply(note, prev, e, merge.Arrival{Author: "a", Role: "nurse", Replica: replica, Base: base, Seq: seq, At: int64(seq)})
	l.docs[doc] = out.Doc
	l.changes = append(l.changes, document.Delta(prev, out.Doc, out.Fields))
	l.open = append(l.open, int(seq))
}

// finish stores an unfinished commit's change, if it is the document's next.
func (l *logbook) finish(seq int) {
	c := l.changes[seq-1]
	if next, fits := c.ApplyTo(l.stored[c.Doc.ID]); fits {
		l.stored[c.Doc.ID] = next
		l.open = slices.DeleteFunc(l.open, func(open int) bool { return open == seq })
	}
}

// read is architecture section 4: unfinished commits up to the head laid over the documents, ascending, no upper bound.
func (l *logbook) read(from, head uint64) iter.Seq2[*document.Document, error] {
	seen := maps.Clone(l.stored)
	for _, seq := range l.open {
		if uint64(seq) <= head {
			c := l.changes[seq-1]
			if next, fits := c.ApplyTo(seen[c.Doc.ID]); fits {
				seen[c.Doc.ID] = next
			}
		}
	}
	return func(yield func(*document.Document, error) bool) {
		docs := slices.SortedFunc(maps.Values(seen), func(a, b *document.Document) int { return int(a.Seq) - int(b.Seq) })
		for _, d := range docs {
			if d.Seq > from && !yield(d, nil) {
				return
			}
		}
	}
}

// reader is a replica in a few lines.
type reader struct {
	docs   map[string]*document.Document
	cursor uint64
}

// catchUp reads to the head, at most pages pages of it, while the log goes on between them. It reports whether it got there.
func (r *reader) catchUp(t *rapid.T, l *logbook, pages int, meanwhile func()) bool {
	head := uint64(len(l.changes))
	for page, err := range catchup.Pages(l.read(r.cursor, head), func(*document.Document) int { return 1 }, 2, 100) {
		if err != nil {
			t.Fatal(err)
		}
		if pages--; pages < 0 {
			return false
		}
		for _, d := range page.Items {
			if held := r.docs[d.ID]; held == nil || held.Seq < d.Seq {
				r.docs[d.ID] = d
			}
			r.cursor = max(r.cursor, min(d.Seq, head)) // a document past the head may have overtaken an unfinished commit
		}
		if page.Done {
			r.cursor = head
			return true
		}
		meanwhile()
	}
	return false
}

// live takes the commits after the cursor, one by one.
func (r *reader) live(t *rapid.T, l *logbook) {
	for seq := r.cursor + 1; seq <= uint64(len(l.changes)); seq++ {
		c := l.changes[seq-1]
		if held := r.docs[c.Doc.ID]; held != nil && held.Seq >= seq {
			continue
		}
		next, fits := c.ApplyTo(r.docs[c.Doc.ID])
		if !fits {
			t.Fatalf("commit %d stands on seq %d, which is not held", seq, c.Prev)
		}
		r.docs[c.Doc.ID] = next
	}
	r.cursor = uint64(len(l.changes))
}

func (r *reader) bytes() string {
	var b []byte
	for _, id := range slices.Sorted(maps.Keys(r.docs)) {
		b = append(r.docs[id].AppendCanonical(b), '\n')
	}
	return string(b)
}

// TestLaw_InPiecesEndsWhereAtOnceEnds: catching up in pieces, from any cursor, ends where catching up at once ends.
func TestLaw_InPiecesEndsWhereAtOnceEnds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := &logbook{docs: map[string]*document.Document{}, stored: map[string]*document.Document{}}
		r := &reader{docs: map[string]*document.Document{}}
		write := func() {
			op := document.Op{Set: jsontext.Value(fmt.Sprint(len(l.changes)))}
			doc := rapid.SampledFrom([]string{"d1", "d2", "d3", "d4", "d5"}).Draw(t, "doc")
			changes := map[string]document.Op{"title": op}
			if rapid.Bool().Draw(t, "list") {
				changes = map[string]document.Op{"tags": {Add: map[string]jsontext.Value{"t": op.Set}}}
			}
			l.write(doc, rapid.Uint64Range(0, uint64(len(l.changes))).Draw(t, "base"), changes)
		}
		finish := func() {
			if len(l.open) > 0 {
				l.finish(l.open[rapid.IntRange(0, len(l.open)-1).Draw(t, "open")])
			}
		}
		t.Repeat(map[string]func(*rapid.T){
			"write": func(*rapid.T) { write() }, "write more": func(*rapid.T) { write() }, "finish": func(*rapid.T) { finish() },
			"catch up": func(t *rapid.T) {
				done := r.catchUp(t, l, rapid.IntRange(1, 4).Draw(t, "pages"), func() { write(); finish() })
				if done && rapid.Bool().Draw(t, "live") {
					r.live(t, l)
				}
			},
		})
		r.catchUp(t, l, 1000, func() {})
		once := &reader{docs: map[string]*document.Document{}}
		once.catchUp(t, l, 1000, func() {})
		if diff := cmp.Diff(once.bytes(), r.bytes()); diff != "" {
			t.Fatalf("-at once +in pieces:\n%s", diff)
		}
		if at := (&reader{docs: l.docs}).bytes(); at != once.bytes() {
			t.Fatalf("-log +at once:\n%s", cmp.Diff(at, once.bytes()))
		}
	})
}
