package document

// Encoded is a document with its canonical bytes and its part of the checksum: worked out once, then shared by the
// commit, the store and the frames. Nobody changes Bytes.
type Encoded struct {
	Doc   *Document
	Bytes []byte // canonical
	Sum   uint64
}

// Encode works out a document's canonical bytes and its sum.
func Encode(d *Document) *Encoded {
	b := d.AppendCanonical(make([]byte, 0, 1024))
	return &Encoded{Doc: d, Bytes: b, Sum: d.Sum(b)}
}
