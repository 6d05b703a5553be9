package mongo

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Append implements store.Log. It takes some time limits of one command at most: after one, there must be time to find out
// whether the commit is there.
func (s *Store) Append(ctx context.Context, c *document.Commit) error {
	key := store.Key{Tenant: c.Tenant, Scope: c.Scope}
	if err := s.ready(ctx, key); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience*s.timeout)
	defer cancel()
	mu := s.appends.of(key)
	mu.Lock()
	defer mu.Unlock()
	v, err := s.viewLocked(ctx, key)
	if err != nil {
		return fmt.Errorf("append %s %d: %w", c.Scope.Masked(), c.Seq, err)
	}
	head, documents := v.tail()
	if c.Seq != head.Seq+1 {
		s.Stale(key)
		return store.ErrTaken
	}
	if c.Epoch == "" || c.Epoch != head.Epoch && c.Parent == nil && head.Seq > 0 {
		return fmt.Errorf("append %s %d: epoch %q after %q without a fork", c.Scope.Masked(), c.Seq, c.Epoch, head.Epoch)
	}
	if c.Prev = head.Hash; c.Salt == "" {
		c.Salt = s.salt()
	}
	sealed, err := c.Seal()
	if err != nil {
		return err
	}
	for _, ch := range c.Changes {
		if ch.Prev == 0 {
			documents++
		}
	}
	next := c.Head(head.Parent)
	if err := s.insert(ctx, key, newCommitRow(c, next, documents, sealed, s.now())); err != nil {
		s.Stale(key) // nobody knows what is there, or somebody else's is
		if errors.Is(err, store.ErrTaken) {
			return store.ErrTaken
		}
		return fmt.Errorf("append %s %d: %w", c.Scope.Masked(), c.Seq, err)
	}
	v.advance(next, documents, c.Changes)
	return nil
}

// attempts is how often the same bytes are inserted when replies do not come, and patience how many time limits it may take.
const attempts, patience = 6, 3

// insert is the commit point. It returns nil only for what is committed, and ErrTaken only for what never will be.
func (s *Store) insert(ctx context.Context, key store.Key, row *commitRow) error {
	for n := 0; ; n++ {
		err := s.bounded(ctx, func(ctx context.Context) error {
			_, err := s.commits.InsertOne(ctx, row)
			return err
		})
		if err == nil {
			return nil
		}
		if !driver.IsDuplicateKeyError(err) && !isTransient(err) {
			return err
		}
		there, readErr := s.committed(ctx, key, row.Seq)
		switch {
		case readErr == nil && there == row.Hash:
			return nil
		case readErr == nil && there != "":
			return store.ErrTaken
		case n+1 == attempts, ctx.Err() != nil:
			return errors.Join(err, readErr)
		}
		if err := s.pause(ctx, n); err != nil {
			return err
		}
	}
}

// bounded gives one command its time.
func (s *Store) bounded(ctx context.Context, command func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, s.timeout)
	defer cancel()
	return command(ctx)
}

// committed reads the hash under a number so that no later answer can differ, or "".
func (s *Store) committed(ctx context.Context, key store.Key, seq int64) (string, error) {
	var row struct {
		Hash string `bson:"hash"`
	}
	err := s.bounded(ctx, func(ctx context.Context) error {
		return s.surely.FindOne(ctx, with(of(key), "seq", seq), options.FindOne().SetProjection(by("hash"))).Decode(&row)
	})
	if errors.Is(err, driver.ErrNoDocuments) {
		return "", nil
	}
	return row.Hash, err
}

// isTransient reports whether the server may have done it, or will when asked again.
func isTransient(err error) bool {
	var labelled driver.LabeledError
	return driver.IsTimeout(err) || driver.IsNetworkError(err) ||
		errors.As(err, &labelled) && (labelled.HasErrorLabel("RetryableWriteError") || labelled.HasErrorLabel("TransientTransactionError"))
}

// pause waits longer each time, by chance a little more or less, so that nodes do not come back all at once.
func (s *Store) pause(ctx context.Context, n int) error {
	wait := min(50*time.Millisecond<<n, 2*time.Second)
	return s.wait(ctx, wait/2+rand.N(wait))
}
