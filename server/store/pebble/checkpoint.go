package pebble

import (
	"context"
	"fmt"

	pebbledb "github.com/cockroachdb/pebble/v2"
)

// Checkpoint makes a copy of the store as it is now in a folder that must not be there, and returns when it is durable. The
// store goes on meanwhile. Finished files are linked, not copied, where the folder is on the same disk: so it takes a moment,
// and no room until the store rewrites what it has. The copy is opened as any store is.
func (s *Store) Checkpoint(dir string) error {
	if err := s.life.enter(context.Background()); err != nil {
		return err
	}
	defer s.life.leave()
	if err := s.db.Checkpoint(dir, pebbledb.WithFlushedWAL()); err != nil {
		return fmt.Errorf("copy the store to %s: %w", dir, err)
	}
	return nil
}
