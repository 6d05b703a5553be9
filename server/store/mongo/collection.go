package mongo

import (
	"context"
	"time"

	lru "github.com/hashicorp/golang-lru/v2"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
)

// Collection is all that the store asks of MongoDB once it runs. *driver.Collection is one; package model has another, which
// fails as a replica set does, so that the simulation runs this very store over it.
type Collection interface {
	InsertOne(context.Context, any, ...options.Lister[options.InsertOneOptions]) (*driver.InsertOneResult, error)
	FindOne(context.Context, any, ...options.Lister[options.FindOneOptions]) *driver.SingleResult
	Find(context.Context, any, ...options.Lister[options.FindOptions]) (*driver.Cursor, error)
	UpdateOne(context.Context, any, any, ...options.Lister[options.UpdateOneOptions]) (*driver.UpdateResult, error)
	BulkWrite(context.Context, []driver.WriteModel, ...options.Lister[options.BulkWriteOptions]) (*driver.BulkWriteResult, error)
}

// Collections are where a store keeps things. Surely is Commits, read linearizable; all others are read with read concern
// majority, and all are written with write concern majority, journaled.
type Collections struct{ Commits, Surely, Documents, Audit, Holdings, Bells Collection }

// Over makes a store over collections that have the indexes of doc.go. It starts nothing and stops nothing. Options.URI and
// what else is about connections is not used.
func Over(c Collections, o Options) *Store {
	o = o.defaults()
	scopes, _ := lru.New[store.Key, *scope](o.Scopes) // fails only for a size below 1
	docs, _ := lru.New[docKey, store.Stored](o.Documents)
	return &Store{
		commits: c.Commits, surely: c.Surely, documents: c.Documents, audit: c.Audit, holdings: c.Holdings, bells: c.Bells,
		set: o.Schema, salt: o.Salt, now: o.Now, wait: o.Wait, timeout: o.OpTimeout, scopes: scopes, docs: docs,
	}
}

// waitFor lets time pass, or says that the context ended.
func waitFor(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
