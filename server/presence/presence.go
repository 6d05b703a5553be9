// Package presence says who of a team is connected, in one of five states, since when not, and with how many unsent edits.
//
// It sits beside the log, never in it: nothing here is a document, nothing is kept beyond the shift, and there is no citizen, no
// visit and no place in it (domain.md 1.3.9, L-26). Presence is never proof that a visit was made or missed.
//
// A Board is the port. Memory serves one process; Redis serves several, and a node that dies is gone from it within seconds.
// Both promise: an entry is what its phone said last; whoever is not heard of is offline since then; when the board cannot be
// read the answer is ErrUnknown, and everything else in the server goes on. Callers owe Beat, once every BeatEvery.
//
// The package starts no goroutine but the one that Redis.Watch reads with. Package presence/suite tests both.
package presence

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// State is what staff do, as they say themselves.
type State string

// The five states. There is no sixth: more would be following people.
const (
	Online     State = "online"
	AtVisit    State = "atVisit"
	Travelling State = "travelling"
	InMeeting  State = "inMeeting"
	OffDuty    State = "offDuty"
)

// IsState reports whether somebody may say so.
func IsState(s State) bool {
	return slices.Contains([]State{Online, AtVisit, Travelling, InMeeting, OffDuty}, s)
}

const (
	// BeatEvery is how often a node says that it lives.
	BeatEvery = 2 * time.Second
	// DeadAfter is how long a node may be silent before its phones count as offline.
	DeadAfter = 3 * BeatEvery
	// KeptFor is how long an entry stays after its last word: a shift.
	KeptFor = 14 * time.Hour
)

// ErrUnknown says that nobody can tell who is there right now. It is no reason to stop anything else.
var ErrUnknown = errors.New("presence is unknown")

// Phone is one connection of one staff member's.
type Phone struct {
	Tenant  string
	Staff   string
	Replica string
	Teams   []string // whose boards show it
}

// Said is what a phone says of itself. Times are milliseconds since 1970.
type Said struct {
	State   State `json:"state"`
	SyncAt  int64 `json:"lastSyncAt,omitzero"`   // when it last was caught up
	Pending int   `json:"pendingCount,omitzero"` // edits without verdict
}

// Entry is a staff member on a board.
type Entry struct {
	Staff        string `json:"staffId"`
	State        State  `json:"state"`
	OfflineSince int64  `json:"offlineSince,omitzero"` // as Leave was told, or else when its node was last heard of; 0 while connected
	SyncAt       int64  `json:"lastSyncAt,omitzero"`
	Pending      int    `json:"pendingCount,omitzero"`
}

// Board is the port.
type Board interface {
	// Say puts a connected phone on its teams' boards.
	Say(ctx context.Context, p Phone, s Said) error
	// Leave takes a phone's connection away: it is offline since some time of the tenant's clock, which is shown. How long the entry
	// stays is counted by the board's own.
	Leave(ctx context.Context, p Phone, at int64) error
	// Forget takes a phone off the boards: its shift ended, or it may no longer be on them.
	Forget(ctx context.Context, p Phone) error
	// Beat says that this node lives.
	Beat(ctx context.Context) error
	// Team gives a board, by staff id. Of several phones of one person the connected one counts, then the later word.
	Team(ctx context.Context, tenant, team string) ([]Entry, error)
	// Watch calls changed, from a goroutine of its own or the writer's, when a team's board may have changed, until ctx ends.
	// An empty team means that any may have: changes were missed. It returns when it listens.
	Watch(ctx context.Context, changed func(tenant, team string)) error
}

// word is what is kept of one phone.
type word struct {
	Said
	Staff string `json:"staff"`
	Node  string `json:"node"`
	Gone  int64  `json:"gone,omitzero"` // when its connection ended, by the board's clock
	Left  int64  `json:"left,omitzero"` // likewise, by the tenant's
	At    int64  `json:"at"`            // of its last word
}

// entries makes a board of words. lives says when a node was last heard of, and whether it still is.
func entries(words []word, lives func(node string) (seen int64, alive bool)) []Entry {
	best := map[string]word{}
	offline := map[string]int64{}
	for _, w := range words {
		since := w.Gone
		if seen, alive := lives(w.Node); since == 0 && !alive {
			since = max(seen, w.At)
		}
		old, known := best[w.Staff]
		switch {
		case !known, isBetter(since, w.At, offline[w.Staff], old.At):
			best[w.Staff], offline[w.Staff] = w, since
		}
	}
	list := make([]Entry, 0, len(best))
	for staff, w := range best {
		list = append(list, Entry{Staff: staff, State: w.State, OfflineSince: cmp.Or(w.Left, offline[staff]), SyncAt: w.SyncAt, Pending: w.Pending})
	}
	slices.SortFunc(list, func(a, b Entry) int { return strings.Compare(a.Staff, b.Staff) })
	return list
}

// isBetter compares two phones of one person.
func isBetter(since, at, oldSince, oldAt int64) bool {
	if (since == 0) != (oldSince == 0) {
		return since == 0
	}
	return at > oldAt
}
