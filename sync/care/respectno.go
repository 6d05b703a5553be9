package care

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// respectNo: a no that comes when the citizen is said to want the visit declines it at once, whoever wrote first (domain.md W4:
// "JV-212 → declinedByCitizen"; 3.2: "else declinedByCitizen" comes before every staff state but a held visit). Before that a
// no to one of them leaves it to people whom to suggest instead.
func respectNo(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	state := read(t, after, "state")
	switch shown := document.Unquote(state.Value); {
	case isFact(shown):
		return heldAnyway(t, before, after, state, f)
	case shown != "accepted" && !slices.Contains(afterYes, shown):
		return nil, nil
	}
	if len(answers(t, after, "no")) > 0 {
		return []Write{{Doc: after.ID, Type: after.Type, Changes: map[string]document.Op{"state": set("declinedByCitizen")}}}, nil
	}
	return respectNotNow(t, before, after, f)
}

// heldAnyway: "If instead the visit had been held before the decline reached the phone: record kept, decline kept, a conflict goes
// to Bodil, and the citizen is contacted" (domain.md W4), also when the no is what comes last. A no that was said after the
// visit overruns nobody.
func heldAnyway(t *schema.Type, before, after *document.Document, held merge.Reading, f Facts) ([]Write, error) {
	known := answers(t, before, "no")
	if held.Disputed {
		return nil, nil // they met in the state, and are asked about there
	}
	for _, no := range answers(t, after, "no") {
		isKnown := slices.ContainsFunc(known, func(k merge.Item) bool { return k.Edit == no.Edit })
		if isKnown || saidAt(after, no) > writtenAt(after.Origins[held.Edit]) {
			continue
		}
		return ask(asked{
			kind: "heldAfterDecline", about: after, field: "state", key: no.ID, role: "unitManager", urgency: t.Fields["state"].Urgency,
			inForce: held.Edit, candidates: map[string]jsontext.Value{
				held.Edit: candidateOf(after, held.Edit, held.Value),
				no.Edit:   candidateOf(after, no.Edit, document.Quote("declinedByCitizen")),
			},
		}, f)
	}
	return nil, nil
}

// said is what the citizen said about somebody, or everybody.
type said struct {
	Answer string `json:"answer"`
	Words  string `json:"words"`
	At     string `json:"at"`
}

// saidAt is when the citizen said it: the time that was noted, if it is before what was written.
func saidAt(d *document.Document, item merge.Item) int64 {
	at := writtenAt(d.Origins[item.Edit])
	if noted, is := document.TimeMillis(as[said](item.Value).At); is {
		at = min(at, noted)
	}
	return at
}

// answers are the citizen's answers of a kind that are about those who come.
func answers(t *schema.Type, d *document.Document, kind string) []merge.Item {
	about := stanceOf(t, d)
	who := participants(t, d)
	if len(who) == 0 {
		who = []string{everybody}
	}
	return slices.DeleteFunc(slices.Clone(read(t, d, "citizenStance").Items), func(item merge.Item) bool {
		return as[said](item.Value).Answer != kind || !slices.ContainsFunc(who, func(staff string) bool {
			return item.ID == staff || item.ID == everybody && about[staff] == ""
		})
	})
}
