package suite

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

var logClaims = []claim{
	{"Append_NumbersHaveNoGaps", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		for range 20 {
			w.write(t, "text", "d1")
			got, err := s.Head(t.Context(), key)
			if err != nil {
				t.Fatal(err)
			}
			wantHead(t, key, got, w.head)
		}
		if got := len(CheckLog(t, s, key)); got != 20 {
			t.Errorf("got %d commits, want 20", got)
		}
	}},
	{"Append_TakenNumberIsRefusedAndChangesNothing", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		first := w.build("first", "d1")
		rival := w.build("rival", "d2")
		w.append(t, first)
		if err := s.Append(t.Context(), rival); !isTaken(err) {
			t.Errorf("append of a taken number: got %v, want ErrTaken", err)
		}
		early := w.build("early", "d3")
		early.Seq = 3
		if err := s.Append(t.Context(), early); !isTaken(err) {
			t.Errorf("append beyond the next number: got %v, want ErrTaken", err)
		}
		none := w.build("none", "d3")
		none.Seq = 0
		if err := s.Append(t.Context(), none); !isTaken(err) {
			t.Errorf("append of number 0: got %v, want ErrTaken", err)
		}
		if got := CheckLog(t, s, key); len(got) != 1 || got[0].Changes[0].Doc.ID != "d1" {
			t.Errorf("got %d commits, want only the first", len(got))
		}
		known, err := s.Known(t.Context(), key.Tenant, []string{editID(key, 1, "d2"), editID(key, 2, "d3")})
		if err != nil || len(known) != 0 {
			t.Errorf("edits of refused commits: got %v and %v, want none", known, err)
		}
		w.finish(t, first)
		w.close(t, first)
		if got := openSeqs(t, s, key); len(got) != 0 {
			t.Errorf("got open commits %v, want none", got)
		}
	}},
	{"Append_RefusedCommitCanBeBuiltOnAgain", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		first, rival := w.build("first", "d1"), w.build("rival", "d2")
		w.append(t, first)
		if err := s.Append(t.Context(), rival); !isTaken(err) {
			t.Fatalf("got %v, want ErrTaken", err)
		}
		rival.Seq = 2 // merged again: the same commit under the next number
		rival.Changes = w.build("rival", "d2").Changes
		w.append(t, rival)
	}},
	{"Append_AnotherEpochNeedsAForkAndTheForkStays", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		w.write(t, "text", "d1")
		stray := w.build("text", "d1")
		stray.Epoch = "second"
		if err := s.Append(t.Context(), stray); err == nil || isTaken(err) {
			t.Errorf("another epoch without a fork: got %v, want an error that is not ErrTaken", err)
		}
		fork := w.build("text", "d1")
		fork.Epoch, fork.Parent = "second", &document.Base{Epoch: "first", Seq: 1}
		w.append(t, fork)
		later := w.build("text", "d1")
		later.Epoch = "second"
		w.append(t, later)
		got, err := s.Head(t.Context(), key)
		if err != nil {
			t.Fatal(err)
		}
		wantHead(t, key, got, w.head)
		if got.Parent == nil {
			t.Error("the fork is forgotten")
		}
	}},
	{"Head_OfNoScopeIsZero", func(t *testing.T, s store.Store) {
		got, err := s.Head(t.Context(), key)
		if err != nil || got != (document.Head{}) {
			t.Errorf("got %+v and %v", got, err)
		}
	}},
	{"Commits_GivesTheAskedRange", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		for range 5 {
			w.write(t, "text", "d1")
		}
		for _, c := range []struct {
			from, to uint64
			want     []uint64
		}{{1, 0, []uint64{1, 2, 3, 4, 5}}, {2, 3, []uint64{2, 3}}, {5, 0, []uint64{5}}, {6, 0, nil}, {4, 99, []uint64{4, 5}}, {3, 2, nil}, {0, 1, []uint64{1}}} {
			var got []uint64
			for commit := range all(t, s.Commits(t.Context(), key, c.from, c.to)) {
				got = append(got, commit.Seq)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%d..%d: -want +got\n%s", c.from, c.to, diff)
			}
		}
	}},
	{"Known_AnswersForEveryEditOfEveryCommit", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		w.write(t, "text", "d1", "d2")
		w.write(t, "text", "d2", "d3")
		got, err := s.Known(t.Context(), key.Tenant, []string{editID(key, 2, "d3"), "unknown", editID(key, 1, "d1"), ""})
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]store.Known{
			editID(key, 1, "d1"): {Scope: scope, Seq: 1, Index: 0, Digest: "digest-" + editID(key, 1, "d1")},
			editID(key, 2, "d3"): {Scope: scope, Seq: 2, Index: 1, Digest: "digest-" + editID(key, 2, "d3")},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
		if got, err := s.Known(t.Context(), key.Tenant, nil); err != nil || len(got) != 0 {
			t.Errorf("no ids: got %v and %v", got, err)
		}
	}},
	{"Known_IDStaysWithWhoHadItFirst", func(t *testing.T, s store.Store) {
		w := newWriter(s, key)
		w.write(t, "text", "d1")
		edit := editID(key, 1, "d1")
		own := newWriter(s, store.Key{Tenant: key.Tenant, Scope: "staff/s1/own/ekby"})
		c := own.build("text", "d9")
		c.Edits[0].Verdict = document.Verdict{Edit: edit, Kind: document.Refused, Code: document.CodeIDTaken, Scope: own.key.Scope, Seq: 1}
		again := c.Edits[0]
		again.Verdict = document.Verdict{Edit: edit, Kind: document.Applied, Again: true}
		c.Edits = append(c.Edits, again)
		own.append(t, c)
		got, err := s.Known(t.Context(), key.Tenant, []string{edit})
		if err != nil || got[edit].Scope != scope {
			t.Errorf("got %v and %v, want it in %s", got, err, scope)
		}
	}},
}
