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

// Limits that are part of the contract: mobile-contract/published says them to phones.
const (
	DefaultFrameBytes = 1 << 20
	MaxDepth          = 32 // of a frame

	MaxTokenBytes   = 4096
	MaxCursors      = 2000 // a phone holds 50 to 200 scopes
	MaxFields       = 256  // of one edit; the largest type has about 40
	MaxItems        = 1000 // of one list in one edit; schema refuses more than 500 as too-large, with a better word
	MaxVoidBytes    = 4096
	MaxSafeInt      = 1 << 53 // JavaScript cannot count further
	MaxBoxes        = 16      // sealed boxes that one request carries; each costs an opening and a signature
	MaxSealedFrames = 64      // submits in one box, which is at most a frame large
	// MaxPushTokenBytes is a few times what push services give today.
	MaxPushTokenBytes = 1024
)

// Guards of memory only.
const (
	// A full batch has about 6,000 members. A frame with more than maxMembers is read edit by edit, which takes longer and
	// less memory; an edit with more than maxEditMembers (a list of 500 items has a few thousand) cannot be read.
	maxMembers     = 20_000
	maxEditMembers = 10_000
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
