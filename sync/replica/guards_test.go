package replica

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// TestEdit_SeenIsWhatThePersonSaw: Ana opened the form at 1. What came while she wrote she has not seen.
func TestEdit_SeenIsWhatThePersonSaw(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "first")
	b.catchUp()
	seen := b.r.Base(card, "d1")
	b.other("d1", "meanwhile")
	b.catchUp()
	d := Draft{Scope: card, Doc: "d1", Type: noteType, Changes: title("mine"), Seen: seen}
	if e := b.r.write(1, d, d.Changes); e.Base != seen {
		t.Errorf("stands on %v, the person saw %v", e.Base, seen)
	}
}

// TestCommit_OfARevokedScopeIsNothing: it crossed the revocation on its way.
func TestCommit_OfARevokedScopeIsNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "x")
	b.catchUp()
	b.r.Revoke([]document.Scope{card})
	b.r.Saved(b.r.Unsaved())
	next, gap := b.other("d1", "y"), b.other("d2", "z")
	for _, f := range []*CommitFrame{next, gap, b.other("d3", "w")} {
		if ask := b.r.Commit(*f); ask != nil {
			t.Errorf("asks %v for a scope it may not hold", ask)
		}
	}
	if puts := b.r.Unsaved(); len(puts) != 0 {
		t.Errorf("wants to save %d things of a scope it may not hold", len(puts))
	}
}

// TestShow_ABaseCountsUpToTheForkOnly: Ana's waiting edit stands on 3 of the old history, of which the new one kept 1. What
// Bo wrote at 2 in the new history she has not seen: his words stay beside hers.
func TestShow_ABaseCountsUpToTheForkOnly(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "before")
	b.m.save()
	b.other("d2", "lost")
	b.other("d2", "lost too")
	b.catchUp()
	b.write("d1", "mine")
	b.m.restore()
	b.other("d1", "theirs")
	b.catchUp()
	v, _ := b.r.Show(card, "d1")
	if f := v.Fields["title"]; len(f.Beside) != 1 {
		t.Errorf("shows %s, beside it %d values instead of one", f.Value, len(f.Beside))
	}
}

// TestVerdicts_AnUnknownKindIsLookedAt: a newer server may answer in a way this phone does not know.
func TestVerdicts_AnUnknownKindIsLookedAt(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	e := b.write("d1", "mine")
	b.r.Verdicts(1, []document.Verdict{{Edit: e.ID, Kind: "postponed", Scope: card, Seq: 1}})
	if aside := b.r.SetAside(); len(aside) != 1 || aside[0].Edit.ID != e.ID {
		t.Errorf("set aside %v", aside)
	}
}

// TestTidy_KeepsWhatIsNotConfirmedHere: a commit that is old news here still tells that later ones are safe.
func TestTidy_KeepsWhatIsNotConfirmedHere(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	f := b.other("d1", "x")
	b.catchUp()
	e := b.write("d2", "mine")
	b.r.Verdicts(1, []document.Verdict{b.submit(e)})
	f.SafeSeq = 9
	b.r.Commit(*f)
	b.r.Tidy(1 + days(30))
	b.want("d2", "mine")
}

// TestRestore_ATornDocumentReloads: the storage lost a document that the cursor says is there.
func TestRestore_ATornDocumentReloads(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "x")
	b.other("d2", "y")
	b.catchUp()
	var all map[string]jsontext.Value
	if err := json.Unmarshal(b.r.Snapshot(), &all); err != nil {
		t.Fatal(err)
	}
	for key := range all {
		if strings.HasPrefix(key, prefixDoc) && strings.HasSuffix(key, "/d1") {
			delete(all, key)
		}
	}
	torn, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Restore(b.options(), torn)
	if err != nil {
		t.Fatal(err)
	}
	if _, held := r.Cursors()[card]; held {
		t.Error("it claims to hold what it lost")
	}
}

func TestRestore_AnotherLoginsSnapshot(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	o := b.options()
	o.Author = "bo"
	if _, err := Restore(o, b.r.Snapshot()); !errors.Is(err, ErrForeign) {
		t.Errorf("got %v", err)
	}
}
