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
	"github.com/samsyn/samsyn/sync/replica"
)

// logbook is a scope's log and the documents that follow from it, of which some may lag: a commit whose follow-up is
// unfinished is laid over the documents by whoever reads them.
type logbook struct {
	changes [][]document.Change           // of commit i+1
	docs    map[string]*document.Document // at the head
	stored  map[string]*document.Document // without unfinished commits
	open    []int                         // seqs of unfinished commits
	sums    []document.Checksum           // after commit i
}

func (l *logbook) cursor(seq int) document.Cursor {
	if seq == 0 {
		return document.Cursor{}
	}
	return document.Cursor{Epoch: "e", Seq: uint64(seq), Chain: fmt.Sprint("chain", seq)}
}

var note = &schema.Type{Name: "note", Fields: map[string]*schema.Field{
	"title": {Name: "title", Policy: schema.LastWriter}, "tags": {Name: "tags", Policy: schema.AddWins},
}}

// write commits an edit of each document.
func (l *logbook) write(base uint64, op map[string]document.Op, docs ...string) {
	seq := uint64(len(l.changes) + 1)
	l.sums = append(l.sums, l.sums[seq-1])
	l.changes = append(l.changes, nil)
	for i, doc := range slices.Compact(docs) {
		l.edit(seq, i, base, op, doc)
	}
	l.open = append(l.open, int(seq))
}

func (l *logbook) edit(seq uint64, i int, base uint64, op map[string]document.Op, doc string) {
	prev := l.docs[doc]
	replica := fmt.Sprintf("r%d", seq)
	e := document.Edit{
		ID: fmt.Sprintf("%024d%02d", seq, i), Scope: card, Doc: doc, Type: "note", Create: prev == nil,
		Stamp: hlc.New(int64(seq), 0, replica), Changes: op,
	}
	out := merge.Apply(note, prev, e, merge.Arrival{Author: "a", Role: "nurse", Replica: replica, Base: base, Seq: seq, At: int64(seq)})
	l.sums[seq] += document.Checksum(out.Doc.Sum(out.Doc.AppendCanonical(nil)))
	if prev != nil {
		l.sums[seq] -= document.Checksum(prev.Sum(prev.AppendCanonical(nil)))
	}
	l.docs[doc] = out.Doc
	l.changes[seq-1] = append(l.changes[seq-1], document.Delta(prev, out.Doc, out.Fields))
}

// finish stores those of an unfinished commit's changes that are their document's next.
func (l *logbook) finish(seq int) {
	done := true
	for _, c := range l.changes[seq-1] {
		if next, fits := c.ApplyTo(l.stored[c.Doc.ID]); fits {
			l.stored[c.Doc.ID] = next
		}
		held := l.stored[c.Doc.ID]
		done = done && held != nil && held.Seq >= uint64(seq)
	}
	if done {
		l.open = slices.DeleteFunc(l.open, func(open int) bool { return open == seq })
	}
}

