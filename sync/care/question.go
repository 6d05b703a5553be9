package care

import (
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// confirmedBeforeClosed: "closed needs answer + confirmations" (domain.md 3.2, medicationQuestion); "must never: 'Besvarad'
// shown although the next visitor has not read it" (W7). The newest answer counts; everybody who was named must have
// confirmed it, and at least one who did not give it. Confirmed by staff says the same of it.
func confirmedBeforeClosed(t *schema.Type, before, after *document.Document, e document.Edit, _ Facts) (code, field, note string) {
	state := text(t, after, "state")
	if !touches(e, "state") || !isSettled(state) || text(t, before, "state") == state {
		return "", "", ""
	}
	if missing := unread(t, after); missing != "" {
		return document.CodeConfirmationsMissing, missing, ""
	}
	return "", "", ""
}

// isSettled: these states say that the answer was read.
func isSettled(state string) bool { return state == "closed" || state == "confirmedByStaff" }

// unread is the field in which something is missing before a question is over: an answer, or that it was read; or "".
func unread(t *schema.Type, d *document.Document) string {
	answers := read(t, d, "answer").Items
	if len(answers) == 0 {
		return "answer"
	}
	newest := answers[len(answers)-1]
	confirmed := map[string]bool{}
	for _, c := range read(t, d, "confirmations").Items {
		confirmed[c.ID] = confirms(d, c, newest)
	}
	asked := read(t, d, "mustConfirmIds").Items
	if slices.ContainsFunc(asked, func(must merge.Item) bool { return !confirmed[document.Unquote(must.Value)] }) ||
		!slices.Contains(slices.Collect(maps.Values(confirmed)), true) {
		return "confirmations"
	}
	return ""
}

// confirms reports whether a confirmation names this answer, by another than who gave it. What arrived first says nothing
// about what its author had read.
func confirms(d *document.Document, c, answer merge.Item) bool {
	named := as[struct {
		AnswerID string `json:"answerId"`
	}](c.Value).AnswerID
	return named == answer.ID && c.ID != d.Origins[answer.Edit].Author
}

// readByRaiser: "the raiser's and next visitor's confirmations are separate receipts" (domain.md W7). Whoever asked is among
// those who must confirm; a nurse may take her out.
func readByRaiser(_ *schema.Type, before, after *document.Document, _ Facts) ([]Write, error) {
	asked := after.Origins[after.Created]
	if !isNew(before, after) || asked.Role == "nurse" || asked.Author == "" {
		return nil, nil
	}
	must := document.Op{Add: map[string]jsontext.Value{asked.Author: document.Quote(asked.Author)}}
	return []Write{{Doc: after.ID, Type: after.Type, Changes: map[string]document.Op{"mustConfirmIds": must}}}, nil
}

// reopened: what comes to a question that is over, from somebody who did not know that it is, opens it again: an answer,
// which nobody has read, whatever its time; a new fact, "back to received" (domain.md 3.2, medicationQuestion.state).
func reopened(t *schema.Type, before, after *document.Document, _ Facts) ([]Write, error) {
	if before == nil || after.IsVoided() || !isSettled(text(t, after, "state")) {
		return nil, nil
	}
	to := ""
	switch {
	case hasNew(t, before, after, "additions", func(o document.Origin) bool { return o.Role != "nurse" }):
		to = "received"
	case hasNew(t, before, after, "answer", func(document.Origin) bool { return true }):
		to = "answered"
	default:
		return nil, nil
	}
	return []Write{{Doc: after.ID, Type: after.Type, Changes: map[string]document.Op{"state": set(to)}}}, nil
}

// hasNew reports whether a list got an entry of somebody's.
func hasNew(t *schema.Type, before, after *document.Document, field string, by func(document.Origin) bool) bool {
	was := map[string]bool{}
	for _, item := range read(t, before, field).Items {
		was[item.ID] = true
	}
	return slices.ContainsFunc(read(t, after, field).Items, func(item merge.Item) bool { return !was[item.ID] && by(after.Origins[item.Edit]) })
}
