package sdkphone

import (
	"context"
	"fmt"
	"slices"

	"github.com/samsyn/samsyn/scripts/internal/phone"
)

// This file is about a phone among people: who logs in on it, and whom its boards show.

// InstallAnew gives the phone an empty store under a new replica id. It goes offline; what was unsent is gone.
func (p *Phone) InstallAnew(replicaID string) { p.renew("install", replicaID) }

// renew ends a store and begins another.
func (p *Phone) renew(how, replicaID string) {
	p.mu.Lock()
	p.replica = replicaID
	p.mu.Unlock()
	p.must(how, replicaID)
}

// Lock locks the app: the login goes offline, and what is unsent is sealed. The store stays, and goes on at the next Online.
func (p *Phone) Lock() error {
	ctx, stop := context.WithTimeout(context.Background(), answerWithin)
	defer stop()
	p.Offline()
	_, err := p.do(ctx, "lock", nil)
	return err
}

// LogOut hands in what is unsent, ends the login, and wipes its store; without network what is unsent is sealed and waits on the
// device. Who logs in next is another replica. Nothing is wiped when something unsent could not be sealed.
func (p *Phone) LogOut(ctx context.Context, next string) error {
	if p.IsOnline() && !p.o.HTTP {
		if err := p.Settle(ctx); err != nil {
			return err
		}
	}
	if _, err := p.do(ctx, "logout", nil); err != nil {
		return fmt.Errorf("log out %s: %w", p.id(), err)
	}
	p.InstallAnew(next)
	return nil
}

// OnBoard gives what the boards show of somebody.
func (p *Phone) OnBoard(staff string) (e phone.Entry, there bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.boards {
		if at := f.of(staff); at >= 0 && !f.Unknown {
			return f.Entries[at], true
		}
	}
	return phone.Entry{}, false
}

func (f boardFrame) of(staff string) int {
	return slices.IndexFunc(f.Entries, func(e phone.Entry) bool { return e.StaffID == staff })
}

// Boards are the boards as they came last, word for word.
func (p *Phone) Boards() (texts []string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, f := range p.boards {
		texts = append(texts, f.text)
	}
	return texts
}

// Belled is how often the phone said where it can be rung.
func (p *Phone) Belled() int { return p.now().Belled }

// Seen waits until the boards that the phone is on show what it has said of itself. A phone that is on no board, or says nothing,
// is not waited for.
func (p *Phone) Seen(ctx context.Context) error {
	return p.wait(ctx, func() bool {
		s := p.state
		if !s.Online || p.o.HTTP || !p.o.Present || s.CaughtUp && !s.isOnBoard() {
			return true
		}
		for _, f := range p.boards {
			at := f.of(p.o.Author)
			if s.CaughtUp && s.Said >= 0 && at >= 0 && f.Entries[at].PendingCount == s.Said && f.Entries[at].LastSyncAt >= s.SaidAt {
				return true
			}
		}
		return false
	})
}

// isOnBoard: whoever holds the meetings of a team is on its board.
func (s state) isOnBoard() bool {
	for scope := range s.Scopes {
		if scope.Kind() == "team" && scope.Compartment() == "meeting" {
			return true
		}
	}
	return false
}

// Glimpse is coverage for a moment: the server hears that the phone is there and how much is unsent, and nothing of that goes out.
func (p *Phone) Glimpse(ctx context.Context) error {
	p.must("hold", true)
	defer p.must("hold", false)
	if err := p.Online(ctx); err != nil {
		return err
	}
	err := p.Seen(ctx)
	p.Offline()
	return err
}
