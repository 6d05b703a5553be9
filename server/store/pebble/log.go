package pebble

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	pebbledb "github.com/cockroachdb/pebble/v2"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Head implements store.Log.
func (s *Store) Head(ctx context.Context, key store.Key) (document.Head, error) {
	if err := s.life.enter(ctx); err != nil {
		return document.Head{}, err
	}
	defer s.life.leave()
	h, err := s.head(key)
	return h.Head, err
}

// head is the last durable one: what an Append has written but not yet synced is not in the cache, and without the cache
// we wait for that Append.
func (s *Store) head(key store.Key) (tail, error) {
	if h, ok := s.heads.get(key); ok {
		return h, nil
	}
	if err := checkKey(key); err != nil {
		return tail{}, err
	}
	mu := s.appends.of(key)
	mu.Lock()
	defer mu.Unlock()
	return s.headLocked(key)
}

func (s *Store) headLocked(key store.Key) (tail, error) {
	h, ok := s.heads.get(key)
	if ok {
		return h, nil
	}
	v, closer, err := s.db.Get(scopePrefix(nil, headKind, key))
	switch {
	case errors.Is(err, pebbledb.ErrNotFound):
	case err != nil:
		return h, fmt.Errorf("read head of %s: %w", key.Scope.Masked(), err)
	default:
		defer closer.Close()
		if h, err = parseTail(v); err != nil {
			return h, fmt.Errorf("read head of %s: %w", key.Scope.Masked(), err)
		}
	}
	s.heads.put(key, h, 1)
	return h, nil
}

// Append implements store.Log.
func (s *Store) Append(ctx context.Context, c *document.Commit) error {
	if err := s.life.enter(ctx); err != nil {
		return err
	}
	defer s.life.leave()
	key := store.Key{Tenant: c.Tenant, Scope: c.Scope}
	if err := checkKey(key); err != nil {
		return err
	}
	mu := s.appends.of(key)
	mu.Lock()
	defer mu.Unlock()
	head, err := s.headLocked(key)
	if err != nil {
		return err
	}
	if c.Seq != head.Seq+1 {
		return store.ErrTaken
	}
	if c.Epoch == "" || c.Epoch != head.Epoch && c.Parent == nil && head.Seq > 0 {
		return fmt.Errorf("append %s %d: epoch %q after %q without a fork", c.Scope.Masked(), c.Seq, c.Epoch, head.Epoch)
	}
	c.Prev = head.Hash
	if c.Salt == "" {
		c.Salt = s.salt()
	}
	b, err := s.appendBatch(key, c, head)
	if err != nil {
		return err
	}
	if err := s.write(b, pebbledb.Sync); err != nil {
		return fmt.Errorf("append %s %d: %w", c.Scope.Masked(), c.Seq, err)
	}
	// The mark first: whoever sees the head must also see that its documents may not have followed yet.
	s.marks.add(key, c.Seq)
	s.heads.put(key, head.after(c), 1)
	return nil
}

func (s *Store) appendBatch(key store.Key, c *document.Commit, head tail) (*pebbledb.Batch, error) {
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	sealed, err := c.AppendSealed((*buf)[:0])
	if err != nil {
		return nil, err
	}
	*buf = sealed
	if s.check {
		if err := checkSealed(c.Tenant, sealed, head.Head); err != nil {
			return nil, err
		}
	}
	v := make([]byte, 0, 1024)
	v, err = appendTail(v, head.after(c))
	if err != nil {
		return nil, err
	}
	b := s.db.NewBatchWithSize(len(sealed) + 160*(len(c.Edits)+len(c.Deadlines)) + 1024)
	k := seqKey(make([]byte, 0, 128), commitKind, key, c.Seq)
	_ = b.Set(k, sealed, nil) // a batch without an index does not fail
	k[0] = markKind
	_ = b.Set(k, nil, nil)
	if len(c.Changes) > 0 {
		k[0] = changedKind
		_ = b.Set(k, appendChanged(v[len(v):], c), nil)
	}
	_ = b.Set(scopePrefix(k[:0], headKind, key), v, nil)
	for i, e := range c.Edits {
		if e.Verdict.Again || e.Verdict.Code == document.CodeIDTaken {
			continue
		}
		k = editKey(k[:0], c.Tenant, e.Verdict.Edit)
		v = appendKnown(v[:0], store.Known{Scope: c.Scope, Seq: c.Seq, Index: i, Digest: e.Digest})
		_ = b.Set(k, v, nil)
	}
	appendAuthors(b, k, c)
	for _, d := range c.Deadlines {
		k = dueKey(k[:0], c.Tenant, d)
		v = appendDue(v[:0], c, d)
		_ = b.Set(k, v, nil)
	}
	return b, nil
}

