package pebble

import (
	"encoding/binary"
	"encoding/hex"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// tail is the end of a scope's log, and how many documents the scope has, open commits included.
type tail struct {
	document.Head
	documents uint64
}

// after is the tail after a commit.
func (t tail) after(c *document.Commit) tail {
	next := tail{c.Head(t.Parent), t.documents}
	for _, ch := range c.Changes {
		if ch.Prev == 0 {
			next.documents++
		}
	}
	return next
}

// appendTail writes seq, checksum, hash (32 bytes), epoch, documents, and seq and epoch of the last fork if there was one.
func appendTail(b []byte, h tail) ([]byte, error) {
	b = binary.BigEndian.AppendUint64(b, h.Seq)
	b = binary.BigEndian.AppendUint64(b, uint64(h.Checksum))
	b, err := hex.AppendDecode(b, []byte(h.Hash))
	if err != nil {
		return nil, err
	}
	b = binary.AppendUvarint(appendText(b, h.Epoch), h.documents)
	if h.Parent != nil {
		b = appendText(binary.AppendUvarint(b, h.Parent.Seq), h.Parent.Epoch)
	}
	return b, nil
}

func parseTail(v []byte) (tail, error) {
	const fixed = 8 + 8 + 32
	if len(v) < fixed {
		return tail{}, errData
	}
	r := reader{rest: v[fixed:]}
	var h tail
	h.Hash, h.Checksum = hex.EncodeToString(v[16:fixed]), document.Checksum(binary.BigEndian.Uint64(v[8:]))
	h.Cursor = document.Cursor{Seq: binary.BigEndian.Uint64(v), Epoch: r.text(), Chain: document.ShortChain(h.Hash)}
	h.documents = r.number()
	if len(r.rest) > 0 {
		h.Parent = &document.Base{Seq: r.number(), Epoch: r.text()}
	}
	return h, r.err
}

// appendKnown writes seq, index, digest and the scope, which ends the value.
func appendKnown(b []byte, k store.Known) []byte {
	b = binary.AppendUvarint(binary.AppendUvarint(b, k.Seq), uint64(k.Index))
	return append(appendText(b, k.Digest), k.Scope...)
}

func parseKnown(v []byte) (store.Known, error) {
	r := reader{rest: v}
	k := store.Known{Seq: r.number(), Index: int(r.number()), Digest: r.text()}
	k.Scope = document.Scope(r.rest)
	return k, r.err
}

// documentHeader is the sum and the seq before a document's canonical bytes.
const documentHeader = 16

func appendDocument(b []byte, s store.Stored) []byte {
	b = binary.BigEndian.AppendUint64(b, s.Sum)
	b = binary.BigEndian.AppendUint64(b, s.Doc.Seq)
	return append(b, s.Bytes...)
}

// parseDocument keeps v.
func parseDocument(v []byte) (store.Stored, error) {
	if len(v) < documentHeader {
		return store.Stored{}, errData
	}
	s := store.Stored{Bytes: v[documentHeader:], Sum: binary.BigEndian.Uint64(v)}
	var err error
	s.Doc, err = document.Reopen(s.Bytes)
	return s, err
}

// documentSeq is the seq of a stored document.
func documentSeq(v []byte) (uint64, error) {
	if len(v) < documentHeader {
		return 0, errData
	}
	return binary.BigEndian.Uint64(v[8:]), nil
}

// appendChanged writes the ids of the documents that a commit changes.
func appendChanged(b []byte, c *document.Commit) []byte {
	for _, ch := range c.Changes {
		b = appendText(b, ch.Doc.ID)
	}
	return b
}

func parseChanged(v []byte, visit func(id string)) error {
	r := reader{rest: v}
	for len(r.rest) > 0 && r.err == nil {
		if id := r.text(); r.err == nil {
			visit(id)
		}
	}
	return r.err
}

func appendText(b []byte, text string) []byte {
	return append(binary.AppendUvarint(b, uint64(len(text))), text...)
}

// reader takes a value apart; after an error it gives zeroes.
type reader struct {
	rest []byte
	err  error
}

func (r *reader) number() uint64 {
	n, size := binary.Uvarint(r.rest)
	if size <= 0 {
		r.rest, r.err = nil, errData
		return 0
	}
	r.rest = r.rest[size:]
	return n
}

func (r *reader) text() string {
	n := r.number()
	if n > uint64(len(r.rest)) {
		r.rest, r.err = nil, errData
		return ""
	}
	text := string(r.rest[:n])
	r.rest = r.rest[n:]
	return text
}
