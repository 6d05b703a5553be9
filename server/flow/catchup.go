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
