package replica

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// TestDocuments_OlderOnesComeLate: two catch-ups were under way, and the end of the older one comes last.
func TestDocuments_OlderOnesComeLate(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "first")
	older := b.pages(true)
	older[0].Reset = false
	b.other("d1", "second")
	b.catchUp()
	if ask := b.r.Documents(older[0]); ask != nil {
		t.Errorf("asks %v", ask)
	}
	b.want("d1", "second")
	if s, _ := b.r.Status(card); s.Cursor.Seq != 2 || b.r.Mismatches() != 0 {
		t.Errorf("status %+v, %d mismatches", s, b.r.Mismatches())
	}
}

// TestCommit_HeardWhileLoadingIsAskedFor: a commit that comes between the pages of a reload is put off, not lost.
func TestCommit_HeardWhileLoadingIsAskedFor(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	for _, doc := range []string{"d1", "d2", "d3"} {
		b.other(doc, "x")
	}
	pages := b.pages(true)
	b.r.Documents(pages[0])
	if ask := b.r.Commit(*b.other("d4", "late")); ask != nil {
		t.Errorf("asks %v while loading", ask)
	}
	ask := b.r.Documents(pages[1])
	if ask == nil || ask.Cursor == nil || ask.Cursor.Seq != 3 {
		t.Fatalf("asks %v, want from 3", ask)
	}
	if again := b.r.Commit(*b.other("d5", "later")); again != nil {
		t.Errorf("asks %v twice", again)
	}
	b.catchUp()
	b.want("d5", "later")
}

// TestCommit_HiddenEditLeavesTheScreen: Ana's edit came after its own successor elsewhere; its commit changes nothing. The
// screen replays it until the cursor reaches that commit, and no longer.
func TestCommit_HiddenEditLeavesTheScreen(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "old")
	b.catchUp()
	e := b.write("d1", "mine")
	b.r.Verdicts(1, []document.Verdict{{Edit: e.ID, Kind: document.Merged, Scope: card, Seq: 2}})
	b.want("d1", "mine")
	if ask := b.r.Commit(*b.m.commit(card, b.m.scopes[card], nil)); ask != nil {
		t.Fatalf("asks %v", ask)
	}
	b.want("d1", "old")
}

// TestCommit_AnotherHistory: the server was restored while the phone was connected.
func TestCommit_AnotherHistory(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "x")
	b.catchUp()
	b.m.save()
	b.m.restore()
	ask := b.r.Commit(*b.other("d1", "y"))
	if ask == nil || ask.Cursor == nil || ask.Cursor.Epoch != "epoch1" {
		t.Fatalf("asks %v, want from its own cursor", ask)
	}
	b.catchUp()
	b.want("d1", "y")
}

// TestWelcome_GrantedAgainBeforeThePurge: nothing needs to be loaded again.
func TestWelcome_GrantedAgainBeforeThePurge(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "x")
	b.catchUp()
	b.r.Welcome(nil, 7)
	b.want("d1", "")
	b.r.Welcome([]document.Scope{card}, 7)
	b.want("d1", "x")
	if len(b.r.Purgeable()) != 0 || b.r.Cursors()[card].Seq != 1 {
		t.Errorf("cursors %v", b.r.Cursors())
	}
}

// TestDocuments_ForgottenStaysForgotten: d1 left the hot set; a page that was read before that comes last.
func TestDocuments_ForgottenStaysForgotten(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "x")
	older := b.pages(true)[0]
	older.Reset = false
	b.m.cool(card, "d1")
	b.catchUp()
	b.r.Documents(older)
	b.want("d1", "")
}

func TestWelcome_AsksAgain(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "x")
	b.catchUp()
	b.other("d1", "missed")
	for i, asks := range []bool{true, false} {
		if ask := b.r.Commit(*b.other("d1", "y")); (ask != nil) != asks {
			t.Errorf("gap %d asks %v", i, ask)
		}
	}
	b.r.Welcome([]document.Scope{card}, 7)
	if ask := b.r.Commit(*b.other("d1", "z")); ask == nil {
		t.Error("what was asked on the last connection is not answered on this one")
	}
}
