// Package hlc gives edits their stamps: a hybrid logical clock (Kulkarni and others, 2014) in a form that sorts as text.
//
// A stamp orders the edits of one replica, and breaks ties between edits of different replicas that did not know of each
// other. It never decides who knew of whom: that is the base of an edit (phone clocks may be months wrong).
//
// The package is pure: the time is an argument, in milliseconds since 1970 UTC.
package hlc

import (
	"errors"
	"fmt"
	"strconv"
)

// Stamp is 12 hex digits of milliseconds, 4 hex digits of a counter, a dash and the replica's id. Stamps compare as
// strings. The zero value, "", is before every other stamp.
type Stamp string

// SkewLimitMillis is how far ahead of the server a stamp may be before it loses every tie (domain.md R7).
const SkewLimitMillis = 5 * 60 * 1000

const (
	prefixLen = 16
	maxWall   = 1<<48 - 1
	maxCount  = 1<<16 - 1
)

// ErrStamp says that a text is not a stamp.
var ErrStamp = errors.New("a stamp is 16 lower-case hex digits, a dash and a replica id")

// New builds a stamp. Wall is clamped to 0 … 2^48-1 milliseconds.
func New(wallMillis int64, count uint16, replica string) Stamp {
	wall := min(max(wallMillis, 0), maxWall)
	return Stamp(fmt.Sprintf("%012x%04x-%s", wall, count, replica))
}

// Parse checks that a text is a stamp with a replica id of 1 to 64 letters, digits or '_'.
func Parse(text string) (Stamp, error) {
	if len(text) < prefixLen+2 || len(text) > prefixLen+65 || text[prefixLen] != '-' {
		return "", ErrStamp
	}
	for i := range prefixLen {
		if c := text[i]; (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return "", ErrStamp
		}
	}
	for _, c := range []byte(text[prefixLen+1:]) {
		if !isWordByte(c) {
			return "", ErrStamp
		}
	}
	return Stamp(text), nil
}

func isWordByte(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_'
}

// WallMillis is the time part, or 0 for a text that is not a stamp.
func (s Stamp) WallMillis() int64 {
	if len(s) < prefixLen {
		return 0
	}
	wall, err := strconv.ParseInt(string(s[:12]), 16, 64)
	if err != nil {
		return 0
	}
	return wall
}

// Replica is the id after the dash, or "".
func (s Stamp) Replica() string {
	if len(s) <= prefixLen {
		return ""
	}
	return string(s[prefixLen+1:])
}

// IsAhead reports whether the stamp is more than SkewLimitMillis ahead of the server's now (domain.md R7).
func (s Stamp) IsAhead(nowMillis int64) bool { return s.WallMillis() > nowMillis+SkewLimitMillis }

// Clock makes the stamps of one replica. Each is greater than all it made before. Not safe for concurrent use.
type Clock struct {
	replica string
	wall    int64
	count   uint16
}

// NewClock starts a clock that goes on after last, the replica's latest stamp, or from nothing when last is "".
func NewClock(replica string, last Stamp) *Clock {
	c := &Clock{replica: replica, wall: last.WallMillis()}
	if len(last) >= prefixLen {
		if n, err := strconv.ParseUint(string(last[12:prefixLen]), 16, 16); err == nil {
			c.count = uint16(n)
		}
	}
	return c
}

// Tick gives the next stamp at the phone's time now. A phone clock that was set back goes on from the latest stamp. In the
// last millisecond there is (year 10889) it ends up at the last stamp and stays there.
func (c *Clock) Tick(nowMillis int64) Stamp {
	nowMillis = min(nowMillis, maxWall)
	switch {
	case nowMillis > c.wall:
		c.wall, c.count = nowMillis, 0
	case c.count == maxCount && c.wall < maxWall:
		c.wall, c.count = c.wall+1, 0
	case c.count < maxCount:
		c.count++
	}
	return New(c.wall, c.count, c.replica)
}
