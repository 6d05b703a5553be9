package replica

import "github.com/samsyn/samsyn/sync/document"

// Page is the frame "documents": a part of a scope, by ascending seq. Cursor, Checksum and SafeSeq are those of the head the
// catch-up goes to; they count when Done.
type Page struct {
	Scope     document.Scope       `json:"scope"`
	Reset     bool                 `json:"reset"` // forget what is held of the scope: a new epoch, or a reload
	Documents []*document.Document `json:"documents"`
	Done      bool                 `json:"done"`
	Cursor    document.Cursor      `json:"cursor"`
	Checksum  document.Checksum    `json:"checksum"`
	SafeSeq   uint64               `json:"safeSeq"` // what no restore will lose any more
	Parent    *document.Base       `json:"parent,omitzero"`
}

// CommitFrame is the frame "commit": one commit's changes, live.
type CommitFrame struct {
	Scope    document.Scope    `json:"scope"`
	Cursor   document.Cursor   `json:"cursor"`
	Checksum document.Checksum `json:"checksum"`
	SafeSeq  uint64            `json:"safeSeq"`
	Changes  []document.Change `json:"changes"`
}

// Ask is the frame "catchup" the phone owes the server now. Without a cursor the scope is reloaded from nothing.
type Ask struct {
	Scope  document.Scope   `json:"scope"`
	Cursor *document.Cursor `json:"cursor,omitzero"`
}
