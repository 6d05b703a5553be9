package flow

import (
	"context"
	"slices"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// work is a document while a commit is made of it.
type work struct {
	before store.Stored // Doc is nil when there was none
	now    *document.Document
	fields []string // changed so far, with repeats
	grown  int      // bytes added, at most
	by     []string // those whose edits changed it, the server aside
	loaded bool     // a load changed it
}

// load reads the documents the edits are about. Commits up to the head are finished, so they are the state at the head or
// later; if somebody commits meanwhile, Append says so.
func (g *Group) load(ctx context.Context) error {
	var ids []string
	seen := map[string]bool{}
	g.each(func(_ *part, it *item) {
		if it.code == "" && !seen[it.Edit.Doc] {
			seen[it.Edit.Doc] = true
			ids = append(ids, it.Edit.Doc)
		}
	})
	stored, err := g.f.o.Store.Documents(ctx, g.key, ids)
	if err != nil {
		return err
	}
	g.docs = make(map[string]*work, len(ids))
	for _, id := range ids {
		g.docs[id] = newWork(stored[id])
	}
	g.next("weave", g.weave)
	return nil
}

// changedBy notes whose edit changes the document.
func (w *work) changedBy(author Author, effect bool) {
	switch {
	case effect:
	case author.Kind == access.Server:
		w.loaded = true
	case !slices.Contains(w.by, author.ID):
		w.by = append(w.by, author.ID)
	}
}

func newWork(s store.Stored) *work { return &work{before: s, now: s.Doc} }

// settledHead reads the head of a scope and finishes every commit up to it, so that documents read afterwards are the
// state at that head or a later one (architecture section 4: nobody uses documents alone).
func (f *Flow) settledHead(ctx context.Context, key store.Key) (document.Head, error) {
	head, err := f.o.Store.Head(ctx, key)
	if err != nil || head.Seq == 0 {
		return head, err
	}
	for c, err := range f.o.Store.Open(ctx, key) {
		if err != nil {
			return head, err
		}
		if err := f.o.Store.Finish(ctx, c); err != nil {
			return head, err
		}
	}
	return head, nil
}

// document reads one more document while weaving; nil when there is none.
func (g *Group) document(ctx context.Context, id string) (*work, error) {
	if w := g.docs[id]; w != nil {
		return w, nil
	}
	stored, err := g.f.o.Store.Documents(ctx, g.key, []string{id})
	if err != nil {
		return nil, err
	}
	g.docs[id] = newWork(stored[id])
	return g.docs[id], nil
}
