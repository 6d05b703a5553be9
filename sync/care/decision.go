package care

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// decisionFollows: a decision of the meeting brings the task or the suggested joint visit it speaks of (domain.md W1: "A1
// discussed → D2 jointVisit", "A2 decided … Task T1"). The visit is only suggested: it is booked after a yes. Their ids follow
// from the decision's, so that they come once.
func decisionFollows(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	isNew := after.Created != "" && (before == nil || before.Created == "")
	if !isNew || after.IsVoided() {
		return nil, nil
	}
	what := text(t, after, "text")
	w := Write{Create: true, Changes: map[string]document.Op{"fromDecisionId": set(after.ID)}}
	switch text(t, after, "kind") {
	case "task":
		w.Type = "followUpTask"
		w.Changes["state"], w.Changes["title"], w.Changes["text"] = set("open"), set(firstLine(what)), set(what)
		w.copy("responsibleId", read(t, after, "responsibleId"))
		w.copy("due", read(t, after, "due"))
	case "jointVisit":
		w.Type = "jointVisit"
		w.Changes["state"], w.Changes["questionToAnswer"] = set("suggested"), set(what)
		w.Changes["purpose"] = set(what)
		w.copy("decidedInItemId", read(t, after, "itemId"))
		w.copy("participants", read(t, after, "participants"))
	default:
		return nil, nil
	}
	w.Doc = HashID(after.ID, w.Type)
	if f.Schema == nil || f.Schema.Types[w.Type] == nil || !f.Schema.Types[w.Type].ScopeFits(string(after.Scope)) {
		return nil, nil // a decision about no person brings no visit to one
	}
	return []Write{w}, nil
}

func (w *Write) copy(field string, r merge.Reading) {
	if r.Value != nil {
		w.Changes[field] = document.Op{Set: r.Value}
	}
}

// lineLength is what a line of text holds (values.json).
const lineLength = 200

func firstLine(s string) string {
	runes := 0
	for i, r := range s {
		if r == '\n' || runes == lineLength {
			return s[:i]
		}
		runes++
	}
	return s
}
