package care

import (
	"cmp"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// respectNotNow: the citizen's answer to a booked visit is no longer yes (domain.md 1.3.4: "Cannot reach scheduled without
// citizen's yes"). Another day cancels it, in the citizen's words. Only with somebody leaves it, and asks the coordinator to see
// to it before anybody goes.
func respectNotNow(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	if !slices.Contains(afterYes, text(t, after, "state")) {
		return nil, nil
	}
	if later := answers(t, after, "laterDate"); len(later) > 0 {
		return []Write{{Doc: after.ID, Type: after.Type, Changes: map[string]document.Op{
			"state": set("cancelled"), "stateReason": set(cmp.Or(wordsOf(later), "Medborgaren vill ha besöket en annan dag.")),
		}}}, nil
	}
	known := answers(t, before, "onlyWith")
	for _, with := range answers(t, after, "onlyWith") {
		if slices.ContainsFunc(known, func(k merge.Item) bool { return k.Edit == with.Edit }) {
			continue
		}
		return ask(asked{
			kind: "onlyWith", about: after, field: "citizenStance", item: with.ID, key: with.Edit, role: "coordinator", urgency: "urgent",
			inForce: with.Edit, candidates: map[string]jsontext.Value{with.Edit: candidateOf(after, with.Edit, with.Value)},
		}, f)
	}
	return nil, nil
}

// wordsOf are the first words that the citizen gave with an answer.
func wordsOf(items []merge.Item) string {
	for _, item := range items {
		if words := as[said](item.Value).Words; words != "" {
			return words
		}
	}
	return ""
}

// itemReturns: "The item returns to the next meeting with Rolf's reason" (domain.md W4), when the citizen does not want the visit
// that it was decided in, or not that day.
func itemReturns(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	state, id := text(t, after, "state"), text(t, after, "decidedInItemId")
	no := answers(t, after, "no")
	if state == "cancelled" {
		no = answers(t, after, "laterDate")
	}
	switch {
	case id == "" || f.Document == nil || f.Schema == nil || state == text(t, before, "state"):
		return nil, nil
	case state != "declinedByCitizen" && (state != "cancelled" || len(no) == 0):
		return nil, nil
	}
	item, err := f.Document(id)
	if err != nil || item == nil || item.Type != "agendaItem" || item.IsVoided() ||
		!slices.Contains([]string{"accepted", "prepared", "discussed", "decided"}, text(f.Schema.Types[item.Type], item, "state")) {
		return nil, err
	}
	reason := cmp.Or(wordsOf(no), text(t, after, "stateReason"), "Medborgaren har tackat nej till besöket.")
	return []Write{{Doc: item.ID, Type: item.Type, Changes: map[string]document.Op{"state": set("postponed"), "stateReason": set(reason)}}}, nil
}

// movedAgain: "rescheduled (event: sequence+1 back to scheduled)" (domain.md 1.3.4): what was confirmed was another time.
func movedAgain(t *schema.Type, before, after *document.Document, _ Facts) ([]Write, error) {
	const confirmed = "confirmed"
	if before == nil || text(t, before, "state") != confirmed || text(t, after, "state") != confirmed ||
		number(t, after, "sequence") <= number(t, before, "sequence") {
		return nil, nil
	}
	return []Write{{Doc: after.ID, Type: after.Type, Changes: map[string]document.Op{"state": set("scheduled")}}}, nil
}
