// Package reads is the chain in which a phone keeps what was read on it until the server has it (domain.md L-15: access while
// offline is access too).
//
// A phone numbers each read of a login from 1, links it to the one before, and signs the last link of what it hands in. The
// server knows how far it came (a Mark) and sees whether what comes goes on from there. It promises: a read that is left out,
// changed or moved makes a link that does not fit; nothing is lost when a frame or its answer is, and comes again.
//
// Callers owe: one batch under way at a time, and a new replica id for a store that was copied or restored. The package is
// pure and starts no goroutine. To test code that uses it, keep a Mark and Append.
package reads

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// MaxBatch is how many reads a batch may hold.
const MaxBatch = 500

// Read is one document that was open on a screen, or another thing somebody saw; Action says which.
type Read struct {
	N      uint64         `json:"n"`
	At     int64          `json:"at"` // the phone's clock, milliseconds
	Scope  document.Scope `json:"scope"`
	Doc    string         `json:"doc,omitzero"`
	Action string         `json:"action"` // read or search; an opening is a document
	Online bool           `json:"online,omitzero"`
}

// Link is a place in the chain: a hash of all reads up to it.
type Link [sha256.Size]byte

// String is the link in hex, as frames carry it.
func (l Link) String() string { return hex.EncodeToString(l[:]) }

// ParseLink reads what String writes.
func ParseLink(text string) (l Link, ok bool) {
	if len(text) != 2*len(l) {
		return l, false
	}
	_, err := hex.Decode(l[:], []byte(text))
	return l, err == nil && l.String() == text
}

// Mark is a place in a replica's chain: the number of a read and its link.
type Mark struct {
	UpTo uint64
	Link Link
}

// Start is where every replica's chain begins.
func Start(replica string) Mark {
	return Mark{Link: sha256.Sum256([]byte("samsyn-reads-1" + replica))}
}

// Next is the mark after a read, whose number must be the next.
func (m Mark) Next(r Read) Mark {
	b := make([]byte, 0, 256)
	b = append(b, m.Link[:]...)
	b = binary.BigEndian.AppendUint64(b, r.N)
	b = binary.BigEndian.AppendUint64(b, uint64(r.At))
	for _, text := range []string{string(r.Scope), r.Doc, r.Action} {
		b = append(binary.BigEndian.AppendUint32(b, uint32(len(text))), text...) //nolint:gosec // bounded by document.MaxScopeBytes
	}
	if r.Online {
		b = append(b, 1)
	} else {
		b = append(b, 0)
	}
	return Mark{UpTo: r.N, Link: sha256.Sum256(b)}
}

// Batch is what a phone hands in: reads in a row, the link before the first, and the login's signature of the link of the
// last, if the login has a key.
type Batch struct {
	From   uint64         `json:"from"`
	Prev   string         `json:"prev"`
	Events []Read         `json:"events"`
	Sig    sign.Signature `json:"sig,omitzero"`
}

// ErrBatch says that a batch is none: its numbers have gaps, or its link is no link.
var ErrBatch = errors.New("not a batch of reads")

// begin is the mark that the batch says it goes on from.
func (b *Batch) begin() (Mark, error) {
	link, ok := ParseLink(b.Prev)
	if !ok || b.From == 0 || len(b.Events) == 0 || len(b.Events) > MaxBatch {
		return Mark{}, ErrBatch
	}
	for i, r := range b.Events {
		if r.N != b.From+uint64(i) {
			return Mark{}, ErrBatch
		}
	}
	return Mark{UpTo: b.From - 1, Link: link}, nil
}

// End is the mark after the batch.
func (b *Batch) End() (Mark, error) {
	m, err := b.begin()
	if err != nil {
		return m, err
	}
	for _, r := range b.Events {
		m = m.Next(r)
	}
	return m, nil
}

// Sign signs the batch with the login's key.
func (b *Batch) Sign(key sign.Key) error {
	end, err := b.End()
	if err == nil {
		b.Sig = key.SignReads(end.Link)
	}
	return err
}

// IsSignedBy reports whether the batch was signed with the key.
func (b *Batch) IsSignedBy(key sign.Public) bool {
	end, err := b.End()
	return err == nil && !key.IsZero() && b.Sig.FitsReads(key, end.Link)
}

// Follow says which reads of a batch are new to somebody who is at the mark, and where they leave him. A batch that was
// handed in before, in whole or in part, fits when its link at the mark is the mark's. One that does not fit (reads are
// missing before it, or it is another history) is new as a whole: what people read is taken, and somebody must ask why.
func (b *Batch) Follow(m Mark) (fresh []Read, next Mark, fits bool, err error) {
	at, err := b.begin()
	if err != nil {
		return nil, m, false, err
	}
	known := 0
	fits = at == m
	for i, r := range b.Events {
		at = at.Next(r)
		if at == m {
			known, fits = i+1, true
		}
	}
	return b.Events[known:], at, fits, nil
}
