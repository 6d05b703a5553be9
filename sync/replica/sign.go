package replica

import (
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/sign"
)

// sign puts an edit at the end of the replica's chain.
func (r *Replica) sign(e *entry) {
	if r.o.Key.IsZero() {
		return
	}
	p := sign.Prove(r.o.Key, r.link, e.Edit)
	e.Proof, r.link = &p, r.link.Next(e.Edit)
	r.touch(keySelf)
}

// restoreChain finds the end of the chain, which is further than the one that was saved when a crash came in between, and
// signs what an app without keys wrote.
func (r *Replica) restoreChain() {
	after := map[sign.Link]*entry{}
	for _, e := range r.log.edits {
		if e.Proof != nil {
			after[e.Proof.Link] = e
		}
	}
	for e := after[r.link]; e != nil; e = after[r.link] {
		r.link = r.link.Next(e.Edit)
	}
	for _, e := range r.log.edits {
		if e.Proof == nil && !r.o.Key.IsZero() {
			r.sign(e)
			r.touch(keyEdit(e.Edit.ID))
		}
	}
}

// Piece is a row of edits to hand in with one proof. Proof is nil when the replica does not sign.
type Piece struct {
	Edits []document.Edit
	Proof *sign.Proof
}

// Pieces cuts edits of this replica into rows that follow each other in its chain: most often one. Each goes in a frame of
// its own, in this order. An edit the replica does not hold any more has no proof.
func (r *Replica) Pieces(edits []document.Edit) []Piece {
	var out []Piece
	var end sign.Link // of the last piece
	for _, e := range edits {
		var own *sign.Proof
		if held := r.log.byID[e.ID]; held != nil {
			own = held.Proof
		}
		if n := len(out); n == 0 || !follows(out[n-1], end, own) {
			out = append(out, Piece{})
		}
		last := &out[len(out)-1]
		last.Edits = append(last.Edits, e)
		if own == nil {
			continue
		}
		if last.Proof == nil {
			last.Proof = &sign.Proof{Link: own.Link}
		}
		last.Proof.Sig, end = own.Sig, own.Link.Next(e)
	}
	return out
}

// follows reports whether an edit with this proof goes on where a piece ends.
func follows(p Piece, end sign.Link, own *sign.Proof) bool {
	if own == nil || p.Proof == nil {
		return own == nil && p.Proof == nil
	}
	return own.Link == end
}
