package care

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// orderSent notes when an order was sent, for its deadline, when whoever loaded it does not say.
func orderSent(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	if _, says := moment(t, after, "sentAt"); says || !isNew(before, after) || f.Now == 0 {
		return nil, nil
	}
	return []Write{{Doc: after.ID, Type: after.Type, Changes: map[string]document.Op{"sentAt": set(document.TimeText(f.Now))}}}, nil
}

// orderForgotten: "sent, unacknowledged for 24 h → escalation", "overdue → EC + BH" (domain.md 1.3.2, serviceOrder): no visit
// may fail to begin because an order lay unread. The mark says so, and the team is asked in part 1, where both belong; once
// for each deadline.
func orderForgotten(t *schema.Type, doc *document.Document, f Facts) ([]Write, error) {
	since, question := "", "Ett uppdrag är skickat sedan ett dygn och ingen utförare har svarat. Ring utföraren."
	if sent, has := moment(t, doc, "sentAt"); has && StateOf(t, doc) == "sent" {
		since = document.TimeText(sent + 24*60*minute)
	}
	if begin, has := moment(t, doc, "startBy"); has && begin <= f.Now {
		since, question = document.TimeText(begin), "Ett uppdrag skulle ha börjat och inget besök är gjort. Ring utföraren."
	}
	if since == "" || since == text(t, doc, "overdueSince") {
		return nil, nil
	}
	writes := []Write{{Doc: doc.ID, Type: doc.Type, Changes: map[string]document.Op{"overdueSince": set(since)}}}
	scope := caseOf(doc.Scope.Subject(), "1", f)
	if scope == "" {
		return writes, nil
	}
	return append(writes, Write{
		Scope: scope, Doc: HashID(doc.ID, "forgotten", since), Type: "agendaItem", Create: true,
		Changes: map[string]document.Op{
			"state": set("proposed"), "part": {Set: jsontext.Value("1")}, "priority": set("high"), "question": set(question),
			"linkedIds": {Add: map[string]jsontext.Value{doc.ID: document.Quote(doc.ID)}},
		},
	}), nil
}
