package pebble

import (
	"hash/maphash"
	"sync"

	"github.com/samsyn/samsyn/server/store"
)

// stripes is a lock per scope, near enough: two scopes share one by chance, which only costs time. Nobody holds two
// stripes of the same kind.
type stripes [1024]sync.RWMutex

var stripeSeed = maphash.MakeSeed()

func (s *stripes) of(key store.Key) *sync.RWMutex {
	return &s[maphash.Comparable(stripeSeed, key)%uint64(len(s))]
}
