package simtest

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// made is an edit of the server's that is in no list of edits: it came with another.
type made struct {
	document.Edit
	seq uint64
}

// isServers reports whether a candidate is one that the server wrote itself in the commit.
func (o *oracle) isServers(c *document.Commit, d *document.Document, s spot) bool {
	origin, has := d.Origins[s.edit]
	return has && origin.Author == "server" && origin.Seq == c.Seq
}

// isServersField reports whether the server wrote in the same place in the commit: it had seen all there was.
func (o *oracle) isServersField(c *document.Commit, d *document.Document, s spot) bool {
	f := d.Fields[s.field]
	if t := o.w.rules.Types[d.Type]; !slices.ContainsFunc(t.Rights.Write, isPerson) && !slices.ContainsFunc(t.Rights.Create, isPerson) {
		return true // a document of its own
	}
	cell := f.Cell
	if s.item != "" {
		cell = f.Items[s.item]
	}
	return slices.ContainsFunc(cell.Candidates, func(n document.Candidate) bool { return o.isServers(c, d, spot{s.field, s.item, n.Edit}) })
}

// stoodForGood reports whether an effect says what an immutable field of its document says already.
func (o *oracle) stoodForGood(e written, d *document.Document, s spot) bool {
	f := o.w.rules.Types[e.Type].Fields[s.field]
	return e.phone == nil && f.Policy == schema.Immutable && slices.ContainsFunc(d.Fields[s.field].Candidates, func(c document.Candidate) bool {
		return sameValue(c.Value, e.Changes[s.field].Set)
	})
}

// isTaken reports whether the document that an effect would write is another one with its id: of another type, or with
// another value for good. In these worlds people choose the same ids for many things.
func (o *oracle) isTaken(e document.Edit) bool {
	d := o.docs[e.Scope][e.Doc]
	if d == nil || d.Type != e.Type {
		return d != nil
	}
	for name, op := range e.Changes {
		f := d.Fields[name]
		if o.w.rules.Types[e.Type].Fields[name].Policy == schema.Immutable && len(f.Candidates) > 0 && !sameValue(f.Candidates[0].Value, op.Set) {
			return true
		}
	}
	return false
}
