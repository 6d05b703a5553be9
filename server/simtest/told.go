package simtest

import (
	"slices"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// feed brings a directory up to a commit.
func feed(d *access.Directory, c *document.Commit) {
	for _, change := range c.Changes {
		d.Put(change.Next.Doc, c.At) // the flow fills in Next
	}
}

// published checks that what is handed to sessions is durable. They act on the directory's latest state.
func (o *oracle) published(key store.Key, c *document.Commit) {
	log := o.logs[key.Scope]
	if c.Seq == 0 || uint64(len(log)) < c.Seq || log[c.Seq-1].Hash != c.Hash {
		o.w.fail("published %s %d, which is not durable", key.Scope, c.Seq)
	}
	if key.Scope == document.Directory {
		o.restarted()
	}
}

// restarted: sessions from now on know the directory as it is.
func (o *oracle) restarted() {
	log := o.logs[document.Directory]
	o.acted = o.w.now
	for ; o.told1 < uint64(len(log)); o.told1++ {
		feed(o.known, log[o.told1])
	}
}

// sent checks a frame at the moment the server lets it go. What time alone takes away, a session lets go of at the next
// tick; until then it stands on what it saw at the last one, at its hello, or when the directory changed.
func (o *oracle) sent(c *conn, f fanout.Frame) {
	if f.Scope == "" {
		return
	}
	a := c.phone.actor
	for _, d := range []*access.Directory{o.durable, o.known} {
		for _, at := range []int64{o.w.now, o.w.server.ticked, o.acted, c.looked} {
			if _, may := slices.BinarySearch(d.Scopes(a, at), f.Scope); may {
				return
			}
		}
	}
	o.w.fail("%s is sent %s of %s, which the directory does not give", a.ID, kindOf(f.Bytes), f.Scope)
}

// heard checks what a phone is told of a log: told only after it is true.
func (o *oracle) heard(p *phone, scope document.Scope, c document.Cursor) {
	log := o.logs[scope]
	if c.Seq == 0 && len(c.Epoch) == 0 {
		return
	}
	if c.Seq == 0 || uint64(len(log)) < c.Seq || log[c.Seq-1].Cursor() != c {
		p.w.fail("%s is told of %s %d %s, which is not so", p.name, scope, c.Seq, c.Chain)
	}
}

// told checks a verdict as a phone gets it: it is durable, and the same each time.
func (o *oracle) told(p *phone, v document.Verdict) {
	e, ours := o.edits[v.Edit]
	if v.Kind == document.Refused && v.Code == document.CodeIDTaken {
		if ours && e.phone == p {
			p.w.fail("%s is told that the id of its edit %s is taken", p.name, v.Edit)
		}
		return
	}
	v.Again = false
	if first, again := o.told0[v.Edit]; again && !cmp.Equal(first, v) {
		p.w.fail("edit %s: %s", v.Edit, cmp.Diff(first, v))
	}
	o.told0[v.Edit] = v
	if at, durable := o.entries[v.Edit]; !durable || !cmp.Equal(at.entry.Verdict, v) {
		p.w.fail("%s is told %+v, the log says %+v", p.name, v, at.entry.Verdict)
	}
}
