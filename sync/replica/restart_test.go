package replica

import (
	"maps"
	"strings"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
)

// A catch-up was cut off, and then the server was restored to before the scope was: no page comes, and the log begins anew with
// a live commit. The phone must not wait for the rest of what is gone.
func TestCommit_TheFirstOfALogBehindACutOffCatchUp(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	old := document.Cursor{Epoch: "old", Seq: 9, Chain: "00"}
	b.r.Documents(Page{Scope: card, Reset: true, Cursor: old})
	if s, _ := b.r.Status(card); !s.Loading {
		t.Fatal("it does not load")
	}
	b.r.Welcome([]document.Scope{card}, 7)
	f := CommitFrame{Scope: card, Cursor: document.Cursor{Epoch: "new", Seq: 1, Chain: "00"}}
	if ask := b.r.Commit(f); ask == nil || ask.Scope != card {
		t.Errorf("it asks %+v", ask)
	}
	if ask := b.r.Commit(f); ask != nil {
		t.Errorf("and again %+v", ask)
	}
}

// The phone died while it saved: that a cold document is gone was written, the cursor that says why was not, and another
// document is ahead of it. The phone loads anew; nothing was wrong with anybody's bytes.
func TestRestore_ACrashIsNoMismatch(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	f := b.readAhead(func(key string) bool { return strings.HasSuffix(key, "/d1") })
	if ask := b.r.Commit(*f); ask == nil || ask.Cursor != nil || b.r.Mismatches() != 0 {
		t.Errorf("asks %v, %d mismatches", ask, b.r.Mismatches())
	}
	b.catchUp()
	b.want("d1", "x")
}

func TestRestore_OnceProvenAMismatchCounts(t *testing.T) {
	t.Parallel()
	b := newBench(t)
	if ask := b.r.Commit(*b.readAhead(func(string) bool { return false })); ask != nil {
		t.Fatalf("asks %v", ask)
	}
	wrong := b.other("d2", "later")
	wrong.Checksum++
	if b.r.Commit(*wrong); b.r.Mismatches() != 1 {
		t.Errorf("%d mismatches after a commit that is wrong", b.r.Mismatches())
	}
}

// readAhead gives the phone d1 and, ahead of its cursor, d2, and starts it anew without what is lost of its storage. The
// commit of d2 is on its way.
func (b *bench) readAhead(lost func(key string) bool) *CommitFrame {
	b.t.Helper()
	first, ahead := b.other("d1", "x"), b.other("d2", "ahead")
	p := b.pages(true)[0]
	p.Cursor, p.Checksum = first.Cursor, first.Checksum
	b.r.Documents(p)
	var disk map[string]jsontext.Value
	if err := json.Unmarshal(b.r.Snapshot(), &disk); err != nil {
		b.t.Fatal(err)
	}
	maps.DeleteFunc(disk, func(key string, _ jsontext.Value) bool { return lost(key) })
	again, err := Restore(b.options(), encode(disk))
	if err != nil {
		b.t.Fatal(err)
	}
	b.r = again
	return ahead
}
