package faulttest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/suite"
	"github.com/samsyn/samsyn/sync/document"
)

// books is what stands in all logs in the end.
type books struct {
	w         *town
	s         *mongo.Store
	answers   map[string][]place // by edit
	effects   []string
	deadlines map[string]int64 // the edit that each makes, and when it is due
	commits   int              // in all logs
}

type place struct {
	scope document.Scope
	seq   uint64
	entry document.Entry
}

// count checks that the promises were kept. The phones have stopped writing, and all is healed.
func (w *town) count() {
	w.t.Helper()
	w.settles()
	b := w.read()
	b.checkAnswers()
	b.checkOwed()
	for node := range w.nodes { // who knew nothing is given the same, by each node
		w.phone("bodil", "unitManager", node, false).wait("caught up", func() bool { return true })
	}
	w.settles()
	b.checkPhones()
	edits := 0
	for _, p := range w.phones {
		edits += len(p.wrote)
	}
	w.t.Logf("%d edits of %d phones over %d connections, %d changes of the team, %d effects, %d deadlines: each once",
		edits, len(w.phones), w.dialled(), w.loads, len(b.effects), len(b.deadlines))
}

// settles waits until every phone has all its answers and is connected.
func (w *town) settles() {
	w.t.Helper()
	for _, p := range w.phones {
		p.wait("settled", func() bool { return p.caughtUp && p.r.Pending() == 0 })
	}
}

// read waits until nothing is open any more and all meetings are prepared, and reads all logs. They are read one after the
// other, so what is read counts when a second reading finds no commit more.
func (w *town) read() *books {
	w.t.Helper()
	ctx := context.Background()
	s, err := mongo.Open(ctx, mongo.Options{URI: w.uri, Schema: schema.Embedded()})
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = s.Stop() })
	deadline, before := time.Now().Add(patience), 0
	for {
		b := &books{w: w, s: s, answers: map[string][]place{}, deadlines: map[string]int64{}}
		b.readAll(ctx)
		left := b.unfinished(ctx)
		if left == "" && b.commits != before {
			left = fmt.Sprintf("%d commits, and %d a moment ago", b.commits, before)
		}
		if left == "" {
			return b
		}
		before = b.commits
		if time.Now().After(deadline) {
			w.t.Fatal("not done: " + left)
		}
		pause(ctx, nil, 200*time.Millisecond)
	}
}

func (b *books) readAll(ctx context.Context) {
	for scope, err := range b.s.Scopes(ctx, tenant) {
		if err != nil {
			b.w.t.Fatal(err)
		}
		for _, c := range suite.CheckLog(b.w.t, b.s, store.Key{Tenant: tenant, Scope: scope}) { // no gap, and the chain is whole
			b.commits++
			for _, e := range c.Edits {
				b.answers[e.Verdict.Edit] = append(b.answers[e.Verdict.Edit], place{scope, c.Seq, e})
			}
			for _, e := range c.Effects {
				b.effects = append(b.effects, e.ID)
			}
			for _, d := range c.Deadlines {
				b.deadlines[d.Edit] = d.Due
			}
		}
	}
}

// unfinished says what the nodes still have to do.
func (b *books) unfinished(ctx context.Context) string {
	for c, err := range b.s.Open(ctx, store.Key{}) {
		if err != nil {
			b.w.t.Fatal(err)
		}
		return fmt.Sprintf("%s %d is open", c.Scope, c.Seq)
	}
	due := 0
	for edit, at := range b.deadlines {
		if at > time.Now().UnixMilli() {
			continue
		}
		if due++; len(b.answers[edit]) == 0 {
			return fmt.Sprintf("a deadline of %s was not met", document.TimeText(at))
		}
	}
	if due < b.w.called {
		return fmt.Sprintf("%d of %d meetings are due", due, b.w.called)
	}
	return ""
}

