package care

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// confirmWithin: "Notes to be confirmed within 24 h" (domain.md W1), "Efter, chair: confirm notes within 24 h" (1.3.5).
const confirmWithin = 24 * 60 * minute

// notesWait notes until when the notes of a meeting are to be confirmed, counted from when it was closed in the room and not
// from when the phone that closed it had coverage. A meeting is closed once: somebody else's later edit gives no more time.
func notesWait(t *schema.Type, _, after *document.Document, _ Facts) ([]Write, error) {
	state := read(t, after, "state")
	if document.Unquote(state.Value) != "closed" || text(t, after, "confirmBy") != "" {
		return nil, nil
	}
	by := writtenAt(after.Origins[state.Edit]) + confirmWithin
	return []Write{{Doc: after.ID, Type: after.Type, Changes: map[string]document.Op{"confirmBy": set(document.TimeText(by))}}}, nil
}

// remindChair marks notes that nobody has confirmed in time. The mark is what the chair is reminded by, once.
func remindChair(t *schema.Type, doc *document.Document, _ Facts) ([]Write, error) {
	if text(t, doc, "unconfirmedSince") != "" {
		return nil, nil
	}
	since := set(text(t, doc, "confirmBy"))
	return []Write{{Doc: doc.ID, Type: doc.Type, Changes: map[string]document.Op{"unconfirmedSince": since}}}, nil
}
