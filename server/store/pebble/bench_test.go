package pebble_test

import (
	"testing"

	"github.com/cockroachdb/pebble/v2/vfs"

	"github.com/samsyn/samsyn/server/store/pebble"
)

// BenchmarkOpen opens and stops a small store: what each crash of a simulation costs.
func BenchmarkOpen(b *testing.B) {
	fs := vfs.NewCrashableMem()
	for b.Loop() {
		s, err := pebble.Open(pebble.Small(fs))
		if err != nil {
			b.Fatal(err)
		}
		if err := s.Stop(); err != nil {
			b.Fatal(err)
		}
	}
}
