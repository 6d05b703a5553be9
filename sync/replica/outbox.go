package replica

import (
	"iter"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/sync/document"
)

// Outbox gives the edits to send now, in the order they were written: at most maxEdits and maxBytes of JSON (0 means no
// limit), but always one, or an edit too large for a frame would hold up all that follow. It marks nothing: edits are given
// again until their verdicts are here, and the server answers them the same.
//
// When the server refuses a whole frame and its duty is to fix it, send the edits one by one; for the one that is refused
// alone, hand Verdicts a refusal with the frame's code. So a poison edit is set aside and the rest goes through.
//
// Pieces says how what is given here is proven.
func (r *Replica) Outbox(maxEdits, maxBytes int) []document.Edit {
	for batch := range r.batches(maxEdits, maxBytes) {
		return batch
	}
	return nil
}

// batches yields all that waits, in the order it was written, cut as Outbox says.
func (r *Replica) batches(maxEdits, maxBytes int) iter.Seq[[]document.Edit] {
	return func(yield func([]document.Edit) bool) {
		var out []document.Edit
		total := 0
		for _, e := range r.log.edits {
			if e.Verdict != nil {
				continue
			}
			size := e.size() + 1
			if len(out) > 0 && (maxEdits > 0 && len(out) >= maxEdits || maxBytes > 0 && total+size > maxBytes) {
				if !yield(out) {
					return
				}
				out, total = nil, 0
			}
			out, total = append(out, e.Edit), total+size
		}
		if len(out) > 0 {
			yield(out)
		}
	}
}

// Pending counts the edits without a verdict.
func (r *Replica) Pending() int {
	n := 0
	for _, e := range r.log.edits {
		if e.Verdict == nil {
			n++
		}
	}
	return n
}

func (e *entry) size() int {
	if e.bytes == 0 {
		text, err := json.Marshal(e.Edit)
		if err != nil {
			return 1 // Edit checked it; a store gave back something else, and the server will say so
		}
		e.bytes = len(text)
	}
	return e.bytes
}
