package bench

import (
	"bytes"
	"encoding/binary"
	"io"
	"net"

	"go.mongodb.org/mongo-driver/v2/bson"

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
