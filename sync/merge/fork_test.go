package merge_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// A phone restored from a backup writes on from where the backup ends. What the lost half of its chain wrote and what it
// writes now did not know of each other.

// forked is a phone and its twin from a backup: both go on from the same edit.
func forked(t *testing.T) (w *world, p, twin *phone) {
	w = newWorld(t)
	p = w.join("jonas", "nurse", 0)
	p.create(set("icfCode", "common"))
	p.sync()
	twin = w.join("jonas", "nurse", 90_000)
	twin.replica, twin.last, twin.base = p.replica, p.last, p.base
	return w, p, twin
}

func values(w *world, field string) (out []string) {
	for _, c := range w.server.Fields[field].Candidates {
		out = append(out, document.Unquote(c.Value))
	}
	slices.Sort(out)
	return out
}

func TestFork_TwoEditsWithTheSameAfterBothStay(t *testing.T) {
	t.Parallel()
	for _, order := range [][]int{{0, 1}, {1, 0}} {
		w, p, twin := forked(t)
		letters := []*letter{p.write(set("icfCode", "before")), twin.write(set("icfCode", "after"))}
		for _, i := range order {
			w.deliver(letters[i])
		}
		if diff := cmp.Diff([]string{"after", "before"}, values(w, "icfCode")); diff != "" {
			t.Errorf("order %v (-want +got):\n%s", order, diff)
		}
		if got := w.view().Fields["icfCode"]; len(got.Beside) != 1 {
			t.Errorf("order %v: the other value is not beside: %+v", order, got)
		}
	}
}

func TestFork_GoingOnFromOneReplacesThatOneOnly(t *testing.T) {
	t.Parallel()
	w, p, twin := forked(t)
	letters := []*letter{p.write(set("icfCode", "before")), twin.write(set("icfCode", "after")), twin.write(set("icfCode", "after that"))}
	permute(letters[:2], func(order []*letter) {
		doc := w.server
		for i, l := range append(order, letters[2]) {
			in := l.in
			in.Seq = uint64(i) + 2
			doc = merge.Apply(plan, doc, l.edit, in).Doc
		}
		got := held(doc)[place{"icfCode", ""}]
		want := map[string]string{letters[0].edit.ID: `"before"`, letters[2].edit.ID: `"after that"`}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

// The twin's edit elsewhere in the document tells that it never knew what the lost half wrote here.
func TestFork_AnotherFieldTellsTheBranches(t *testing.T) {
	t.Parallel()
	w, p, twin := forked(t)
	w.deliver(p.write(set("icfCode", "before")))
	w.deliver(twin.write(set("urgency", "soon")))
	w.deliver(twin.write(set("icfCode", "after")))
	if diff := cmp.Diff([]string{"after", "before"}, values(w, "icfCode")); diff != "" {
		t.Errorf("the restored phone removed what it had never seen (-want +got):\n%s", diff)
	}
}

// Once the restored phone has caught up it has seen all of it, and what it replaces is gone.
func TestFork_CaughtUpSeesBoth(t *testing.T) {
	t.Parallel()
	w, p, twin := forked(t)
	w.deliver(p.write(set("icfCode", "before")))
	w.deliver(twin.write(set("icfCode", "after")))
	twin.catchUp()
	w.deliver(twin.write(set("icfCode", "settled")))
	if diff := cmp.Diff([]string{"settled"}, values(w, "icfCode")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// With edits elsewhere in between, the document does not say which branch the edit stands on: then both stay.
func TestFork_WhereTheDocumentDoesNotSayBothStay(t *testing.T) {
	t.Parallel()
	w, p, twin := forked(t)
	w.deliver(p.write(set("icfCode", "before")))
	w.deliver(twin.write(set("icfCode", "after")))
	twin.write(set("icfCode", "of another document")) // never comes here
	w.deliver(twin.write(set("icfCode", "later")))
	if diff := cmp.Diff([]string{"after", "before", "later"}, values(w, "icfCode")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Stamps that go in a circle, as only a broken phone makes them, end in an answer.
func TestFork_AStampBeforeItsOwnAfterEnds(t *testing.T) {
	t.Parallel()
	for _, after := range []hlc.Stamp{"", "ffffffffffffffff-x"} {
		w := newWorld(t)
		p := w.join("jonas", "nurse", 0)
		w.deliver(p.create(set("icfCode", "common")))
		l := p.compose(set("icfCode", "odd"))
		if l.edit.After = after; after == "" {
			l.edit.After = l.edit.Stamp
		}
		w.deliver(p.keep(l))
		w.deliver(p.write(set("icfCode", "well")))
		w.deliver(p.write(set("icfCode", "well again")))
	}
}

// Two copies of a backup may even write with one stamp. What stands on it is then judged by one of the two, always the same.
func TestFork_OneStampTwiceIsJudgedTheSameEachTime(t *testing.T) {
	t.Parallel()
	doc := func() *document.Document {
		origin := func(stamp, after hlc.Stamp) document.Origin {
			return document.Origin{Author: "jonas", Role: "nurse", Replica: "r1", Stamp: stamp, After: after, Seq: 1, At: 1}
		}
		first, other, common := hlc.New(1, 0, "r1"), hlc.New(2, 0, "r1"), hlc.New(3, 0, "r1")
		return &document.Document{ID: "d", Type: "goal", Scope: "citizen/c1/social/ekby", Created: "01J00000000000000000000001", Seq: 1, Origins: map[string]document.Origin{
			"01J00000000000000000000001": origin(first, ""), "01J00000000000000000000002": origin(other, first),
			"01J00000000000000000000003": origin(common, other), "01J00000000000000000000004": origin(common, first),
		}, Fields: map[string]document.Field{
			"icfCode": {Cell: document.Cell{Candidates: []document.Candidate{{Edit: "01J00000000000000000000002", Value: []byte(`"d450"`)}}}},
		}}
	}
	e := document.Edit{
		ID: "01J00000000000000000000009", Scope: "citizen/c1/social/ekby", Doc: "d", Type: "goal", Stamp: hlc.New(4, 0, "r1"),
		After: hlc.New(3, 0, "r1"), Changes: map[string]document.Op{"icfCode": {Set: []byte(`"d640"`)}},
	}
	in := merge.Arrival{Author: "jonas", Role: "nurse", Replica: "r1", Seq: 2, At: 5}
	want := merge.Apply(schema.Embedded().Types["goal"], doc(), e, in)
	if n := len(want.Doc.Fields["icfCode"].Candidates); n != 1 {
		t.Fatalf("the edit with the smaller id stands on what is replaced; %d candidates", n)
	}
	for range 50 {
		if diff := cmp.Diff(want, merge.Apply(schema.Embedded().Types["goal"], doc(), e, in)); diff != "" {
			t.Fatal(diff)
		}
	}
}
