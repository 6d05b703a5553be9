package phone

import (
	"crypto/rand"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
	"github.com/samsyn/samsyn/sync/sign"
)

// newKey draws a login's key. A real phone does it in its secure hardware.
func newKey() sign.Key {
	seed := make([]byte, 32)
	rand.Read(seed) // never fails
	k, err := sign.NewKey(seed)
	if err != nil {
		panic("phone: " + err.Error())
	}
	return k
}

// piecesLocked cuts a batch into what goes in one frame each. What the replica let go of is proven as it was when it was sent.
func (p *Phone) piecesLocked(batch []document.Edit) []replica.Piece {
	var out []replica.Piece
	for _, piece := range p.replica.Pieces(batch) {
		if piece.Proof != nil || p.key.IsZero() {
			out = append(out, piece)
			continue
		}
		for i, e := range piece.Edits {
			one := replica.Piece{Edits: piece.Edits[i : i+1]}
			if proof, sent := p.proofs[e.ID]; sent {
				one.Proof = &proof
			}
			out = append(out, one)
		}
	}
	for _, e := range batch {
		if own := p.replica.Pieces([]document.Edit{e})[0].Proof; own != nil {
			p.proofs[e.ID] = *own
		}
	}
	return out
}
