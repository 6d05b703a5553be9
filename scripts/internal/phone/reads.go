package phone

import (
	"slices"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/replica"
)

// maxReads is how many reads go in one frame.
const maxReads = 100

type readsFrame struct {
	Frame       string `json:"frame"`
	reads.Batch `json:",inline"`
}

type readsTaken struct {
	UpTo uint64 `json:"upTo"`
}

// handing is what of the chain of reads is under way.
type handing struct {
	busy  bool             // a frame was sent on this connection and is not answered
	muted bool             // the server refused one on this connection
	gone  []document.Scope // purged and, without a socket, not said yet
}

// Open has the person open a document on the screen.
func (p *Phone) Open(scope document.Scope, doc string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.openLocked(scope, doc)
	p.readLocked()
}

func (p *Phone) openLocked(scope document.Scope, doc string) {
	p.replica.Opened(p.o.Now(), scope, doc, "read", p.online && (p.link != nil || p.o.HTTP))
}

// writeLocked: whoever writes in a document has it open.
func (p *Phone) writeLocked(d replica.Draft) {
	if _, shown := p.replica.Show(d.Scope, d.Doc); shown {
		p.openLocked(d.Scope, d.Doc)
	}
}

// readLocked hands in what was read, one frame at a time.
func (p *Phone) readLocked() {
	if p.link == nil || !p.greeted || p.handing.busy || p.handing.muted {
		return
	}
	if b, some := p.replica.Reads(maxReads); some {
		p.handing.busy = true
		p.sendLocked(readsFrame{"reads", b})
	}
}

func (p *Phone) readsTakenLocked(f *readsTaken) {
	p.replica.ReadsTaken(f.UpTo)
	p.handing.busy = false
	p.readLocked()
}

// readsTroubledLocked: reads that were refused are not sent again on this connection, those that have to wait are when the wait is over.
// An error about something else says nothing of them.
func (p *Phone) readsTroubledLocked(t *Trouble) {
	if t.About == "reads" && t.Duty != "retry" {
		p.handing.busy, p.handing.muted = false, true
	}
}

// hasReadsLocked reports whether the server is to be told of reads or purges yet.
func (p *Phone) hasReadsLocked() bool {
	_, some := p.replica.Reads(1)
	return some && !p.handing.muted || len(p.handing.gone) > 0
}

// bringLocked puts into a request what a socket would have sent. Each request is a connection of its own.
func (p *Phone) bringLocked(h *hello) {
	p.handing.muted = false
	if b, some := p.replica.Reads(maxReads); some {
		h.Reads = &b
	}
	h.Purged = slices.Clone(p.handing.gone)
}

// broughtLocked: the request was answered, so what it said was heard.
func (p *Phone) broughtLocked(h *hello) { p.handing.gone = p.handing.gone[len(h.Purged):] }
