package wire

import (
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/sync/document"
)

// Limits of what Decode takes. The zero value means the defaults.
type Limits struct {
	FrameBytes int // DefaultFrameBytes
	BatchEdits int // document.MaxCommitEdits
}

// Limits that are part of the contract, or guard memory only.
const (
	DefaultFrameBytes = 1 << 20
	MaxDepth          = 32

	maxTokenBytes = 4096
	maxCursors    = 2000 // a phone holds 50 to 200 scopes
	maxFields     = 256  // of one edit; the largest type has about 40
	maxItems      = 1000 // of one list in one edit; schema refuses more than 500 as too-large, with a better word
	maxVoidBytes  = 4096
	// A full batch has about 6,000 members. A frame with more than maxMembers is read edit by edit, which takes longer and
	// less memory; an edit with more than maxEditMembers (a list of 500 items has a few thousand) cannot be read.
	maxMembers     = 20_000
	maxEditMembers = 10_000
	maxSafeInt     = 1 << 53 // JavaScript cannot count further
)

func (l Limits) orDefaults() Limits {
	if l.FrameBytes <= 0 {
		l.FrameBytes = DefaultFrameBytes
	}
	if l.BatchEdits <= 0 {
		l.BatchEdits = document.MaxCommitEdits
	}
	return l
}

func (l Limits) checkSize(raw []byte) error {
	if len(raw) > l.FrameBytes {
		return fault.Newf(fault.FrameTooLarge, "%d bytes, at most %d", len(raw), l.FrameBytes)
	}
	return nil
}
