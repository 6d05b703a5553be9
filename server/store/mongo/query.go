package mongo

import (
	"context"
	"errors"
	"iter"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
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
