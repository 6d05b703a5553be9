package model

import (
	"bytes"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// change gives a document after an update with the operators that the store uses.
func change(doc bson.Raw, update any) bson.Raw {
	var d bson.D
	if err := bson.Unmarshal(doc, &d); err != nil {
		panic(err)
	}
	operators, _ := marshal(update).Elements()
	for _, o := range operators {
		fields, _ := o.Value().Document().Elements()
		for _, f := range fields {
			d = apply(d, o.Key(), strings.Split(f.Key(), "."), f.Value())
		}
	}
	return marshal(d)
}

// hasEmptyName reports whether an update names a field that no document may have.
func hasEmptyName(update bson.Raw) bool {
	operators, _ := update.Elements()
	for _, o := range operators {
		fields, _ := o.Value().Document().Elements()
		for _, f := range fields {
			if slices.Contains(strings.Split(f.Key(), "."), "") {
				return true
			}
		}
	}
	return false
}

func apply(d bson.D, operator string, path []string, v bson.RawValue) bson.D {
	at := -1
	for i, e := range d {
		if e.Key == path[0] {
			at = i
		}
	}
	if operator == "$unset" {
		if at >= 0 {
			d = append(d[:at], d[at+1:]...)
		}
		return d
	}
	if at < 0 {
		d, at = append(d, bson.E{Key: path[0]}), len(d)
	}
	if len(path) > 1 {
		inner, _ := d[at].Value.(bson.D)
		d[at].Value = apply(inner, operator, path[1:], v)
		return d
	}
	switch operator {
	case "$set":
		d[at].Value = v
	case "$pull":
		d[at].Value = pull(d[at].Value, v)
	case "$addToSet":
		d[at].Value = addToSet(d[at].Value, v)
	default:
		panic("model: update with " + operator)
	}
	return d
}

func pull(list any, v bson.RawValue) any {
	items, is := list.(bson.A)
	if !is {
		return list
	}
	out := bson.A{}
	for _, item := range items {
		if !same(item, v) {
			out = append(out, item)
		}
	}
	return out
}

func addToSet(list any, v bson.RawValue) any {
	items, _ := list.(bson.A)
	each, _ := v.Document().Lookup("$each").Array().Values()
	for _, e := range each {
		known := false
		for _, item := range items {
			known = known || same(item, e)
		}
		if !known {
			items = append(items, e)
		}
	}
	return items
}

// same reports whether two values have the same bytes: the store writes members in one order.
func same(item any, v bson.RawValue) bool {
	kind, data, err := bson.MarshalValue(item)
	return err == nil && kind == v.Type && bytes.Equal(data, v.Value)
}
