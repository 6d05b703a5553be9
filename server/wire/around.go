package wire

import (
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
)

// The kinds of frames about who is there and who writes where. Nothing in them is a document, and nothing of them is kept.
const (
	KindPresence = "presence"
	KindLock     = "lock"
	KindUnlock   = "unlock"
	KindBoard    = "board"
	KindLocks    = "locks"
)

// Presence is what a staff member's phone says of itself.
type Presence struct {
	State   string // one of the five of package presence
	Pending int    // edits without verdict
}

// Lock says that somebody begins to write, or still writes, in a document.
type Lock struct {
	Scope document.Scope
	Doc   string
}

// Unlock says that somebody stopped.
type Unlock struct {
	Scope document.Scope
	Doc   string
}

// Board is who of a team is there. Unknown: nobody can tell just now, and Entries is nil.
type Board struct {
	Team    string    `json:"team"`
	Unknown bool      `json:"unknown,omitzero"`
	Entries []Present `json:"entries,omitzero"` // by staff id
}

// Present is one staff member on a board. Times are milliseconds since 1970.
type Present struct {
	Staff        string `json:"staffId"`
	State        string `json:"state"`
	OfflineSince int64  `json:"offlineSince,omitzero"` // 0 while connected
	SyncAt       int64  `json:"lastSyncAt,omitzero"`
	Pending      int    `json:"pendingCount,omitzero"`
}

// Locks is who writes in a scope. Unknown: nobody can tell just now, and Locks is nil.
type Locks struct {
	Scope   document.Scope `json:"scope"`
	Unknown bool           `json:"unknown,omitzero"`
	Locks   []Held         `json:"locks,omitzero"` // by document
}

// Held is one lock. It ends by itself at Until, milliseconds since 1970.
type Held struct {
	Doc     string `json:"doc"`
	Staff   string `json:"staffId"`
	Replica string `json:"replica"`
	Until   int64  `json:"until"`
}

// Kind is "presence".
func (*Presence) Kind() string { return KindPresence }

// Kind is "lock".
func (*Lock) Kind() string { return KindLock }

// Kind is "unlock".
func (*Unlock) Kind() string { return KindUnlock }

// Kind is "board".
func (*Board) Kind() string { return KindBoard }

// Kind is "locks".
func (*Locks) Kind() string { return KindLocks }

// AppendPresence appends a presence frame.
func AppendPresence(b []byte, p Presence) []byte {
	return appendFrame(b, KindPresence, struct {
		State   string `json:"state"`
		Pending int    `json:"pending"`
	}{p.State, p.Pending})
}

// AppendLock appends a lock frame.
func AppendLock(b []byte, scope document.Scope, doc string) []byte {
	return appendPlace(b, KindLock, scope, doc)
}

// AppendUnlock appends an unlock frame.
func AppendUnlock(b []byte, scope document.Scope, doc string) []byte {
	return appendPlace(b, KindUnlock, scope, doc)
}

func appendPlace(b []byte, kind string, scope document.Scope, doc string) []byte {
	b = appendText(append(append(append(b, `{"frame":"`...), kind...), `","scope":`...), string(scope))
	return append(appendText(append(b, `,"doc":`...), doc), '}')
}

// AppendBoard appends a board frame.
func AppendBoard(b []byte, board Board) []byte { return appendFrame(b, KindBoard, board) }

// AppendLocks appends a locks frame.
func AppendLocks(b []byte, locks Locks) []byte { return appendFrame(b, KindLocks, locks) }

// around are the members of the frames that phones send.
type around struct {
	state   string
	pending uint64
	doc     string
}

// member reads one; known is false for another member, which is left to be read.
func (a *around) member(r *reader, name string) (known bool, err error) {
	switch name {
	case "state":
		a.state, err = r.text(64)
	case "pending":
		a.pending, err = r.counted()
	case "doc":
		a.doc, err = r.text(64)
	default:
		return false, nil
	}
	return true, err
}

func (f *frameReader) presence() (Frame, error) {
	return &Presence{State: f.around.state, Pending: int(f.around.pending)}, nil
}

func (f *frameReader) place() (Frame, error) {
	if !document.IsID(f.around.doc) {
		return nil, fault.Newf(fault.BadFrame, "doc is not an id")
	}
	if f.kind == KindUnlock {
		return &Unlock{f.scope, f.around.doc}, nil
	}
	return &Lock{f.scope, f.around.doc}, nil
}
