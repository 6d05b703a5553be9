package merge_test

import (
	"fmt"
	"strconv"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// manyEdits writes n edits on one field, each by somebody who had seen the one before.
func manyEdits(n, replicas int) *document.Document {
	var doc *document.Document
	last := make([]hlc.Stamp, replicas)
	for i := range n {
		replica := fmt.Sprintf("phone%05d", i%replicas)
		e := document.Edit{
			ID: fmt.Sprintf("E%05d", i), Scope: scope, Doc: "d1", Type: plan.Name, Create: i == 0, After: last[i%replicas],
			Stamp: hlc.New(noon+int64(i), 0, replica), Changes: set("icfCode", "value "+strconv.Itoa(i)),
		}
		last[i%replicas] = e.Stamp
		in := merge.Arrival{Author: "s1", Role: "nurse", Replica: replica, Base: uint64(i), Seq: uint64(i) + 1, At: noon}
		doc = merge.Apply(plan, doc, e, in).Doc
	}
	return doc
}

func TestBounds_TheSetDoesNotGrow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ replicas, maxSeen, maxBytes int }{{3, 3, 1_600}, {10_000, 8, 2_200}} {
		doc := manyEdits(10_000, c.replicas)
		cell := doc.Fields["icfCode"].Cell
		size := len(doc.AppendCanonical(nil))
		t.Logf("10000 edits by %d replicas: %d candidates, %d remembered, %d origins, %d bytes",
			c.replicas, len(cell.Candidates), len(cell.Seen), len(doc.Origins), size)
		if len(cell.Candidates) != 1 || len(cell.Seen) > c.maxSeen || len(doc.Origins) > 2 || size > c.maxBytes {
			t.Errorf("%d replicas: the document grew", c.replicas)
		}
	}
}

func TestBounds_RemovedItemsAreForgottenInTheEnd(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.join("jonas", "nurse", 0)
	p.create(set("icfCode", "d450"))
	for i := range 200 {
		id := "i" + strconv.Itoa(i)
		w.deliver(p.write(add("activities", id, "walk")))
		w.deliver(p.write(remove("activities", id)))
	}
	if got := len(w.server.Fields["activities"].Items); got != 32 {
		t.Errorf("%d removed items are remembered, want 32", got)
	}
	if got := w.view().Fields["activities"].Items; len(got) != 0 {
		t.Errorf("removed items are shown: %v", got)
	}
	if got := len(w.server.Origins); got > 1 {
		t.Errorf("%d origins are kept for nothing", got)
	}
}

func TestBounds_AListTakes500Items(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	p := w.join("jonas", "nurse", 0)
	items := map[string]jsontext.Value{}
	for i := range merge.MaxItems {
		items["i"+strconv.Itoa(i)] = jsontext.Value("1")
	}
	if out := w.deliver(p.create(map[string]document.Op{"activities": {Add: items}})); out.Verdict.Kind != document.Applied {
		t.Fatalf("500 items: %+v", out.Verdict)
	}
	if out := w.deliver(p.write(add("activities", "more", "1"))); out.Verdict.Code != document.CodeTooLarge {
		t.Fatalf("501 items: %+v", out.Verdict)
	}
	out := w.deliver(p.write(map[string]document.Op{"activities": {Remove: []string{"i0"}, Add: map[string]jsontext.Value{"more": jsontext.Value("1")}}}))
	if out.Verdict.Kind != document.Applied {
		t.Fatalf("one out, one in: %+v", out.Verdict)
	}
}
