package care

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

const handoverType = "handover"

// HandoverID names the document in which a provider's former team is asked to hand something over. Who holds what it is about
// finds it so; the team's coordinator, who reads no social files, learns that there is something, and of whom, and no more.
func HandoverID(scope document.Scope, doc string) string {
	return HashID(handoverType, string(scope), doc)
}

// afterMove: "Red heel is safety-relevant: N-80 raises ... a handover prompt to Kerstin: 'uppgift efter byte – lämna över med
// grund'" (domain.md W5). What needs action came into the record of a provider that the citizen has left. The new one does not see
// it by itself: people disclose it, with a basis (L-08).
func afterMove(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	if f.MovedFrom == nil || after.IsVoided() || !isTrue(t, after, "needsAction") || isTrue(t, before, "needsAction") {
		return nil, nil
	}
	citizen := after.Scope.Subject()
	team := f.MovedFrom(citizen)
	if team == "" {
		return nil, nil
	}
	w := toHandover(team, after.Scope, after.ID, "asked", f)
	w.Create, w.Changes["citizenId"], w.Changes["since"] = true, set(citizen), set(document.TimeText(f.Now))
	return []Write{w}, nil
}

// handedOver says that what was asked for has been disclosed, or after all has not.
func handedOver(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	was, is := text(t, before, "state"), text(t, after, "state")
	to := ""
	switch {
	case is == "copied" && was != is:
		to = "handedOver"
	case is == "refused" && was == "copied": // somebody set a block meanwhile
		to = "asked"
	}
	if to == "" || f.MovedFrom == nil || after.Scope.Kind() != "citizen" {
		return nil, nil
	}
	team := f.MovedFrom(after.Scope.Subject())
	if team == "" {
		return nil, nil
	}
	return []Write{toHandover(team, after.Scope, text(t, after, "sourceId"), to, f)}, nil
}

func toHandover(team string, scope document.Scope, doc, state string, f Facts) Write {
	return Write{
		Scope: document.Scope("team/" + team + "/handover/" + f.Municipality), Doc: HandoverID(scope, doc), Type: handoverType,
		Changes: map[string]document.Op{"state": set(state)},
	}
}
