package play

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/sync/merge"
)

// reading is what a screen shows of a field: read from the document, or computed from all that the phone holds. Of phones that are not
// written in Go the rest of the screen is compared at every look, what is computed, too.
func (l lookup) reading(field string) merge.Reading {
	set := l.d.crew.o.Schema
	t := set.Types[l.typ]
	if t == nil || t.Fields[field] == nil || t.Fields[field].Policy != schema.Derived {
		return l.view.Fields[field]
	}
	return merge.Reading{Value: phone.Derive(l.r, set, l.scope, l.typ, l.doc, field)}
}
