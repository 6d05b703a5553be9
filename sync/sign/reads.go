package sign

import (
	"crypto/ed25519"
	"crypto/sha256"
)

// reads is the name of the other chain that a login's key signs: what was read on the phone (package reads). A signature of
// the one is none of the other.
const reads = "samsyn-reads-1"

// SignReads signs a login's chain of reads up to a link. The zero Key must not be asked.
func (k Key) SignReads(link [sha256.Size]byte) Signature {
	var s Signature
	copy(s[:], ed25519.Sign(k.private, append([]byte(reads), link[:]...)))
	return s
}

// FitsReads reports whether the owner of the key signed this link of the chain of reads.
func (s Signature) FitsReads(key Public, link [sha256.Size]byte) bool {
	return ed25519.Verify(key[:], append([]byte(reads), link[:]...), s[:])
}

// IsZero reports whether it is no signature.
func (s Signature) IsZero() bool { return s == Signature{} }
