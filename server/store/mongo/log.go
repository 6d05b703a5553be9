package mongo

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

func of(key store.Key) bson.D {
	return bson.D{{Key: "tenant", Value: key.Tenant}, {Key: "scope", Value: string(key.Scope)}}
}

// openIn finds the open marks of a scope.
func openIn(key store.Key) bson.D {
	return bson.D{{Key: "open.tenant", Value: key.Tenant}, {Key: "open.scope", Value: string(key.Scope)}}
}

// with adds to a filter.
func with(filter bson.D, name string, value any) bson.D {
	return append(filter[:len(filter):len(filter)], bson.E{Key: name, Value: value})
}

func by(names ...string) bson.D {
	var d bson.D
	for _, name := range names {
		d = append(d, bson.E{Key: name, Value: 1})
	}
	return d
}

// Head implements store.Log.
func (s *Store) Head(ctx context.Context, key store.Key) (document.Head, error) {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return document.Head{}, err
	}
	v, err := s.view(ctx, key)
	if err != nil {
		return document.Head{}, fmt.Errorf("read head of %s: %w", key.Scope.Masked(), err)
	}
	head, _ := v.tail()
	return head, nil
}

// view gives this node's view of a scope, reading it when there is none.
func (s *Store) view(ctx context.Context, key store.Key) (*scope, error) {
	if v, ok := s.scopes.Get(key); ok {
		return v, nil
	}
	if err := checkKey(key); err != nil {
		return nil, err
	}
	mu := s.appends.of(key) // a view read while this node appends would be older than the one it replaces
	mu.Lock()
	defer mu.Unlock()
	return s.viewLocked(ctx, key)
}

// viewLocked is view for who holds the scope's lock.
func (s *Store) viewLocked(ctx context.Context, key store.Key) (*scope, error) {
	if v, ok := s.scopes.Get(key); ok {
		return v, nil
	}
	stale := s.stale.of(key)
	was := stale.Load()
	v := &scope{view: s.reads.Add(1)}
	// The head first: a commit between the two reads is beyond this view, and its mark in it does no harm.
	var row commitRow
	err := s.commits.FindOne(ctx, of(key), options.FindOne().SetSort(bson.D{{Key: "seq", Value: -1}}).SetProjection(bson.D{{Key: "sealed", Value: 0}, {Key: "known", Value: 0}})).Decode(&row)
	switch {
	case errors.Is(err, driver.ErrNoDocuments):
	case err != nil:
		return nil, err
	default:
		if v.head, err = row.headOf(); err != nil {
			return nil, err
		}
		v.documents = row.Documents
		cur, err := s.commits.Find(ctx, openIn(key), options.Find().SetSort(by("open.seq")).SetProjection(bson.D{{Key: "seq", Value: 1}}))
		if err != nil {
			return nil, err
		}
		var open []struct {
			Seq int64 `bson:"seq"`
		}
		if err := cur.All(ctx, &open); err != nil {
			return nil, err
		}
		for _, o := range open {
			v.open = append(v.open, uint64(o.Seq))
		}
	}
	s.scopes.Add(key, v)
	if stale.Load() != was { // somebody said so while it was read
		s.scopes.Remove(key)
	}
	return v, nil
}

// Latest implements store.Shared, linearizable: a primary that is none any more gives no answer. It takes the scope's lock only when what is in memory is older.
func (s *Store) Latest(ctx context.Context, key store.Key) (uint64, error) {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return 0, err
	}
	var row struct {
		Seq int64 `bson:"seq"`
	}
	err = s.surely.FindOne(ctx, of(key), options.FindOne().SetSort(bson.D{{Key: "seq", Value: -1}}).SetProjection(by("seq"))).Decode(&row)
	switch {
	case errors.Is(err, driver.ErrNoDocuments):
		return 0, nil
	case err != nil:
		return 0, fmt.Errorf("read end of %s: %w", key.Scope.Masked(), err)
	}
	s.atLeast(key, uint64(row.Seq))
	return uint64(row.Seq), nil
}

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
	v.advance(next, documents)
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

// Commits implements store.Log.
func (s *Store) Commits(ctx context.Context, key store.Key, from, to uint64) iter.Seq2[*document.Commit, error] {
	return func(yield func(*document.Commit, error) bool) {
		if err := s.ready(ctx, key); err != nil {
			yield(nil, err)
			return
		}
		bounds := bson.D{{Key: "$gte", Value: int64(from)}}
		if to != 0 {
			bounds = append(bounds, bson.E{Key: "$lte", Value: int64(min(to, 1<<62))})
		}
		s.sealed(ctx, with(of(key), "seq", bounds), by("seq"), yield)
	}
}

