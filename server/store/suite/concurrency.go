package suite

import (
	"fmt"
	"sync"
	"testing"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var concurrencyClaims = []claim{
	{"Append_RacersToOneScopeLoseNothing", func(t *testing.T, s store.Store) {
		const racers, each = 8, 15
		var wg sync.WaitGroup
		for r := range racers {
			wg.Go(func() {
				for i := range each {
					race(t, s, fmt.Sprintf("racer-%d-%d", r, i))
				}
			})
		}
		wg.Wait()
		got := map[string]int{}
		last := map[string]int{}
		for _, c := range CheckLog(t, s, key) {
			edit := c.Edits[0].Verdict.Edit
			got[edit]++
			var racer, i int
			if _, err := fmt.Sscanf(edit, "racer-%d-%d", &racer, &i); err != nil {
				t.Fatal(err)
			}
			if name := fmt.Sprint(racer); i != last[name] {
				t.Errorf("racer %d: edit %d came where %d was due", racer, i, last[name])
			} else {
				last[name]++
			}
		}
		for r := range racers {
			for i := range each {
				if edit := fmt.Sprintf("racer-%d-%d", r, i); got[edit] != 1 {
					t.Errorf("%s is in the log %d times", edit, got[edit])
				}
			}
		}
	}},
	{"Append_ReadersNeverSeeWhatIsNotThere", func(t *testing.T, s store.Store) {
		done := make(chan struct{})
		var wg sync.WaitGroup
		wg.Go(func() {
			defer close(done)
			w := newWriter(s, key)
			for i := range 40 {
				c := w.asking(w.build(fmt.Sprint(i), "d1", "d2"), int64(i))
				w.append(t, c)
				w.finish(t, c)
				w.close(t, c)
			}
		})
		for running := true; running; {
			select {
			case <-done:
				running = false
			default:
			}
			wantConsistent(t, s)
		}
		wg.Wait()
	}},
	{"Append_ManyScopesAtOnce", func(t *testing.T, s store.Store) {
		var wg sync.WaitGroup
		for i := range 16 {
			wg.Go(func() {
				w := newWriter(s, store.Key{Tenant: key.Tenant, Scope: document.Scope(fmt.Sprintf("citizen/c%d/health/ekby", i))})
				for range 10 {
					c := w.write(t, "text", "d1")
					w.finish(t, c)
					w.close(t, c)
				}
				w.wantState(t)
			})
		}
		wg.Wait()
	}},
}

// race appends one edit, trying again under the next number as long as others come first.
func race(t *testing.T, s store.Store, edit string) {
	for {
		head, err := s.Head(t.Context(), key)
		if err != nil {
			t.Error(err)
			return
		}
		c := &document.Commit{Tenant: key.Tenant}
		c.Scope, c.Seq, c.Epoch = key.Scope, head.Seq+1, "first"
		c.Edits = []document.Entry{{Digest: "d", Verdict: document.Verdict{Edit: edit, Scope: key.Scope, Seq: c.Seq}}}
		if err := s.Append(t.Context(), c); err == nil {
			return
		} else if !isTaken(err) {
			t.Error(err)
			return
		}
	}
}

// wantConsistent reads in the order of catching up: head, open commits, documents. Nothing up to the head may be missing.
func wantConsistent(t *testing.T, s store.Store) {
	head, err := s.Head(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	var open []*document.Commit
	for c := range all(t, s.Open(t.Context(), key)) {
		open = append(open, c)
	}
	docs, err := s.Documents(t.Context(), key, []string{"d1", "d2"})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"d1", "d2"} {
		var doc *document.Document
		if d, ok := docs[id]; ok {
			doc = d.Doc
		}
		for _, c := range open {
			for _, ch := range c.Changes {
				if ch.Doc.ID == id {
					doc, _ = ch.ApplyTo(doc)
				}
			}
		}
		if head.Seq > 0 && (doc == nil || doc.Seq < head.Seq) {
			t.Errorf("head is %d, document %s is not there yet: %v", head.Seq, id, doc)
		}
	}
	known, err := s.Known(t.Context(), key.Tenant, []string{editID(key, head.Seq+1, "d1")})
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range due(t, s, key.Tenant, int64(head.Seq)+9) {
		if now, err := s.Head(t.Context(), key); err != nil || now.Seq < d.Seq {
			t.Errorf("a deadline of %d is due and the head is %d (%v)", d.Seq, now.Seq, err)
		}
	}
	if k, ok := known[editID(key, head.Seq+1, "d1")]; ok {
		if now, err := s.Head(t.Context(), key); err != nil || now.Seq < k.Seq {
			t.Errorf("an edit is answered at %d and the head is %d (%v)", k.Seq, now.Seq, err)
		}
	}
}
