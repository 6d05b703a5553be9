package model

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// Client is a node's connection.
type Client struct {
	db   *Database
	name string
	fate func(Op) Fate

	deposed bool // it still talks to a primary that is none any more
	behind  int  // what that one has as safe
	dead    bool
}

// Connect makes a node's connection. fate is asked about every command, before it is sent, with nothing locked; nil: all goes
// well. A Client may be used by several goroutines as far as fate may.
func (db *Database) Connect(node string, fate func(Op) Fate) *Client {
	if fate == nil {
		fate = func(Op) Fate { return Fate{} }
	}
	return &Client{db: db, name: node, fate: fate}
}

// Depose leaves the client with a primary that is none any more: it reads what is safe now, and its writes go nowhere.
func (c *Client) Depose() {
	c.db.mu.Lock()
	defer c.db.mu.Unlock()
	if !c.deposed {
		c.deposed, c.behind = true, c.db.majority
	}
}

// Notice lets the client find the primary.
func (c *Client) Notice() { c.deposed = false }

// IsDeposed reports whether the client still talks to a primary that is none.
func (c *Client) IsDeposed() bool { return c.deposed }

// IsDead reports whether a command's Fate was that the client dies.
func (c *Client) IsDead() bool { return c.dead }

// die ends the client. Should somebody up the stack recover, the next command ends it again.
func (c *Client) die() {
	c.dead = true
	panic(Died{c.name})
}

// Collection gives a collection, read with read concern majority.
func (c *Client) Collection(name string) *Collection { return &Collection{client: c, name: name} }

// Surely gives a collection, read with read concern linearizable.
func (c *Client) Surely(name string) *Collection {
	return &Collection{client: c, name: name, surely: true}
}

// Collection implements mongo.Collection.
type Collection struct {
	client *Client
	name   string
	surely bool
}

// read runs a query on what the client may see.
func (c *Collection) read(by any) ([]bson.Raw, error) {
	k, db := c.client, c.client.db
	if k.dead {
		k.die()
	}
	fate := k.fate(Op{Node: k.name, Collection: c.name, Surely: c.surely})
	db.mu.Lock()
	defer db.mu.Unlock()
	if fate.Dies {
		k.die()
	}
	if fate.Never || fate.Late || fate.Silent {
		return nil, errReset
	}
	upTo := db.majority
	switch {
	case k.deposed && c.surely:
		return nil, errTimeout
	case k.deposed:
		upTo = k.behind
	case c.surely:
		db.settle()
		upTo = db.majority
	}
	var docs []bson.Raw
	for _, r := range db.table(c.name).find(compile(by), upTo) {
		docs = append(docs, r.at(upTo).doc)
	}
	return docs, nil
}

// FindOne implements mongo.Collection.
func (c *Collection) FindOne(_ context.Context, by any, opts ...options.Lister[options.FindOneOptions]) *driver.SingleResult {
	docs, err := c.read(by)
	if err == nil && len(docs) == 0 {
		err = driver.ErrNoDocuments
	}
	if err != nil {
		return driver.NewSingleResultFromDocument(bson.D{}, err, nil)
	}
	o := listed(opts)
	order(docs, o.Sort)
	return driver.NewSingleResultFromDocument(project(docs[0], o.Projection), nil, nil)
}

// Find implements mongo.Collection.
func (c *Collection) Find(_ context.Context, by any, opts ...options.Lister[options.FindOptions]) (*driver.Cursor, error) {
	docs, err := c.read(by)
	if err != nil {
		return nil, err
	}
	o := listed(opts)
	order(docs, o.Sort)
	out := make([]any, len(docs))
	for i, d := range docs {
		out[i] = project(d, o.Projection)
	}
	return driver.NewCursorFromDocuments(out, nil, nil)
}

func listed[T any](opts []options.Lister[T]) (o T) {
	for _, l := range opts {
		for _, set := range l.List() {
			if err := set(&o); err != nil {
				panic(err)
			}
		}
	}
	return o
}
