package replica

import (
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/sync/catchup"
	"github.com/samsyn/samsyn/sync/document"
)

// pages are what a catch-up from the phone's cursor sends, two documents each.
func (b *bench) pages(reset bool) []Page {
	cursors := b.r.Cursors()
	if reset {
		cursors = nil
	}
	var out []Page
	for _, f := range b.m.catchUp([]document.Scope{card}, cursors, 2, 0) {
		out = append(out, f.(Page))
	}
	return out
}

// TestDocuments_CutOffClaimsNothing: Ana's phone is at 1. Somebody changes d1 at 2 and again at 6. A catch-up that is cut
// off after d2 at 3 and d3 at 4 has not brought d1, so an edit of d1 stands on 1. It resumes after 3: commit 4 may have
// changed more than d3.
func TestDocuments_CutOffClaimsNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "first")
	b.catchUp()
	for _, doc := range []string{"d1", "d2", "d3", "d4", "d1"} {
		b.other(doc, "later")
	}
	b.r.Documents(b.pages(false)[0])
	if got := b.r.Base(card, "d1").Seq; got != 1 {
		t.Errorf("d1 stands on %d, want 1", got)
	}
	if got := b.r.Base(card, "d2").Seq; got != 3 { // it is whole as of 3
		t.Errorf("d2 stands on %d, want 3", got)
	}
	want := map[document.Scope]document.Cursor{card: {Epoch: "epoch1", Seq: 3, Chain: catchup.NoChain}}
	if diff := cmp.Diff(want, b.r.Cursors()); diff != "" {
		t.Error(diff)
	}
	if s, _ := b.r.Status(card); !s.Loading || s.Cursor.Seq != 1 {
		t.Errorf("status %+v", s)
	}
	b.catchUp()
	b.want("d1", "later")
	if s, _ := b.r.Status(card); s.Loading || s.Cursor.Seq != 6 || b.r.Mismatches() != 0 {
		t.Errorf("status %+v, %d mismatches", s, b.r.Mismatches())
	}
}

// TestDocuments_ResumesNoFurtherThanTheHead: a document past the head may have come before another's unfinished commit.
func TestDocuments_ResumesNoFurtherThanTheHead(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, doc := range []string{"d1", "d2", "d3"} {
		b.other(doc, "x")
	}
	p := b.pages(true)[0]
	p.Cursor = b.m.scopes[card].commits[0].Cursor
	b.r.Documents(p)
	if got := b.r.Cursors()[card].Seq; got != 1 {
		t.Errorf("resumes from %d, want the head, 1", got)
	}
}

func TestDocuments_MismatchReloadsThatScopeOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "first")
	b.catchUp()
	b.other("d2", "second")
	wrong := b.pages(false)[0]
	wrong.Checksum++
	ask := b.r.Documents(wrong)
	if ask == nil || ask.Cursor != nil || b.r.Mismatches() != 1 {
		t.Fatalf("asks %v after %d mismatches", ask, b.r.Mismatches())
	}
	if len(b.r.Cursors()) != 0 {
		t.Error("hello must ask for it from nothing too")
	}
	b.want("d2", "second") // nothing leaves the screen meanwhile
	wrong = b.pages(true)[0]
	wrong.Checksum++
	if ask := b.r.Documents(wrong); ask != nil || b.r.Mismatches() != 2 {
		t.Errorf("a reload that did not help asks %v", ask)
	}
	f := b.other("d2", "third")
	f.Checksum++
	if ask := b.r.Commit(*f); ask != nil {
		t.Errorf("asks %v again on this connection", ask)
	}
	b.r.Welcome([]document.Scope{card}, 7)
	f = b.other("d2", "fourth")
	if ask := b.r.Commit(*f); ask != nil {
		t.Errorf("asks %v though all is right", ask)
	}
	b.want("d2", "fourth")
}

// A page is lost on a bad connection, and the loading goes on on the next one: the phone finds out at the end and loads anew.
// When that does not help either, its next hello asks again.
func TestDocuments_APageLostBetweenTwoConnectionsIsMissed(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, doc := range []string{"d1", "d2", "d3", "d4", "d5", "d6", "d7", "d8"} {
		b.other(doc, "text")
	}
	pages := b.pages(true)
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	b.r.Documents(pages[0])
	b.r.Documents(pages[2]) // pages[1] is lost
	b.r.Welcome([]document.Scope{card}, 7)
	var ask *Ask
	for _, p := range b.pages(false) {
		ask = b.r.Documents(p)
	}
	if ask == nil || ask.Cursor != nil {
		t.Fatalf("asks %v, want the scope from nothing", ask)
	}
	for _, p := range b.pages(true) {
		p.Checksum++
		b.r.Documents(p)
	}
	if len(b.r.Cursors()) != 0 {
		t.Error("hello says that all is well")
	}
}

func TestDocuments_ReloadShowsTheOldUntilAllIsThere(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, doc := range []string{"d1", "d2", "d3"} {
		b.other(doc, "old")
	}
	b.catchUp()
	b.other("d1", "new")
	pages := b.pages(true)
	b.r.Documents(pages[0])
	for _, doc := range []string{"d1", "d2", "d3"} {
		b.want(doc, "old")
	}
	again, err := Restore(b.options(), b.r.Snapshot()) // cut off and restarted, it goes on where it was
	if err != nil {
		t.Fatal(err)
	}
	b.r = again
	b.want("d1", "old")
	b.catchUp()
	b.want("d1", "new")
	b.want("d3", "old")
}

