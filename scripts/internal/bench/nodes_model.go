package bench

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store/mongo"
	"github.com/samsyn/samsyn/server/store/mongo/model"
)

// modelServer is the simulation's model of MongoDB behind MongoDB's protocol: what is counted is counted by the driver itself,
// as with a real one, and hundreds of phones log in within seconds, where FerretDB, which reads whole collections, needs an hour.
type modelServer struct {
	on net.Listener
	to *model.Client
}

func startModel() (*modelServer, error) {
	on, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	m := &modelServer{on: on, to: model.New(model.Options{Unique: mongo.Unique()}).Connect("nodes", nil)}
	go m.accept()
	return m, nil
}

func (m *modelServer) uri() string { return "mongodb://" + m.on.Addr().String() + "/samsyn" }

// accept ends with the listener.
func (m *modelServer) accept() {
	for {
		conn, err := m.on.Accept()
		if err != nil {
			return
		}
		go func() {
			defer conn.Close()
			for m.answer(conn) == nil { // else the driver hung up
			}
		}()
	}
}

// The two kinds of messages that a driver sends: the first says hello, all others follow it.
const (
	opReply = 1
	opQuery = 2004
	opMsg   = 2013
)

// answer reads one command and answers it.
func (m *modelServer) answer(conn net.Conn) error {
	var head [16]byte
	if _, err := io.ReadFull(conn, head[:]); err != nil {
		return err
	}
	body := make([]byte, binary.LittleEndian.Uint32(head[:])-16)
	if _, err := io.ReadFull(conn, body); err != nil {
		return err
	}
	kind, before := binary.LittleEndian.Uint32(head[12:]), []byte{0, 0, 0, 0, 0}
	var command bson.Raw
	var lists map[string][]bson.Raw
	if kind == opQuery {
		_, rest, _ := bytes.Cut(body[4:], []byte{0})
		command, before = rest[8:], make([]byte, 20)
		kind, before[16] = opReply, 1
	} else {
		command, lists = sections(body[4:])
	}
	reply, err := bson.Marshal(m.run(command, lists))
	if err != nil {
		return err
	}
	reply = append(before, reply...)
	out := binary.LittleEndian.AppendUint32(nil, uint32(16+len(reply)))
	out = append(append(out, 0, 0, 0, 0), head[4:8]...)
	out = binary.LittleEndian.AppendUint32(out, kind)
	_, err = conn.Write(append(out, reply...))
	return err
}

// sections are a message's command, and the lists that stand beside it.
func sections(b []byte) (command bson.Raw, lists map[string][]bson.Raw) {
	lists = map[string][]bson.Raw{}
	for len(b) > 5 {
		size := int(binary.LittleEndian.Uint32(b[1:]))
		part := b[1 : 1+size]
		if b[0] == 0 {
			command = part
		} else {
			name, docs, _ := bytes.Cut(part[4:], []byte{0})
			for len(docs) > 0 {
				n := binary.LittleEndian.Uint32(docs)
				lists[string(name)] = append(lists[string(name)], bson.Raw(docs[:n]))
				docs = docs[n:]
			}
		}
		b = b[1+size:]
	}
	return command, lists
}

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