// checkAnswers: every edit stands in one log, once, and its phone was told just that.
func (b *books) checkAnswers() {
	b.w.t.Helper()
	for edit, places := range b.answers {
		if len(places) != 1 {
			b.w.t.Errorf("%s is answered %d times: %+v", edit, len(places), places)
		}
	}
	for _, p := range b.w.phones {
		p.mu.Lock()
		defer p.mu.Unlock()
		for _, e := range p.wrote {
			told, places := p.told[e.ID], b.answers[e.ID]
			if len(places) == 0 {
				b.w.t.Errorf("%s wrote %s, and it is in no log", p.id, e.ID)
				continue
			}
			is := places[0].entry.Verdict
			if told.Kind != is.Kind || told.Code != is.Code || told.Scope != places[0].scope || told.Seq != places[0].seq || is.Kind == document.Refused {
				b.w.t.Errorf("%s was told %+v of %s, in the log of %s %d is %+v", p.id, told, e.ID, places[0].scope, places[0].seq, is)
			}
		}
	}
}

// checkOwed: every effect, and every deadline that is due, was written once.
func (b *books) checkOwed() {
	b.w.t.Helper()
	owed := map[string]bool{}
	for _, edit := range b.effects {
		if owed[edit] || len(b.answers[edit]) != 1 {
			b.w.t.Errorf("effect %s is owed twice (%t) or written %d times", edit, owed[edit], len(b.answers[edit]))
		}
		owed[edit] = true
	}
	for edit := range b.deadlines {
		if n := len(b.answers[edit]); n > 1 {
			b.w.t.Errorf("a deadline was met %d times", n)
		}
	}
	if len(b.effects) < b.w.loads {
		b.w.t.Errorf("%d effects of %d changes", len(b.effects), b.w.loads)
	}
}

// checkPhones: every phone holds the bytes of the log's end, with all that was written in them, once.
func (b *books) checkPhones() {
	b.w.t.Helper()
	for _, p := range b.w.phones {
		for _, scope := range []document.Scope{social, meetings} {
			key := store.Key{Tenant: tenant, Scope: scope}
			b.s.Stale(key)
			head, err := b.s.Head(context.Background(), key)
			if err != nil {
				b.w.t.Fatal(err)
			}
			p.wait(fmt.Sprintf("at %d of %s", head.Seq, scope), func() bool { return p.seq(scope) >= head.Seq })
			p.mu.Lock()
			s, _ := p.r.Status(scope)
			if s.Cursor != head.Cursor || s.Checksum != head.Checksum {
				b.w.t.Errorf("%s: %s at %+v, checksum %016x; the log is at %+v, %016x", p.id, scope, s.Cursor, uint64(s.Checksum), head.Cursor, uint64(head.Checksum))
			}
			if got, want := p.bytes(scope), string(b.bytes(key)); got != want {
				b.w.t.Errorf("%s: %s\n%s\nthe store\n%s", scope, p.id, got, want)
			}
			p.mu.Unlock()
		}
		p.mu.Lock()
		if n, aside := p.r.Mismatches(), len(p.r.SetAside()); n != 0 || aside != 0 {
			b.w.t.Errorf("%s: %d checksums did not match, %d edits are set aside", p.id, n, aside)
		}
		p.mu.Unlock()
	}
	text := string(b.bytes(store.Key{Tenant: tenant, Scope: social}))
	for _, p := range b.w.phones {
		for i, e := range p.wrote {
			line := fmt.Sprintf(`"Rad %s-%d."`, p.id, i)
			if n := strings.Count(text, line); e.Type == "visitNote" && n != 1 {
				b.w.t.Errorf("%s is there %d times", line, n)
			}
		}
	}
}

// bytes is what the store holds of a scope, as phones would.
func (b *books) bytes(key store.Key) (out []byte) {
	docs := map[string][]byte{}
	for d, err := range b.s.Since(context.Background(), key, 0) {
		if err != nil {
			b.w.t.Fatal(err)
		}
		if !d.Doc.Cold {
			docs[d.Doc.ID] = append(d.Doc.AppendCanonical(nil), '\n')
		}
	}
	for _, id := range slices.Sorted(maps.Keys(docs)) {
		out = append(out, docs[id]...)
	}
	return out
}

func (p *phone) bytes(scope document.Scope) string { return string(p.r.AppendCanonical(nil, scope)) }
