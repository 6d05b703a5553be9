package auth_test

import (
	"crypto/ed25519"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fault"
)

var now = time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)

func newKey(t *testing.T) auth.Key {
	t.Helper()
	key, err := auth.NewKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return key
}

func claims() auth.Claims {
	return auth.Claims{Actor: "s9", Tenant: "ekby", Kind: auth.Staff, NotBefore: now, Issued: now.Add(-time.Minute), Expires: now.Add(time.Hour)}
}

func sign(t *testing.T, key auth.Key, c auth.Claims) string {
	t.Helper()
	issuer, err := auth.NewIssuer(key, "")
	if err != nil {
		t.Fatal(err)
	}
	token, err := issuer.Sign(c)
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func TestVerify_SignedIsAccepted(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	public, err := auth.ParseKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range []auth.Key{key, public} {
		got, err := auth.NewVerifier(k, "").Verify(sign(t, key, claims()), now)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(claims(), got, cmp.Comparer(time.Time.Equal)); diff != "" {
			t.Errorf("claims (-want +got):\n%s", diff)
		}
	}
}

func TestVerify_TimeLimitsHaveOneMinuteLeeway(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	verifier, token := auth.NewVerifier(key, ""), sign(t, key, claims())
	cases := map[string]struct {
		at   time.Time
		want string
	}{
		"a second too early":       {now.Add(-auth.Leeway - time.Second), fault.TokenInvalid},
		"within leeway before":     {now.Add(-auth.Leeway), ""},
		"within leeway after":      {now.Add(time.Hour + auth.Leeway - time.Second), ""},
		"leeway over":              {now.Add(time.Hour + auth.Leeway), fault.TokenExpired},
		"a phone clock a year off": {now.AddDate(1, 0, 0), fault.TokenExpired},
	}
	for name, c := range cases {
		if _, err := verifier.Verify(token, c.at); fault.CodeOf(err) != c.want {
			t.Errorf("%s: got %v, want %q", name, err, c.want)
		}
	}
	if auth.Leeway > time.Minute {
		t.Error("leeway is more than a minute")
	}
}

func TestVerify_ExpiredStillSaysWho(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	got, err := auth.NewVerifier(key, "").Verify(sign(t, key, claims()), now.AddDate(0, 0, 1))
	if fault.CodeOf(err) != fault.TokenExpired || got.Actor != "s9" || got.Tenant != "ekby" {
		t.Errorf("got %+v, %v", got, err)
	}
}

// A token is told from those of before a moment; one that says only the second of the moment is among them.
func TestClaims_IssuedBefore(t *testing.T) {
	t.Parallel()
	later := now.Add(300 * time.Millisecond)
	for name, c := range map[string]struct {
		claims auth.Claims
		want   bool
	}{
		"long before":               {auth.Claims{Issued: now.Add(-time.Hour)}, true},
		"the second before":         {auth.Claims{Issued: now.Add(-time.Second)}, true},
		"the same second":           {auth.Claims{Issued: now}, true},
		"a moment after":            {auth.Claims{Issued: later.Add(time.Millisecond)}, false},
		"the second after":          {auth.Claims{Issued: now.Add(time.Second)}, false},
		"after":                     {auth.Claims{Issued: now.Add(time.Minute)}, false},
		"holds since before":        {auth.Claims{NotBefore: now.Add(-time.Hour)}, true},
		"holds since after":         {auth.Claims{NotBefore: now.Add(time.Hour)}, false},
		"issued before, holds then": {auth.Claims{Issued: now.Add(-time.Hour), NotBefore: now.Add(time.Hour)}, true},
		"does not say":              {auth.Claims{}, true},
	} {
		if got := c.claims.IssuedBefore(later); got != c.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}

// Whoever logs in right after a revocation must not be taken for who logged in before it.
func TestSign_KeepsTheFractionOfTheSecond(t *testing.T) {
	t.Parallel()
	key, c := newKey(t), claims()
	c.Issued = now.Add(123456 * time.Microsecond)
	got, err := auth.NewVerifier(key, "").Verify(sign(t, key, c), now.Add(time.Second))
	if err != nil || got.Issued.Before(c.Issued.Add(-2*time.Microsecond)) || got.Issued.After(c.Issued) {
		t.Errorf("issued %v, want %v; %v", got.Issued, c.Issued, err)
	}
}

func b64(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

// Every forgery we know of, each with a body that would otherwise be accepted.
func TestVerify_ForgeriesAreRefused(t *testing.T) {
	t.Parallel()
	key, other := newKey(t), newKey(t)
	good := sign(t, key, claims())
	parts := strings.Split(good, ".")
	body := fmt.Sprintf(`{"iss":"samsyn","sub":"s9","tenant":"ekby","kind":"staff","exp":%d}`, now.Add(time.Hour).Unix())
	publicBytes, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(key.Public(), "public:"))
	hmac, err := jwt.NewWithClaims(jwt.SigningMethodHS256, jwt.MapClaims{"iss": "samsyn", "sub": "s9", "tenant": "ekby",
		"kind": "staff", "exp": now.Add(time.Hour).Unix()}).SignedString(publicBytes)
	if err != nil {
		t.Fatal(err)
	}
	cases := map[string]string{
		"none":              b64(`{"alg":"none","typ":"JWT"}`) + "." + b64(body) + ".",
		"None":              b64(`{"alg":"None","typ":"JWT"}`) + "." + b64(body) + "." + parts[2],
		"hmac of public":    hmac,
		"wrong key":         sign(t, other, claims()),
		"other body":        parts[0] + "." + b64(body) + "." + parts[2],
		"no signature":      parts[0] + "." + parts[1] + ".",
		"key in the header": b64(`{"alg":"EdDSA","jwk":{"kty":"OKP"}}`) + "." + parts[1] + "." + parts[2],
		"two parts":         parts[0] + "." + parts[1],
		"garbage":           "åäö",
		"huge":              strings.Repeat("a", auth.MaxTokenBytes+1),
	}
	for name, token := range cases {
		if got, err := auth.NewVerifier(key, "").Verify(token, now); fault.CodeOf(err) != fault.TokenInvalid || got != (auth.Claims{}) {
			t.Errorf("%s: got %+v, %v", name, got, err)
		}
	}
	if _, err := auth.NewVerifier(key, "").Verify("", now); fault.CodeOf(err) != fault.TokenMissing {
		t.Errorf("empty: got %v", err)
	}
	if _, err := auth.NewVerifier(auth.Key{}, "").Verify(good, now); fault.CodeOf(err) != fault.TokenInvalid {
		t.Errorf("no key: got %v", err)
	}
}

// The signature is right and what it says is wrong.
func TestVerify_WrongClaimsAreRefused(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	seed, _ := base64.StdEncoding.DecodeString(key.Secret())
	private := ed25519.NewKeyFromSeed(seed)
	good := jwt.MapClaims{"iss": "samsyn", "sub": "s9", "tenant": "ekby", "kind": "staff", "exp": now.Add(time.Hour).Unix()}
	cases := map[string]jwt.MapClaims{
		"issuer":             {"iss": "elsewhere"},
		"no issuer":          {"iss": nil},
		"tenant with slash":  {"tenant": "ekby/x"},
		"no tenant":          {"tenant": nil},
		"tenant not text":    {"tenant": 7},
		"empty actor":        {"sub": ""},
		"kind":               {"kind": "server"},
		"no end":             {"exp": nil},
		"end is not a time":  {"exp": "soon"},
		"starts next year":   {"nbf": now.AddDate(1, 0, 0).Unix()},
		"far too long":       {"note": strings.Repeat("a", auth.MaxTokenBytes)},
		"expired, elsewhere": {"iss": "elsewhere", "exp": now.AddDate(-1, 0, 0).Unix()},
	}
	verify := func(change jwt.MapClaims) error {
		c := jwt.MapClaims{}
		for _, m := range []jwt.MapClaims{good, change} {
			for k, v := range m {
				c[k] = v
			}
		}
		for k, v := range c {
			if v == nil {
				delete(c, k)
			}
		}
		token, err := jwt.NewWithClaims(jwt.SigningMethodEdDSA, c).SignedString(private)
		if err != nil {
			t.Fatal(err)
		}
		_, err = auth.NewVerifier(key, "").Verify(token, now)
		return err
	}
	if err := verify(nil); err != nil {
		t.Fatalf("the good claims: %v", err)
	}
	for name, change := range cases {
		if err := verify(change); fault.CodeOf(err) != fault.TokenInvalid {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestParseKey(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	same, err := auth.ParseKey(key.Secret() + "\n")
	if err != nil || same.Public() != key.Public() {
		t.Errorf("got %v, %v", same.Public(), err)
	}
	for _, text := range []string{"", "public:", "hemlig", key.Secret()[:20], "public:" + key.Secret()[:20], "private:" + key.Secret()} {
		if _, err := auth.ParseKey(text); err == nil {
			t.Errorf("%q was accepted", text)
		} else if strings.Contains(err.Error(), key.Secret()[:20]) {
			t.Errorf("the error holds the key")
		}
	}
	public, err := auth.ParseKey(key.Public())
	if err != nil || public.CanSign() || public.Secret() != "" {
		t.Errorf("public key: %v", err)
	}
	if _, err := auth.NewIssuer(public, ""); err == nil {
		t.Error("a public key signs")
	}
}

func TestSign_RefusesWhatVerifyWould(t *testing.T) {
	t.Parallel()
	issuer, err := auth.NewIssuer(newKey(t), "")
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*auth.Claims){
		"actor":  func(c *auth.Claims) { c.Actor = "s 9" },
		"tenant": func(c *auth.Claims) { c.Tenant = "" },
		"kind":   func(c *auth.Claims) { c.Kind = "server" },
		"exp":    func(c *auth.Claims) { c.Expires = time.Time{} },
	} {
		c := claims()
		change(&c)
		if _, err := issuer.Sign(c); err == nil {
			t.Errorf("%s: signed", name)
		}
	}
}

func TestKey_IsNeverPrinted(t *testing.T) {
	t.Parallel()
	key := newKey(t)
	if got := fmt.Sprintf("%v %+v %#v %s", key, key, key, key); got != "· · · ·" {
		t.Errorf("got %q", got)
	}
}

func BenchmarkVerify(b *testing.B) {
	key, _ := auth.NewKey(rand.Reader)
	issuer, _ := auth.NewIssuer(key, "")
	token, _ := issuer.Sign(claims())
	v := auth.NewVerifier(key, "")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := v.Verify(token, now); err != nil {
			b.Fatal(err)
		}
	}
}

// The seal key follows from the key that signs, says nothing about it, and is another for another key.
func TestKey_SealSeed(t *testing.T) {
	t.Parallel()
	key, other := newKey(t), newKey(t)
	again, err := auth.ParseKey(key.Secret())
	if err != nil {
		t.Fatal(err)
	}
	public, err := auth.ParseKey(key.Public())
	if err != nil {
		t.Fatal(err)
	}
	seed := string(key.SealSeed())
	switch {
	case len(seed) != 32, seed != string(again.SealSeed()), seed == string(other.SealSeed()):
		t.Errorf("%d bytes; the same key again: %t; another: %t", len(seed), seed == string(again.SealSeed()), seed == string(other.SealSeed()))
	case base64.StdEncoding.EncodeToString([]byte(seed)) == key.Secret():
		t.Error("it is the key itself")
	case public.SealSeed() != nil || (auth.Key{}).SealSeed() != nil:
		t.Error("a key that cannot sign has a seed")
	}
}
