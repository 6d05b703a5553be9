package simtest

import (
	"fmt"
	"hash/fnv"
	"strings"
)

// trace is what happened, a line per step.
type trace struct {
	lines    []string
	failures []string
}

func (w *World) note(format string, args ...any) {
	w.trace.lines = append(w.trace.lines, fmt.Sprintf("%5d %9.1fs ", w.steps, float64(w.now-start)/1000)+fmt.Sprintf(format, args...))
}

// maxFailures is enough to see a pattern.
const maxFailures = 12

// fail says that a promise was broken. The run goes on, so that what follows from it is seen too.
func (w *World) fail(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	w.note("BROKEN %s", text)
	if len(w.trace.failures) < maxFailures {
		w.trace.failures = append(w.trace.failures, text)
	}
}

// digest names a frame in the trace, so that a difference in its bytes is a difference in the trace.
func digest(b []byte) uint32 {
	h := fnv.New32a()
	_, _ = h.Write(b) // never fails
	return h.Sum32()
}

// kindOf is the frame's kind, for the trace.
func kindOf(frame []byte) string {
	_, rest, _ := strings.Cut(string(frame[:min(len(frame), 40)]), `"frame":"`)
	kind, _, _ := strings.Cut(rest, `"`)
	return kind
}
