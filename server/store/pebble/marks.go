package pebble

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"

	pebbledb "github.com/cockroachdb/pebble/v2"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// marks holds the open marks of all scopes, so that finding none costs nothing: it is asked on every read and write.
type marks struct {
	mu   sync.Mutex
	open map[store.Key][]uint64 // guarded by mu; ascending
}

func (m *marks) add(key store.Key, seq uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.open == nil {
		m.open = map[store.Key][]uint64{}
	}
	m.open[key] = append(m.open[key], seq)
}

func (m *marks) remove(key store.Key, seq uint64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	seqs := m.open[key]
	i, ok := slices.BinarySearch(seqs, seq)
	if !ok {
		return false
	}
	if len(seqs) == 1 {
		delete(m.open, key)
	} else {
		m.open[key] = slices.Delete(seqs, i, i+1)
	}
	return true
}

func (m *marks) of(key store.Key) []uint64 {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.open[key])
}

func (m *marks) count() (n int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, seqs := range m.open {
		n += len(seqs)
	}
	return n
}

func (m *marks) keys() []store.Key {
	m.mu.Lock()
	defer m.mu.Unlock()
	keys := make([]store.Key, 0, len(m.open))
	for key := range m.open {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b store.Key) int {
		if c := strings.Compare(a.Tenant, b.Tenant); c != 0 {
			return c
		}
		return strings.Compare(string(a.Scope), string(b.Scope))
	})
	return keys
}

// findMarks reads what was open when the store stopped.
func (s *Store) findMarks() error {
	return s.scan(context.Background(), s.db, []byte{markKind}, []byte{markKind + 1}, func(k, _ []byte) (bool, error) {
		key, rest, err := parseScopeKey(k)
		if err != nil || len(rest) != 8 {
			return false, errData
		}
		s.marks.add(key, binary.BigEndian.Uint64(rest))
		return true, nil
	})
}

// Close implements store.Documents. The mark's removal follows Finish in the log, so it is never durable alone. A mark is
// set once and removed once, which is what SingleDelete asks for.
func (s *Store) Close(ctx context.Context, key store.Key, seq uint64) error {
	if err := s.life.enter(ctx); err != nil {
		return err
	}
	defer s.life.leave()
	if !s.marks.remove(key, seq) {
		return nil
	}
	b := s.db.NewBatch()
	_ = b.SingleDelete(seqKey(nil, markKind, key, seq), nil) // a batch without an index does not fail
	if err := s.write(b, pebbledb.NoSync); err != nil {
		return fmt.Errorf("close %s %d: %w", key.Scope.Masked(), seq, err)
	}
	return nil
}

// Open implements store.Documents. A commit that is closed while the iteration runs may still come.
func (s *Store) Open(ctx context.Context, key store.Key) iter.Seq2[*document.Commit, error] {
	return func(yield func(*document.Commit, error) bool) {
		if err := s.life.enter(ctx); err != nil {
			yield(nil, err)
			return
		}
		defer s.life.leave()
		keys := []store.Key{key}
		if key == (store.Key{}) {
			keys = s.marks.keys()
		}
		for _, key := range keys {
			for _, seq := range s.marks.of(key) {
				c, err := s.commit(ctx, key, seq)
				if !yield(c, err) || err != nil {
					return
				}
			}
		}
	}
}

func (s *Store) commit(ctx context.Context, key store.Key, seq uint64) (*document.Commit, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	v, closer, err := s.db.Get(seqKey(nil, commitKind, key, seq))
	if err != nil {
		return nil, fmt.Errorf("read commit %s %d: %w", key.Scope.Masked(), seq, err)
	}
	defer closer.Close()
	return document.OpenCommit(key.Tenant, v)
}
