package replica

import (
	"errors"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

// ErrNoSeal says that the outbox cannot be sealed: the replica has no key of its own, or no server told it one.
var ErrNoSeal = errors.New("no key to sign or to seal with")

// A box is at most this large before it is sealed; as text it still fits a frame of 1 MB.
const (
	maxBoxBytes  = 600 << 10
	maxBoxPieces = 64  // that many submits a server reads from one box
	perPiece     = 512 // bytes of a submit without its edits, more than enough
)

// SealTo says what outboxes are sealed to; the zero key when the server takes none. The welcome brings it.
func (r *Replica) SealTo(k sign.SealKey) {
	if r.sealKey != k {
		r.sealKey = k
		r.touch(keySelf)
	}
}

// Seal closes what waits in the outbox to the server, and what was read and is not handed in, so that another login on the device
// can hand it in: the person locked the app and goes home. Kind is the author's: staff, citizen or representative. It marks nothing:
// whoever comes first hands in, and the other is answered "again".
func (r *Replica) Seal(kind string) ([]sign.Box, error) {
	if r.o.Key.IsZero() || r.sealKey.IsZero() {
		return nil, ErrNoSeal
	}
	to := sign.Address{Author: r.o.Author, Kind: kind, Replica: r.o.Replica}
	var boxes []sign.Box
	for batch := range r.batches(document.MaxCommitEdits, maxBoxBytes-maxBoxPieces*perPiece) {
		for pieces := r.Pieces(batch); len(pieces) > 0; {
			n := min(len(pieces), maxBoxPieces)
			box, err := sign.Seal(r.sealKey, to, boxText(pieces[:n]))
			if err != nil {
				return nil, err
			}
			boxes, pieces = append(boxes, box), pieces[n:]
		}
	}
	for _, batch := range r.allReads() {
		box, err := sign.Seal(r.sealKey, to, encode(sealedReads{Frames: []sealedSubmit{}, Reads: []reads.Batch{batch}}))
		if err != nil {
			return nil, err
		}
		boxes = append(boxes, box)
	}
	return boxes, nil
}

// sealedReads is the text of a box of what was read.
type sealedReads struct {
	Frames []sealedSubmit `json:"frames"`
	Reads  []reads.Batch  `json:"reads"`
}

// sealedSubmit is the frame "submit" as it stands in a box.
type sealedSubmit struct {
	Frame string          `json:"frame"`
	Edits []document.Edit `json:"edits"`
	Proof *sign.Proof     `json:"proof"`
}

func boxText(pieces []Piece) []byte {
	b := []byte(`{"frames":[`)
	for i, p := range pieces {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, encode(sealedSubmit{Frame: "submit", Edits: p.Edits, Proof: p.Proof})...)
	}
	return append(b, `]}`...)
}
