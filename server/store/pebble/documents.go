package pebble

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"sync"

	pebbledb "github.com/cockroachdb/pebble/v2"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var buffers = sync.Pool{New: func() any { return new([]byte) }}

// Documents implements store.Documents.
func (s *Store) Documents(ctx context.Context, key store.Key, ids []string) (map[string]store.Stored, error) {
	if err := s.life.enter(ctx); err != nil {
		return nil, err
	}
	defer s.life.leave()
	if err := checkKey(key); err != nil {
		return nil, err
	}
	mu := s.changes.of(key)
	mu.RLock() // so that no older document is cached after a newer one
	defer mu.RUnlock()
	found, err := s.documentsLocked(key, ids)
	if err != nil {
		return nil, fmt.Errorf("read documents of %s: %w", key.Scope, err)
	}
	return found, nil
}

// documentsLocked reads through the cache, which also remembers which documents are not there.
func (s *Store) documentsLocked(key store.Key, ids []string) (map[string]store.Stored, error) {
	found := make(map[string]store.Stored, len(ids))
	var missing []string
	for _, id := range ids {
		if d, ok := s.docs.get(docKey{key, id}); !ok {
			missing = append(missing, id)
		} else if d.Doc != nil {
			found[id] = d
		}
	}
	err := s.lookup(scopePrefix(nil, documentKind, key), missing, func(id string, v []byte) error {
		d, err := parseDocument(v)
		if err == nil {
			found[id] = d
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, id := range missing {
		s.cache(key, id, found[id])
	}
	return found, nil
}

// cache keeps a document. Decoded it takes about four times its bytes.
func (s *Store) cache(key store.Key, id string, d store.Stored) {
	s.docs.put(docKey{key, id}, d, 5*len(d.Bytes)+400)
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
			yield(store.Stored{}, fmt.Errorf("read documents of %s: %w", key.Scope, err))
		}
	}
}

func (s *Store) since(ctx context.Context, key store.Key, from uint64, yield func(store.Stored, error) bool) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if from == ^uint64(0) {
		return nil
	}
	snapshot := s.db.NewSnapshot()
	defer snapshot.Close()
	prefix := scopePrefix(nil, seqKind, key)
	return s.scan(ctx, snapshot, seqKey(nil, seqKind, key, from+1), after(prefix), func(k, _ []byte) (bool, error) {
		if len(k) < len(prefix)+8 {
			return false, errData
		}
		seq, id := binary.BigEndian.Uint64(k[len(prefix):]), string(k[len(prefix)+8:])
		d, ok := s.docs.get(docKey{key, id})
		if !ok || d.Doc == nil || d.Doc.Seq != seq { // the cache may be ahead of the snapshot
			var err error
			if d, err = readDocument(snapshot, key, id); err != nil {
				return false, err
			}
		}
		return yield(d, nil), nil
	})
}

func readDocument(r pebbledb.Reader, key store.Key, id string) (store.Stored, error) {
	v, closer, err := r.Get(documentKey(make([]byte, 0, 128), key, id))
	if err != nil {
		return store.Stored{}, err
	}
	defer closer.Close()
	return parseDocument(v)
}

// Finish implements store.Documents.
func (s *Store) Finish(ctx context.Context, c *document.Commit) error {
	if err := s.life.enter(ctx); err != nil {
		return err
	}
	defer s.life.leave()
	key := store.Key{Tenant: c.Tenant, Scope: c.Scope}
	if err := checkKey(key); err != nil {
		return err
	}
	if len(c.Changes) == 0 {
		return nil
	}
	mu := s.changes.of(key)
	mu.Lock()
	defer mu.Unlock()
	if err := s.finishLocked(key, c); err != nil {
		return fmt.Errorf("finish %s %d: %w", c.Scope, c.Seq, err)
	}
	return nil
}

func (s *Store) finishLocked(key store.Key, c *document.Commit) error {
	ids := make([]string, len(c.Changes))
	for i, ch := range c.Changes {
		ids[i] = ch.Doc.ID
	}
	stored, err := s.documentsLocked(key, ids)
	if err != nil {
		return err
	}
	b := s.db.NewBatch()
	written, early := map[string]bool{}, false
	buf := buffers.Get().(*[]byte)
	defer buffers.Put(buf)
	for i, ch := range c.Changes {
		next, ok, err := s.apply(ch, stored[ids[i]])
		if err != nil {
			return errors.Join(err, b.Close())
		}
		if !ok {
			early = early || seqOf(stored[ids[i]]) < ch.Prev
			continue
		}
		*buf = setDocument(b, key, ch.Prev, next, (*buf)[:0])
		stored[ids[i]], written[ids[i]] = next, true
	}
	if len(written) > 0 {
		err = s.write(b, pebbledb.NoSync)
	} else {
		err = b.Close()
	}
	if err != nil {
		return err
	}
	for id := range written {
		s.cache(key, id, stored[id])
	}
	if early {
		return store.ErrEarly
	}
	return nil
}

func seqOf(d store.Stored) uint64 {
	if d.Doc == nil {
		return 0
	}
	return d.Doc.Seq
}

// setDocument writes the document and moves its place. A place is set once and removed once, which is what SingleDelete
// asks for, and why a second change in the same commit leaves it alone.
func setDocument(b *pebbledb.Batch, key store.Key, prev uint64, d store.Stored, v []byte) []byte {
	k := documentKey(make([]byte, 0, 160), key, d.Doc.ID)
	v = appendDocument(v, d)
	_ = b.Set(k, v, nil) // a batch without an index does not fail
	if prev != d.Doc.Seq {
		if prev > 0 {
			_ = b.SingleDelete(placeKey(k[:0], key, prev, d.Doc.ID), nil)
		}
		_ = b.Set(placeKey(k[:0], key, d.Doc.Seq, d.Doc.ID), nil, nil)
	}
	return v
}

// apply gives the document after the change; not ok when the stored one is not what the change stands on.
func (s *Store) apply(ch document.Change, stored store.Stored) (next store.Stored, ok bool, err error) {
	if ch.Next == nil || s.check {
		doc, ok := ch.ApplyTo(stored.Doc)
		if !ok {
			return stored, false, nil
		}
		encoded := document.Encode(doc)
		if ch.Next != nil {
			err = checkNext(ch, encoded)
		}
		return *encoded, true, err
	}
	return *ch.Next, seqOf(stored) == ch.Prev && (ch.Whole || stored.Doc != nil), nil
}
