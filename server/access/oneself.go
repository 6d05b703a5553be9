package access

import (
	"slices"

	"github.com/samsyn/samsyn/sync/document"
)

// forOneself names the field by which somebody would let themselves in, or "". Who runs the directory gives access to others:
// an assignment of one's own, or roles of one's own, somebody else writes (domain.md 1.2, L-11).
func (d *Directory) forOneself(q Request) string {
	if q.Edit.Scope != document.Directory {
		return ""
	}
	switch q.Type.Name {
	case "careAssignment":
		now := d.rules[q.Edit.Doc]
		if document.Unquote(q.Edit.Changes["staffId"].Set) == q.Actor.ID || now != nil && slices.Contains(now.holders, staffHolder+q.Actor.ID) {
			return "staffId"
		}
	case "staffMember":
		if _, changes := q.Edit.Changes["roles"]; changes && q.Edit.Doc == q.Actor.ID {
			return "roles"
		}
	}
	return ""
}
