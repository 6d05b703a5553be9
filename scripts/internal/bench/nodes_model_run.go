package bench

import (
	"context"
	"errors"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store/mongo/model"
)

// run does what a command says.
func (m *modelServer) run(command bson.Raw, lists map[string][]bson.Raw) bson.D {
	elements, _ := command.Elements()
	name := elements[0].Key()
	collection, _ := elements[0].Value().StringValueOK()
	on := m.to.Collection(collection)
	ok := bson.D{{Key: "ok", Value: 1}}
	switch name {
	case "hello", "isMaster", "ismaster":
		return append(bson.D{{Key: "ismaster", Value: true}, {Key: "isWritablePrimary", Value: true}, {Key: "helloOk", Value: true},
			{Key: "minWireVersion", Value: 0}, {Key: "maxWireVersion", Value: 17}, {Key: "maxBsonObjectSize", Value: 16 << 20},
			{Key: "maxMessageSizeBytes", Value: 48_000_000}, {Key: "maxWriteBatchSize", Value: 100_000}}, ok...)
	case "buildInfo":
		return append(bson.D{{Key: "version", Value: "6.0.0"}}, ok...)
	case "createIndexes", "ping", "endSessions":
		return ok
	case "find":
		return found(on, collection, command)
	case "insert", "update":
		models := make([]driver.WriteModel, 0, 1)
		for _, doc := range slices.Concat(lists["documents"], lists["updates"]) {
			models = append(models, modelOf(name, doc))
		}
		return written(on.BulkWrite(context.Background(), models))
	}
	return bson.D{{Key: "ok", Value: 0}, {Key: "code", Value: 59}, {Key: "errmsg", Value: "no such command: " + name}}
}

// modelOf is one write of a command.
func modelOf(name string, doc bson.Raw) driver.WriteModel {
	if name == "insert" {
		return driver.NewInsertOneModel().SetDocument(doc)
	}
	filter, change := doc.Lookup("q").Document(), doc.Lookup("u").Document()
	if first, err := change.IndexErr(0); err == nil && strings.HasPrefix(first.Key(), "$") {
		upsert, _ := doc.Lookup("upsert").BooleanOK()
		return driver.NewUpdateOneModel().SetFilter(filter).SetUpdate(change).SetUpsert(upsert)
	}
	return driver.NewReplaceOneModel().SetFilter(filter).SetReplacement(change)
}

// written answers writes. The store only looks at what failed as a duplicate.
func written(r *driver.BulkWriteResult, err error) bson.D {
	var failed driver.BulkWriteException
	if err != nil && !errors.As(err, &failed) {
		return bson.D{{Key: "ok", Value: 0}, {Key: "code", Value: 1}, {Key: "errmsg", Value: err.Error()}}
	}
	out := bson.D{{Key: "ok", Value: 1}, {Key: "n", Value: r.InsertedCount + r.MatchedCount + r.UpsertedCount}, {Key: "nModified", Value: r.MatchedCount}}
	var errs bson.A
	for _, e := range failed.WriteErrors {
		errs = append(errs, bson.D{{Key: "index", Value: e.Index}, {Key: "code", Value: e.Code}, {Key: "errmsg", Value: e.Message}})
	}
	if len(errs) > 0 {
		out = append(out, bson.E{Key: "writeErrors", Value: errs})
	}
	return out
}

// found answers a query, all at once.
func found(on *model.Collection, name string, command bson.Raw) bson.D {
	o := options.Find()
	if sort, some := command.Lookup("sort").DocumentOK(); some {
		o.SetSort(sort)
	}
	if fields, some := command.Lookup("projection").DocumentOK(); some {
		o.SetProjection(fields)
	}
	filter, _ := command.Lookup("filter").DocumentOK()
	cursor, err := on.Find(context.Background(), filter, o)
	rows := []bson.Raw{}
	if err == nil {
		err = cursor.All(context.Background(), &rows)
	}
	if err != nil {
		return bson.D{{Key: "ok", Value: 0}, {Key: "code", Value: 1}, {Key: "errmsg", Value: err.Error()}}
	}
	if limit, some := command.Lookup("limit").AsInt64OK(); some && limit > 0 && int(limit) < len(rows) {
		rows = rows[:limit]
	}
	return bson.D{{Key: "ok", Value: 1}, {Key: "cursor", Value: bson.D{{Key: "id", Value: int64(0)}, {Key: "ns", Value: "samsyn." + name}, {Key: "firstBatch", Value: rows}}}}
}