// Commits implements store.Log.
func (s *Store) Commits(ctx context.Context, key store.Key, from, to uint64) iter.Seq2[*document.Commit, error] {
	return func(yield func(*document.Commit, error) bool) {
		if err := s.life.enter(ctx); err != nil {
			yield(nil, err)
			return
		}
		defer s.life.leave()
		head, err := s.head(key)
		if err != nil {
			yield(nil, err)
			return
		}
		if to == 0 || to > head.Seq {
			to = head.Seq
		}
		if from > to {
			return
		}
		lower, upper := seqKey(nil, commitKind, key, from), seqKey(nil, commitKind, key, to+1)
		err = s.scan(ctx, s.db, lower, upper, func(_, v []byte) (bool, error) {
			c, err := document.OpenCommit(key.Tenant, v)
			return err == nil && yield(c, nil), err
		})
		if err != nil {
			yield(nil, fmt.Errorf("read commits of %s: %w", key.Scope.Masked(), err))
		}
	}
}

// Known implements store.Log.
func (s *Store) Known(ctx context.Context, tenant string, edits []string) (map[string]store.Known, error) {
	if err := s.life.enter(ctx); err != nil {
		return nil, err
	}
	defer s.life.leave()
	if err := checkTenant(tenant); err != nil {
		return nil, err
	}
	found := map[string]store.Known{}
	prefix := tenantPrefix(nil, editKind, tenant)
	err := s.lookup(s.db, prefix, edits, func(edit string, v []byte) error {
		k, err := parseKnown(v)
		found[edit] = k
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("look edits up: %w", err)
	}
	// An answer may be written and not yet durable: head waits for it, and tells.
	for edit, k := range found {
		head, err := s.head(store.Key{Tenant: tenant, Scope: k.Scope})
		if err != nil {
			return nil, err
		}
		if k.Seq > head.Seq {
			delete(found, edit)
		}
	}
	return found, nil
}

// Scopes implements store.Log.
func (s *Store) Scopes(ctx context.Context, tenant string) iter.Seq2[document.Scope, error] {
	return func(yield func(document.Scope, error) bool) {
		if err := s.life.enter(ctx); err != nil {
			yield("", err)
			return
		}
		defer s.life.leave()
		if err := checkTenant(tenant); err != nil {
			yield("", err)
			return
		}
		prefix := tenantPrefix(nil, headKind, tenant)
		err := s.scan(ctx, s.db, prefix, after(prefix), func(k, v []byte) (bool, error) {
			key, _, err := parseScopeKey(k)
			if err != nil {
				return false, err
			}
			head, err := parseTail(v)
			if err == nil && head.Seq == 1 { // it may not be durable yet
				head, err = s.head(key)
			}
			return err == nil && (head.Seq == 0 || yield(key.Scope, nil)), err
		})
		if err != nil {
			yield("", fmt.Errorf("read scopes: %w", err))
		}
	}
}

// scan visits the keys from lower up to, without, upper, until a visit says no. Key and value are valid during the visit.
func (s *Store) scan(ctx context.Context, r pebbledb.Reader, lower, upper []byte, visit func(k, v []byte) (bool, error)) error {
	it, err := r.NewIter(&pebbledb.IterOptions{LowerBound: lower, UpperBound: upper})
	if err != nil {
		return err
	}
	for ok := it.First(); ok; ok = it.Next() {
		v, err := it.ValueAndErr()
		more := false
		if err = errors.Join(err, ctx.Err()); err == nil {
			more, err = visit(it.Key(), v)
		}
		if err != nil || !more {
			_ = it.Close() // who stopped wants no more news
			return err
		}
	}
	return it.Close()
}

// lookup finds names under a prefix, most of which may not be there: in order, with one iterator, by the filters of all
// levels (Get leaves out those of the last level, where nearly everything is).
func (s *Store) lookup(r pebbledb.Reader, prefix []byte, names []string, found func(name string, v []byte) error) (err error) {
	if len(names) == 0 {
		return nil
	}
	it, err := r.NewIter(&pebbledb.IterOptions{LowerBound: prefix, UpperBound: after(prefix), UseL6Filters: true})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, it.Close()) }()
	k := slices.Clone(prefix)
	for _, name := range inOrder(names) {
		k = append(k[:len(prefix)], name...)
		if !it.SeekPrefixGE(k) {
			if err := it.Error(); err != nil {
				return err
			}
			continue
		}
		v, err := it.ValueAndErr()
		if err != nil {
			return err
		}
		if err := found(name, v); err != nil {
			return err
		}
	}
	return nil
}

func inOrder(names []string) []string {
	if slices.IsSorted(names) {
		return names
	}
	return slices.Sorted(slices.Values(names))
}
