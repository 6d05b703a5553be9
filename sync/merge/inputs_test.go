package merge_test

import (
	"sync"
	"testing"

	"github.com/go-json-experiment/json"
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
		before, edits := deepCopy(t, w.server), deepCopy(t, editsOf(w))
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
		if diff := diffDocs(before, w.server); diff != "" {
			w.fail("the document changed under Apply (-before +after):\n%s", diff)
		}
		if after := deepCopy(t, editsOf(w)); string(mustJSON(t, edits)) != string(mustJSON(t, after)) {
			w.fail("an edit changed under Apply")
		}
	})
}

func editsOf(w *world) (out []document.Edit) {
	for _, l := range w.letters {
		out = append(out, l.edit)
	}
	return out
}

func deepCopy[T any](t failer, v T) (out T) {
	t.Helper()
	if err := json.Unmarshal(mustJSON(t, v), &out); err != nil {
		t.Fatalf("copy: %v", err)
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