// ready says why a sequence may not begin.
func (s *Store) ready(ctx context.Context, key store.Key) error {
	if s.stopped.Load() {
		return ErrStopped
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return checkKey(key)
}

// sealed yields the commits that a filter finds. Whoever gets one finds it below the head afterwards.
func (s *Store) sealed(ctx context.Context, filter, sort bson.D, yield func(*document.Commit, error) bool) {
	type row struct {
		Tenant string `bson:"tenant"`
		Sealed []byte `bson:"sealed"`
	}
	for r, err := range find[row](ctx, s.commits, filter, options.Find().SetSort(sort).SetProjection(by("tenant", "sealed"))) {
		var c *document.Commit
		if err == nil {
			c, err = document.OpenCommit(r.Tenant, r.Sealed)
		}
		if err != nil {
			yield(nil, fmt.Errorf("read commits: %w", err))
			return
		}
		s.atLeast(store.Key{Tenant: c.Tenant, Scope: c.Scope}, c.Seq)
		if !yield(c, nil) {
			return
		}
	}
}

// find yields what a query finds, and an error last.
func find[T any](ctx context.Context, in Collection, filter bson.D, o *options.FindOptionsBuilder) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		var none T
		cur, err := in.Find(ctx, filter, o)
		if err != nil {
			yield(none, err)
			return
		}
		defer func() { _ = cur.Close(context.WithoutCancel(ctx)) }()
		for cur.Next(ctx) {
			var row T
			if err := cur.Decode(&row); err != nil {
				yield(none, err)
				return
			}
			if !yield(row, nil) {
				return
			}
		}
		if err := errors.Join(cur.Err(), ctx.Err()); err != nil {
			yield(none, err)
		}
	}
}

// all reads to the end, so that nothing waits while a cursor is open.
func all[T any](seq iter.Seq2[T, error]) (rows []T, err error) {
	for r, err := range seq {
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// Known implements store.Log.
func (s *Store) Known(ctx context.Context, tenant string, edits []string) (map[string]store.Known, error) {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return nil, err
	}
	found := map[string]store.Known{}
	if err := checkKey(store.Key{Tenant: tenant, Scope: "-"}); err != nil || len(edits) == 0 {
		return found, err
	}
	asked := make(map[string]bool, len(edits))
	for _, e := range edits {
		asked[e] = true
	}
	type row struct {
		Scope string     `bson:"scope"`
		Seq   int64      `bson:"seq"`
		Known []knownRow `bson:"known"`
	}
	filter := bson.D{{Key: "tenant", Value: tenant}, {Key: "known.e", Value: bson.D{{Key: "$in", Value: edits}}}}
	rows, err := all(find[row](ctx, s.commits, filter, options.Find().SetProjection(by("scope", "seq", "known"))))
	if err != nil {
		return nil, fmt.Errorf("look edits up: %w", err)
	}
	for _, r := range rows {
		s.atLeast(store.Key{Tenant: tenant, Scope: document.Scope(r.Scope)}, uint64(r.Seq))
		for _, k := range r.Known {
			if asked[k.Edit] {
				found[k.Edit] = store.Known{Scope: document.Scope(r.Scope), Seq: uint64(r.Seq), Index: k.Index, Digest: k.Digest}
			}
		}
	}
	return found, nil
}

// Scopes implements store.Log. A scope begins with its commit 1.
func (s *Store) Scopes(ctx context.Context, tenant string) iter.Seq2[document.Scope, error] {
	return func(yield func(document.Scope, error) bool) {
		if err := s.ready(ctx, store.Key{Tenant: tenant, Scope: "-"}); err != nil {
			yield("", err)
			return
		}
		type row struct {
			Scope string `bson:"scope"`
		}
		filter := bson.D{{Key: "first.tenant", Value: tenant}}
		for r, err := range find[row](ctx, s.commits, filter, options.Find().SetSort(by("first.scope")).SetProjection(by("scope"))) {
			if err != nil {
				yield("", fmt.Errorf("read scopes: %w", err))
				return
			}
			if !yield(document.Scope(r.Scope), nil) {
				return
			}
		}
	}
}

// Recent implements store.Shared.
func (s *Store) Recent(ctx context.Context, since time.Time) iter.Seq2[store.Inserted, error] {
	return func(yield func(store.Inserted, error) bool) {
		type row struct {
			Tenant string `bson:"tenant"`
			Scope  string `bson:"scope"`
			Seq    int64  `bson:"seq"`
		}
		filter := bson.D{{Key: "inserted", Value: bson.D{{Key: "$gte", Value: since.UTC()}}}}
		for r, err := range find[row](ctx, s.commits, filter, options.Find().SetSort(by("inserted")).SetProjection(by("tenant", "scope", "seq"))) {
			if !yield(store.Inserted{Key: store.Key{Tenant: r.Tenant, Scope: document.Scope(r.Scope)}, Seq: uint64(r.Seq)}, err) || err != nil {
				return
			}
		}
	}
}
