package care

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// ownFact: "arrivedAt, leftAt, outcome, evidence: IMM per author. Own testimony" (domain.md 3.2, visitRecord); must never
// "utebliven overwrites utförd" (W8). Whoever was there says what happened, and takes it back, or the unit manager does. What
// others know better they write as a correction.
func ownFact(t *schema.Type, before, _ *document.Document, e document.Edit, f Facts) (code, field, note string) {
	if before == nil || before.Created == "" || created(before).Author == f.Author {
		return "", "", ""
	}
	for _, name := range document.Keys(nil, e.Changes) {
		if rule := t.Fields[name]; rule != nil && rule.Policy == schema.Immutable {
			return document.CodeNotYours, name, ""
		}
	}
	if e.Void != "" && f.Role != "unitManager" {
		return document.CodeNotYours, "", ""
	}
	return "", "", ""
}

// withdrawnByRaiser: "withdrawn (by citizen or raiser)" (domain.md 1.3.5). Others park or postpone. What the server raised, or
// copied from another part, is the coordinator's or the manager's to withdraw.
func withdrawnByRaiser(t *schema.Type, before, after *document.Document, e document.Edit, f Facts) (code, field, note string) {
	const withdrawn = "withdrawnByRaiser"
	if document.Unquote(e.Changes["state"].Set) != withdrawn || before == nil || before.Created == "" || text(t, after, "state") != withdrawn {
		return "", "", ""
	}
	raiser := created(before)
	if raiser.Author == f.Author || raiser.Role == "server" && slices.Contains([]string{"coordinator", "unitManager"}, f.Role) {
		return "", "", ""
	}
	return document.CodeNotAllowed, "state", ""
}
