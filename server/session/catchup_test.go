package session_test

import (
	"slices"
	"testing"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// A node died between the commit and the telling: the next commit does not follow what was sent, and the scope catches up.
func TestSession_AGapIsCaughtUp(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 1, 10)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	c.isAtHead(social)
	w.goals("b", 1, 10)
	if got := of(c.all(), social); !slices.Equal(got, []string{wire.KindCommit}) {
		t.Errorf("a commit that follows came as %v", got)
	}
	w.drop = true
	w.goals("lost", 1, 10)
	w.drop = false
	if got := c.all(); len(got) != 0 {
		t.Errorf("told of what was not published: %v", got)
	}
	w.goals("c", 1, 10)
	if got := of(c.all(), social); !slices.Equal(got, []string{wire.KindDocuments}) {
		t.Errorf("the gap was closed by %v", got)
	}
	c.isAtHead(social)
	w.goals("d", 1, 10)
	if got := of(c.all(), social); !slices.Equal(got, []string{wire.KindCommit}) {
		t.Errorf("after the gap: %v", got)
	}
	c.isAtHead(social)
}

// A queue that is full costs a live commit, not the connection: what was not queued is read from the log later.
func TestSession_AFullQueuePutsTheScopeBehind(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{Frames: 3})
	c.hello()
	c.all()
	for _, p := range []string{"a", "b", "c", "d", "e", "f"} {
		w.goals(p, 2, 10)
	}
	if n, _ := c.queue.Waiting(); n != 3 {
		t.Errorf("%d frames wait, want 3", n)
	}
	got := of(c.all(), social)
	if !slices.Equal(got, []string{wire.KindCommit, wire.KindCommit, wire.KindCommit, wire.KindDocuments}) {
		t.Errorf("frames: %v", got)
	}
	c.isAtHead(social)
	if code, closed := c.queue.Closed(); closed {
		t.Errorf("closed as %s", code)
	}
}

// What must not be missed, such as a verdict, closes the connection when it does not fit: the phone comes back and asks again.
func TestSession_AFullQueueForAnAnswerIsSlow(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{Frames: 3})
	c.hello()
	c.all()
	for range 4 {
		c.frame([]byte(`{"frame":"dance"}`))
	}
	if code, closed := c.queue.Closed(); !closed || code != fault.Slow {
		t.Errorf("closed %v as %q", closed, code)
	}
	if got := c.codes(); len(got) != 3 {
		t.Errorf("what waited does not leave: %v", got)
	}
}

// A page is as long as it must be for the documents of one commit to stay together.
func TestSession_APageNeverSplitsACommit(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 250, 10)
	w.goals("b", 256, 10)
	w.goals("c", 120, 7000) // 840 KB, three pages' worth
	w.goals("d", 100, 10)
	c := w.connect("amina", fanout.Limits{Bytes: 8 << 20})
	c.hello()
	in, pages, docs := map[uint64]int{}, 0, 0
	for _, f := range c.all() {
		if page, ok := f.(*wire.Documents); ok && page.Scope == social {
			pages++
			for _, d := range page.Documents {
				if at, seen := in[d.Seq]; seen && at != pages {
					t.Fatalf("commit %d stands on pages %d and %d", d.Seq, at, pages)
				}
				in[d.Seq] = pages
				docs++
			}
		}
	}
	if pages < 3 || docs != 726 || len(in) != 4 {
		t.Errorf("%d pages, %d documents of %d commits", pages, docs, len(in))
	}
	c.isAtHead(social)
}

