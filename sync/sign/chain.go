package sign

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"

	"github.com/samsyn/samsyn/sync/document"
)

// outbox begins every chain and every message that is signed, so that a signature made for one thing is never one for another.
const outbox = "samsyn-outbox-1"

// Link is a place in a replica's chain of edits; 64 hex digits in JSON.
type Link [sha256.Size]byte

var errLink = errors.New("a link is 64 hex digits")

// Start is the link before a replica's first edit.
func Start(replica string) Link { return sha256.Sum256([]byte(outbox + replica)) }

// Next is the link after an edit:
//
//	SHA-256( link ‖ Edit.Sum ‖ base.epoch ‖ 0x00 ‖ base.seq as 8 bytes big endian )
//
// Base is in it because it decides what the edit removes: nobody on the way may let an author have seen more than he did.
func (l Link) Next(e document.Edit) Link {
	sum := e.Sum()
	b := make([]byte, 0, 160)
	b = append(append(b, l[:]...), sum[:]...)
	b = append(append(b, e.Base.Epoch...), 0)
	return sha256.Sum256(binary.BigEndian.AppendUint64(b, e.Base.Seq))
}

// Through is the link after all of these edits.
func (l Link) Through(edits []document.Edit) Link {
	for i := range edits {
		l = l.Next(edits[i])
	}
	return l
}

// MarshalText writes 64 hex digits.
func (l Link) MarshalText() ([]byte, error) { return hex.AppendEncode(nil, l[:]), nil }

// UnmarshalText reads 64 hex digits.
func (l *Link) UnmarshalText(text []byte) error {
	if len(text) != hex.EncodedLen(len(l)) {
		return errLink
	}
	if _, err := hex.Decode(l[:], text); err != nil {
		return errLink
	}
	return nil
}
