package merge_test

import (
	"bytes"
	"sync"
	"testing"

	"github.com/go-json-experiment/json"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// TestApply_LeavesItsInputsAlone applies all edits to one shared document at once; the race detector watches too.
func TestApply_LeavesItsInputsAlone(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		w := drawWorld(t, 4)
		drawHistory(t, w, true)
		for range 6 {
			drawLetter(t, rapid.SampledFrom(w.phones).Draw(t, "writer"))
		}
		before, edits := mustJSON(t, w.server), mustJSON(t, editsOf(w))
		var all sync.WaitGroup
		for _, l := range w.letters {
			all.Go(func() {
				in := l.in
				in.Seq = w.seq + 1
				out := merge.Apply(plan, w.server, l.edit, in)
				merge.Read(plan, out.Doc)
			})
		}
		all.Wait()
		if after := mustJSON(t, w.server); !bytes.Equal(before, after) {
			w.fail("the document changed under Apply (-before +after):\n%s", cmp.Diff(string(before), string(after)))
		}
		if after := mustJSON(t, editsOf(w)); !bytes.Equal(edits, after) {
			w.fail("an edit changed under Apply (-before +after):\n%s", cmp.Diff(string(edits), string(after)))
		}
	})
}

func editsOf(w *world) (out []document.Edit) {
	for _, l := range w.letters {
		out = append(out, l.edit)
	}
	return out
}

func mustJSON(t failer, v any) []byte {
	t.Helper()
	text, err := json.Marshal(v, json.Deterministic(true))
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	return text
}
