package pebble

import (
	"context"
	"errors"
	"fmt"
	"slices"
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
		return nil, fmt.Errorf("read documents of %s: %w", key.Scope.Masked(), err)
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
	err := s.lookup(s.db, scopePrefix(nil, documentKind, key), missing, func(id string, v []byte) error {
		d, err := parseDocument(slices.Clone(v))
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
		return fmt.Errorf("finish %s %d: %w", c.Scope.Masked(), c.Seq, err)
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
		*buf = appendDocument((*buf)[:0], next)
		_ = b.Set(documentKey(make([]byte, 0, 128), key, ids[i]), *buf, nil) // a batch without an index does not fail
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
