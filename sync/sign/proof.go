package sign

import (
	"crypto/ed25519"

	"github.com/samsyn/samsyn/sync/document"
)

// Proof stands beside a row of edits that follow each other in a replica's chain: the link before the first, and the
// signature of the last.
type Proof struct {
	Link Link      `json:"link"`
	Sig  Signature `json:"sig"`
}

// Prove makes the proof of edits that follow the link.
func Prove(k Key, before Link, edits ...document.Edit) Proof {
	return Proof{Link: before, Sig: k.Sign(before.Through(edits))}
}

// Fits reports whether the owner of the key wrote exactly these edits, in this order, after the proof's link. It costs one
// signature check whatever the number of edits.
func (p Proof) Fits(key Public, edits []document.Edit) bool {
	return p.FitsUpTo(key, p.Link.Through(edits))
}

// FitsUpTo is Fits for callers that walk the chain themselves, from the proof's link to this one.
func (p Proof) FitsUpTo(key Public, link Link) bool {
	return ed25519.Verify(key[:], message(link), p.Sig[:])
}
