package model

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"go.mongodb.org/mongo-driver/v2/bson"
)

// Options are what a Database is told.
type Options struct {
	// Unique are the unique indexes: collection and fields, as in "commits tenant scope seq".
	Unique []string
	// Committed hears of every document inserted, when it can not vanish any more; nil: nobody wants to know. It must not use
	// the Database.
	Committed func(collection string, doc bson.Raw)
}

// Database is a replica set's data.
type Database struct {
	o Options

	mu       sync.Mutex
	tables   map[string]*table // guarded by mu
	log      []entry           // guarded by mu
	majority int               // how much of the log is safe; guarded by mu
	wire     []request         // sent and not yet arrived; guarded by mu
}

// entry is a write: which row it made a version of.
type entry struct {
	table  *table
	row    *row
	insert bool
}

// request is a write on its way.
type request struct {
	from string
	do   func()
}

// New makes an empty Database.
func New(o Options) *Database {
	db := &Database{o: o, tables: map[string]*table{}}
	for _, text := range o.Unique {
		names := strings.Fields(text)
		t := db.table(names[0])
		t.unique = append(t.unique, names[1:])
	}
	return db
}

func (db *Database) table(name string) *table {
	if db.tables[name] == nil {
		db.tables[name] = &table{db: db, name: name, buckets: map[string][]*row{}}
	}
	return db.tables[name]
}

// Failover elects another primary. Of the writes that are not safe it has the first few, keep of them; they are safe
// from then on. The others never were.
func (db *Database) Failover(keep int) {
	db.mu.Lock()
	defer db.mu.Unlock()
	stays := min(db.majority+keep, len(db.log))
	for _, e := range slices.Backward(db.log[stays:]) {
		e.row.versions = e.row.versions[:len(e.row.versions)-1]
	}
	db.log = db.log[:stays]
	db.settle()
}

// Unsafe is how many writes a Failover may undo.
func (db *Database) Unsafe() int {
	db.mu.Lock()
	defer db.mu.Unlock()
	return len(db.log) - db.majority
}

// OnWire is how many requests have not yet arrived.
func (db *Database) OnWire() int {
	db.mu.Lock()
	defer db.mu.Unlock()
	return len(db.wire)
}

// Land lets the n-th request on the wire arrive. Nobody waits for the reply.
func (db *Database) Land(n int) {
	db.mu.Lock()
	defer db.mu.Unlock()
	r := db.wire[n]
	db.wire = slices.Delete(db.wire, n, n+1)
	r.do()
}

// Settle makes all that was carried out safe, as replication does after a while.
func (db *Database) Settle() {
	db.mu.Lock()
	defer db.mu.Unlock()
	db.settle()
}

func (db *Database) settle() {
	for ; db.majority < len(db.log); db.majority++ {
		if e := db.log[db.majority]; e.insert && db.o.Committed != nil {
			db.o.Committed(e.table.name, e.row.at(db.majority+1).doc)
		}
	}
}

// table is a collection's data.
type table struct {
	db      *Database
	name    string
	rows    []*row
	unique  [][]string
	buckets map[string][]*row // rows by a field's value, as they are or once were
}

// row is a document and how it changed.
type row struct{ versions []version }

// version is a document from a place in the log on.
type version struct {
	from int
	doc  bson.Raw
}

// at is the row as the first n writes leave it; a zero version when it was not there.
func (r *row) at(n int) version {
	for _, v := range slices.Backward(r.versions) {
		if v.from <= n {
			return v
		}
	}
	return version{}
}

// put writes a new version of a row, or a new row.
func (t *table) put(r *row, doc bson.Raw) {
	insert := r == nil
	if insert {
		r = &row{}
		t.rows = append(t.rows, r)
	}
	t.db.log = append(t.db.log, entry{t, r, insert})
	r.versions = append(r.versions, version{len(t.db.log), doc})
	for _, path := range bucketed {
		for _, v := range lookup(doc, strings.Split(path, ".")) {
			if key := bucketName(path, v); !slices.Contains(t.buckets[key], r) {
				t.buckets[key] = append(t.buckets[key], r)
			}
		}
	}
}

// insert is false when a unique index has the document's values already.
func (t *table) insert(doc bson.Raw) bool {
	for _, fields := range t.unique {
		var filter bson.D
		for _, name := range fields {
			filter = append(filter, bson.E{Key: name, Value: doc.Lookup(name)})
		}
		if len(t.find(compile(filter), len(t.db.log))) > 0 {
			return false
		}
	}
	t.put(nil, doc)
	return true
}

// bucketed are the fields that rows are looked up by.
var bucketed = []string{"scope", "seq", "known.e", "open.scope", "replica", "id"}

func bucketName(path string, v bson.RawValue) string { return path + "\x00" + string(v.Value) }

// find gives the rows that fit as the first n writes leave them, in the order of their insertion.
func (t *table) find(f filter, n int) []*row {
	among := t.rows
	for _, c := range f {
		if list, is := t.among(c); is && len(list) < len(among) {
			among = list
		}
	}
	var out []*row
	for _, r := range among {
		if v := r.at(n); v.doc != nil && f.fits(v.doc) {
			out = append(out, r)
		}
	}
	return out
}

func (t *table) among(c condition) ([]*row, bool) {
	if c.op != "$eq" && c.op != "$in" || !slices.Contains(bucketed, c.name) {
		return nil, false
	}
	var list []*row
	for i, v := range c.values {
		for _, r := range t.buckets[bucketName(c.name, v)] {
			if i == 0 || !slices.Contains(list, r) {
				list = append(list, r)
			}
		}
	}
	return list, true
}

func marshal(v any) bson.Raw {
	if raw, is := v.(bson.Raw); is {
		return raw
	}
	raw, err := bson.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("model: %T: %v", v, err))
	}
	return raw
}
