package pebble_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"sync"
	"syscall"
	"testing"
	"time"

	pebbledb "github.com/cockroachdb/pebble/v2"
	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// documents is how many documents the benchmarks work on; with a million of them filling takes minutes and 4 GB.
var documents = flag.Int("documents", 10_000, "documents in the store of a benchmark")

const (
	batch    = 20 // edits in a commit
	perScope = 10 // documents in a scope, which makes 10^5 scopes of 10^6 documents
)

// town is a store with many documents of about 1 KB, and all there is to change them.
type town struct {
	s    *pebble.Store
	rng  *rand.Rand
	edit int
}

func newTown(b *testing.B, n int) *town {
	s, err := pebble.Open(pebble.Options{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Stop() })
	const fillers = 16 // who share syncs
	var wg sync.WaitGroup
	for f := range fillers {
		wg.Go(func() {
			w := &town{s: s, edit: f << 32}
			for i := f; i < n/perScope; i += fillers {
				w.settle(b, w.commit(document.Head{}, townKey(i), nil))
			}
		})
	}
	wg.Wait()
	for range time.Tick(50 * time.Millisecond) { // until Pebble rests: filling is not what we measure
		if s.Stats().Compacting == 0 {
			break
		}
	}
	return &town{s: s, rng: rand.New(rand.NewPCG(1, 2)), edit: fillers << 32}
}

func townKey(i int) store.Key {
	return store.Key{Tenant: "ekby", Scope: document.Scope(fmt.Sprintf("citizen/c%06d/health/ekby", i))}
}

// commit changes documents of a scope, the given ones or new ones, in batch edits or one for each.
func (w *town) commit(head document.Head, key store.Key, old map[string]store.Stored) *document.Commit {
	c := &document.Commit{Tenant: key.Tenant}
	c.Scope, c.Seq, c.Epoch, c.At = key.Scope, head.Seq+1, "01JD8Y3Q7Z0000000000000000", 1_700_000_000_000
	for i := range perScope {
		w.edit++
		id, edit := fmt.Sprintf("01JD8Y3Q7Z00000000000D%04d", i), fmt.Sprintf("01JD8Y3Q7Z%016d", w.edit)
		var prev *document.Document
		if d, ok := old[id]; ok {
			prev = d.Doc
		}
		next := note(prev, key, id, edit, c.Seq)
		ch := document.Delta(prev, next, []string{"text"})
		ch.Next = document.Encode(next)
		c.Changes = append(c.Changes, ch)
		c.Edits = append(c.Edits, document.Entry{Digest: "0123456789abcdef", Author: "s17", Replica: "r01JD8Y3Q7Z", Verdict: document.Verdict{
			Edit: edit, Kind: document.Applied, Scope: key.Scope, Seq: c.Seq,
		}})
	}
	return c
}

var text = jsontext.Value(`"` + string(bytes.Repeat([]byte("Bo gick till affären. "), 22)) + `"`)

// note is a document of 1 KB: a long text, a few short fields, and where they came from.
func note(old *document.Document, key store.Key, id, edit string, seq uint64) *document.Document {
	origin := document.Origin{Author: "s17", Role: "nurse", Replica: "r01JD8Y3Q7Z", Stamp: hlc.New(1_700_000_000_000, 0, "r01JD8Y3Q7Z"), Seq: seq, At: 1_700_000_000_000}
	d := old
	if d == nil {
		d = &document.Document{ID: id, Type: "visitNote", Scope: key.Scope, Created: edit, Fields: map[string]document.Field{}}
		for _, name := range []string{"status", "goal", "planned"} {
			d.Fields[name] = document.Field{Cell: document.Cell{Candidates: []document.Candidate{{Edit: edit, Value: jsontext.Value(`"01JD8Y3Q7Z"`)}}}}
		}
	}
	d = d.Clone()
	d.Seq, d.Origins[edit] = seq, origin
	d.Fields["text"] = document.Field{Cell: document.Cell{Candidates: []document.Candidate{{Edit: edit, Value: text}}}}
	d.DropUnusedOrigins()
	return d
}

