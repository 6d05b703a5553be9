package care

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// overdue: "overdue escalates to chair" (domain.md 1.3.5, followUpTask). The mark says since when, and stays
// until a task that got another time is overdue by that one.
func overdue(t *schema.Type, doc *document.Document, _ Facts) ([]Write, error) {
	due, _ := moment(t, doc, "due")
	if since, marked := moment(t, doc, "overdueSince"); marked && since >= due {
		return nil, nil
	}
	return []Write{{Doc: doc.ID, Type: doc.Type, Changes: map[string]document.Op{"overdueSince": set(document.TimeText(due))}}}, nil
}
