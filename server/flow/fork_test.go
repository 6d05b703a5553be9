package flow_test

import (
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// A backup was restored: an edit based beyond the fork had seen what is lost, so it counts as having seen up to the fork.
func TestFork_ABaseBeyondTheForkCountsAsTheFork(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.submit("jonas", w.goal("jonas"), w.edit("jonas", social, "goal", "g17", 0, ops("icfCode", "d450")))
	old := w.head(social)
	n, err := w.flow.Fork(t.Context(), tenantID)
	if err != nil || n < 3 {
		t.Fatalf("forked %d scopes: %v", n, err)
	}
	head := w.head(social)
	if head.Epoch == old.Epoch || head.Parent == nil || *head.Parent != (document.Base{Epoch: old.Epoch, Seq: old.Seq}) {
		t.Fatalf("head after the fork: %+v", head)
	}
	if head.Checksum != old.Checksum {
		t.Errorf("the fork changed the checksum")
	}
	seen := w.edit("amina", social, "goal", "g17", 0, ops("icfCode", "d460"))
	seen.Base = document.Base{Epoch: old.Epoch, Seq: old.Seq + 100}
	if v := w.submit("amina", seen)[0]; v.Kind != document.Applied {
		t.Errorf("an edit that had seen up to the fork: %+v", v)
	}
	foreign := w.edit("jonas", social, "goal", "g17", 0, ops("icfCode", "d465"))
	foreign.Base = document.Base{Epoch: "another", Seq: 100}
	if v := w.submit("jonas", foreign)[0]; v.Kind != document.Merged {
		t.Errorf("an edit of an unknown history had seen nothing: %+v", v)
	}
}
