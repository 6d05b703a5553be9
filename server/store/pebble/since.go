package pebble

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	pebbledb "github.com/cockroachdb/pebble/v2"

	"github.com/samsyn/samsyn/server/store"
)

const (
	// listsPerDocument is how many lists of changed ids are read in the time of one document.
	listsPerDocument = 4
	// keptBytes is how much of what was read to find the order is kept for the second round.
	keptBytes = 4 << 20
)

// place is a document's place in the order of Since; value is what is stored, or nil.
type place struct {
	seq   uint64
	id    string
	value []byte
}

// Since implements store.Documents. It reads a snapshot, which holds back Pebble's cleaning until the iteration ends.
func (s *Store) Since(ctx context.Context, key store.Key, from uint64) iter.Seq2[store.Stored, error] {
	return func(yield func(store.Stored, error) bool) {
		if err := s.life.enter(ctx); err != nil {
			yield(store.Stored{}, err)
			return
		}
		defer s.life.leave()
		if err := s.since(ctx, key, from, yield); err != nil {
			yield(store.Stored{}, fmt.Errorf("read documents of %s: %w", key.Scope.Masked(), err))
		}
	}
}

func (s *Store) since(ctx context.Context, key store.Key, from uint64, yield func(store.Stored, error) bool) error {
	head, err := s.head(key)
	if err != nil || from >= head.Seq {
		return err
	}
	snapshot := s.db.NewSnapshot()
	defer snapshot.Close()
	find := s.findInLists
	if (head.Seq-from)/listsPerDocument > head.documents {
		find = s.findInDocuments
	}
	places, err := find(ctx, snapshot, key, from)
	if err != nil {
		return err
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.seq, b.seq), cmp.Compare(a.id, b.id)) })
	for _, p := range places {
		d, ok := s.docs.get(docKey{key, p.id})
		if !ok || d.Doc == nil || d.Doc.Seq != p.seq { // the cache may be ahead of the snapshot
			if d, err = readPlace(snapshot, key, p); err != nil {
				return err
			}
		}
		if !yield(d, nil) {
			return nil
		}
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return nil
}

// findInLists looks at the documents that the commits after from changed.
func (s *Store) findInLists(ctx context.Context, r pebbledb.Reader, key store.Key, from uint64) ([]place, error) {
	var ids []string
	lower, upper := seqKey(nil, changedKind, key, from+1), after(scopePrefix(nil, changedKind, key))
	err := s.scan(ctx, r, lower, upper, func(_, v []byte) (bool, error) {
		return true, parseChanged(v, func(id string) { ids = append(ids, id) })
	})
	if err != nil {
		return nil, err
	}
	slices.Sort(ids)
	f := finder{from: from}
	err = s.lookup(r, scopePrefix(nil, documentKind, key), slices.Compact(ids), f.visit)
	return f.places, err
}

// findInDocuments looks at all documents of the scope.
func (s *Store) findInDocuments(ctx context.Context, r pebbledb.Reader, key store.Key, from uint64) ([]place, error) {
	f := finder{from: from}
	prefix := scopePrefix(nil, documentKind, key)
	err := s.scan(ctx, r, prefix, after(prefix), func(k, v []byte) (bool, error) {
		return true, f.visit(string(k[len(prefix):]), v)
	})
	return f.places, err
}

// finder collects the documents above a seq, and the first of them with their bytes.
type finder struct {
	from   uint64
	places []place
	kept   int
}

func (f *finder) visit(id string, v []byte) error {
	seq, err := documentSeq(v)
	if err != nil || seq <= f.from {
		return err
	}
	p := place{seq: seq, id: id}
	if f.kept += len(v); f.kept <= keptBytes {
		p.value = slices.Clone(v)
	}
	f.places = append(f.places, p)
	return nil
}

func readPlace(r pebbledb.Reader, key store.Key, p place) (store.Stored, error) {
	if p.value != nil {
		return parseDocument(p.value)
	}
	v, closer, err := r.Get(documentKey(make([]byte, 0, 128), key, p.id))
	if err != nil {
		return store.Stored{}, err
	}
	defer closer.Close()
	return parseDocument(slices.Clone(v))
}
