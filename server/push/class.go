package push

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"
)

// Class says what kind of news there is. It is the collapse key, of which a push service keeps four for each device: there must
// never be a fifth.
type Class string

// The classes (domain section 1.5).
const (
	Urgent  Class = "urgent"  // medication, alerts, a no within three hours
	Visit   Class = "visit"   // visits changed
	Meeting Class = "meeting" // team meetings, reflection, steering
	Sync    Class = "sync"    // all else, purges too: wakes the phone and shows nothing
)

// Classes lists them, the most urgent first.
func Classes() []Class { return []Class{Urgent, Visit, Meeting, Sync} }

// IsKnown reports whether a class is one of the four.
func (c Class) IsKnown() bool { return slices.Contains(Classes(), c) }

// IsShown reports whether a push of this class shows something on a lock screen.
func (c Class) IsShown() bool { return c != Sync }

// longest is what push services keep a message at most; urgentFor how long an urgent one is worth ringing for.
const (
	longest   = 28 * 24 * time.Hour
	urgentFor = 15 * time.Minute
)

// until is when news need not be rung any more.
func (n News) until() int64 {
	latest := n.At + longest.Milliseconds()
	if n.Class == Urgent {
		latest = n.At + urgentFor.Milliseconds()
	}
	if n.Until == 0 {
		return latest
	}
	return min(n.Until, latest)
}

// headStart is by how much an urgent ring stands before all others that wait, milliseconds.
const headStart = int64(10 * time.Minute / time.Millisecond)

// News is that an inbox has something new of a class.
type News struct {
	Class Class
	At    int64 // when, milliseconds of the tenant's clock
	// Until is when it need not be rung any more, such as the start of the visit; 0 leaves it to the class: 15 minutes for an
	// urgent one, which is also the longest for those, else 28 days.
	Until  int64
	High   bool   // wakes the phone at once, if the class may: urgent always does
	Cursor string // of the inbox, to tell the phone whether it has that already; opaque
}

// Opaque is a text that says nothing but whether it is the same: 16 to 64 hex digits are left as they are, such as the chain of
// a cursor, and all else is hashed.
func Opaque(text string) string {
	if text == "" {
		return ""
	}
	if len(text) >= 16 && len(text) <= 64 && len(text)%2 == 0 && isHex(text) {
		return text
	}
	return hash("cursor", text)
}

func isHex(text string) bool {
	for _, c := range []byte(text) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return false
		}
	}
	return true
}

// TenantHash is what a push names a tenant by: a phone compares it with the hash of the tenant it knows.
func TenantHash(tenant string) string { return hash("tenant", tenant) }

func hash(of, text string) string {
	sum := sha256.Sum256([]byte("samsyn push " + of + "\x00" + text))
	return hex.EncodeToString(sum[:8])
}
