package document

import "sync"

// Encoded is a document with its canonical bytes and its part of the checksum: worked out once, then shared by the
// commit, the store and the frames. Nobody changes Bytes.
type Encoded struct {
	Doc   *Document
	Bytes []byte // canonical
	Sum   uint64
}

// scratch are buffers for encoding: what is kept is copied out of them at its exact size.
var scratch = sync.Pool{New: func() any { b := make([]byte, 0, 4096); return &b }}

// Encode works out a document's canonical bytes and its sum.
func Encode(d *Document) *Encoded {
	buf := scratch.Get().(*[]byte)
	*buf = d.AppendCanonical((*buf)[:0])
	b := append(make([]byte, 0, len(*buf)), *buf...)
	scratch.Put(buf)
	return &Encoded{Doc: d, Bytes: b, Sum: d.Sum(b)}
}