func (w *town) settle(b *testing.B, c *document.Commit) {
	key := store.Key{Tenant: c.Tenant, Scope: c.Scope}
	if err := errors.Join(w.s.Append(b.Context(), c), w.s.Finish(b.Context(), c), w.s.Close(b.Context(), key, c.Seq)); err != nil {
		b.Fatal(err)
	}
}

// cpu is the process's user and system time.
func cpu(b *testing.B) int64 {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

func perEdit(b *testing.B, began int64, edits int) {
	b.ReportMetric(float64(cpu(b)-began)/float64(b.N*edits)/1000, "cpu-µs/edit")
}

// BenchmarkSubmit reads, appends, finishes and closes 10 edits in a random scope: all a submit asks of the store.
func BenchmarkSubmit(b *testing.B) {
	w := newTown(b, *documents)
	ids := make([]string, perScope)
	for i := range ids {
		ids[i] = fmt.Sprintf("01JD8Y3Q7Z00000000000D%04d", i)
	}
	b.ReportAllocs()
	b.ResetTimer()
	began := cpu(b)
	for b.Loop() {
		key := townKey(w.rng.IntN(*documents / perScope))
		head, err := w.s.Head(b.Context(), key)
		if err != nil {
			b.Fatal(err)
		}
		old, err := w.s.Documents(b.Context(), key, ids)
		if err != nil || len(old) != perScope {
			b.Fatal(len(old), err)
		}
		c := w.commit(head, key, old)
		edits := make([]string, len(c.Edits))
		for i, e := range c.Edits {
			edits[i] = e.Verdict.Edit
		}
		if known, err := w.s.Known(b.Context(), key.Tenant, edits); err != nil || len(known) != 0 {
			b.Fatal(known, err)
		}
		w.settle(b, c)
	}
	perEdit(b, began, perScope)
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(u.Maxrss)/1e3, "rss-MB")
	b.ReportMetric(float64(w.s.Stats().DiskBytes)/1e6, "disk-MB")
}

// BenchmarkAppend appends commits of 20 edits of 1 KB; raw is Pebble alone with the same bytes, synced.
func BenchmarkAppend(b *testing.B) {
	build := func(w *town, seq uint64) *document.Commit {
		c := w.commit(document.Head{Cursor: document.Cursor{Seq: seq - 1}}, townKey(0), nil)
		more := w.commit(document.Head{Cursor: document.Cursor{Seq: seq - 1}}, townKey(0), nil)
		c.Edits, c.Changes = append(c.Edits, more.Edits...), append(c.Changes, more.Changes...)
		return c
	}
	b.Run("store", func(b *testing.B) {
		w := newTown(b, 0)
		var commits []*document.Commit
		for range 200 {
			commits = append(commits, build(w, 1))
		}
		b.ReportAllocs()
		b.ResetTimer()
		began := cpu(b)
		for n := uint64(1); b.Loop(); n++ {
			c := *commits[n%200]
			c.Seq = n
			if err := w.s.Append(b.Context(), &c); err != nil {
				b.Fatal(err)
			}
		}
		perEdit(b, began, batch)
	})
	b.Run("raw", func(b *testing.B) {
		sealed, err := build(&town{}, 1).Seal()
		if err != nil {
			b.Fatal(err)
		}
		db, err := pebbledb.Open(b.TempDir(), &pebbledb.Options{MemTableSize: 32 << 20, Logger: quiet{}})
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { _ = db.Close() })
		b.SetBytes(int64(len(sealed)))
		b.ReportAllocs()
		b.ResetTimer()
		began := cpu(b)
		for n := 0; b.Loop(); n++ {
			if err := db.Set(fmt.Appendf(nil, "%08d", n), sealed, pebbledb.Sync); err != nil {
				b.Fatal(err)
			}
		}
		perEdit(b, began, batch)
	})
}

