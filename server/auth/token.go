package auth

import (
	"errors"
	"fmt"
	"log/slog"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
)

// Issuer and limits of tokens.
const (
	DefaultIssuer = "samsyn"
	// Leeway is how far the clock of whoever signed may differ from ours.
	Leeway = time.Minute
	// MaxTokenBytes keeps a token from being an attack on the parser; ours are about 300 bytes.
	MaxTokenBytes = 4096
)

// Times in our own tokens are told finer than to the second: who logs in again right after a revocation is let in.
func init() { jwt.TimePrecision = time.Microsecond }

// Kind says which sort of actor a token is for.
type Kind string

// The kinds of actors that log in.
const (
	Staff   Kind = "staff"
	Citizen Kind = "citizen"
	// Representative acts for citizens as far as a mandate in the directory goes.
	Representative Kind = "representative"
	// System is a municipality's own system. It may load rows, and never connects as a phone.
	System Kind = "system"
)

// Claims is what a token says: who, where, and from when to when.
type Claims struct {
	Actor     string // document.IsID
	Tenant    string // document.IsID
	Kind      Kind
	NotBefore time.Time // the zero time when the token does not say
	Expires   time.Time
	Issued    time.Time // to the microsecond, or as fine as its issuer says; the zero time when the token does not say
}

// IssuedBefore reports whether a token is from before a moment: all that was signed then must be asked for anew. So is one that
// does not say when it was issued, unless it says since when it holds. An issuer that tells whole seconds loses those of the very
// second: whoever has one logs in again.
func (c Claims) IssuedBefore(at time.Time) bool {
	issued := c.Issued
	if issued.IsZero() {
		issued = c.NotBefore
	}
	return issued.Before(at)
}

// LogValue names the actor and nothing else.
func (c Claims) LogValue() slog.Value { return slog.StringValue(c.Actor) }

func (c Claims) check() error {
	switch {
	case !document.IsID(c.Actor):
		return errors.New("sub is not an id")
	case !document.IsID(c.Tenant):
		return errors.New("tenant is not an id")
	case c.Kind != Staff && c.Kind != Citizen && c.Kind != Representative && c.Kind != System:
		return errors.New("kind is none of staff, citizen, representative and system")
	case c.Expires.IsZero():
		return errors.New("no exp")
	}
	return nil
}

type tokenClaims struct {
	jwt.RegisteredClaims
	Tenant string `json:"tenant"`
	Kind   Kind   `json:"kind"`
}

// Issuer signs tokens. Safe for concurrent use.
type Issuer struct {
	key  Key
	name string
}

// NewIssuer makes an issuer of the given name ("" is DefaultIssuer). A key that cannot sign is ErrVerifyOnly.
func NewIssuer(key Key, name string) (*Issuer, error) {
	if !key.CanSign() {
		return nil, ErrVerifyOnly
	}
	return &Issuer{key: key, name: orDefault(name)}, nil
}

// Sign makes a token. Claims that Verify would refuse whatever the time are an error.
func (i *Issuer) Sign(c Claims) (string, error) {
	if err := c.check(); err != nil {
		return "", fmt.Errorf("sign token: %w", err)
	}
	claims := tokenClaims{Tenant: c.Tenant, Kind: c.Kind}
	claims.Issuer, claims.Subject, claims.ExpiresAt = i.name, c.Actor, jwt.NewNumericDate(c.Expires)
	if !c.NotBefore.IsZero() {
		claims.NotBefore = jwt.NewNumericDate(c.NotBefore)
	}
	if !c.Issued.IsZero() {
		claims.IssuedAt = jwt.NewNumericDate(c.Issued)
	}
	return jwt.NewWithClaims(jwt.SigningMethodEdDSA, claims).SignedString(i.key.private)
}

// Verifier checks tokens. Safe for concurrent use.
type Verifier struct {
	key    Key
	name   string
	parser *jwt.Parser
}

// NewVerifier makes a verifier of tokens by the given issuer ("" is DefaultIssuer).
func NewVerifier(key Key, name string) *Verifier {
	// Claims are checked in Verify, because an expired token must still say whose it was.
	parser := jwt.NewParser(jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithStrictDecoding(),
		jwt.WithoutClaimsValidation())
	return &Verifier{key: key, name: orDefault(name), parser: parser}
}

// Verify checks a token at the time now. The error is a *fault.Error: token-missing, token-invalid (also a token that is not
// valid yet) or token-expired. With token-expired the claims are filled in and proven: such an actor may renew or hand in what
// was written, and never read.
func (v *Verifier) Verify(token string, now time.Time) (Claims, error) {
	switch {
	case token == "":
		return Claims{}, fault.New(fault.TokenMissing, nil)
	case len(token) > MaxTokenBytes || v.key.public == nil:
		return Claims{}, fault.New(fault.TokenInvalid, nil)
	}
	var got tokenClaims
	if _, err := v.parser.ParseWithClaims(token, &got, v.publicKey); err != nil {
		return Claims{}, fault.New(fault.TokenInvalid, reason(err))
	}
	c := Claims{Actor: got.Subject, Tenant: got.Tenant, Kind: got.Kind}
	if got.NotBefore != nil {
		c.NotBefore = got.NotBefore.Time
	}
	if got.IssuedAt != nil {
		c.Issued = got.IssuedAt.Time
	}
	if got.ExpiresAt != nil {
		c.Expires = got.ExpiresAt.Time
	}
	switch err := c.check(); {
	case err != nil:
		return Claims{}, fault.New(fault.TokenInvalid, err)
	case got.Issuer != v.name:
		return Claims{}, fault.Newf(fault.TokenInvalid, "another issuer")
	case !c.NotBefore.IsZero() && now.Before(c.NotBefore.Add(-Leeway)):
		return Claims{}, fault.Newf(fault.TokenInvalid, "not valid yet")
	case !now.Before(c.Expires.Add(Leeway)):
		return c, fault.New(fault.TokenExpired, nil)
	}
	return c, nil
}

func (v *Verifier) publicKey(*jwt.Token) (any, error) { return v.key.public, nil }

// reason says why in our own words: the library's errors may quote the token.
func reason(err error) error {
	switch {
	case errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return errors.New("wrong signature or method")
	case errors.Is(err, jwt.ErrTokenMalformed):
		return errors.New("not a token")
	}
	return errors.New("unreadable token")
}

func orDefault(name string) string {
	if name == "" {
		return DefaultIssuer
	}
	return name
}