// Access ends while pages are on their way: what was queued is dropped, what is being read is not queued, nothing follows.
func TestSession_RevocationDuringCatchUp(t *testing.T) {
	t.Parallel()
	for name, moment := range map[string]func(w *world, c *conn){
		"a page is queued": func(w *world, c *conn) {
			c.queue.Push(fanout.Frame{Scope: social, Bytes: []byte(`{"frame":"commit","scope":"citizen/c1/social/ekby"}`)}) // as if another commit waited too
			w.revoke("amina")
		},
		"a page is being read": func(w *world, _ *conn) {
			w.store.since = func(key store.Key) {
				if key.Scope == social {
					w.store.since = nil
					w.revoke("amina")
				}
			}
		},
		"between two pages": func(w *world, _ *conn) { w.revoke("amina") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			for _, p := range []string{"a", "b", "c"} {
				w.goals(p, 50, 7000) // 350 KB: a page each
			}
			c := w.connect("amina", fanout.Limits{})
			c.hello()
			for { // to the first page of the social record
				if f, ok := c.pop().(*wire.Documents); ok && f.Scope == social {
					break
				}
			}
			moment(w, c)
			var revoked []document.Scope
			for _, f := range c.all() {
				if r, ok := f.(*wire.Revoke); ok {
					revoked = r.Scopes
				}
				if got := of([]wire.Frame{f}, social); len(got) > 0 {
					t.Errorf("after the revocation came %v", got)
				}
			}
			if !slices.Contains(revoked, social) {
				t.Errorf("revoked: %v", revoked)
			}
			w.goals("d", 1, 10)
			if got := of(c.all(), social); len(got) > 0 {
				t.Errorf("later came %v", got)
			}
			if w.hub.HasSubscribers(tenantID, social) {
				t.Error("still subscribed")
			}
		})
	}
}

// The phone takes its welcome while the server still decides from where to send each scope.
func TestSession_NothingIsSentBeforeItIsDecidedFromWhere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 3, 10)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	c.s.Close()
	w.goals("b", 1, 10)
	back := w.connect("amina", fanout.Limits{})
	back.r = c.r
	var early []wire.Frame
	w.store.head = func(store.Key) { early = append(early, back.all()...) }
	back.hello()
	w.store.head = nil
	for _, f := range early {
		if f.Kind() != wire.KindWelcome {
			t.Errorf("%s came early", f.Kind())
		}
	}
	docs := 0
	for _, f := range back.all() {
		if page, ok := f.(*wire.Documents); ok && page.Scope == social {
			docs += len(page.Documents)
		}
	}
	if docs != 1 {
		t.Errorf("%d documents sent, want the one that is new", docs)
	}
	back.isAtHead(social)
}

// What is asked for again comes again, and what happens meanwhile is not lost.
func TestSession_CatchUpFrames(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.goals("a", 2, 10)
	w.goals("b", 1, 10)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	c.frame(wire.AppendCatchUp(nil, social, nil))
	w.goals("c", 1, 10)
	var resets, docs int
	for _, f := range c.all() {
		if page, ok := f.(*wire.Documents); ok {
			docs += len(page.Documents)
			if page.Reset {
				resets++
			}
		}
	}
	if resets != 1 || docs != 4 {
		t.Errorf("%d resets, %d documents", resets, docs)
	}
	c.isAtHead(social)
	c.frame(wire.AppendCatchUp(nil, "citizen/c1/health/ekby", nil))
	if page, ok := c.pop().(*wire.Documents); !ok || !page.Done || page.Scope != "citizen/c1/health/ekby" {
		t.Errorf("a scope without a commit: %+v", page)
	}
	foreign := document.Cursor{Epoch: "another", Seq: 1, Chain: "0123456789abcdef"}
	c.frame(wire.AppendCatchUp(nil, social, &foreign))
	if page, ok := c.pop().(*wire.Documents); !ok || !page.Reset || len(page.Documents) != 4 {
		t.Errorf("from another history: %+v", page)
	}
	for _, scope := range []document.Scope{"citizen/c2/social/ekby", "citizen/c1/social/nobody", "tenant/directory"} {
		c.all()
		c.frame(wire.AppendCatchUp(nil, scope, nil))
		if got := c.codes(); !slices.Equal(got, []string{fault.NotFound}) {
			t.Errorf("%s: %v", scope, got)
		}
	}
}
