package audit_test

import (
	"bytes"
	"context"
	"iter"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

func TestVerify_FindsWhatWasChangedBehindItsBack(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		harm tampered
		want string
	}{
		"an event changed": {tampered{event: func(n int, stored []byte) []byte {
			if n == 3 {
				return bytes.Replace(stored, []byte("amina"), []byte("petra"), 1)
			}
			return stored
		}}, "Loggen är BRUTEN efter händelse 2."},
		"a commit changed": {tampered{commit: func(c *document.Commit) {
			if c.Scope == social && c.Seq == 2 {
				c.Edits[0].Author = "petra"
			}
		}}, "Skrivloggen är BRUTEN i citizen/~"},
		"a commit's time changed": {tampered{commit: func(c *document.Commit) {
			if c.Scope == social && c.Seq == 2 {
				c.At++
			}
		}}, "Skrivloggen är BRUTEN i citizen/~"},
	} {
		w := aDay(t)
		c.harm.Store = w.pebble
		w.use(c.harm)
		text, err := w.answer(audit.Question{Ask: audit.AskVerify})
		if err == nil || !strings.HasPrefix(text, c.want) {
			t.Errorf("%s: %s %v", name, text, err)
		}
	}
}

// tampered gives the audit log, or a log of commits, with something changed.
type tampered struct {
	store.Store
	event  func(n int, stored []byte) []byte
	commit func(*document.Commit)
}

// AuditLog implements store.Audit.
func (s tampered) AuditLog(ctx context.Context, tenant string, from uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		n := 0
		for stored, err := range s.Store.AuditLog(ctx, tenant, from) {
			n++
			if s.event != nil {
				stored = s.event(n, stored)
			}
			if !yield(stored, err) {
				return
			}
		}
	}
}

// Commits implements store.Log.
func (s tampered) Commits(ctx context.Context, key store.Key, from, to uint64) iter.Seq2[*document.Commit, error] {
	return func(yield func(*document.Commit, error) bool) {
		for c, err := range s.Store.Commits(ctx, key, from, to) {
			if s.commit != nil {
				s.commit(c)
			}
			if !yield(c, err) {
				return
			}
		}
	}
}
