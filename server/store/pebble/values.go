package pebble

import (
	"encoding/binary"
	"encoding/hex"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// appendHead writes seq, checksum, hash (32 bytes), epoch, and seq and epoch of the last fork if there was one.
func appendHead(b []byte, h document.Head) ([]byte, error) {
	b = binary.BigEndian.AppendUint64(b, h.Seq)
	b = binary.BigEndian.AppendUint64(b, uint64(h.Checksum))
	b, err := hex.AppendDecode(b, []byte(h.Hash))
	if err != nil {
		return nil, err
	}
	b = appendText(b, h.Epoch)
	if h.Parent != nil {
		b = appendText(binary.AppendUvarint(b, h.Parent.Seq), h.Parent.Epoch)
	}
	return b, nil
}

func parseHead(v []byte) (document.Head, error) {
	const fixed = 8 + 8 + 32
	if len(v) < fixed {
		return document.Head{}, errData
	}
	r := reader{rest: v[fixed:]}
	h := document.Head{Hash: hex.EncodeToString(v[16:fixed]), Checksum: document.Checksum(binary.BigEndian.Uint64(v[8:]))}
	h.Cursor = document.Cursor{Seq: binary.BigEndian.Uint64(v), Epoch: r.text(), Chain: document.ShortChain(h.Hash)}
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

// parseDocument copies what it keeps.
func parseDocument(v []byte) (store.Stored, error) {
	if len(v) < documentHeader {
		return store.Stored{}, errData
	}
	s := store.Stored{Bytes: append([]byte(nil), v[documentHeader:]...), Sum: binary.BigEndian.Uint64(v)}
	var err error
	s.Doc, err = document.Decode(s.Bytes)
	return s, err
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
