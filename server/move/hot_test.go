package move_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/server/move"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// busy is a store that somebody writes while it is read: from a call on, some steps are taken, one every so many calls.
type busy struct {
	store.Store
	calls, from, every int
	steps              []func()
}

func (b *busy) tick() {
	if b.calls++; b.calls >= b.from && (b.calls-b.from)%b.every == 0 && len(b.steps) > 0 {
		step := b.steps[0]
		b.steps = b.steps[1:]
		step()
	}
}

func (b *busy) Head(ctx context.Context, key store.Key) (document.Head, error) {
	b.tick()
	return b.Store.Head(ctx, key)
}

func (b *busy) Scopes(ctx context.Context, tenant string) iter.Seq2[document.Scope, error] {
	b.tick()
	return b.Store.Scopes(ctx, tenant)
}

func (b *busy) Open(ctx context.Context, key store.Key) iter.Seq2[*document.Commit, error] {
	b.tick()
	return b.Store.Open(ctx, key)
}

func (b *busy) Due(ctx context.Context, tenant string, until int64) iter.Seq2[store.Due, error] {
	b.tick()
	return b.Store.Due(ctx, tenant, until)
}

func (b *busy) Commits(ctx context.Context, key store.Key, from, to uint64) iter.Seq2[*document.Commit, error] {
	b.tick()
	return b.Store.Commits(ctx, key, from, to)
}

func (b *busy) AuditHead(ctx context.Context, tenant string) (store.AuditHead, error) {
	b.tick()
	return b.Store.AuditHead(ctx, tenant)
}

func (b *busy) AuditLog(ctx context.Context, tenant string, after uint64) iter.Seq2[[]byte, error] {
	b.tick()
	return b.Store.AuditLog(ctx, tenant, after)
}

func (b *busy) ReadMarks(ctx context.Context, tenant string) iter.Seq2[store.ReadMark, error] {
	b.tick()
	return b.Store.ReadMarks(ctx, tenant)
}

// An effect and a deadline are done while the export runs, at every pace: in what was exported each is done, or still to be done.
func TestExport_OfABusyStoreLosesNoEffectAndNoDeadline(t *testing.T) {
	t.Parallel()
	for pace := range 10 * 8 {
		from, every := 1+pace%10, 1+pace/10
		for _, owes := range []document.Scope{scopes[0], scopes[3]} { // before and after the scope that it owes
			to := scopes[1]
			s := newPebble(t)
			cause, target := newHistory(t, s, owes), newHistory(t, s, to)
			if from%2 == 0 {
				target.commit("ett", "a") // otherwise the effect makes the scope
			}
			due := document.Deadline{Due: 5, Rule: "later", Doc: "a", Edit: "due"}
			first := cause.next("ett", "a")
			first.Deadlines = []document.Deadline{due}
			cause.close(cause.append(first))
			var second *document.Commit
			b := &busy{Store: s, from: from, every: every, steps: []func(){
				func() {
					second = cause.next("två", "a")
					second.Deadlines = []document.Deadline{{Due: 6, Rule: "later", Doc: "a", Edit: "due of two"}}
					cause.append(second)
				},
				func() { target.commit("verkan", "effect") },
				func() { cause.close(second) },
				func() { target.commit("frist", "fired") },
				func() {
					if err := s.Fired(t.Context(), store.Due{Key: cause.key, Seq: 1, Deadline: due}); err != nil {
						t.Error(err)
					}
				},
			}}
			lines, _ := export(t, b)
			into := newPebble(t)
			take(t, into, lines, move.Options{})
			name := fmt.Sprintf("%s, from call %d every %d", owes, from, every)
			has := func(text string) bool { return strings.Contains(lines, text) }
			if has(`"v":"två"`) && !has(`"v":"verkan"`) && !isOpen(t, into, cause.key, 2) {
				t.Errorf("%s: the effect is lost", name)
			}
			if !has(`"v":"frist"`) && !isDue(t, into, "due") || has(`"v":"två"`) && !isDue(t, into, "due of two") {
				t.Errorf("%s: a deadline is lost", name)
			}
		}
	}
}

func isOpen(t testing.TB, s store.Store, key store.Key, seq uint64) bool {
	t.Helper()
	for c, err := range s.Open(t.Context(), key) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Seq == seq {
			return true
		}
	}
	return false
}

func isDue(t testing.TB, s store.Store, edit string) bool {
	t.Helper()
	for d, err := range s.Due(t.Context(), tenant, 100) {
		if err != nil {
			t.Fatal(err)
		}
		if d.Edit == edit {
			return true
		}
	}
	return false
}

// The audit log says where logs of commits ended, and what was taken of a phone's reads: no event is exported of later than the
// commits that are, and no mark of later than the events.
func TestExport_OfABusyStoreHasNoEventOfLaterThanItsCommits(t *testing.T) {
	t.Parallel()
	for pace := range 10 * 3 {
		for _, written := range scopes[:2] {
			s := newPebble(t)
			h := newHistory(t, s, scopes[1])
			h.commit("ett", "a")
			late := newHistory(t, s, written)
			if written == scopes[1] {
				late = h
			}
			b := &busy{Store: s, from: 1 + pace%10, every: 1 + pace/10, steps: []func(){
				func() { late.commit("skrivet", "a") },
				func() {
					if err := s.Record(t.Context(), tenant, []store.Event{{Action: store.ActionEndsNoted, Note: "sett"}}); err != nil {
						t.Error(err)
					}
				},
				func() {
					mark := store.ReadMark{Replica: "r-late", UpTo: 7, Link: "x"}
					if err := s.Record(t.Context(), tenant, []store.Event{{Action: store.ActionRead, Note: "last"}}, mark); err != nil {
						t.Error(err)
					}
				},
			}}
			lines, _ := export(t, b)
			has := func(text string) bool { return strings.Contains(lines, text) }
			if has("sett") && !has("skrivet") || has("r-late") && !has("last") {
				t.Errorf("pace %d, in %s:\n%s", pace, written, lines)
			}
		}
	}
}