func TestCommit_ThatDoesNotFitReloads(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "x")
	b.catchUp()
	f := b.other("d1", "y")
	f.Changes = slices.Clone(f.Changes)
	f.Changes[0].Prev = 7
	if ask := b.r.Commit(*f); ask == nil || ask.Cursor != nil || b.r.Mismatches() != 1 {
		t.Errorf("asks %v", ask)
	}
}

func TestCommit_ColdIsForgottenAndComesBackWhole(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "x")
	b.catchUp()
	for _, f := range []*CommitFrame{b.m.cool(card, "d1"), b.other("d1", "back")} {
		if ask := b.r.Commit(*f); ask != nil {
			t.Fatalf("asks %v", ask)
		}
		if f.Changes[0].Doc.Cold {
			if s, _ := b.r.Status(card); s.Documents != 0 || len(b.r.scopes[card].shown.docs) != 0 {
				t.Error("a cold document is held")
			}
		}
	}
	b.want("d1", "back")
}

// TestDocuments_UnknownTypesAreHeld: the server knows more types than the app. Nothing breaks, and the checksum is right.
func TestDocuments_UnknownTypesAreHeld(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	d := &document.Document{ID: "n1", Type: "fromTheFuture", Scope: card, Seq: 1, Created: "e1", Fields: map[string]document.Field{
		"x": {Cell: document.Cell{Candidates: []document.Candidate{{Edit: "e1", Value: jsontext.Value(`{"a":1}`)}}}},
	}, Origins: map[string]document.Origin{"e1": {Author: "bo", Replica: "bo", Stamp: "s", Seq: 1}}}
	p := Page{
		Scope: card, Reset: true, Done: true, Cursor: document.Cursor{Epoch: "e", Seq: 1, Chain: "c"},
		Documents: []*document.Document{nil, {ID: "elsewhere", Scope: "citizen/c2/card/ekby", Seq: 1}, {ID: "a/b", Scope: card, Seq: 1}, d},
		Checksum:  document.Checksum(d.Sum(d.AppendCanonical(nil))),
	}
	if ask := b.r.Documents(p); ask != nil {
		t.Fatalf("asks %v", ask)
	}
	if _, here := b.r.Show(card, "n1"); here {
		t.Error("there is no view of an unknown type")
	}
	want := []Shown{{Doc: "n1", Type: "fromTheFuture", Seq: 1, Unknown: true}}
	if diff := cmp.Diff(want, b.r.ShowAll(card)); diff != "" {
		t.Error(diff)
	}
	e := b.r.write(1, Draft{Scope: card, Doc: "n1", Type: "fromTheFuture"}, title("x")) // saved by a newer app
	again, err := Restore(b.options(), b.r.Snapshot())
	if err != nil || len(again.Outbox(0, 0)) != 1 || again.Outbox(0, 0)[0].ID != e.ID || len(again.ShowAll(card)) != 1 {
		t.Errorf("restored: %v", err)
	}
}

// TestEpoch_WhatTheForkLostIsSubmittedAgain: the backup was made after the first edit.
func TestEpoch_WhatTheForkLostIsSubmittedAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d3", "before")
	b.catchUp()
	kept := b.write("d1", "in the backup")
	b.r.Verdicts(1, []document.Verdict{b.submit(kept)})
	b.catchUp()
	b.m.save()
	lost := b.write("d1", "lost")
	b.r.Verdicts(1, []document.Verdict{b.submit(lost)})
	b.catchUp()
	waiting := b.write("d2", "waits")
	b.m.restore()
	b.catchUp()
	if diff := cmp.Diff([]string{lost.ID, waiting.ID}, ids(b.r.Outbox(0, 0))); diff != "" {
		t.Fatalf("outbox after the restore:\n%s", diff)
	}
	b.want("d1", "lost")
	for _, e := range b.r.Outbox(0, 0) {
		b.r.Verdicts(2, []document.Verdict{b.submit(e)})
	}
	b.catchUp()
	b.want("d1", "lost")
	b.want("d2", "waits")
	if b.r.Pending() != 0 || b.r.Mismatches() != 0 {
		t.Errorf("%d pending, %d mismatches", b.r.Pending(), b.r.Mismatches())
	}
}

func TestEpoch_UnknownForkSubmitsAllThatIsKept(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d3", "before")
	b.catchUp()
	e := b.write("d1", "x")
	b.r.Verdicts(1, []document.Verdict{b.submit(e)})
	b.catchUp()
	b.m.save()
	b.m.restore()
	b.m.restore() // the parent is an epoch the phone never saw
	b.catchUp()
	if got := b.r.Outbox(0, 0); len(got) != 1 || !b.submit(got[0]).Again {
		t.Errorf("outbox %v", ids(got))
	}
}

// TestEpoch_TheLostScopeNeverHeardOf: the verdict came, nothing of its scope did, and the backup is older than the scope.
func TestEpoch_TheLostScopeNeverHeardOf(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.m.save()
	e := b.write("d1", "x")
	b.r.Verdicts(1, []document.Verdict{b.submit(e)})
	b.m.restore()
	b.r.Welcome([]document.Scope{card}, 7)
	if got := b.r.Outbox(0, 0); len(got) != 1 || b.submit(got[0]).Again {
		t.Errorf("outbox %v", ids(got))
	}
}
