package care

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

const invitationType = "visitInvitation"

// mirrored are the fields of a joint visit that its invitation shows.
var mirrored = []string{"sequence", "start", "end", "place", "purpose", "participants"}

// InvitationID names the invitation to a joint visit.
func InvitationID(visit *document.Document) string {
	return HashID(invitationType, string(visit.Scope), visit.ID)
}

// invitesCitizen: the joint visit lies where part 2 of the meeting speaks, and the citizen is not there unless invited (domain.md
// 1.4). From when she is asked, her own compartment says what she is asked, so that she answers from her own phone. Nobody else reads
// it: other teams of hers have no part in what this one decided. What another part decided is told by who asks.
func invitesCitizen(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	team, isPart2 := strings.CutSuffix(strings.TrimPrefix(after.Scope.Compartment(), "case-"), "-2")
	was, is := visitState(t, before), visitState(t, after)
	if !isPart2 || !isAsked(is) || was == "suggested" && is == "cancelled" {
		return nil, nil
	}
	w := Write{
		Scope: document.Scope("citizen/" + after.Scope.Subject() + "/own/" + after.Scope.Controller()), Doc: InvitationID(after), Type: invitationType,
		Create: true, Changes: map[string]document.Op{"jointVisitId": set(after.ID), "teamId": set(team), "visitState": set(is)},
	}
	differs := was != is
	for _, name := range mirrored {
		now := read(t, after, name)
		differs = differs || !bytes.Equal(now.Value, read(t, before, name).Value)
		w.copy(name, now)
	}
	if !differs {
		return nil, nil
	}
	if f.Staff != nil {
		w.Changes["visitors"] = document.Op{Set: canonical(f.participants(read(t, after, "participants").Value))}
	}
	return []Write{w}, nil
}

func isAsked(state string) bool { return state != "" && state != "suggested" }

// visitState is the state of a joint visit; one that was voided is cancelled.
func visitState(t *schema.Type, d *document.Document) string {
	if d.IsVoided() {
		return "cancelled"
	}
	return text(t, d, "state")
}

// reply is what the citizen answers in an invitation.
type reply struct {
	Answer              string         `json:"answer"`
	RespondedToSequence int            `json:"respondedToSequence"`
	Words               jsontext.Value `json:"words,omitzero"`
	At                  jsontext.Value `json:"at,omitzero"`
	StaffID             jsontext.Value `json:"staffId,omitzero"`
}

// counts: "an answer belongs to a sequence" (domain.md W3): a yes to a time that was moved is no yes to the new one. A no is
// one, whatever it was said to: the citizen's no outranks every state of staff's.
func (r reply) counts(sequence int) bool {
	return r.Answer == "no" || r.RespondedToSequence >= sequence
}

// answersVisit brings the citizen's answers into the joint visit, as the citizen's own statement.
func answersVisit(t *schema.Type, before, after *document.Document, _ Facts) ([]Write, error) {
	add := map[string]jsontext.Value{}
	for id, r := range newReplies(t, before, after) {
		if !r.counts(number(t, after, "sequence")) {
			continue
		}
		value, err := json.Marshal(struct {
			Answer  string         `json:"answer"`
			At      jsontext.Value `json:"at,omitzero"`
			StaffID jsontext.Value `json:"staffId,omitzero"`
			Words   jsontext.Value `json:"words,omitzero"`
		}{r.Answer, r.At, r.StaffID, r.Words})
		if err != nil {
			continue // the schema checked it
		}
		add[id] = value
	}
	if len(add) == 0 {
		return nil, nil
	}
	scope := document.Scope("citizen/" + after.Scope.Subject() + "/case-" + text(t, after, "teamId") + "-2/" + after.Scope.Controller())
	return []Write{{
		Scope: scope, Doc: text(t, after, "jointVisitId"), Type: "jointVisit", OnBehalfOf: "citizen",
		Changes: map[string]document.Op{"citizenStance": {Add: add}},
	}}, nil
}

// answeredInTime tells the citizen that a visit was moved after she answered.
func answeredInTime(t *schema.Type, before, after *document.Document, _ document.Edit, _ Facts) (code, field, note string) {
	late := func(r reply) bool { return r.RespondedToSequence < number(t, after, "sequence") }
	if slices.ContainsFunc(slices.Collect(maps.Values(newReplies(t, before, after))), late) {
		return "", "", document.CodeStaleAnswer
	}
	return "", "", ""
}

// newReplies are the answers that a change brought, by what they are about.
func newReplies(t *schema.Type, before, after *document.Document) map[string]reply {
	was, out := map[string]string{}, map[string]reply{}
	for _, item := range read(t, before, "citizenStance").Items {
		was[item.ID] = item.Edit
	}
	for _, item := range read(t, after, "citizenStance").Items {
		if was[item.ID] != item.Edit {
			out[item.ID] = as[reply](item.Value)
		}
	}
	return out
}
