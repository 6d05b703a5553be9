package mongo

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// stateRow is what is read of a document.
type stateRow struct {
	ID    string `bson:"id"`
	Sum   int64  `bson:"sum"`
	State []byte `bson:"state"`
}

var stateFields = by("id", "sum", "state")

func (r *stateRow) open() (store.Stored, error) {
	doc, err := document.Reopen(r.State)
	return store.Stored{Doc: doc, Bytes: r.State, Sum: uint64(r.Sum)}, err
}

// Documents implements store.Documents.
func (s *Store) Documents(ctx context.Context, key store.Key, ids []string) (map[string]store.Stored, error) {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return nil, err
	}
	v, err := s.view(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("read documents of %s: %w", key.Scope.Masked(), err)
	}
	found := make(map[string]store.Stored, len(ids))
	var missing []string
	for _, id := range ids {
		if d, ok := s.docs.Get(docKey{key, v.view, id}); !ok {
			missing = append(missing, id)
		} else if d.Doc != nil {
			found[id] = d
		}
	}
	if len(missing) > 0 && v.shouldList() {
		if err := s.list(ctx, key, v); err != nil {
			return nil, fmt.Errorf("list documents of %s: %w", key.Scope.Masked(), err)
		}
	}
	asked := v.perhaps(missing)
	read, err := s.read(ctx, key, asked)
	if err != nil {
		return nil, fmt.Errorf("read documents of %s: %w", key.Scope.Masked(), err)
	}
	if len(read) < len(asked) {
		v.lacked()
	}
	mu := s.appends.of(key) // what a Finish put meanwhile is newer than what was read
	mu.Lock()
	defer mu.Unlock()
	for _, id := range missing {
		name := docKey{key, v.view, id}
		d := read[id]
		if newer, ok := s.docs.Get(name); ok && seqOf(newer) >= seqOf(d) {
			d = newer
		}
		s.docs.Add(name, d)
		if d.Doc != nil {
			found[id] = d
		}
	}
	return found, nil
}

func seqOf(d store.Stored) uint64 {
	if d.Doc == nil {
		return 0
	}
	return d.Doc.Seq
}

// read asks the database.
func (s *Store) read(ctx context.Context, key store.Key, ids []string) (map[string]store.Stored, error) {
	found := map[string]store.Stored{}
	if len(ids) == 0 {
		return found, nil
	}
	filter := with(of(key), "id", bson.D{{Key: "$in", Value: ids}})
	for r, err := range find[stateRow](ctx, s.documents, filter, options.Find().SetProjection(stateFields)) {
		if err != nil {
			return nil, err
		}
		if found[r.ID], err = r.open(); err != nil {
			return nil, err
		}
	}
	return found, nil
}

// Since implements store.Documents. What is written meanwhile may come again with its new seq, never not at all.
func (s *Store) Since(ctx context.Context, key store.Key, from uint64) iter.Seq2[store.Stored, error] {
	return func(yield func(store.Stored, error) bool) {
		if err := s.ready(ctx, key); err != nil {
			yield(store.Stored{}, err)
			return
		}
		filter := with(of(key), "seq", bson.D{{Key: "$gt", Value: int64(min(from, 1<<62))}})
		for r, err := range find[stateRow](ctx, s.documents, filter, options.Find().SetSort(by("seq", "id")).SetProjection(stateFields)) {
			var d store.Stored
			if err == nil {
				d, err = r.open()
			}
			if err != nil {
				yield(store.Stored{}, fmt.Errorf("read documents of %s: %w", key.Scope.Masked(), err))
				return
			}
			s.atLeast(key, d.Doc.Seq) // or a phone would be sent what is beyond the head again and again
			if !yield(d, nil) {
				return
			}
		}
	}
}

// Finish implements store.Documents: one round trip when nothing has gone before.
func (s *Store) Finish(ctx context.Context, c *document.Commit) error {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return err
	}
	key := store.Key{Tenant: c.Tenant, Scope: c.Scope}
	if err := checkKey(key); err != nil || len(c.Changes) == 0 {
		return err
	}
	early := false
	for _, changes := range rounds(c.Changes) {
		next, err := s.foresee(ctx, key, changes)
		if err != nil {
			return fmt.Errorf("finish %s %d: %w", c.Scope.Masked(), c.Seq, err)
		}
		one, err := s.finish(ctx, key, changes, next)
		if err != nil {
			return fmt.Errorf("finish %s %d: %w", c.Scope.Masked(), c.Seq, err)
		}
		early = early || one
	}
	if early {
		return store.ErrEarly
	}
	return nil
}

// rounds splits changes so that no document stands twice in one: the second change stands on the first. Nearly always there is
// one round.
func rounds(changes []document.Change) [][]document.Change {
	var out [][]document.Change
	seen := make(map[string]bool, len(changes))
	begin := 0
	for i, ch := range changes {
		if seen[ch.Doc.ID] {
			out, begin = append(out, changes[begin:i]), i
			clear(seen)
		}
		seen[ch.Doc.ID] = true
	}
	return append(out, changes[begin:])
}

// foresee gives the documents after the changes. A commit read back from the log lacks them: they are worked out.
func (s *Store) foresee(ctx context.Context, key store.Key, changes []document.Change) ([]*document.Encoded, error) {
	next := make([]*document.Encoded, len(changes))
	var unknown []string
	for i, ch := range changes {
		if next[i] = ch.Next; ch.Next == nil {
			unknown = append(unknown, ch.Doc.ID)
		}
	}
	stored, err := s.read(ctx, key, unknown)
	if err != nil {
		return nil, err
	}
	for i, ch := range changes {
		if next[i] != nil {
			continue
		}
		if doc, ok := ch.ApplyTo(stored[ch.Doc.ID].Doc); ok {
			next[i] = document.Encode(doc)
		}
	}
	return next, nil
}

