package pebble

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
	"strings"

	pebbledb "github.com/cockroachdb/pebble/v2"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// authorPrefix begins the keys of an author's commits. An id with a zero byte is nobody's.
func authorPrefix(b []byte, tenant, author string) []byte {
	b = tenantPrefix(b, authorKind, tenant)
	return append(append(b, author...), 0)
}

// appendAuthors sets one key for each author who has an edit in the commit: nearly always one, so that a commit costs one
// small key more.
func appendAuthors(b *pebbledb.Batch, k []byte, c *document.Commit) {
	var few [8]string
	authors := few[:0]
	for i := range c.Edits {
		author := c.Edits[i].Author
		if author == "" || slices.Contains(authors, author) || strings.IndexByte(author, 0) >= 0 {
			continue
		}
		authors = append(authors, author)
		k = dueTime(authorPrefix(k[:0], c.Tenant, author), c.At)
		k = append(binary.BigEndian.AppendUint64(k, c.Seq), c.Scope...)
		_ = b.Set(k, nil, nil) // a batch without an index does not fail
	}
}

// WrittenBy implements store.Authors.
func (s *Store) WrittenBy(ctx context.Context, tenant, author string, from, to int64) iter.Seq2[store.Wrote, error] {
	return func(yield func(store.Wrote, error) bool) {
		if err := s.life.enter(ctx); err != nil {
			yield(store.Wrote{}, err)
			return
		}
		defer s.life.leave()
		if err := checkNames(tenant, author); err != nil {
			yield(store.Wrote{}, err)
			return
		}
		prefix := authorPrefix(nil, tenant, author)
		err := s.scan(ctx, s.db, dueTime(slices.Clone(prefix), from), dueTime(slices.Clone(prefix), to), func(k, _ []byte) (bool, error) {
			k = k[len(prefix):]
			if len(k) < 16 {
				return false, errData
			}
			w := store.Wrote{At: keyTime(k), Seq: binary.BigEndian.Uint64(k[8:]), Scope: document.Scope(k[16:])}
			head, err := s.head(store.Key{Tenant: tenant, Scope: w.Scope}) // the commit may not be durable yet
			if err != nil {
				return false, err
			}
			return w.Seq > head.Seq || yield(w, nil), nil
		})
		if err != nil {
			yield(store.Wrote{}, fmt.Errorf("read an author's commits: %w", err))
		}
	}
}

func keyTime(k []byte) int64 { return int64(binary.BigEndian.Uint64(k) ^ (1 << 63)) }

// checkNames refuses a tenant and names inside it that would break the order of keys.
func checkNames(tenant string, names ...string) error {
	for _, name := range names {
		if err := checkKey(store.Key{Tenant: tenant, Scope: document.Scope(name)}); err != nil {
			return err
		}
	}
	return checkTenant(tenant)
}
