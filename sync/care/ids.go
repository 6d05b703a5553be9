package care

import (
	"crypto/sha256"

	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/sync/document"
)

// HashID names what the server makes, so that making it again makes the same.
func HashID(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	var id ulid.ULID
	copy(id[:], h.Sum(nil))
	id[0] &= 0x7f
	return id.String()
}

// DayID names the visitDay document of a day (2006-01-02, Swedish time) in a scope of visits.
func DayID(scope document.Scope, date string) string { return HashID("visitDay", string(scope), date) }
