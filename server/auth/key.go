// Package auth signs and checks the tokens that say who an actor is: Ed25519 JWTs.
//
// In the flow it comes right after wire.Decode: a session checks the token of a hello or a renew before anything else. It
// says who the actor is and nothing about what the actor may do; that is access, from the directory.
//
// Promises: only EdDSA by the one configured key is accepted, whatever a token's header asks for; a token without an end
// is refused; errors are fault.Errors whose causes hold no part of the token. Callers owe the time, and never log a token.
//
// The package starts no goroutine. To test code that uses it, make a key with NewKey and sign with an Issuer.
package auth

import (
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"io"
	"log/slog"
	"strings"
)

const publicPrefix = "public:"

// ErrKey says that a text is not a key. It never holds the text.
var ErrKey = errors.New("a key is the base64 of a 32-byte Ed25519 seed, or \"public:\" and the base64 of a 32-byte public key")

// ErrVerifyOnly says that a key can check tokens and not sign them.
var ErrVerifyOnly = errors.New("the key is public: it can check tokens, not sign them")

// Key is an Ed25519 key, with or without its private half. The zero Key is no key: it signs nothing and accepts nothing.
type Key struct {
	private ed25519.PrivateKey
	public  ed25519.PublicKey
}

// NewKey makes a key from 32 bytes of random (crypto/rand.Reader outside tests).
func NewKey(random io.Reader) (Key, error) {
	seed := make([]byte, ed25519.SeedSize)
	if _, err := io.ReadFull(random, seed); err != nil {
		return Key{}, err
	}
	return fromSeed(seed), nil
}

// ParseKey reads a key as SAMSYN_KEY holds it.
func ParseKey(text string) (Key, error) {
	text, isPublic := strings.CutPrefix(strings.TrimSpace(text), publicPrefix)
	raw, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != ed25519.SeedSize {
		return Key{}, ErrKey
	}
	if isPublic {
		return Key{public: raw}, nil
	}
	return fromSeed(raw), nil
}

func fromSeed(seed []byte) Key {
	private := ed25519.NewKeyFromSeed(seed)
	return Key{private: private, public: private.Public().(ed25519.PublicKey)}
}

// CanSign reports whether the key has its private half.
func (k Key) CanSign() bool { return k.private != nil }

// Secret is the key as SAMSYN_KEY holds it, private half and all; "" for a key that cannot sign.
func (k Key) Secret() string {
	if !k.CanSign() {
		return ""
	}
	return base64.StdEncoding.EncodeToString(k.private.Seed())
}

// Public is the verify-only form of the key, for servers that only check tokens.
func (k Key) Public() string { return publicPrefix + base64.StdEncoding.EncodeToString(k.public) }

// SealSeed is 32 bytes that follow from the key and from which nobody learns it: the seed of the key that phones seal outboxes
// to. A key that cannot sign has none; the server then keeps a seed in a file.
func (k Key) SealSeed() []byte {
	if !k.CanSign() {
		return nil
	}
	seed, err := hkdf.Key(sha256.New, k.private.Seed(), nil, "samsyn-seal-key-1", 32)
	if err != nil { // only for lengths beyond 8160 bytes
		panic("auth: " + err.Error())
	}
	return seed
}

// String shows a dot, so that a key is not printed by mistake.
func (k Key) String() string { return "·" }

// GoString shows a dot.
func (k Key) GoString() string { return "·" }

// LogValue shows a dot.
func (k Key) LogValue() slog.Value { return slog.StringValue("·") }
