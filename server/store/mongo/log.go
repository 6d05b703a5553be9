package mongo

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"time"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

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

// Known implements store.Log. Two nodes that judge an edit at once may accept it in its scope and refuse it in its author's own:
// then the acceptance counts.
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
			if _, twice := found[k.Edit]; asked[k.Edit] && (!twice || document.Scope(r.Scope).Compartment() != "own") {
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
