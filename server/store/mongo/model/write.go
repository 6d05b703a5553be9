package model

import (
	"context"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"
)

// outcome is what a bulk did.
type outcome struct {
	result driver.BulkWriteResult
	errs   []driver.BulkWriteError
}

func (o *outcome) fail(i int, w driver.WriteError) {
	w.Index = i
	o.errs = append(o.errs, driver.BulkWriteError{WriteError: w})
}

// step is one write of a bulk, carried out on a table.
type step func(t *table, i int, out *outcome)

// write sends steps as one command. The error is that of the connection or the write concern; duplicates are in the outcome.
func (c *Collection) write(steps ...step) (out outcome, wc *driver.WriteConcernError, err error) {
	k, db := c.client, c.client.db
	if k.dead {
		k.die()
	}
	fate := k.fate(Op{Node: k.name, Collection: c.name, Write: true})
	db.mu.Lock()
	defer db.mu.Unlock()
	do := func(n int) (out outcome) {
		for i, s := range steps[:n] {
			s(db.table(c.name), i, &out)
		}
		return out
	}
	safely := func() { do(len(steps)); db.settle() }
	switch {
	case k.deposed:
		if fate.Dies {
			k.die()
		}
		return out, nil, notPrimary
	case fate.Late:
		db.wire = append(db.wire, request{k.name, safely})
	case fate.Never:
	default:
		n := len(steps)
		if fate.Cut > 0 && fate.Cut < n {
			n, fate.Silent = fate.Cut, true
		}
		if fate.Twice {
			do(n)
		}
		out = do(n)
		if !fate.Unsafe {
			db.settle()
		}
	}
	switch {
	case fate.Dies:
		k.die()
	case fate.Late:
		return outcome{}, nil, errTimeout
	case fate.Never || fate.Silent:
		return outcome{}, nil, errReset
	case fate.Unsafe:
		wc := unsafely
		return out, &wc, nil
	}
	return out, nil, nil
}

// InsertOne implements mongo.Collection.
func (c *Collection) InsertOne(_ context.Context, doc any, _ ...options.Lister[options.InsertOneOptions]) (*driver.InsertOneResult, error) {
	out, wc, err := c.write(insertion(doc))
	if err = one(out, wc, err); err != nil {
		return nil, err
	}
	return &driver.InsertOneResult{Acknowledged: true}, nil
}

// UpdateOne implements mongo.Collection.
func (c *Collection) UpdateOne(_ context.Context, by, update any, _ ...options.Lister[options.UpdateOneOptions]) (*driver.UpdateResult, error) {
	out, wc, err := c.write(updating(by, update, false))
	if err = one(out, wc, err); err != nil {
		return nil, err
	}
	return &driver.UpdateResult{Acknowledged: true, MatchedCount: out.result.MatchedCount}, nil
}

// one gives a single write's error as the driver does.
func one(out outcome, wc *driver.WriteConcernError, err error) error {
	if err != nil || wc == nil && len(out.errs) == 0 {
		return err
	}
	e := driver.WriteException{WriteConcernError: wc}
	for _, w := range out.errs {
		e.WriteErrors = append(e.WriteErrors, w.WriteError)
	}
	return e
}

// BulkWrite implements mongo.Collection; always unordered, as the store asks for it.
func (c *Collection) BulkWrite(_ context.Context, models []driver.WriteModel, _ ...options.Lister[options.BulkWriteOptions]) (*driver.BulkWriteResult, error) {
	steps := make([]step, len(models))
	for i, m := range models {
		switch m := m.(type) {
		case *driver.InsertOneModel:
			steps[i] = insertion(m.Document)
		case *driver.ReplaceOneModel:
			steps[i] = replacing(m.Filter, m.Replacement)
		case *driver.UpdateOneModel:
			steps[i] = updating(m.Filter, m.Update, m.Upsert != nil && *m.Upsert)
		default:
			panic("model: an unknown write")
		}
	}
	out, wc, err := c.write(steps...)
	if err != nil {
		return nil, err
	}
	if wc != nil || len(out.errs) > 0 {
		return &out.result, driver.BulkWriteException{WriteConcernError: wc, WriteErrors: out.errs}
	}
	return &out.result, nil
}

// insertion reads the document when the command is made: what arrives late is what was sent.
func insertion(doc any) step {
	raw := marshal(doc)
	return func(t *table, i int, out *outcome) {
		if t.insert(raw) {
			out.result.InsertedCount++
			return
		}
		out.fail(i, duplicate)
	}
}

func replacing(by, doc any) step {
	f, raw := compile(by), marshal(doc)
	return func(t *table, _ int, out *outcome) {
		if found := t.find(f, len(t.db.log)); len(found) > 0 {
			out.result.MatchedCount++
			t.put(found[0], raw)
		}
	}
}

func updating(by, update any, upsert bool) step {
	f, how := compile(by), marshal(update)
	return func(t *table, i int, out *outcome) {
		if hasEmptyName(how) {
			out.fail(i, emptyName)
			return
		}
		if found := t.find(f, len(t.db.log)); len(found) > 0 {
			out.result.MatchedCount++
			t.put(found[0], change(found[0].at(len(t.db.log)).doc, how))
		} else if upsert {
			out.result.UpsertedCount++
			t.put(nil, change(marshal(equal(f)), how))
		}
	}
}

// equal is the document that an upsert begins with.
func equal(f filter) bson.D {
	var d bson.D
	for _, c := range f {
		d = append(d, bson.E{Key: c.name, Value: c.values[0]})
	}
	return d
}
