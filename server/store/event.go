package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/sync/document"
)

// What an Event says was done. What was written is not among them: the log of commits says that, and is chained too.
const (
	ActionRead          = "read"          // a document was open on a screen
	ActionSearch        = "search"        // somebody looked for a citizen
	ActionOpenedOutside = "openedOutside" // a citizen outside one's own was opened, by active choice and with a reason
	ActionEmergency     = "emergency"     // an emergency opening
	ActionDelivered     = "delivered"     // a login got a citizen's documents onto its phone; Count scopes of them
	ActionPurgeAsked    = "purgeAsked"    // that login was told to purge Count scopes
	ActionPurged        = "purged"        // it says that it did
	ActionRefused       = "refused"       // somebody asked for, or wrote, what is not theirs; Note is the code
	ActionCarried       = "carried"       // somebody's login sent in what another had written
	ActionMissingLink   = "missingLink"   // an alert: a phone's reads do not follow what it handed in before
	ActionNotHeld       = "notHeld"       // an alert: a phone told of a read in a scope that its login was never given; Note of that read too
	ActionLogRead       = "logRead"       // the audit log itself was asked; Note is the question
	ActionReviewDrawn   = "reviewDrawn"   // a sample for review; Links are its events
	ActionReleased      = "released"      // a manager let a parked edit through; Purpose is its id, Note why
	ActionDropped       = "dropped"       // a manager did not
	ActionEndsNoted     = "endsNoted"     // where logs of commits ended at a verification; Note is a line for each: scope, seq, hash
	ActionReviewDone    = "reviewDone"    // what a reviewer found; Note is in their own words
)

// IsAction reports whether an action is one of these.
func IsAction(action string) bool {
	switch action {
	case ActionRead, ActionSearch, ActionOpenedOutside, ActionEmergency, ActionDelivered, ActionPurgeAsked, ActionPurged, ActionRefused,
		ActionCarried, ActionMissingLink, ActionNotHeld, ActionLogRead, ActionReviewDrawn, ActionReviewDone, ActionEndsNoted, ActionReleased, ActionDropped:
		return true
	}
	return false
}

// Who did it, as it was then.
type Who struct {
	Actor   string `json:"actor,omitzero"`
	Kind    string `json:"kind,omitzero"` // staff, citizen, server or system
	Role    string `json:"role,omitzero"`
	Unit    string `json:"unit,omitzero"` // the organisation the actor works for: a provider or the municipality
	Device  string `json:"device,omitzero"`
	Replica string `json:"replica,omitzero"` // the login
	Carrier string `json:"carrier,omitzero"` // the actor whose login sent it, when that was another
}

// What it was done with.
type What struct {
	Citizen string         `json:"citizen,omitzero"`
	Scope   document.Scope `json:"scope,omitzero"`
	Doc     string         `json:"doc,omitzero"`
	Count   int            `json:"count,omitzero"`
}

// Event is one entry in a tenant's audit log. Nothing takes one out again, and nothing changes one.
type Event struct {
	N      uint64 `json:"n"`               // 1, 2, 3 … in its tenant; Record sets it
	At     int64  `json:"at"`              // when the server took it in, milliseconds
	SeenAt int64  `json:"seenAt,omitzero"` // when it happened by the phone's corrected clock, if that was not just then
	Action string `json:"action"`
	Who
	What
	Offline   bool     `json:"offline,omitzero"`
	Directory uint64   `json:"directory,omitzero"` // the seq of tenant/directory that access stood on
	Purpose   string   `json:"purpose,omitzero"`
	Note      string   `json:"note,omitzero"` // a code, a reason or an outcome, by Action
	Links     []uint64 `json:"links,omitzero"`
}

// When is when it happened, as far as anybody knows.
func (e *Event) When() int64 {
	if e.SeenAt != 0 {
		return e.SeenAt
	}
	return e.At
}

// ErrAuditChain says that an event does not follow the one before it: the audit log was tampered with, or is damaged.
var ErrAuditChain = errors.New("the audit log's chain is broken")

// AuditHead is the end of a tenant's audit log.
type AuditHead struct {
	N    uint64
	Hash [sha256.Size]byte
}

// String is the number and the hash, to be written down outside the server: whoever cuts events off the end, or writes the
// whole log anew, cannot make it come out the same.
func (h AuditHead) String() string { return fmt.Sprintf("%d:%s", h.N, hex.EncodeToString(h.Hash[:])) }

// AuditStart is the head of an empty audit log.
func AuditStart(tenant string) AuditHead {
	return AuditHead{Hash: sha256.Sum256([]byte("samsyn-audit-1\x00" + tenant))}
}

func (h AuditHead) next(text []byte) AuditHead {
	return AuditHead{N: h.N + 1, Hash: sha256.Sum256(append(h.Hash[:], text...))}
}

// Seal appends the event's stored bytes, its number being the next: its hash, which covers the hash before, and its JSON.
func (h AuditHead) Seal(b []byte, e *Event) ([]byte, AuditHead, error) {
	e.N = h.N + 1
	text, err := json.Marshal(e, json.Deterministic(true))
	if err != nil {
		return b, h, fmt.Errorf("seal audit event %d: %w", e.N, err)
	}
	next := h.next(text)
	return append(append(b, next.Hash[:]...), text...), next, nil
}

// OpenEvent reads stored bytes. Follow checks them.
func OpenEvent(stored []byte) (Event, error) {
	var e Event
	if len(stored) < sha256.Size {
		return e, ErrAuditChain
	}
	if err := json.Unmarshal(stored[sha256.Size:], &e); err != nil {
		return e, fmt.Errorf("open audit event: %w", errors.Join(ErrAuditChain, err))
	}
	return e, nil
}

// Follow checks that stored bytes are the event after this head, and gives it with the head after it.
func (h AuditHead) Follow(stored []byte) (Event, AuditHead, error) {
	e, err := OpenEvent(stored)
	if err != nil {
		return e, h, fmt.Errorf("after %d: %w", h.N, err)
	}
	next := h.next(stored[sha256.Size:])
	if e.N != next.N || !bytes.Equal(next.Hash[:], stored[:sha256.Size]) {
		return e, h, fmt.Errorf("after %d: %w", h.N, ErrAuditChain)
	}
	return e, next, nil
}
