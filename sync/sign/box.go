package sign

import (
	"crypto/ecdh"
	"crypto/hpke"
	"encoding/base64"
	"errors"
	"fmt"
)

// sealed binds a box to this use of the server's key.
const sealed = "samsyn-sealed-1"

// ErrBox says that a box is not for this server, or not as it was sealed. It does not say which.
var ErrBox = errors.New("the box cannot be opened")

// SealKey is the server's public key that outboxes are sealed to (X25519); standard base64 in JSON. The zero SealKey is none.
type SealKey [32]byte

// IsZero reports whether it is no key.
func (k SealKey) IsZero() bool { return k == SealKey{} }

// MarshalText writes standard base64.
func (k SealKey) MarshalText() ([]byte, error) {
	return base64.StdEncoding.AppendEncode(nil, k[:]), nil
}

// UnmarshalText reads standard base64 of 32 bytes that are not all zero.
func (k *SealKey) UnmarshalText(text []byte) error {
	if !decode(k[:], text) || k.IsZero() {
		return ErrKey
	}
	return nil
}

// Address is whose outbox a box holds, in clear: the server must know whose signature to expect.
type Address struct {
	Author  string `json:"author"`
	Kind    string `json:"kind"` // staff, citizen or representative
	Replica string `json:"replica"`
}

// bound is what the box cannot be opened without: a box under another name is no box. Ids hold no line feed.
func (a Address) bound() []byte { return []byte(a.Kind + "\n" + a.Author + "\n" + a.Replica) }

// Box is an outbox that only the server can read.
type Box struct {
	Address
	Enc []byte `json:"enc"` // the sender's one-time key
	Box []byte `json:"box"` // the ciphertext; 16 bytes longer than the text
}

// Seal closes a text to the server.
func Seal(to SealKey, a Address, text []byte) (Box, error) {
	key, err := hpke.DHKEM(ecdh.X25519()).NewPublicKey(to[:])
	if err != nil {
		return Box{}, fmt.Errorf("seal: %w", ErrKey)
	}
	enc, sender, err := hpke.NewSender(key, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(sealed))
	if err != nil {
		return Box{}, fmt.Errorf("seal: %w", err)
	}
	box, err := sender.Seal(a.bound(), text)
	if err != nil {
		return Box{}, fmt.Errorf("seal: %w", err)
	}
	return Box{Address: a, Enc: enc, Box: box}, nil
}

// Opener is the server's half. Safe for concurrent use.
type Opener struct{ key hpke.PrivateKey }

// NewOpener makes the server's key from a seed of 32 bytes; the same seed gives the same key.
func NewOpener(seed []byte) (*Opener, error) {
	if len(seed) != len(SealKey{}) {
		return nil, ErrKey
	}
	key, err := hpke.DHKEM(ecdh.X25519()).DeriveKeyPair(seed)
	if err != nil {
		return nil, fmt.Errorf("opener: %w", err)
	}
	return &Opener{key}, nil
}

// Public is what phones seal to.
func (o *Opener) Public() (k SealKey) {
	copy(k[:], o.key.PublicKey().Bytes())
	return k
}

// Open gives the text of a box, or ErrBox.
func (o *Opener) Open(b Box) ([]byte, error) {
	r, err := hpke.NewRecipient(b.Enc, o.key, hpke.HKDFSHA256(), hpke.AES256GCM(), []byte(sealed))
	if err != nil {
		return nil, ErrBox
	}
	text, err := r.Open(b.bound(), b.Box)
	if err != nil {
		return nil, ErrBox
	}
	return text, nil
}

// Format shows a dot, however it is printed.
func (o *Opener) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte("·")) }