type quiet struct{}

func (quiet) Infof(string, ...any)  {}
func (quiet) Errorf(string, ...any) {}
func (quiet) Fatalf(string, ...any) { panic("fatal") }

// BenchmarkAppendTogether is many writers in scopes of their own: they share syncs.
func BenchmarkAppendTogether(b *testing.B) {
	for _, writers := range []int{1, 16, 64} {
		b.Run(fmt.Sprint(writers), func(b *testing.B) {
			w := newTown(b, 0)
			next := make(chan int, writers)
			for i := range writers {
				next <- i
			}
			b.SetParallelism((writers + 1) / 2)
			b.ResetTimer()
			began := cpu(b)
			b.RunParallel(func(pb *testing.PB) {
				key := townKey(<-next % writers)
				own := &town{s: w.s, edit: int(key.Scope[9]) << 32}
				for head := (document.Head{}); pb.Next(); head.Seq++ {
					c := own.commit(head, key, nil)
					c.Edits, c.Changes = c.Edits[:1], c.Changes[:1]
					if err := w.s.Append(b.Context(), c); err != nil {
						b.Error(err)
						return
					}
				}
				next <- 0
			})
			perEdit(b, began, 1)
		})
	}
}

// BenchmarkDocuments reads 10 documents of a scope, decoded already or not.
func BenchmarkDocuments(b *testing.B) {
	ids := make([]string, perScope)
	for i := range ids {
		ids[i] = fmt.Sprintf("01JD8Y3Q7Z00000000000D%04d", i)
	}
	w := newTown(b, *documents)
	for name, scopes := range map[string]int{"hot": 10, "cold": *documents / perScope} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				old, err := w.s.Documents(b.Context(), townKey(w.rng.IntN(scopes)), ids)
				if err != nil || len(old) != perScope {
					b.Fatal(len(old), err)
				}
			}
		})
	}
}

// BenchmarkKnown looks up 20 edits, none or all of which are known.
func BenchmarkKnown(b *testing.B) {
	w := newTown(b, *documents)
	for name, offset := range map[string]int{"unknown": 1 << 50, "known": 0} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			edits := make([]string, batch)
			for b.Loop() {
				for i := range edits {
					edits[i] = fmt.Sprintf("01JD8Y3Q7Z%016d", offset+w.rng.IntN(16)<<32+1+w.rng.IntN(*documents/16))
				}
				if _, err := w.s.Known(b.Context(), "ekby", edits); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkOpen opens and stops a small store: what each crash of a simulation costs.
func BenchmarkOpen(b *testing.B) {
	fs := vfs.NewCrashableMem()
	for b.Loop() {
		s, err := pebble.Open(pebble.Small(fs))
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Stop(); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDue asks for what is due when nothing is, as the timer does: with many deadlines to come, and many fired.
func BenchmarkDue(b *testing.B) {
	for _, fired := range []int{0, 10_000} {
		b.Run(fmt.Sprint("fired", fired), func(b *testing.B) {
			w := newTown(b, 0)
			c := w.commit(document.Head{}, townKey(0), nil)
			for i := range fired + 10_000 {
				c.Deadlines = append(c.Deadlines, document.Deadline{Due: int64(i), Rule: "suspectMissed", Doc: "d", Edit: fmt.Sprintf("01JD8Y3Q7Z%016d", i)})
			}
			w.settle(b, c)
			for d, err := range w.s.Due(b.Context(), "ekby", int64(fired)-1) {
				if err := errors.Join(err, w.s.Fired(b.Context(), d)); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportAllocs()
			for b.Loop() {
				for d, err := range w.s.Due(b.Context(), "ekby", 1<<60) {
					if err != nil || d.Due != int64(fired) {
						b.Fatal(d, err)
					}
					break
				}
			}
		})
	}
}
