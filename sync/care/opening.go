package care

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// openedNow: an opening is an active choice of the moment (domain.md L-13). One that was written offline would open when nobody
// looks any more, for an hour, so it is refused, and whoever still needs it opens again.
func openedNow(_ *schema.Type, before, after *document.Document, _ document.Edit, f Facts) (code, field, note string) {
	if isNew(before, after) && f.Written != 0 && f.Now-f.Written > merge.OnlineMillis {
		return document.CodeMustBeOnline, "state", ""
	}
	return "", "", ""
}
