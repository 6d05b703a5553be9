package replica

import (
	"testing"

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
