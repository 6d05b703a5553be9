package flow

import (
	"cmp"
	"context"
	"iter"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/catchup"
	"github.com/samsyn/samsyn/sync/document"
)

// Page is a part of what a replica misses of one scope: documents by ascending seq. When Done, the replica that has all
// pages is at Head.
type Page struct {
	Documents []store.Stored
	Last      uint64 // the next page goes on from here
	Done      bool
	Head      document.Head
}

// Page reads on from a seq, at most a frame's worth (catchup.Pages). Documents may be newer than Head: their commits are
// sent, or were sent, as well. A replica that starts from nothing gets no cold documents.
func (f *Flow) Page(ctx context.Context, key store.Key, from uint64, fresh bool) (Page, error) {
	head, err := f.settledHead(ctx, key)
	if err != nil {
		return Page{}, err
	}
	since := f.o.Store.Since(ctx, key, from)
	if fresh {
		since = withoutCold(since)
	}
	seq := func(s store.Stored) uint64 { return s.Doc.Seq }
	size := func(s store.Stored) int { return len(s.Bytes) }
	for page, err := range catchup.Pages(since, seq, size, catchup.PageDocuments, cmp.Or(f.o.PageBytes, catchup.PageBytes)) {
		if err != nil {
			return Page{}, err
		}
		p := Page{Documents: page.Items, Done: page.Done, Head: head, Last: head.Seq}
		if !p.Done {
			// Not past the head: a commit between them may not have reached the documents yet.
			p.Last = min(page.Items[len(page.Items)-1].Doc.Seq, head.Seq)
		}
		return p, nil
	}
	return Page{}, ctx.Err()
}

func withoutCold(all iter.Seq2[store.Stored, error]) iter.Seq2[store.Stored, error] {
	return func(yield func(store.Stored, error) bool) {
		for s, err := range all {
			if (err != nil || !s.Doc.Cold) && !yield(s, err) {
				return
			}
		}
	}
}

// Head is the end of a scope's log; the zero Head when the scope does not exist.
func (f *Flow) Head(ctx context.Context, key store.Key) (document.Head, error) {
	return f.o.Store.Head(ctx, key)
}

// ChainAt is the part of the chain's hash that a cursor at seq carries; "" when the log has no such commit.
func (f *Flow) ChainAt(ctx context.Context, key store.Key, seq uint64) (string, error) {
	for commit, err := range f.o.Store.Commits(ctx, key, seq, seq) {
		if err != nil {
			return "", err
		}
		return commit.Cursor().Chain, nil
	}
	return "", nil
}

// Document is one document as it is now; nil when there is none.
func (f *Flow) Document(ctx context.Context, key store.Key, id string) (*document.Document, error) {
	if _, err := f.settledHead(ctx, key); err != nil {
		return nil, err
	}
	stored, err := f.o.Store.Documents(ctx, key, []string{id})
	if err != nil {
		return nil, err
	}
	return stored[id].Doc, nil
}
