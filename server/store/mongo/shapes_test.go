package mongo_test

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/event"
)

// shapes watches the commands of stores and keeps the shape of every query: which fields it names, and how.
type shapes struct {
	mu    sync.Mutex
	seen  map[string]query // guarded by mu
	count map[string]int   // commands by name; guarded by mu
}

// query is what an index must serve: fields that equal something, a range over one, and the order of what is found.
type query struct {
	collection string
	equal      []string
	ranged     []string
	sort       []string
}

func (q query) String() string {
	return fmt.Sprintf("%s: equal %v, range %v, sort %v", q.collection, q.equal, q.ranged, q.sort)
}

func (s *shapes) monitor() *event.CommandMonitor {
	return &event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.count[e.CommandName]++
		for _, q := range queriesOf(e.CommandName, e.Command) {
			s.seen[q.String()] = q
		}
	}}
}

func newShapes() *shapes { return &shapes{seen: map[string]query{}, count: map[string]int{}} }

// commands is how many were sent so far, without those that keep a connection alive.
func (s *shapes) commands() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := maps.Clone(s.count)
	maps.DeleteFunc(out, func(name string, _ int) bool {
		return name == "hello" || name == "isMaster" || name == "ping" || name == "endSessions"
	})
	return out
}

func queriesOf(name string, command bson.Raw) (out []query) {
	collection, _ := command.Lookup(name).StringValueOK()
	switch name {
	case "find":
		return []query{shapeOf(collection, command.Lookup("filter").Document(), command.Lookup("sort"))}
	case "update", "delete":
		statements, _ := command.Lookup(name + "s").Array().Values()
		for _, s := range statements {
			out = append(out, shapeOf(collection, s.Document().Lookup("q").Document(), bson.RawValue{}))
		}
	case "aggregate", "count", "distinct", "findAndModify": // none is expected: a shape that no index serves
		out = []query{{collection: name + " of " + collection}}
	}
	return out
}

func shapeOf(collection string, filter bson.Raw, sort bson.RawValue) query {
	q := query{collection: collection}
	elements, _ := filter.Elements()
	for _, e := range elements {
		switch op := operator(e.Value()); op {
		case "", "$in":
			q.equal = append(q.equal, e.Key())
		case "$gt", "$gte", "$lt", "$lte", "regex":
			q.ranged = append(q.ranged, e.Key())
		default:
			q.ranged = append(q.ranged, e.Key()+" "+op)
		}
	}
	if doc, ok := sort.DocumentOK(); ok {
		order, _ := doc.Elements()
		for _, e := range order {
			q.sort = append(q.sort, e.Key())
		}
	}
	slices.Sort(q.equal)
	return q
}

// operator is the first one of a condition, or "" for a plain value.
func operator(v bson.RawValue) string {
	if v.Type == bson.TypeRegex {
		return "regex"
	}
	doc, ok := v.DocumentOK()
	if !ok {
		return ""
	}
	elements, _ := doc.Elements()
	if len(elements) == 0 || !strings.HasPrefix(elements[0].Key(), "$") {
		return ""
	}
	return elements[0].Key()
}

// index is one that the database has.
type index struct {
	keys   []string
	unique bool
}

// serves reports whether the index finds exactly what the query asks for, in its order, without looking at anything else. A
// unique index whose every field is given finds one document: whatever else is asked of it costs nothing.
func (x index) serves(q query) bool {
	at := 0
	for at < len(x.keys) && slices.Contains(q.equal, x.keys[at]) {
		at++
	}
	if x.unique && at == len(x.keys) {
		return true
	}
	rest := x.keys[at:]
	if at < len(q.equal) || len(q.ranged) > 1 || len(q.ranged) == 1 && (len(rest) == 0 || rest[0] != q.ranged[0]) {
		return false
	}
	order := slices.DeleteFunc(slices.Clone(q.sort), func(name string) bool { return slices.Contains(q.equal, name) })
	return at+len(q.ranged) > 0 && len(order) <= len(rest) && slices.Equal(order, rest[:len(order)])
}

// check asserts that one of the indexes of the database serves each shape that was seen.
func (s *shapes) check(t *testing.T, indexes map[string][]index) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.seen) < 12 {
		t.Errorf("only %d shapes were seen", len(s.seen))
	}
	for _, name := range slices.Sorted(maps.Keys(s.seen)) {
		q := s.seen[name]
		if !slices.ContainsFunc(indexes[q.collection], func(x index) bool { return x.serves(q) }) {
			t.Errorf("no index serves %s", name)
		}
	}
}

// indexesOf reads what indexes a database has.
func indexesOf(t *testing.T, uri, database string) map[string][]index {
	t.Helper()
	db := connect(t, uri).Database(database)
	out := map[string][]index{}
	for _, name := range []string{"commits", "documents", "audit", "holdings", "bells", "meta"} {
		specs, err := db.Collection(name).Indexes().ListSpecifications(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range specs {
			elements, err := s.KeysDocument.Elements()
			if err != nil {
				t.Fatal(err)
			}
			x := index{unique: s.Unique != nil && *s.Unique || s.Name == "_id_"}
			for _, e := range elements {
				x.keys = append(x.keys, e.Key())
			}
			out[name] = append(out[name], x)
		}
	}
	return out
}
