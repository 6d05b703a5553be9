package move_test

import (
	"context"
	"fmt"
	"io"
	"iter"
	"runtime"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/move"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// endless is a store with one scope of n commits that are made while they are read, and takes commits without keeping them.
type endless struct {
	store.Store
	n    int
	head document.Head
}

func (e *endless) Scopes(context.Context, string) iter.Seq2[document.Scope, error] {
	return func(yield func(document.Scope, error) bool) {
		if e.n > 0 {
			yield(scopes[0], nil)
		}
	}
}

func (e *endless) Commits(context.Context, store.Key, uint64, uint64) iter.Seq2[*document.Commit, error] {
	return func(yield func(*document.Commit, error) bool) {
		h := newHistory(nil, nil, scopes[0])
		for range e.n {
			c := h.next(strings.Repeat("å", 5000), "a")
			c.Prev, c.Salt = h.head.Hash, "salt"
			if _, err := c.Seal(); err != nil {
				yield(nil, err)
				return
			}
			h.head = c.Head(nil)
			h.docs["a"], _ = c.Changes[0].ApplyTo(h.docs["a"])
			if !yield(c, nil) {
				return
			}
		}
	}
}

func (e *endless) Append(_ context.Context, c *document.Commit) error {
	_, err := c.Seal()
	e.head = c.Head(nil)
	return err
}

func (e *endless) Head(context.Context, store.Key) (document.Head, error) { return e.head, nil }
func (e *endless) Finish(context.Context, *document.Commit) error         { return nil }
func (e *endless) Close(context.Context, store.Key, uint64) error         { return nil }

// high notes how much memory is in use when a part of the lines has gone by.
type high struct {
	io.Writer
	bytes, next int
	used        []uint64
}

const part = 3 << 20

func (h *high) Write(b []byte) (int, error) {
	if h.bytes += len(b); h.bytes >= h.next {
		h.next += part
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		h.used = append(h.used, m.HeapAlloc)
	}
	return h.Writer.Write(b)
}

// Not parallel: it looks at the memory of the whole process.
func TestMove_MemoryDoesNotGrowWithTheHistory(t *testing.T) {
	out, in := io.Pipe()
	done := make(chan error, 1)
	into := &endless{Store: newPebble(t)}
	go func() {
		_, err := move.Import(t.Context(), into, out, move.Options{})
		_ = out.CloseWithError(err)
		done <- err
	}()
	h := &high{Writer: in}
	sum, err := move.Export(t.Context(), &endless{Store: newPebble(t), n: 2500}, tenant, h, nil)
	_ = in.CloseWithError(err)
	// The last document is not in the store that keeps nothing, so the checksum cannot fit: every line before was taken in.
	if imported := <-done; err != nil || imported == nil || !strings.Contains(imported.Error(), "line 2502: the documents of") {
		t.Fatalf("%v, %v after %+v", err, imported, sum)
	}
	if len(h.used) < 8 {
		t.Fatalf("only %d bytes went by", h.bytes)
	}
	first, last := h.used[1], h.used[len(h.used)-1]
	if last > first+4<<20 {
		t.Errorf("memory grew from %d to %d bytes: %s", first, last, fmt.Sprint(h.used))
	}
}
