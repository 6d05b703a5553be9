package session_test

import (
	"context"
	"errors"
	"testing"

	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// unread is a store whose directory cannot be read from the next commit on.
type unread struct {
	store.Store
	broken bool
}

func (u *unread) Append(ctx context.Context, c *document.Commit) error {
	err := u.Store.Append(ctx, c)
	u.broken = u.broken || c.Scope == document.Directory
	return err
}

func (u *unread) Head(ctx context.Context, key store.Key) (document.Head, error) {
	if u.broken && key.Scope == document.Directory {
		return document.Head{}, errors.New("the disk does not answer")
	}
	return u.Store.Head(ctx, key)
}

// Amina's assignment ends, and the directory cannot be read just then. She must not go on getting what she had: the server lets
// go of her, and she comes back when it can tell what she may see.
func TestSession_NothingIsSentWhileNobodyCanTellWhoMaySeeIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	c.all()
	u := &unread{Store: w.store.Store}
	w.store.Store = u
	w.revoke("amina")
	u.broken = false
	w.goals("late", 1, 10)
	if got := of(c.all(), social); len(got) > 0 {
		t.Errorf("she was sent %v", got)
	}
	if code, closed := c.queue.Closed(); !closed || code != fault.Internal {
		t.Errorf("the connection: %q %t", code, closed)
	}
}

// The same when an assignment ends by itself.
func TestSession_AnEndThatCannotBeReadIsNotMissed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.load("careAssignment", "as-amina", "validTo", document.TimeText(w.now+60_000))
	c := w.connect("amina", fanout.Limits{})
	c.hello()
	w.desk.Tick(t.Context())
	c.all()
	u := &unread{Store: w.store.Store, broken: true}
	w.store.Store = u
	w.now += 120_000
	w.desk.Tick(t.Context())
	u.broken = false
	w.desk.Tick(t.Context())
	w.goals("late", 1, 10)
	if got := of(c.all(), social); len(got) > 0 {
		t.Errorf("she was sent %v", got)
	}
}
