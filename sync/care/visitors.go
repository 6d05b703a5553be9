package care

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// VisitorsBetween are the staff of a planned visit that begins before a time and is not over at another (ms). A cancelled one
// counts; documents of other types name nobody.
func VisitorsBetween(set *schema.Set, doc *document.Document, from, to int64) []string {
	t := set.Types["visitPlan"]
	if t == nil || doc == nil || doc.Type != t.Name || doc.IsVoided() {
		return nil
	}
	start, has := moment(t, doc, "start")
	end, ends := moment(t, doc, "end")
	if !ends {
		end = start
	}
	if !has || start >= to || end < from {
		return nil
	}
	return namedIn(t, doc, "staffIds")
}
