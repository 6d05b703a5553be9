package sign

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
)

// ErrKey says that bytes or a text are not a key. It never holds them.
var ErrKey = errors.New("a key is 32 bytes, in standard base64 where it is text")

// ErrSignature says that a signature is not one of 64 bytes in standard base64.
var ErrSignature = errors.New("a signature is 64 bytes in standard base64")

// Key is a login's private key (Ed25519). The zero Key signs nothing.
type Key struct{ private ed25519.PrivateKey }

// NewKey makes a key from a seed of 32 bytes, which a phone draws once for each login and keeps in its secure hardware.
func NewKey(seed []byte) (Key, error) {
	if len(seed) != ed25519.SeedSize {
		return Key{}, ErrKey
	}
	return Key{ed25519.NewKeyFromSeed(seed)}, nil
}

// IsZero reports whether it is no key.
func (k Key) IsZero() bool { return k.private == nil }

// Public is the half that the server learns; the zero Public of the zero Key.
func (k Key) Public() Public {
	var p Public
	if k.private != nil {
		copy(p[:], k.private.Public().(ed25519.PublicKey))
	}
	return p
}

// Sign signs the chain up to a link. The zero Key must not be asked.
func (k Key) Sign(l Link) Signature {
	var s Signature
	copy(s[:], ed25519.Sign(k.private, message(l)))
	return s
}

// Format shows a dot, however it is printed, so that a key never gets into a log.
func (k Key) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("·")) }

// message is what is signed: the link, behind the name of what it is a link of.
func message(l Link) []byte { return append([]byte(outbox), l[:]...) }

// Public is a login's public key; standard base64 in JSON. The zero Public is none.
type Public [ed25519.PublicKeySize]byte

// IsZero reports whether it is no key.
func (p Public) IsZero() bool { return p == Public{} }

// MarshalText writes standard base64.
func (p Public) MarshalText() ([]byte, error) {
	return base64.StdEncoding.AppendEncode(nil, p[:]), nil
}

// UnmarshalText reads standard base64 of 32 bytes that are not all zero.
func (p *Public) UnmarshalText(text []byte) error {
	if !decode(p[:], text) || p.IsZero() {
		return ErrKey
	}
	return nil
}

// Signature is an Ed25519 signature; standard base64 in JSON.
type Signature [ed25519.SignatureSize]byte

// MarshalText writes standard base64.
func (s Signature) MarshalText() ([]byte, error) {
	return base64.StdEncoding.AppendEncode(nil, s[:]), nil
}

// UnmarshalText reads standard base64 of 64 bytes.
func (s *Signature) UnmarshalText(text []byte) error {
	if !decode(s[:], text) {
		return ErrSignature
	}
	return nil
}

// decode fills into exactly, from strict base64: two texts are never the same key.
func decode(into, text []byte) bool {
	raw, err := base64.StdEncoding.Strict().AppendDecode(nil, text)
	return err == nil && copy(into, raw) == len(into) && len(raw) == len(into)
}
