// Package contractlock says what a change of the contract breaks, so that it cannot happen by accident.
//
// A lock is the contract's version and a digest for each point that phones rely on: a member of a frame, an error code, a field of
// a document. It is committed beside what was made from the same code; when the code says something else, Breaks tells what an
// older phone would trip over. An addition that may be ignored is no break; with a new version everything may change.
//
// The package is pure and starts no goroutine.
package contractlock

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Lock is what was promised to phones.
type Lock struct {
	Contract int               `json:"contract"`
	Points   map[string]string `json:"points"` // digest by name
}

// Point is one thing that phones rely on.
type Point struct {
	Digest string // see Digest
	// Of is the point that cannot get this one as an addition: the frame of a member that must be sent, the document part that
	// is hashed with all its members. "" for what phones that do not know it may ignore.
	Of string
}

// Digest is 16 hex digits of what a point means: a value without anything that is only for people.
func Digest(meaning any) (string, error) {
	text, err := json.Marshal(meaning, json.Deterministic(true))
	if err != nil {
		return "", err
	}
	canonical := jsontext.Value(text)
	if err := canonical.Canonicalize(); err != nil {
		return "", err
	}
	sum := sha256.Sum256(canonical)
	return hex.EncodeToString(sum[:8]), nil
}

// New makes the lock of these points.
func New(contract int, points map[string]Point) Lock {
	l := Lock{Contract: contract, Points: map[string]string{}}
	for name, p := range points {
		l.Points[name] = p.Digest
	}
	return l
}

// Breaks lists what phones that were built against the lock would trip over, a line each; nothing when there is a new version.
func (l Lock) Breaks(contract int, points map[string]Point) (lines []string) {
	switch {
	case contract > l.Contract:
		return nil
	case contract < l.Contract:
		return []string{fmt.Sprintf("the contract went back from %d to %d", l.Contract, contract)}
	}
	for _, name := range slices.Sorted(maps.Keys(l.Points)) {
		switch now, there := points[name]; {
		case !there:
			lines = append(lines, name+" is gone")
		case now.Digest != l.Points[name]:
			lines = append(lines, name+" means something else")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(points)) {
		_, was := l.Points[name]
		if _, owner := l.Points[points[name].Of]; !was && owner {
			lines = append(lines, name+" is new, and older phones cannot ignore it")
		}
	}
	return lines
}
