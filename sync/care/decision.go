package care

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// decisionFollows: a decision of the meeting brings the task or the suggested joint visit it speaks of (domain.md W1: "A1
// discussed → D2 jointVisit", "A2 decided … Task T1"). The visit is only suggested: it is booked after a yes. Their ids follow
// from the decision's, so that they come once.
func decisionFollows(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	if !isNew(before, after) || after.IsVoided() {
		return nil, nil
	}
	writes, err := toldItem(t, after, f)
	if err != nil {
		return nil, err
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
		return writes, nil
	}
	w.Doc = HashID(after.ID, w.Type)
	if f.Schema == nil || f.Schema.Types[w.Type] == nil || !f.Schema.Types[w.Type].ScopeFits(string(after.Scope)) {
		return writes, nil // a decision about no person brings no visit to one
	}
	return append(writes, w), nil
}

// toldItem lets the item know what it led to.
func toldItem(t *schema.Type, decision *document.Document, f Facts) ([]Write, error) {
	id := text(t, decision, "itemId")
	if id == "" || f.Document == nil {
		return nil, nil
	}
	item, err := f.Document(id)
	if err != nil || item == nil || item.Type != "agendaItem" || item.IsVoided() {
		return nil, err
	}
	return []Write{{Doc: id, Type: item.Type, Changes: map[string]document.Op{
		"outcomeIds": {Add: map[string]jsontext.Value{decision.ID: document.Quote(decision.ID)}},
	}}}, nil
}

// withdrawnAfterDecision: "A decision already taken stays as a fact; if the citizen withdraws after it → HUM to the responsible
// person before anything is carried out" (domain.md 3.2, agendaItem.state), whichever of the two comes last.
func withdrawnAfterDecision(t *schema.Type, _, after *document.Document, f Facts) ([]Write, error) {
	state := read(t, after, "state")
	if document.Unquote(state.Value) != "withdrawnByCitizen" || after.IsVoided() || f.Document == nil || f.Schema == nil {
		return nil, nil
	}
	var writes []Write
	for _, outcome := range read(t, after, "outcomeIds").Items {
		decision, err := f.Document(document.Unquote(outcome.Value))
		if err != nil {
			return nil, err
		}
		if decision == nil || decision.Type != "meetingDecision" || decision.IsVoided() {
			continue
		}
		of := f.Schema.Types[decision.Type]
		w, err := ask(asked{
			kind: "withdrawnAfterDecision", about: after, field: "state", item: decision.ID, key: decision.ID,
			role: "unitManager", staff: text(of, decision, "responsibleId"), urgency: "clinical", inForce: state.Edit,
			candidates: map[string]jsontext.Value{
				state.Edit:       candidateOf(after, state.Edit, state.Value),
				decision.Created: candidateOf(decision, decision.Created, read(of, decision, "text").Value),
			},
		}, f)
		if err != nil {
			return nil, err
		}
		writes = append(writes, w...)
	}
	return writes, nil
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
