package move_test

import (
	"bytes"
	"fmt"
	"math"
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"
	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/move"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/store/pebble"
	"github.com/samsyn/samsyn/sync/document"
)

const tenant = "ekby"

// newPebble opens an empty store in memory.
func newPebble(t testing.TB) *pebble.Store {
	t.Helper()
	s, err := pebble.Open(pebble.Small(vfs.NewMem()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// history writes one scope's log as the flow would.
type history struct {
	t    testing.TB
	s    store.Store
	key  store.Key
	head document.Head
	docs map[string]*document.Document
}

func newHistory(t testing.TB, s store.Store, scope document.Scope) *history {
	return &history{t: t, s: s, key: store.Key{Tenant: tenant, Scope: scope}, docs: map[string]*document.Document{}}
}

// next makes the commit after the head, in which documents get a text.
func (h *history) next(text string, ids ...string) *document.Commit {
	c := &document.Commit{Tenant: tenant}
	c.Scope, c.Seq, c.Epoch, c.At, c.Checksum = h.key.Scope, h.head.Seq+1, h.head.Epoch, int64(1000*h.head.Seq), h.head.Checksum
	if c.Epoch == "" {
		c.Epoch = "first"
	}
	for _, id := range ids {
		edit := h.edit(c.Seq, id)
		next := h.write(id, edit, text, c.Seq)
		if old := h.docs[id]; old != nil {
			c.Checksum -= document.Checksum(document.Encode(old).Sum)
		}
		c.Checksum += document.Checksum(document.Encode(next).Sum)
		c.Changes = append(c.Changes, document.Delta(h.docs[id], next, []string{"text"}))
		c.Edits = append(c.Edits, document.Entry{Digest: "d-" + edit, Author: "s1", Replica: "r1", Verdict: document.Verdict{
			Edit: edit, Kind: document.Applied, Scope: c.Scope, Seq: c.Seq,
		}})
	}
	return c
}

func (h *history) edit(seq uint64, id string) string {
	return fmt.Sprintf("%s-%d-%s", h.key.Scope, seq, id)
}

func (h *history) write(id, edit, text string, seq uint64) *document.Document {
	d := h.docs[id]
	if d == nil {
		d = &document.Document{ID: id, Type: "note", Scope: h.key.Scope, Created: edit}
	}
	d = d.Clone()
	d.Seq = seq
	d.Origins[edit] = document.Origin{Author: "s1", Role: "nurse", Replica: "r1", Stamp: "0-r1", Seq: seq}
	value, err := jsontext.AppendQuote(nil, text)
	if err != nil {
		h.t.Fatal(err)
	}
	d.Fields["text"] = document.Field{Cell: document.Cell{Candidates: []document.Candidate{{Edit: edit, Value: value}}}}
	d.DropUnusedOrigins()
	return d
}

// append appends and finishes a commit.
func (h *history) append(c *document.Commit) *document.Commit {
	h.t.Helper()
	if err := h.s.Append(h.t.Context(), c); err != nil {
		h.t.Fatal(err)
	}
	if err := h.s.Finish(h.t.Context(), c); err != nil {
		h.t.Fatal(err)
	}
	h.adopt(c)
	return c
}

// adopt takes over a commit that was appended.
func (h *history) adopt(c *document.Commit) {
	h.head = c.Head(h.head.Parent)
	for _, ch := range c.Changes {
		h.docs[ch.Doc.ID], _ = ch.ApplyTo(h.docs[ch.Doc.ID])
	}
}

func (h *history) close(c *document.Commit) {
	h.t.Helper()
	if err := h.s.Close(h.t.Context(), h.key, c.Seq); err != nil {
		h.t.Fatal(err)
	}
}

// commit is a whole turn.
func (h *history) commit(text string, ids ...string) {
	h.t.Helper()
	h.close(h.append(h.next(text, ids...)))
}

var scopes = []document.Scope{"citizen/c1/health/ekby", "citizen/c1/health/ek", "staff/s1/inbox/ekby", "tenant/directory"}

// draw fills a store with a tenant: some scopes, forks, open commits, deadlines of which some are fired, an audit log, logins.
func draw(t testing.TB, rt *rapid.T, s store.Store) {
	for _, scope := range scopes[:rapid.IntRange(1, len(scopes)).Draw(rt, "scopes")] {
		h := newHistory(t, s, scope)
		for range rapid.IntRange(1, 6).Draw(rt, "commits") {
			drawCommit(rt, h)
		}
	}
	for d, err := range s.Due(t.Context(), tenant, math.MaxInt64) {
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(rt, "fired") {
			if err := s.Fired(t.Context(), d); err != nil {
				t.Fatal(err)
			}
		}
	}
	drawAudit(t, rt, s)
	for i := range rapid.IntRange(0, 3).Draw(rt, "logins") {
		c := store.Contact{Who: store.Who{Actor: "s1", Replica: fmt.Sprint("r", i)}, First: 1, Last: int64(i)}
		held := store.Holding{Scope: scopes[i], Replica: c.Replica, Since: 7, PurgedAt: int64(i)}
		if err := s.Hold(t.Context(), tenant, c, held); err != nil {
			t.Fatal(err)
		}
	}
}

func drawCommit(rt *rapid.T, h *history) {
	ids := rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"a", "b", "ab"}), 0, 3, rapid.ID).Draw(rt, "documents")
	c := h.next(rapid.String().Draw(rt, "text"), ids...)
	if h.head.Seq > 0 && rapid.IntRange(0, 5).Draw(rt, "fork") == 0 {
		c.Parent, c.Epoch = &document.Base{Epoch: h.head.Epoch, Seq: h.head.Seq}, fmt.Sprint("epoch", c.Seq)
	}
	for i, due := range rapid.SliceOfN(rapid.Int64(), 0, 2).Draw(rt, "deadlines") {
		c.Deadlines = append(c.Deadlines, document.Deadline{Due: due, Rule: "later", Doc: "a", Edit: h.edit(c.Seq, fmt.Sprint("due", i))})
	}
	h.append(c)
	if rapid.Bool().Draw(rt, "closed") {
		h.close(c)
	}
}

func drawAudit(t testing.TB, rt *rapid.T, s store.Store) {
	for i := range rapid.IntRange(0, 4).Draw(rt, "records") {
		var events []store.Event
		for range rapid.IntRange(0, 3).Draw(rt, "events") {
			events = append(events, store.Event{
				At: rapid.Int64().Draw(rt, "at"), Action: store.ActionRead, Who: store.Who{Actor: "s1"}, What: store.What{Citizen: "c1", Scope: scopes[0]},
			})
		}
		mark := store.ReadMark{Replica: fmt.Sprint("r", i%2), UpTo: uint64(i), Link: "ab"}
		if err := s.Record(t.Context(), tenant, events, mark); err != nil {
			t.Fatal(err)
		}
	}
}

// export gives a tenant's lines.
func export(t testing.TB, s store.Store) (string, move.Summary) {
	t.Helper()
	var out bytes.Buffer
	sum, err := move.Export(t.Context(), s, tenant, &out, nil)
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), sum
}

// take imports lines, and gives what was imported.
func take(t testing.TB, s store.Store, lines string, o move.Options) move.Summary {
	t.Helper()
	sum, err := move.Import(t.Context(), s, bytes.NewBufferString(lines), o)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
