package mongo

import (
	"errors"
	"hash/maphash"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// scope is a node's view of a scope's log. A view is never wrong, only old; who appends on an old one is told.
type scope struct {
	view uint64 // names the documents cached with it

	mu        sync.Mutex
	head      document.Head // guarded by mu
	documents int64         // how many the scope has, open commits included; guarded by mu
	open      []uint64      // marks, ascending; guarded by mu
	present   present       // guarded by mu
}

type docKey struct {
	store.Key
	view uint64
	id   string
}

// Stale implements store.Shared.
func (s *Store) Stale(key store.Key) {
	s.stale.of(key).Add(1) // first: a view that is being read now is dropped by its reader
	s.scopes.Remove(key)
}

// counters count, for each scope, near enough, how often it was said to be stale.
type counters [1024]atomic.Uint64

func (c *counters) of(key store.Key) *atomic.Uint64 {
	return &c[maphash.Comparable(stripeSeed, key)%uint64(len(c))]
}

// atLeast makes sure that nobody who has seen a commit is shown a head before it: this node may still wait for the reply to
// its own Append, or another node has written.
func (s *Store) atLeast(key store.Key, seq uint64) {
	v, ok := s.scopes.Peek(key)
	if ok {
		if head, _ := v.tail(); head.Seq >= seq {
			return
		}
	}
	s.stale.of(key).Add(1) // a view that is being read now may be older
	if !ok {
		return
	}
	mu := s.appends.of(key)
	mu.Lock()
	defer mu.Unlock()
	if head, _ := v.tail(); head.Seq < seq {
		s.Stale(key)
	}
}

func (v *scope) close(seq uint64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if i, found := slices.BinarySearch(v.open, seq); found {
		v.open = slices.Delete(v.open, i, i+1)
	}
}

func (v *scope) marks() []uint64 {
	v.mu.Lock()
	defer v.mu.Unlock()
	return slices.Clone(v.open)
}

func (v *scope) tail() (document.Head, int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	return v.head, v.documents
}

func (v *scope) advance(head document.Head, documents int64, changes []document.Change) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.head, v.documents = head, documents
	v.begins(changes)
	v.open = append(v.open, head.Seq)
}

// stripes is a lock per scope, near enough: two scopes share one by chance, which only costs time.
type stripes [1024]sync.Mutex

var stripeSeed = maphash.MakeSeed()

func (s *stripes) of(key store.Key) *sync.Mutex {
	return &s[maphash.Comparable(stripeSeed, key)%uint64(len(s))]
}

var errName = errors.New("a tenant and a scope are needed, without zero bytes")

func checkKey(key store.Key) error {
	if key.Tenant == "" || key.Scope == "" || strings.ContainsRune(key.Tenant+string(key.Scope), 0) {
		return errName
	}
	return nil
}
