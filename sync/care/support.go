package care

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

const supportType = "supportStatus"

// SupportID names the one supportStatus of a scope of visits.
func SupportID(scope document.Scope) string { return HashID(supportType, string(scope)) }

// supportEnds: "ended/deceased close new visits" (domain.md 1.3.1), "never ring at the home of a dead person" (3.2). The state
// stands on the card, which the deadlines of visits do not see; so the card tells the visits of the provider when support is
// over, and when that was taken back. Before that nothing is written: support goes on.
func supportEnds(t *schema.Type, before, after *document.Document, f Facts) ([]Write, error) {
	was, is := isEnded(t, before), isEnded(t, after)
	state := text(t, after, "state")
	if was == is && (!is || state == text(t, before, "state")) {
		return nil, nil
	}
	if !is {
		state = "active" // the card was voided: an alarm too many costs a call
	}
	provider := text(t, after, "providerOrgId")
	if provider == "" {
		provider = f.Municipality
	}
	scope := document.Scope("citizen/" + after.Scope.Subject() + "/visits/" + provider)
	return []Write{{
		Scope: scope, Doc: SupportID(scope), Type: supportType, Create: true, Changes: map[string]document.Op{"support": set(state)},
	}}, nil
}

// isEnded reports whether the card says that support has ended.
func isEnded(t *schema.Type, card *document.Document) bool {
	return !card.IsVoided() && hasEnded(text(t, card, "state"))
}

func hasEnded(state string) bool { return state == "ended" || state == "deceased" }

// supportIsOver reports whether the visits of a scope are not to be any more.
func supportIsOver(scope document.Scope, f Facts) (bool, error) {
	if f.Document == nil || f.Schema == nil {
		return false, nil
	}
	d, err := f.Document(SupportID(scope))
	return err == nil && hasEnded(text(f.Schema.Types[supportType], d, "support")), err
}
