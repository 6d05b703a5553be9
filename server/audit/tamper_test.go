package audit_test

import (
	"bytes"
	"context"
	"fmt"
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

// What was there at an earlier verification is there, or the next one says so: whoever cuts a log of commits, or writes its end
// anew with a chain that holds, would have to do the same with the audit log, and that one's sum is kept outside.
func TestVerify_FindsWhatWasCutOffOrWrittenAnew(t *testing.T) {
	t.Parallel()
	w := aDay(t)
	text := w.asks(audit.Question{Ask: audit.AskVerify})
	sum := strings.Fields(text[strings.Index(text, "Kontrollsumma"):])[1]
	w.now += hour
	w.writes("amina", w.now, social, "goal", "g2", "stateReason", "Gick till affären.")
	w.loads("citizen/c30/identity/ekby", "citizenIdentity", "c30", "displayName", "Sture Ek")
	last := uint64(0)
	for _, since := range []string{"", sum} {
		w.use(w.pebble)
		if text := w.asks(audit.Question{Ask: audit.AskVerify, Since: since}); !strings.Contains(text, "obruten") {
			t.Errorf("what was only added: %s", text)
		}
		head, err := w.pebble.Head(t.Context(), store.Key{Tenant: tenantID, Scope: social})
		if err != nil {
			t.Fatal(err)
		}
		last = head.Seq
		for name, harm := range map[string]store.Store{
			"the end cut off":  cut{Store: w.pebble, scope: social, keep: 1},
			"a whole log gone": cut{Store: w.pebble, scope: social, whole: true},
			"the end written anew": tampered{Store: w.pebble, commit: func(c *document.Commit) {
				if c.Scope == social && c.Seq == last {
					c.Edits[0].Author = "petra"
					if _, err := c.Seal(); err != nil {
						t.Error(err)
					}
				}
			}},
		} {
			w.use(harm)
			text, err := w.answer(audit.Question{Ask: audit.AskVerify, Since: since})
			if err == nil || !strings.HasPrefix(text, "Skrivloggen är KAPAD eller UTBYTT i citizen/~") || strings.Contains(text, "obruten") {
				t.Errorf("%s: %s %v", name, text, err)
			}
		}
	}
	w.use(w.pebble)
	events := len(w.events())
	w.asks(audit.Question{Ask: audit.AskVerify})
	if got := w.events()[events:]; len(got) != 1 {
		t.Errorf("nothing was written since, and it notes %v", got)
	}
}

// A municipality has more logs than one event has room for.
func TestVerify_NotesTheEndsOfManyLogs(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const many = 520
	for i := range many {
		id := fmt.Sprintf("d%03d", i)
		w.loads(document.Scope("citizen/"+id+"/identity/ekby"), "citizenIdentity", id, "displayName", "Sture Ek")
	}
	w.asks(audit.Question{Ask: audit.AskVerify})
	noted := 0
	for _, e := range w.events() {
		if strings.HasPrefix(e, store.ActionEndsNoted) {
			noted++
		}
	}
	if noted != 2 {
		t.Errorf("noted in %d events", noted)
	}
	w.use(cut{Store: w.pebble, scope: "citizen/d519/identity/ekby", whole: true})
	if text, err := w.answer(audit.Question{Ask: audit.AskVerify}); err == nil {
		t.Error(text)
	}
}

// cut hides the end of a log of commits, or a whole one, as if it were deleted.
type cut struct {
	store.Store
	scope document.Scope
	keep  uint64
	whole bool
}

// Commits implements store.Log.
func (s cut) Commits(ctx context.Context, key store.Key, from, to uint64) iter.Seq2[*document.Commit, error] {
	return func(yield func(*document.Commit, error) bool) {
		for c, err := range s.Store.Commits(ctx, key, from, to) {
			if err == nil && c.Scope == s.scope && c.Seq > s.keep || !yield(c, err) {
				return
			}
		}
	}
}

// Scopes implements store.Log.
func (s cut) Scopes(ctx context.Context, tenant string) iter.Seq2[document.Scope, error] {
	return func(yield func(document.Scope, error) bool) {
		for scope, err := range s.Store.Scopes(ctx, tenant) {
			if (!s.whole || scope != s.scope) && !yield(scope, err) {
				return
			}
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
