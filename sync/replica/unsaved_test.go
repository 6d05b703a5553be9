package replica

import (
	"errors"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/sync/document"
)

func TestUnsaved_EditsFirstCursorsAfterDocuments(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "x")
	b.catchUp()
	b.write("d1", "y")
	e := b.write("d2", "z")
	b.r.Verdicts(1, []document.Verdict{{Edit: e.ID, Kind: document.Refused}})
	var got []string
	for _, put := range b.r.Unsaved() {
		kind, _, _ := strings.Cut(put.Key, "/")
		if put.Value == nil {
			kind += " gone"
		}
		got = append(got, kind)
	}
	if diff := cmp.Diff([]string{"edit", "self", "aside", "doc", "scope", "edit gone"}, got); diff != "" {
		t.Error(diff)
	}
	puts := b.r.Unsaved()
	b.write("d1", "meanwhile")
	b.r.Saved(puts)
	if left := b.r.Unsaved(); len(left) != 2 || !strings.HasPrefix(left[0].Key, prefixEdit) || left[1].Key != keySelf {
		t.Errorf("%d puts left", len(left))
	}
}

func TestRestore_AnotherReplicasSnapshot(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	o := b.options()
	o.Replica = "r2"
	if _, err := Restore(o, b.r.Snapshot()); !errors.Is(err, ErrForeign) {
		t.Errorf("got %v", err)
	}
	if _, err := Restore(o, []byte(`{"edit/1":7}`)); err == nil {
		t.Error("an edit that cannot be read must not vanish")
	}
}

// TestUnsaved_NewHistoryBeforeTheOldGoes: a crash must find either the old documents or the new.
func TestUnsaved_NewHistoryBeforeTheOldGoes(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.other("d1", "x")
	b.catchUp()
	b.r.Saved(b.r.Unsaved())
	for _, p := range b.pages(true) {
		b.r.Documents(p)
	}
	var got []string
	for _, put := range b.r.Unsaved() {
		got = append(got, put.Key)
	}
	want := []string{"doc/" + string(card) + "/2/d1", "scope/" + string(card), "doc/" + string(card) + "/1/d1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestRestore_OnlyTheEditsWereSaved: the next edit still stands on the last, and they go in the order they were written,
// whatever their ids.
func TestRestore_OnlyTheEditsWereSaved(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	b.ids = 10
	first := b.write("d1", "x")
	b.ids = 1
	second := b.write("d2", "y")
	disk := map[string]jsontext.Value{}
	for _, put := range b.r.Unsaved()[:2] {
		disk[put.Key] = put.Value
	}
	r, err := Restore(b.options(), encode(disk))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{first.ID, second.ID}, ids(r.Outbox(0, 0))); diff != "" {
		t.Error(diff)
	}
	d := Draft{Scope: card, Doc: "d1", Type: noteType}
	if third := r.write(0, d, title("z")); third.After != second.Stamp || third.Stamp <= second.Stamp {
		t.Errorf("%s stands on %s, want %s", third.Stamp, third.After, second.Stamp)
	}
}
