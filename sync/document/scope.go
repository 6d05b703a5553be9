package document

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
)

// Scope is the unit of secrecy, order and subscription: subject, compartment and controller inside a tenant, as in
// "citizen/c17/health/ekby" or "tenant/directory" (architecture section 3).
type Scope string

// Directory is the scope that holds all that decides access.
const Directory Scope = "tenant/directory"

// ErrScope says that a text is not a scope.
var ErrScope = errors.New("a scope is kind/id/compartment/controller, or tenant/compartment")

// MaxScopeBytes bounds a scope's text.
const MaxScopeBytes = 200

// ParseScope checks the form of a scope: four parts (two for the tenant's own), each of letters, digits, '-' or '_'.
func ParseScope(text string) (Scope, error) {
	if len(text) > MaxScopeBytes {
		return "", ErrScope
	}
	want := 3
	if strings.HasPrefix(text, "tenant/") {
		want = 1
	}
	if strings.Count(text, "/") != want {
		return "", ErrScope
	}
	for part := range strings.SplitSeq(text, "/") {
		if !IsID(part) {
			return "", ErrScope
		}
	}
	return Scope(text), nil
}

// IsID reports whether a text may name a document, item, replica or part of a scope: 1 to 64 letters, digits, '-', '_'.
func IsID(text string) bool {
	if text == "" || len(text) > 64 {
		return false
	}
	for i := range len(text) {
		c := text[i]
		if (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

func (s Scope) part(n int) string {
	text := string(s)
	for range n {
		_, rest, found := strings.Cut(text, "/")
		if !found {
			return ""
		}
		text = rest
	}
	head, _, _ := strings.Cut(text, "/")
	return head
}

// Kind is citizen, team, staff, unit or tenant.
func (s Scope) Kind() string { return s.part(0) }

// Subject is the id of the citizen, team, staff member or unit; "" for the tenant's own scopes.
func (s Scope) Subject() string {
	if s.Kind() == "tenant" {
		return ""
	}
	return s.part(1)
}

// Compartment is the room inside the subject, such as health or part1.
func (s Scope) Compartment() string {
	if s.Kind() == "tenant" {
		return s.part(1)
	}
	return s.part(2)
}

// Controller is the organisation that answers for what the scope holds; "" for the tenant's own scopes.
func (s Scope) Controller() string { return s.part(3) }

// OwnScope is where an actor's refused edits and logins are kept: nobody else reads it.
func OwnScope(kind, id, municipality string) Scope {
	switch kind {
	case "citizen":
		return Scope("citizen/" + id + "/own/" + municipality)
	case "representative": // never a staff member's, who may have the same id
		return Scope("representative/" + id + "/own/" + municipality)
	}
	return Scope("staff/" + id + "/own/" + municipality)
}

// Masked names the scope in log lines and errors without naming a person: the subject is a short hash, so that lines about
// one scope can be told to belong together.
func (s Scope) Masked() string {
	subject := s.Subject()
	if subject == "" || s.Kind() == "team" || s.Kind() == "unit" {
		return string(s)
	}
	sum := sha256.Sum256([]byte(subject))
	return s.Kind() + "/~" + hex.EncodeToString(sum[:4]) + "/" + s.Compartment() + "/" + s.Controller()
}
