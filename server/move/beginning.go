package move

import (
	"math"
	"slices"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// beginning is what an export must know of the moment it began, because the store may be written meanwhile. Take a commit
// whose effects another scope owes: if it was there at the first look and not open at the second, its effects were answered
// before the second, and the scopes are read after that. Any other commit is written as open, and whoever imports it does its
// effects again, which changes nothing where they are known. The same goes for deadlines.
type beginning struct {
	heads   map[document.Scope]uint64 // at the first look
	open    map[place]bool            // at the second
	pending map[pending]bool          // at the second
}

type place struct {
	scope document.Scope
	seq   uint64
}

type pending struct {
	place
	edit string
}

// begin takes both looks and then lists the scopes, sorted.
func (x *exporter) begin() ([]document.Scope, error) {
	x.from = beginning{map[document.Scope]uint64{}, map[place]bool{}, map[pending]bool{}}
	tenant := x.sum.Tenant
	first, err := x.scopes()
	if err != nil {
		return nil, err
	}
	for _, scope := range first {
		head, err := x.s.Head(x.ctx, store.Key{Tenant: tenant, Scope: scope})
		if err != nil {
			return nil, err
		}
		x.from.heads[scope] = head.Seq
	}
	for c, err := range x.s.Open(x.ctx, store.Key{}) {
		if err != nil {
			return nil, err
		}
		if c.Tenant == tenant {
			x.from.open[place{c.Scope, c.Seq}] = true
		}
	}
	for d, err := range x.s.Due(x.ctx, tenant, math.MaxInt64) {
		if err != nil {
			return nil, err
		}
		x.from.pending[pending{place{d.Key.Scope, d.Seq}, d.Edit}] = true
	}
	return x.scopes()
}

func (x *exporter) scopes() (list []document.Scope, err error) {
	for scope, err := range x.s.Scopes(x.ctx, x.sum.Tenant) {
		if err != nil {
			return nil, err
		}
		list = append(list, scope)
	}
	slices.Sort(list)
	return list, nil
}

func (b *beginning) isOpen(c *document.Commit) bool {
	return c.Seq > b.heads[c.Scope] || b.open[place{c.Scope, c.Seq}]
}

// due gives the places in the commit of those of its deadlines that are still to come.
func (b *beginning) due(c *document.Commit) (list []int) {
	for i, d := range c.Deadlines {
		if c.Seq > b.heads[c.Scope] || b.pending[pending{place{c.Scope, c.Seq}, d.Edit}] {
			list = append(list, i)
		}
	}
	return list
}
