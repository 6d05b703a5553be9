package care

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// loweredBy is the rule that what is urgent may be called less so by some roles only: "Urgency merges to the highest until a
// nurse lowers it" (domain.md W7), "SAFE highest until owner triages" (3.2, aidQuestion). Anybody raises it. What is judged is
// what people see, before and after: an edit that says less beside somebody's more lowers nothing.
func loweredBy(roles ...string) guard {
	return func(t *schema.Type, before, after *document.Document, e document.Edit, f Facts) (code, field, note string) {
		const urgency = "urgency"
		if before == nil || !touches(e, urgency) || f.Role == "server" {
			return "", "", ""
		}
		rule := t.Fields[urgency]
		was, is := slices.Index(rule.Order, text(t, before, urgency)), slices.Index(rule.Order, text(t, after, urgency))
		if is >= was || slices.ContainsFunc(roles, f.authorHas) {
			return "", "", ""
		}
		return document.CodeNotAllowed, urgency, ""
	}
}

// authorHas reports whether the edit's author has a role: the one it was written in, or by the directory another.
func (f Facts) authorHas(role string) bool {
	return f.Role == role || f.HasRole != nil && f.HasRole(f.Author, role)
}
