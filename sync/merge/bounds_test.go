package merge_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/merge"
)

// manyEdits writes n edits on one field, each by somebody who had seen the one before. It counts the refused.
func manyEdits(n, replicas int, changes func(i int, replica string) map[string]document.Op) (doc *document.Document, refused int) {
	last := make([]hlc.Stamp, replicas)
	for i := range n {
		replica := fmt.Sprintf("phone%05d", i%replicas)
		e := document.Edit{
			ID: fmt.Sprintf("E%05d", i), Scope: scope, Doc: "d1", Type: plan.Name, Create: i == 0, After: last[i%replicas],
			Stamp: hlc.New(noon+int64(i), 0, replica), Changes: changes(i, replica),
		}
		in := merge.Arrival{Author: replica, Role: "nurse", Replica: replica, Base: uint64(i), Seq: uint64(i) + 1, At: noon}
		out := merge.Apply(plan, doc, e, in)
		if out.Verdict.Kind == document.Refused {
			refused++
			continue
		}
		doc, last[i%replicas] = out.Doc, e.Stamp
	}
	return doc, refused
}

func TestBounds_TheSetDoesNotGrow(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ replicas, maxSeen, maxBytes int }{{3, 3, 1_600}, {10_000, 8, 2_200}} {
		doc, _ := manyEdits(10_000, c.replicas, func(i int, _ string) map[string]document.Op { return set("icfCode", "value "+strconv.Itoa(i)) })
		cell := doc.Fields["icfCode"].Cell
		size := len(doc.AppendCanonical(nil))
		t.Logf("10000 edits by %d replicas: %d candidates, %d remembered, %d origins, %d bytes",
			c.replicas, len(cell.Candidates), len(cell.Seen), len(doc.Origins), size)
		if len(cell.Candidates) != 1 || len(cell.Seen) > c.maxSeen || len(doc.Origins) > 2 || size > c.maxBytes {
			t.Errorf("%d replicas: the document grew", c.replicas)
		}
	}
}

// TestBounds_NoPolicysSetGrows: over 10,000 edits that each knew of the last, by three phones, a cell that nobody disputes
// holds one candidate and remembers a few replicas, whatever the policy. Proposals come with an agreement in between, a
// restriction is lifted before it is added again, and the state goes to and fro.
func TestBounds_NoPolicysSetGrows(t *testing.T) {
	t.Parallel()
	const edits = 10_000
	list := func(field, item string) func(int, string) map[string]document.Op {
		return func(i int, _ string) map[string]document.Op { return add(field, item, strconv.Itoa(i)) }
	}
	one := func(field string) func(int, string) map[string]document.Op {
		return func(i int, _ string) map[string]document.Op { return set(field, strconv.Itoa(i)) }
	}
	alternate := func(a, b map[string]document.Op) func(int, string) map[string]document.Op {
		return func(i int, _ string) map[string]document.Op { return []map[string]document.Op{a, b}[i%2] }
	}
	for field, c := range map[string]struct {
		changes    func(i int, replica string) map[string]document.Op
		mayRefuse  bool // nothing changes what stands: that is the policy
		candidates int
	}{
		"decision":      {one("decision"), true, 1},
		"notes":         {list("notes", "n"), true, 1},
		"activities":    {list("activities", "x"), false, 1},
		"restrictions":  {alternate(add("restrictions", "r", "halka"), both(remove("restrictions", "r"), add("reasons", "why", "sandat"))), true, 1},
		"icfCode":       {one("icfCode"), false, 1},
		"homeAccess":    {one("homeAccess"), false, 1},
		"supportHours":  {one("supportHours"), false, 1},
		"citizenWords":  {one("citizenWords"), false, 1},
		"citizenStance": {list("citizenStance", "jonas"), false, 1},
		wording:         {alternate(set(wording, "a"), agree(wording, "b")), false, 1},
		"checks":        {func(i int, replica string) map[string]document.Op { return add("checks", replica, strconv.Itoa(i)) }, false, 3},
		"providerOrgId": {one("providerOrgId"), false, 1},
		"trialUse":      {func(i int, replica string) map[string]document.Op { return add("trialUse", replica, strconv.Itoa(i)) }, false, 3},
		"outcome":       {one("outcome"), false, 1},
		"state":         {func(i int, _ string) map[string]document.Op { return set("state", roundAndRound(i)) }, false, 1},
		"start":         {one("start"), false, 1},
	} {
		t.Run(string(plan.Fields[field].Policy)+" "+field, func(t *testing.T) {
			t.Parallel()
			doc, refused := manyEdits(edits, 3, c.changes)
			if refused > 0 && !c.mayRefuse {
				t.Errorf("%d of %d edits were refused", refused, edits)
			}
			candidates, seen := 0, 0
			f := doc.Fields[field]
			cells := append(slices.Collect(maps.Values(f.Items)), f.Cell)
			for _, cell := range cells {
				candidates += len(cell.Candidates)
				seen = max(seen, len(cell.Seen))
			}
			if size := len(doc.AppendCanonical(nil)); candidates > c.candidates || seen > 3 || size > 4_000 {
				t.Errorf("%d candidates, %d replicas remembered, %d bytes", candidates, seen, size)
			}
		})
	}
}

// roundAndRound is voiced, drafted, agreed, then active and paused in turn.
func roundAndRound(i int) string {
	if i < 3 {
		return []string{"voiced", "drafted", "agreed"}[i]
	}
	return []string{"active", "paused"}[(i+1)%2]
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
