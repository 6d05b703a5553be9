package mongo

import (
	"context"
	"fmt"
	"iter"
	"maps"
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/store"
)

// ReadMarks implements store.Audit. The newest mark of each replica is kept in memory while the rows are read: about 150 bytes a
// replica.
func (s *Store) ReadMarks(ctx context.Context, tenant string) iter.Seq2[store.ReadMark, error] {
	return func(yield func(store.ReadMark, error) bool) {
		if err := s.ready(ctx, store.Key{Tenant: tenant, Scope: "-"}); err != nil {
			yield(store.ReadMark{}, err)
			return
		}
		newest := map[string]store.ReadMark{}
		filter := bson.D{{Key: "tenant", Value: tenant}} // by the index of the chain: sorting many rows in memory is refused
		for r, err := range find[auditRow](ctx, s.audit, filter, options.Find().SetSort(by("n")).SetProjection(by("marks"))) {
			if err != nil {
				yield(store.ReadMark{}, fmt.Errorf("list read marks: %w", err))
				return
			}
			for _, m := range r.Marks {
				newest[m.Replica] = store.ReadMark{Replica: m.Replica, UpTo: uint64(m.UpTo), Link: m.Link}
			}
		}
		for _, replica := range slices.Sorted(maps.Keys(newest)) {
			if !yield(newest[replica], nil) {
				return
			}
		}
	}
}

// Logins implements store.Holdings.
func (s *Store) Logins(ctx context.Context, tenant string) iter.Seq2[store.Contact, error] {
	return func(yield func(store.Contact, error) bool) {
		if err := s.ready(ctx, store.Key{Tenant: tenant, Scope: "-"}); err != nil {
			yield(store.Contact{}, err)
			return
		}
		filter := bson.D{{Key: "tenant", Value: tenant}}
		for r, err := range find[holdingsRow](ctx, s.holdings, filter, options.Find().SetSort(by("tenant", "replica")).SetProjection(by("contact"))) {
			var c store.Contact
			if err == nil {
				err = json.Unmarshal([]byte(r.Contact), &c)
			}
			if err != nil {
				yield(c, fmt.Errorf("list logins: %w", err))
				return
			}
			if !yield(c, nil) {
				return
			}
		}
	}
}
