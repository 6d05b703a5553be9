package phone

import (
	"fmt"
	"slices"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/sync/document"
)

// maxTrace is how many frames a phone remembers.
const maxTrace = 60

// noteLocked remembers a frame by its numbers.
func (p *Phone) noteLocked(text []byte) {
	var f struct {
		Frame     string            `json:"frame"`
		Scope     string            `json:"scope"`
		Reset     bool              `json:"reset"`
		Done      bool              `json:"done"`
		Cursor    document.Cursor   `json:"cursor"`
		Checksum  document.Checksum `json:"checksum"`
		Documents []struct {
			ID  string `json:"id"`
			Seq uint64 `json:"seq"`
		} `json:"documents"`
		Changes []struct {
			Prev  uint64 `json:"prev"`
			Whole bool   `json:"whole"`
			Doc   struct {
				ID  string `json:"id"`
				Seq uint64 `json:"seq"`
			} `json:"doc"`
		} `json:"changes"`
	}
	if json.Unmarshal(text, &f) != nil {
		return
	}
	line := f.Frame
	if f.Scope != "" {
		line = fmt.Sprintf("%s %s at %d, checksum %016x, reset %t, done %t, documents %v, changes %v", f.Frame, f.Scope, f.Cursor.Seq,
			uint64(f.Checksum), f.Reset, f.Done, f.Documents, f.Changes)
	}
	p.trace = append(p.trace, line)
	if len(p.trace) > maxTrace {
		p.trace = slices.Delete(p.trace, 0, len(p.trace)-maxTrace)
	}
}

// mistakenLocked keeps the trace when the replica found other bytes than the server's for the first time.
func (p *Phone) mistakenLocked(before int) {
	if p.mistaken == nil && p.replica.Mismatches() > before {
		p.mistaken = slices.Clone(p.trace)
	}
}
