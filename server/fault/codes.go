package fault

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
)

// Duty is what a phone does about a code.
type Duty string

// The five duties.
const (
	Fix     Duty = "fix"     // show the person, set the edit aside, do not send it again unchanged
	Retry   Duty = "retry"   // keep everything, wait retryMillis, try again
	Refresh Duty = "refresh" // get a new token, then go on
	Resync  Duty = "resync"  // connect again and catch up from the cursors
	Upgrade Duty = "upgrade" // the app is too old for this; keep everything until it is updated
)

// Codes about a connection or a request. Those about one edit are document.Code….
const (
	BadFrame       = "bad-frame"
	UnknownFrame   = "unknown-frame"
	FrameTooLarge  = "frame-too-large"
	BatchTooLarge  = "batch-too-large"
	HelloFirst     = "hello-first"
	NotFound       = "not-found"
	ContractTooOld = "contract-too-old"
	TokenMissing   = "token-missing"
	TokenInvalid   = "token-invalid"
	TokenExpired   = "token-expired"
	RateLimited    = "rate-limited"
	Stopping       = "stopping"
	Overloaded     = "overloaded"
	Internal       = "internal"
	Slow           = "slow"
	ReplicaTaken   = "replica-taken" // the replica id has another key, or is another actor's
	Unsigned       = "unsigned"      // a replica that has a key must sign
	BadSignature   = "bad-signature" // nobody who has the replica's key wrote this so
)

// Code is one row of the table.
type Code struct {
	Code    string
	Meaning schema.Labels // what to do, for the person who holds the phone
	Duty    Duty
	HTTP    int // status when it answers a whole request; a verdict travels inside a 200
	// Close is the websocket close code, whose hundreds say the duty: 40xx fix, 41xx upgrade, 42xx refresh, 43xx retry, 44xx
	// resync. Stopping closes with 1012, the standard's "service restart". 0 never closes a socket.
	Close int
}

// Codes lists every code, those of connections first. The slice is the caller's own.
func Codes() []Code { return slices.Concat(connection, edit) }

// Lookup finds a code's row. A code that is not in the table gets Internal's row under its own name, so that a phone still
// learns a duty.
func Lookup(code string) Code {
	if row, ok := byCode[code]; ok {
		return row
	}
	row := byCode[Internal]
	row.Code = code
	return row
}

// IsKnown reports whether the table has the code.
func IsKnown(code string) bool {
	_, ok := byCode[code]
	return ok
}

var byCode = func() map[string]Code {
	m := map[string]Code{}
	for _, c := range Codes() {
		m[c.Code] = c
	}
	return m
}()
