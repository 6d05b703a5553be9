package model

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// filter is what a document must fit.
type filter []condition

// condition is one field's: some value found at path fits.
type condition struct {
	name   string
	path   []string
	op     string // $eq, $in, $gt, $gte, $lt, $lte, $regex
	values []bson.RawValue
	like   *regexp.Regexp
}

// compile reads the filters that the store makes.
func compile(d any) filter {
	elements, err := marshal(d).Elements()
	if err != nil {
		panic(err)
	}
	var f filter
	for _, e := range elements {
		c := condition{name: e.Key(), path: strings.Split(e.Key(), "."), op: "$eq", values: []bson.RawValue{e.Value()}}
		switch v := e.Value(); v.Type {
		case bson.TypeRegex:
			pattern, _ := v.Regex()
			c.op, c.like = "$regex", regexp.MustCompile(pattern)
		case bson.TypeEmbeddedDocument:
			f = append(f, operators(c, v.Document())...)
			continue
		}
		f = append(f, c)
	}
	return f
}

func operators(c condition, ops bson.Raw) filter {
	var f filter
	elements, _ := ops.Elements()
	for _, e := range elements {
		c.op, c.values = e.Key(), []bson.RawValue{e.Value()}
		switch c.op {
		case "$in":
			c.values, _ = e.Value().Array().Values()
		case "$gt", "$gte", "$lt", "$lte":
		default:
			panic("model: filter with " + c.op)
		}
		f = append(f, c)
	}
	return f
}

func (f filter) fits(doc bson.Raw) bool {
	for _, c := range f {
		if !slices.ContainsFunc(lookup(doc, c.path), c.holds) {
			return false
		}
	}
	return true
}

func (c condition) holds(v bson.RawValue) bool {
	if c.like != nil {
		text, is := v.StringValueOK()
		return is && c.like.MatchString(text)
	}
	for _, want := range c.values {
		if v.Type != want.Type {
			continue // the store always compares a field with its own type
		}
		n := compare(v, want)
		switch c.op {
		case "$eq", "$in":
			if n == 0 {
				return true
			}
		case "$gt":
			return n > 0
		case "$gte":
			return n >= 0
		case "$lt":
			return n < 0
		case "$lte":
			return n <= 0
		}
	}
	return false
}

// lookup gives the values at a path, those inside lists one by one.
func lookup(doc bson.Raw, path []string) []bson.RawValue {
	v, err := doc.LookupErr(path[0])
	if err != nil {
		return nil
	}
	if v.Type != bson.TypeArray {
		if len(path) == 1 {
			return []bson.RawValue{v}
		}
		inner, is := v.DocumentOK()
		if !is {
			return nil
		}
		return lookup(inner, path[1:])
	}
	items, _ := v.Array().Values()
	if len(path) == 1 {
		return items
	}
	var out []bson.RawValue
	for _, item := range items {
		if inner, is := item.DocumentOK(); is {
			out = append(out, lookup(inner, path[1:])...)
		}
	}
	return out
}

// compare orders two values of one type.
func compare(a, b bson.RawValue) int {
	switch a.Type {
	case bson.TypeInt64, bson.TypeInt32:
		return cmp.Compare(a.AsInt64(), b.AsInt64())
	case bson.TypeDateTime:
		return cmp.Compare(a.DateTime(), b.DateTime())
	case bson.TypeString:
		return strings.Compare(a.StringValue(), b.StringValue())
	case bson.TypeBoolean, bson.TypeObjectID, bson.TypeBinary:
		return bytes.Compare(a.Value, b.Value)
	}
	panic(fmt.Sprintf("model: compares values of type %v", a.Type))
}

// order sorts documents by what the store asks for.
func order(docs []bson.Raw, by any) {
	if by == nil {
		return
	}
	keys, _ := marshal(by).Elements()
	slices.SortStableFunc(docs, func(a, b bson.Raw) int {
		for _, k := range keys {
			if n := compareAt(a, b, k.Key()); n != 0 {
				return n * int(k.Value().AsInt64())
			}
		}
		return 0
	})
}

func compareAt(a, b bson.Raw, name string) int {
	path := strings.Split(name, ".")
	x, errX := a.LookupErr(path...)
	y, errY := b.LookupErr(path...)
	switch {
	case errX != nil && errY != nil:
		return 0
	case errX != nil:
		return -1
	case errY != nil:
		return 1
	}
	return compare(x, y)
}

// project leaves in, or leaves out, what the store asks for.
func project(doc bson.Raw, by any) bson.Raw {
	if by == nil {
		return doc
	}
	keys, _ := marshal(by).Elements()
	named := map[string]bool{}
	keep := false
	for _, k := range keys {
		named[k.Key()] = true
		keep = k.Value().AsInt64() == 1
	}
	out := []byte{0, 0, 0, 0}
	elements, _ := doc.Elements()
	for _, e := range elements {
		if named[e.Key()] == keep {
			out = append(out, e...)
		}
	}
	return finished(append(out, 0))
}

func finished(doc []byte) bson.Raw {
	n := len(doc)
	doc[0], doc[1], doc[2], doc[3] = byte(n), byte(n>>8), byte(n>>16), byte(n>>24)
	return doc
}
