package catchup_test

import (
	"errors"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/sync/catchup"
	"github.com/samsyn/samsyn/sync/document"
)

const card = document.Scope("citizen/c1/card/ekby")

func at(epoch string, seq uint64, chain string) document.Cursor {
	return document.Cursor{Epoch: epoch, Seq: seq, Chain: chain}
}

func TestPlan_FromWhereInOneScope(t *testing.T) {
	t.Parallel()
	head := document.Head{Cursor: at("e2", 9, "c9"), Parent: &document.Base{Epoch: "e1", Seq: 7}}
	tests := []struct {
		name   string
		head   document.Head
		cursor *document.Cursor
		want   catchup.Step
	}{
		{"holds nothing", head, nil, catchup.Step{Reset: true}},
		{"holds nothing of a scope that does not exist", document.Head{}, nil, catchup.Step{Current: true}},
		{"the server lost the scope", document.Head{}, new(at("e1", 3, "c3")), catchup.Step{Reset: true}},
		{"holds all", head, new(at("e2", 9, "c9")), catchup.Step{From: 9, Current: true}},
		{"holds some", head, new(at("e2", 4, "c4")), catchup.Step{From: 4}},
		{"resumes a catch-up", head, new(at("e2", 4, catchup.NoChain)), catchup.Step{From: 4}},
		{"resumes at the head, and is owed its cursor", head, new(at("e2", 9, catchup.NoChain)), catchup.Step{From: 9}},
		{"another history at the head", head, new(at("e2", 9, "x9")), catchup.Step{Reset: true}},
		{"another history before it", head, new(at("e2", 4, "x4")), catchup.Step{Reset: true}},
		{"beyond the head", head, new(at("e2", 10, "c10")), catchup.Step{Reset: true}},
		{"resumes beyond the head", head, new(at("e2", 10, catchup.NoChain)), catchup.Step{Reset: true}},
		{"parent epoch before the fork", head, new(at("e1", 4, "c4")), catchup.Step{Reset: true}},
		{"unknown epoch", head, new(at("e0", 4, "c4")), catchup.Step{Reset: true}},
		{"resumes in another epoch", head, new(at("e1", 4, catchup.NoChain)), catchup.Step{Reset: true}},
		{"a chain that is missing", head, new(at("e2", 4, "")), catchup.Step{Reset: true}},
		{"nothing complete", head, new(at("e2", 0, "")), catchup.Step{Reset: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			cursors := map[document.Scope]document.Cursor{"staff/s1/inbox/ekby": at("e2", 1, "c1")} // not granted
			if tt.cursor != nil {
				cursors[card] = *tt.cursor
			}
			heads := map[document.Scope]document.Head{card: tt.head}
			chain := func(_ document.Scope, seq uint64) string { return string([]byte{'c', '0' + byte(seq)}) }
			got := catchup.Plan(cursors, []document.Scope{card}, heads, catchup.Urgent, chain)
			tt.want.Scope = card
			if diff := cmp.Diff([]catchup.Step{tt.want}, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestPlan_UrgentFirst(t *testing.T) {
	t.Parallel()
	granted := []document.Scope{
		"unit/u1/learning/ekby", "team/t3/meeting/ekby", "citizen/c2/visits/ekby", "citizen/c1/visits/ekby", card, "staff/s9/inbox/ekby", card,
	}
	var got []document.Scope
	for _, s := range catchup.Plan(nil, granted, nil, catchup.Urgent, nil) {
		got = append(got, s.Scope)
	}
	want := []document.Scope{
		"staff/s9/inbox/ekby", card, "citizen/c1/visits/ekby", "citizen/c2/visits/ekby", "team/t3/meeting/ekby", "unit/u1/learning/ekby",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// item is one of a commit's documents.
type item struct {
	seq  uint64
	size int
}

func items(sizes ...int) iter.Seq2[item, error] {
	return func(yield func(item, error) bool) {
		seq := uint64(0)
		for _, n := range sizes {
			if n > 0 { // a negative size is of the same commit as the one before
				seq++
			}
			if !yield(item{seq, max(n, -n)}, nil) {
				return
			}
		}
	}
}

func (i item) Seq() uint64 { return i.seq }
func (i item) Size() int   { return i.size }

func TestPages_SplitByCountAndBytes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name string
		give []int // sizes
		want [][]int
	}{
		{"nothing is one empty page", nil, [][]int{nil}},
		{"all on one", []int{1, 2}, [][]int{{1, 2}}},
		{"by count", []int{1, 1, 1, 1}, [][]int{{1, 1, 1}, {1}}},
		{"by bytes", []int{6, 4, 1}, [][]int{{6, 4}, {1}}},
		{"a commit stays together", []int{1, 1, 1, -1, -1, 1}, [][]int{{1, 1, 1, 1, 1}, {1}}},
		{"too large for any page", []int{1, 99, 1}, [][]int{{1}, {99}, {1}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got [][]int
			done := 0
			for page, err := range catchup.Pages(items(tt.give...), item.Seq, item.Size, 3, 10) {
				if err != nil {
					t.Fatal(err)
				}
				var sizes []int
				for _, i := range page.Items {
					sizes = append(sizes, i.size)
				}
				if got = append(got, sizes); page.Done {
					done = len(got)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" || done != len(got) {
				t.Errorf("done on page %d of %d\n%s", done, len(got), diff)
			}
		})
	}
}

func TestPages_ErrorEndsThem(t *testing.T) {
	t.Parallel()
	broken := errors.New("disk")
	read := func(yield func(item, error) bool) {
		_ = yield(item{1, 5}, nil) && yield(item{2, 6}, nil) && yield(item{}, broken)
	}
	var got []item
	var last error
	for page, err := range catchup.Pages(read, item.Seq, item.Size, 3, 10) {
		got, last = slices.Concat(got, page.Items), err
	}
	if diff := cmp.Diff([]item{{1, 5}}, got, cmp.AllowUnexported(item{})); diff != "" || !errors.Is(last, broken) {
		t.Errorf("error %v\n%s", last, diff)
	}
}
