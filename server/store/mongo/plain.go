package mongo

import (
	"slices"

	"go.mongodb.org/mongo-driver/v2/bson"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// row is a document as stored.
func (s *Store) row(key store.Key, e *document.Encoded) documentRow {
	r := documentRow{
		Tenant: key.Tenant, Scope: string(key.Scope), ID: e.Doc.ID, Type: e.Doc.Type, Seq: int64(e.Doc.Seq), Sum: int64(e.Sum), State: e.Bytes,
	}
	if s.set == nil || s.set.Types[e.Doc.Type] == nil {
		return r
	}
	view := merge.Read(s.set.Types[e.Doc.Type], e.Doc)
	r.Voided = view.Voided
	names := make([]string, 0, len(view.Fields))
	for name := range view.Fields {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		reading := view.Fields[name]
		switch {
		case reading.Value != nil:
			r.Plain = append(r.Plain, bson.E{Key: name, Value: plain(reading.Value)})
		case len(reading.Items) > 0:
			list := bson.A{}
			for _, item := range reading.Items {
				list = append(list, bson.D{{Key: "id", Value: item.ID}, {Key: "value", Value: plain(item.Value)}})
			}
			r.Plain = append(r.Plain, bson.E{Key: name, Value: list})
		}
	}
	return r
}

// plain turns JSON into what MongoDB's tools show. No member name begins with a dollar: the schema refuses that.
func plain(v jsontext.Value) any {
	var wrapped struct {
		V any `bson:"v"`
	}
	text := append(append([]byte(`{"v":`), v...), '}')
	if err := bson.UnmarshalExtJSON(text, false, &wrapped); err != nil {
		return string(v)
	}
	return wrapped.V
}
