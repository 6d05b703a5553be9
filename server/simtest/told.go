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

// published checks that what is handed to sessions is durable. They act on the directory as it was then, or later.
func (s *server) published(key store.Key, c *document.Commit) {
	log := s.w.oracle.logs[key.Scope]
	if c.Seq == 0 || uint64(len(log)) < c.Seq || log[c.Seq-1].Hash != c.Hash {
		s.w.fail("published %s %d, which is not durable", key.Scope, c.Seq)
		return
	}
	if key.Scope == document.Directory && s.w.shared == nil {
		s.knows(uint64(len(log)))
	} else if key.Scope == document.Directory {
		s.knows(c.Seq)
	}
}

// knows: sessions from now on know the directory as its first commits leave it, at least. A commit that they know already makes
// them look at nothing.
func (s *server) knows(upTo uint64) {
	if upTo <= s.told {
		return
	}
	log := s.w.oracle.logs[document.Directory]
	s.acted = append(s.acted, s.w.now)
	for ; s.told < upTo; s.told++ {
		feed(s.known, log[s.told])
	}
}

// sent checks a frame at the moment the server lets it go. What time alone takes away, a session lets go of at the next
// tick; until then it stands on what it saw at the last one, at its hello, or when the directory changed.
func (o *oracle) sent(c *conn, f fanout.Frame) {
	if f.Scope == "" {
		return
	}
	s := c.server
	for _, d := range append(o.recently(s), o.durable) {
		for _, at := range append([]int64{o.w.now, s.ticked, c.looked}, s.acted...) {
			if _, may := slices.BinarySearch(d.Scopes(c.phone.actor, at), f.Scope); may {
				return
			}
		}
	}
	o.w.fail("%s is sent %s of %s, which the directory does not give", c.phone.actor.ID, kindOf(f.Bytes), f.Scope)
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
	if o.split[v.Edit] {
		o.told0[v.Edit] = v
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
