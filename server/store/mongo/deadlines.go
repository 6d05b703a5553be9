package mongo

import (
	"cmp"
	"context"
	"fmt"
	"iter"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Due implements store.Deadlines.
func (s *Store) Due(ctx context.Context, tenant string, until int64) iter.Seq2[store.Due, error] {
	return func(yield func(store.Due, error) bool) {
		if err := s.ready(ctx, store.Key{Tenant: tenant, Scope: "-"}); err != nil {
			yield(store.Due{}, err)
			return
		}
		type row struct {
			Scope string   `bson:"scope"`
			Seq   int64    `bson:"seq"`
			Due   []dueRow `bson:"due"`
		}
		filter := bson.D{{Key: "tenant", Value: tenant}, {Key: "due.due", Value: bson.D{{Key: "$lte", Value: until}}}}
		rows, err := all(find[row](ctx, s.commits, filter, options.Find().SetProjection(by("scope", "seq", "due"))))
		if err != nil {
			yield(store.Due{}, fmt.Errorf("read deadlines: %w", err))
			return
		}
		var found []store.Due
		for _, r := range rows {
			key := store.Key{Tenant: tenant, Scope: document.Scope(r.Scope)}
			s.atLeast(key, uint64(r.Seq))
			for _, d := range r.Due {
				if d.Due <= until {
					found = append(found, store.Due{Key: key, Seq: uint64(r.Seq), Deadline: document.Deadline{Due: d.Due, Rule: d.Rule, Doc: d.Doc, Edit: d.Edit}})
				}
			}
		}
		slices.SortFunc(found, func(a, b store.Due) int { return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(a.Edit, b.Edit)) })
		for _, d := range found {
			if !yield(d, nil) {
				return
			}
		}
	}
}

// Fired implements store.Deadlines.
func (s *Store) Fired(ctx context.Context, d store.Due) error {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return err
	}
	if err := checkKey(d.Key); err != nil {
		return err
	}
	pull := bson.D{{Key: "$pull", Value: bson.D{{Key: "due", Value: dueRow{d.Due, d.Rule, d.Doc, d.Edit}}}}}
	if _, err := s.commits.UpdateOne(ctx, with(of(d.Key), "seq", int64(d.Seq)), pull); err != nil {
		return fmt.Errorf("fire deadline of %s %d: %w", d.Key.Scope.Masked(), d.Seq, err)
	}
	return nil
}
