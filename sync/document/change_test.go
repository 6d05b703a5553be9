package document_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
)

// drawSuccessor changes some fields of a document, as merge would.
func drawSuccessor(t *rapid.T, prev *document.Document) (next *document.Document, fields []string) {
	next = prev.Clone()
	next.Seq = prev.Seq + rapid.Uint64Range(1, 9).Draw(t, "later")
	next.Cold = rapid.Bool().Draw(t, "cold")
	other := drawDocument(t)
	maps.Copy(next.Origins, other.Origins)
	if prev.Created == "" && other.Created != "" {
		next.Created = other.Created
	}
	edits := slices.Sorted(maps.Keys(next.Origins))
	names := append(slices.Sorted(maps.Keys(prev.Fields)), "new1", "new2")
	for _, name := range rapid.SliceOfDistinct(rapid.SampledFrom(names), rapid.ID).Draw(t, "fields") {
		if len(edits) > 0 {
			next.Fields[name] = drawField(t, edits)
			fields = append(fields, name)
		}
	}
	// An origin that both have is the same: an edit has one.
	for e, o := range prev.Origins {
		next.Origins[e] = o
	}
	next.DropUnusedOrigins()
	return next, fields
}

func TestDelta_AppliedGivesNext(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		prev := drawDocument(t)
		next, fields := drawSuccessor(t, prev)
		before := string(prev.AppendCanonical(nil))
		got, ok := document.Delta(prev, next, fields).ApplyTo(prev)
		if !ok || string(got.AppendCanonical(nil)) != string(next.AppendCanonical(nil)) {
			t.Fatalf("applied %t (-want +got):\n%s", ok, cmp.Diff(next, got, cmpopts.EquateEmpty()))
		}
		if after := string(prev.AppendCanonical(nil)); after != before {
			t.Fatal("the stored document changed")
		}
	})
}

func TestDelta_ADocumentThatWasNotThereIsWhole(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		next := drawDocument(t)
		c := document.Delta(nil, next, nil)
		got, ok := c.ApplyTo(nil)
		if !ok || !c.Whole || got != next {
			t.Fatal("not the document whole")
		}
		if _, ok := c.ApplyTo(next); ok {
			t.Fatal("applied twice")
		}
	})
}

func TestDelta_ReturningToTheHotSetIsWhole(t *testing.T) {
	t.Parallel()
	cold := &document.Document{ID: "d1", Seq: 3, Cold: true}
	warm := &document.Document{ID: "d1", Seq: 4}
	if c := document.Delta(cold, warm, nil); !c.Whole || c.Prev != 3 {
		t.Errorf("change %+v", c)
	}
	if c := document.Delta(warm, &document.Document{ID: "d1", Seq: 5, Cold: true}, nil); c.Whole {
		t.Errorf("leaving it is not: %+v", c)
	}
}

func TestChange_OutOfPlaceDoesNothing(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		prev := drawDocument(t)
		next, fields := drawSuccessor(t, prev)
		c := document.Delta(prev, next, fields)
		stored := prev.Clone()
		stored.Seq += rapid.Uint64Range(1, 5).Draw(t, "other")
		if got, ok := c.ApplyTo(stored); ok || got != stored {
			t.Fatalf("a change on %d applied to %d", c.Prev, stored.Seq)
		}
		if got, ok := c.ApplyTo(nil); ok || got != nil {
			t.Fatal("a change of a document that is not there applied")
		}
	})
}

func TestDropOrigins_KeepsWhatIsUsed(t *testing.T) {
	// Not parallel: rapid's generators are shared, and are not safe for that.
	rapid.Check(t, func(t *rapid.T) {
		d := drawDocument(t)
		some := rapid.SliceOf(rapid.SampledFrom(append(slices.Sorted(maps.Keys(d.Origins)), "unknown"))).Draw(t, "some")
		c := d.Clone()
		c.Origins["unused"] = document.Origin{}
		c.DropOrigins(append(some, "unused"))
		if diff := cmp.Diff(d.Origins, c.Origins, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-want +got):\n%s", diff)
		}
	})
}