// read is architecture section 4: unfinished commits up to the head laid over the documents, ascending, no upper bound.
func (l *logbook) read(from, head uint64) iter.Seq2[*document.Document, error] {
	seen := maps.Clone(l.stored)
	for _, seq := range l.open {
		if uint64(seq) > head {
			continue
		}
		for _, c := range l.changes[seq-1] {
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

// reader is a replica that catches up from the logbook.
type reader struct {
	*replica.Replica
	t *rapid.T
	l *logbook
}

func newReader(t *rapid.T, l *logbook) *reader {
	r := replica.New(replica.Options{Replica: "reader", Schema: &schema.Set{Types: map[string]*schema.Type{"note": note}}})
	r.Grant([]document.Scope{card})
	return &reader{Replica: r, t: t, l: l}
}

// catchUp reads to the head, at most pages pages of it, while the log goes on between them. It reports whether it got there.
func (r *reader) catchUp(pages int, meanwhile func()) bool {
	head := document.Head{Cursor: r.l.cursor(len(r.l.changes)), Checksum: r.l.sums[len(r.l.changes)]}
	heads := map[document.Scope]document.Head{card: head}
	chain := func(_ document.Scope, seq uint64) string { return r.l.cursor(int(seq)).Chain }
	step := catchup.Plan(r.Cursors(), []document.Scope{card}, heads, catchup.Urgent, chain)[0]
	if step.Current {
		return true
	}
	meanwhile() // the head is read before the documents, which may be past it
	size := func(*document.Document) int { return 1 }
	seq := func(d *document.Document) uint64 { return d.Seq }
	if dice(r.t, 2) == 0 { // a server that parts a commit
		unique := uint64(0)
		seq = func(*document.Document) uint64 { unique++; return unique }
	}
	for page, err := range catchup.Pages(r.l.read(step.From, head.Seq), seq, size, 2, 100) {
		if pages--; err != nil || pages < 0 {
			return false
		}
		r.fits(r.Documents(replica.Page{
			Scope: card, Reset: step.Reset, Documents: page.Items, Done: page.Done, Cursor: head.Cursor, Checksum: head.Checksum,
		}))
		step.Reset = false
		meanwhile()
	}
	return true
}

// live takes the commits after the cursor, one by one.
func (r *reader) live() {
	at, _ := r.Status(card)
	for seq := int(at.Cursor.Seq) + 1; seq <= len(r.l.changes); seq++ {
		r.fits(r.Commit(replica.CommitFrame{
			Scope: card, Cursor: r.l.cursor(seq), Checksum: r.l.sums[seq], Changes: r.l.changes[seq-1],
		}))
	}
}

// fits fails when the replica found that it does not hold what the log says.
func (r *reader) fits(ask *replica.Ask) {
	if ask != nil || r.Mismatches() > 0 {
		r.t.Fatalf("asks %v after %d mismatches", ask, r.Mismatches())
	}
}

// dice is 0 to n-1, nearly as likely each; rapid's own numbers are mostly small.
func dice(t *rapid.T, n int) int {
	return rapid.Custom(func(t *rapid.T) int {
		v := 0
		for range 8 {
			v *= 2
			if rapid.Bool().Draw(t, "bit") {
				v++
			}
		}
		return v % n
	}).Draw(t, "dice")
}

// TestLaw_InPiecesEndsWhereAtOnceEnds: catching up in pieces, from any cursor, ends where catching up at once ends.
func TestLaw_InPiecesEndsWhereAtOnceEnds(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		l := &logbook{docs: map[string]*document.Document{}, stored: map[string]*document.Document{}, sums: []document.Checksum{0}}
		r := newReader(t, l)
		write := func() {
			op := document.Op{Set: jsontext.Value(fmt.Sprint(len(l.changes)))}
			changes := map[string]document.Op{"title": op}
			if dice(t, 2) == 0 {
				changes = map[string]document.Op{"tags": {Add: map[string]jsontext.Value{"t": op.Set}}}
			}
			first, second := fmt.Sprint("d", dice(t, 8)), fmt.Sprint("d", dice(t, 8))
			l.write(rapid.Uint64Range(0, uint64(len(l.changes))).Draw(t, "base"), changes, first, second)
		}
		finish := func() {
			if len(l.open) > 0 {
				l.finish(l.open[dice(t, len(l.open))])
			}
		}
		meanwhile := func() {
			for range dice(t, 4) {
				write()
				finish()
			}
		}
		t.Repeat(map[string]func(*rapid.T){"step": func(t *rapid.T) {
			switch n := dice(t, 8); {
			case n < 3:
				write()
			case n < 5:
				finish()
			case n < 7:
				r.catchUp(1+dice(t, 3), meanwhile)
			default:
				r.live()
			}
		}})
		for rest := len(l.docs); rest > 0 && !r.catchUp(2, func() {}); rest-- { // two pages at a time, to the end
		}
		once := newReader(t, l)
		once.catchUp(1000, func() {})
		if diff := cmp.Diff(string(once.AppendCanonical(nil, card)), string(r.AppendCanonical(nil, card))); diff != "" {
			t.Fatalf("-at once +in pieces:\n%s", diff)
		}
		if s, _ := r.Status(card); s.Cursor != l.cursor(len(l.changes)) || s.Checksum != l.sums[len(l.changes)] {
			t.Fatalf("ends at %+v", s)
		}
	})
}
