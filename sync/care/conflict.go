package care

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// conflictDue: "Unresolved at due → next teamträff part automatically (right compartment) + EC" (domain.md 3.3). The item
// names the conflict and tells nothing of it: who may read the conflict finds it there.
func conflictDue(_ *schema.Type, doc *document.Document, f Facts) ([]Write, error) {
	writes := []Write{{Doc: doc.ID, Type: doc.Type, Changes: map[string]document.Op{
		"state": set("overdue"), "ownerRole": set("unitManager"),
	}}}
	scope, part := agendaOf(doc, f)
	if scope == "" {
		return writes, nil
	}
	return append(writes, Write{
		Scope: scope, Doc: HashID(doc.ID, "agendaItem"), Type: "agendaItem", Create: true,
		Changes: map[string]document.Op{
			"state": set("proposed"), "part": {Set: jsontext.Value(part)}, "priority": set("high"),
			"question":  set("En krock har inte avgjorts i tid. Bestäm vad som ska gälla."),
			"linkedIds": {Add: map[string]jsontext.Value{doc.ID: document.Quote(doc.ID)}},
		},
	}), nil
}

// agendaOf is where the team of a conflict's document talks about it: health matters in part 3, social ones in part 2, and
// what a nurse decides in part 3. "" when there is no team, or the compartment is nobody's agenda.
func agendaOf(doc *document.Document, f Facts) (scope document.Scope, part string) {
	switch compartment := doc.Scope.Compartment(); {
	case strings.HasPrefix(compartment, "case-"):
		return doc.Scope, compartment[len(compartment)-1:]
	case doc.Scope.Kind() == "team" && strings.HasPrefix(compartment, "part"):
		return doc.Scope, compartment[len(compartment)-1:]
	case doc.Scope.Kind() != "citizen":
		return "", ""
	case compartment == "health", compartment == "visits":
		part = "3"
	case compartment == "social", compartment == "card":
		part = "2"
	default:
		return "", ""
	}
	return caseOf(doc.Scope.Subject(), part, f), part
}

// caseOf is the part of the meeting in which the team to turn to first talks about a citizen, "" when nobody knows a team.
func caseOf(citizen, part string, f Facts) document.Scope {
	if f.TeamsOf == nil {
		return ""
	}
	teams := f.TeamsOf(citizen)
	if len(teams) == 0 {
		return ""
	}
	return document.Scope("citizen/" + citizen + "/case-" + teams[0] + "-" + part + "/" + f.Municipality)
}
