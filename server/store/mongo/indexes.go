package mongo

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// indexes are those of doc.go.
var indexes = []struct {
	in      string
	keys    string
	unique  bool
	sparse  bool
	partial string // only rows that have this field
}{
	{in: "commits", keys: "tenant scope seq", unique: true},
	{in: "commits", keys: "tenant known.e"},
	{in: "commits", keys: "open.tenant open.scope open.seq", sparse: true},
	{in: "commits", keys: "first.tenant first.scope", sparse: true},
	{in: "commits", keys: "tenant due.due", partial: "due.due"},
	{in: "commits", keys: "tenant authors at seq scope"},
	{in: "commits", keys: "inserted"},
	{in: "documents", keys: "tenant scope id", unique: true},
	{in: "documents", keys: "tenant scope seq id"},
	{in: "audit", keys: "tenant n", unique: true},
	{in: "audit", keys: "tenant citizens last"},
	{in: "audit", keys: "tenant actors last"},
	{in: "audit", keys: "tenant marks.replica n"},
	{in: "holdings", keys: "tenant replica", unique: true},
	{in: "holdings", keys: "tenant scopes"},
	{in: "bells", keys: "tenant device", unique: true},
	{in: "bells", keys: "tenant replica"},
	{in: "bells", keys: "tenant who"},
	{in: "bells", keys: "tenant token"},
	{in: "bells", keys: "tenant due"},
}

// Unique lists the unique indexes, as in "commits tenant scope seq": each promise of the port rests on one. For Over.
func Unique() []string {
	var list []string
	for _, x := range indexes {
		if x.unique {
			list = append(list, x.in+" "+x.keys)
		}
	}
	return list
}

func index(ctx context.Context, db *driver.Database) error {
	for _, x := range indexes {
		o := options.Index()
		if x.unique {
			o.SetUnique(true)
		}
		if x.sparse {
			o.SetSparse(true)
		}
		var err error
		if x.partial == "" {
			_, err = db.Collection(x.in).Indexes().CreateOne(ctx, driver.IndexModel{Keys: by(strings.Fields(x.keys)...), Options: o})
		} else {
			err = indexPart(ctx, db.Collection(x.in), by(strings.Fields(x.keys)...), x.partial)
		}
		if err != nil {
			return fmt.Errorf("make index (%s) of %s: %w", x.keys, x.in, err)
		}
	}
	return nil
}

// notImplemented is how FerretDB says that it has no partial indexes.
const notImplemented = 238

// indexPart makes an index that holds only rows with a field. MongoDB uses it for every query that compares that field with a
// value, as Due does: whatever fits has the field. A sparse index would not do here: it keeps each row that has one of its
// fields, and all have a tenant. The last deadline that is fired takes its commit out. It has a name of its own, because MongoDB
// refuses one that it knows with other options. Where there are no partial indexes it holds all rows, and finds the same.
func indexPart(ctx context.Context, in *driver.Collection, keys bson.D, field string) error {
	only := bson.D{{Key: field, Value: bson.D{{Key: "$exists", Value: true}}}}
	o := options.Index().SetName(field + "_partial").SetPartialFilterExpression(only)
	_, err := in.Indexes().CreateOne(ctx, driver.IndexModel{Keys: keys, Options: o})
	if refused := (driver.CommandError{}); errors.As(err, &refused) && refused.Code == notImplemented {
		_, err = in.Indexes().CreateOne(ctx, driver.IndexModel{Keys: keys})
	}
	return err
}