// finish writes the documents whose stored seq is the one their change stands on.
func (s *Store) finish(ctx context.Context, key store.Key, changes []document.Change, next []*document.Encoded) (early bool, err error) {
	var models []driver.WriteModel
	for i, ch := range changes {
		if next[i] == nil {
			continue
		}
		row := s.row(key, next[i])
		if ch.Prev == 0 {
			models = append(models, driver.NewInsertOneModel().SetDocument(row))
			continue
		}
		filter := with(with(of(key), "id", ch.Doc.ID), "seq", int64(ch.Prev))
		models = append(models, driver.NewReplaceOneModel().SetFilter(filter).SetReplacement(row))
	}
	v, viewed := s.scopes.Peek(key) // before the database is asked: what it says may be old in a later view
	var done int64
	if len(models) > 0 {
		result, err := s.documents.BulkWrite(ctx, models, options.BulkWrite().SetOrdered(false))
		if err != nil && !onlyDuplicates(err) {
			return false, err
		}
		if result != nil {
			done = result.InsertedCount + result.MatchedCount
		}
	}
	if done == int64(len(changes)) {
		if viewed {
			s.remember(key, v, changes, next)
		}
		return false, nil
	}
	return s.isEarly(ctx, key, changes)
}

// isEarly looks at what is stored when not every change applied: another node did it, or an earlier commit is not finished.
func (s *Store) isEarly(ctx context.Context, key store.Key, changes []document.Change) (bool, error) {
	ids := make([]string, len(changes))
	for i, ch := range changes {
		ids[i] = ch.Doc.ID
	}
	v, viewed := s.scopes.Peek(key) // before they are read, as in finish
	stored, err := s.read(ctx, key, ids)
	if err != nil {
		return false, err
	}
	early := false
	mu := s.appends.of(key)
	mu.Lock()
	defer mu.Unlock()
	for i, ch := range changes {
		d := stored[ids[i]]
		early = early || seqOf(d) < ch.Doc.Seq // also when its turn has come since the write, which changed nothing
		if !viewed {
			continue
		}
		name := docKey{key, v.view, ids[i]}
		if old, ok := s.docs.Get(name); !ok || seqOf(old) <= seqOf(d) {
			s.docs.Add(name, d)
		}
	}
	return early, nil
}

// remember caches what was written, in the view it was written in. In a later one, which may have been read meanwhile, another
// node's commit could be missing from it.
func (s *Store) remember(key store.Key, v *scope, changes []document.Change, next []*document.Encoded) {
	mu := s.appends.of(key)
	mu.Lock()
	defer mu.Unlock()
	for i, ch := range changes {
		name := docKey{key, v.view, ch.Doc.ID}
		if old, ok := s.docs.Get(name); !ok || seqOf(old) <= next[i].Doc.Seq {
			s.docs.Add(name, *next[i])
		}
	}
}

// onlyDuplicates reports whether a bulk failed only where a document was there already.
func onlyDuplicates(err error) bool {
	var bulk driver.BulkWriteException
	if !errors.As(err, &bulk) || bulk.WriteConcernError != nil {
		return false
	}
	for _, e := range bulk.WriteErrors {
		if !driver.IsDuplicateKeyError(e.WriteError) {
			return false
		}
	}
	return true
}

// Close implements store.Documents.
func (s *Store) Close(ctx context.Context, key store.Key, seq uint64) error {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return err
	}
	if err := checkKey(key); err != nil {
		return err
	}
	_, err = s.commits.UpdateOne(ctx, with(of(key), "seq", int64(min(seq, 1<<62))), bson.D{{Key: "$unset", Value: bson.D{{Key: "open", Value: ""}}}})
	if err != nil {
		return fmt.Errorf("close %s %d: %w", key.Scope.Masked(), seq, err)
	}
	if v, ok := s.scopes.Peek(key); ok {
		v.close(seq)
	}
	return nil
}

// Open implements store.Documents. Of one scope it asks the database only about marks this node knows of.
func (s *Store) Open(ctx context.Context, key store.Key) iter.Seq2[*document.Commit, error] {
	return func(yield func(*document.Commit, error) bool) {
		if s.stopped.Load() || ctx.Err() != nil {
			yield(nil, errors.Join(ctx.Err(), s.ready(ctx, store.Key{Tenant: "-", Scope: "-"})))
			return
		}
		if key != (store.Key{}) {
			s.openOf(ctx, key, yield)
			return
		}
		s.sealed(ctx, bson.D{{Key: "open.tenant", Value: bson.D{{Key: "$gt", Value: ""}}}}, by("open.tenant", "open.scope", "open.seq"), yield)
	}
}

// openOf is Open of one scope. A mark that is gone and that this node did not remove was another's to follow up: what is in
// memory of the documents may be from before.
func (s *Store) openOf(ctx context.Context, key store.Key, yield func(*document.Commit, error) bool) {
	v, err := s.view(ctx, key)
	if err != nil {
		yield(nil, err)
		return
	}
	gone := v.marks()
	if len(gone) == 0 {
		return
	}
	whole := true
	s.sealed(ctx, openIn(key), by("open.seq"), func(c *document.Commit, err error) bool {
		if err == nil {
			gone = slices.DeleteFunc(gone, func(seq uint64) bool { return seq == c.Seq })
		}
		whole = yield(c, err) && err == nil
		return whole
	})
	if whole && slices.ContainsFunc(gone, func(seq uint64) bool { return slices.Contains(v.marks(), seq) }) {
		s.Stale(key)
	}
}
