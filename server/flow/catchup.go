package flow

import (
	"context"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Page is a part of what a replica misses of one scope: documents by ascending seq. When Done, the replica that has all
// pages is at Head.
type Page struct {
	Documents []store.Stored
	Last      uint64 // seq of the last document: the next page goes on from there
	Done      bool
	Head      document.Head
}

// Page reads on from a seq. It stops at a commit's end once it has limitBytes or limitCount, so that a page never parts
// documents that changed together. Documents may be newer than Head: their commits are sent, or were sent, as well.
// Cold documents are left out for a replica that starts from nothing.
func (f *Flow) Page(ctx context.Context, key store.Key, from uint64, limitCount, limitBytes int) (Page, error) {
	head, err := f.settledHead(ctx, key)
	if err != nil {
		return Page{}, err
	}
	p := Page{Head: head, Last: from, Done: true}
	size := 0
	for s, err := range f.o.Store.Since(ctx, key, from) {
		if err != nil {
			return Page{}, err
		}
		if s.Doc.Seq != p.Last && (len(p.Documents) >= limitCount || size >= limitBytes) {
			p.Done = false
			break
		}
		p.Last = s.Doc.Seq
		if s.Doc.Cold && from == 0 {
			continue
		}
		p.Documents = append(p.Documents, s)
		size += len(s.Bytes)
	}
	return p, nil
}

// Head is the end of a scope's log; the zero Head when the scope does not exist.
func (f *Flow) Head(ctx context.Context, key store.Key) (document.Head, error) {
	return f.o.Store.Head(ctx, key)
}

// Fits reports whether a cursor is a place in this scope's present history.
func (f *Flow) Fits(ctx context.Context, key store.Key, c document.Cursor, head document.Head) (bool, error) {
	if c.Epoch != head.Epoch || c.Seq > head.Seq {
		return false, nil
	}
	if c.Seq == head.Seq {
		return c.Chain == head.Chain, nil
	}
	for commit, err := range f.o.Store.Commits(ctx, key, c.Seq, c.Seq) {
		if err != nil {
			return false, err
		}
		return document.ShortChain(commit.Hash) == c.Chain, nil
	}
	return false, nil
}
