package phone

import (
	"context"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// presence is what a phone says of itself.
type presence struct {
	Frame   string `json:"frame"`
	State   string `json:"state"`
	Pending int    `json:"pending"`
}

// Entry is one person on a board, as the server shows it; times in milliseconds, 0 is not said.
type Entry struct {
	StaffID      string `json:"staffId"`
	State        string `json:"state"`
	OfflineSince int64  `json:"offlineSince"`
	LastSyncAt   int64  `json:"lastSyncAt"`
	PendingCount int    `json:"pendingCount"`
}

// boardFrame is a board; the text is kept for what has no member here.
type boardFrame struct {
	Team    string         `json:"team"`
	Unknown bool           `json:"unknown"`
	Entries []Entry        `json:"entries"`
	Rest    jsontext.Value `json:",unknown"`
}

// board is what the phone was shown of who is there.
type board struct {
	said  int   // pending edits, as last said on this connection; -1 is nothing
	at    int64 // when that was
	teams map[string]boardFrame
}

func (b *board) shown(f *boardFrame) {
	if b.teams == nil {
		b.teams = map[string]boardFrame{}
	}
	b.teams[f.Team] = *f
}

// presentLocked says how many edits have no verdict: when the phone has caught up, and when that has changed.
func (p *Phone) presentLocked() {
	if n := p.replica.Pending(); p.o.Present && p.link != nil && p.caughtUp && n != p.board.said {
		p.board.said, p.board.at = n, p.o.Now()
		p.sendLocked(presence{Frame: "presence", State: "online", Pending: n})
	}
}

// OnBoard gives what the boards show of somebody.
func (p *Phone) OnBoard(staff string) (e Entry, there bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.board.teams {
		if at := slices.IndexFunc(f.Entries, func(e Entry) bool { return e.StaffID == staff }); at >= 0 && !f.Unknown {
			return f.Entries[at], true
		}
	}
	return Entry{}, false
}

// Boards are the boards as they came last, word for word.
func (p *Phone) Boards() (texts []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.board.teams {
		texts = append(texts, string(encode(f)))
	}
	return texts
}

// Seen waits until the boards that the phone is on show what it has said of itself: boards are drawn a few times a second, and what
// is said and unsaid between is on none. A phone that is on no board, or says nothing, is not waited for.
func (p *Phone) Seen(ctx context.Context) error {
	return p.wait(ctx, func() bool {
		if p.link == nil || !p.o.Present || p.caughtUp && !p.isOnBoardLocked() {
			return true
		}
		for _, f := range p.board.teams {
			at := slices.IndexFunc(f.Entries, func(e Entry) bool { return e.StaffID == p.o.Author })
			if p.caughtUp && at >= 0 && f.Entries[at].PendingCount == p.board.said && f.Entries[at].LastSyncAt >= p.board.at {
				return true
			}
		}
		return false
	})
}

// isOnBoardLocked: whoever holds the meetings of a team is on its board.
func (p *Phone) isOnBoardLocked() bool {
	return slices.ContainsFunc(p.replica.Scopes(), func(scope document.Scope) bool {
		return scope.Kind() == "team" && scope.Compartment() == "meeting"
	})
}

// Glimpse is coverage for a moment: the server hears that the phone is there and how much is unsent, and nothing of that goes out.
func (p *Phone) Glimpse(ctx context.Context) error {
	p.mu.Lock()
	p.hold = true
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.hold = false
	}()
	if err := p.Online(ctx); err != nil {
		return err
	}
	err := p.Seen(ctx)
	p.Offline()
	return err
}
