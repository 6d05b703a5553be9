package document_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/sync/document"
)

func TestSortCell_HasOneOrder(t *testing.T) {
	t.Parallel()
	c := document.Cell{
		Candidates: []document.Candidate{{Edit: "b"}, {Edit: "c"}, {Edit: "a"}},
		Seen:       []document.Seen{{Replica: "r3"}, {Replica: "r1"}, {Replica: "r2"}},
	}
	document.SortCell(&c)
	want := document.Cell{
		Candidates: []document.Candidate{{Edit: "a"}, {Edit: "b"}, {Edit: "c"}},
		Seen:       []document.Seen{{Replica: "r1"}, {Replica: "r2"}, {Replica: "r3"}},
	}
	if diff := cmp.Diff(want, c); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
