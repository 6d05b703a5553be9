package care

import (
	"maps"
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// confirmedBeforeClosed: "closed needs answer + confirmations" (domain.md 3.2, medicationQuestion); "must never: 'Besvarad'
// shown although the next visitor has not read it" (W7). The newest answer counts; everybody who was named must have
// confirmed it, and at least one who did not give it.
func confirmedBeforeClosed(t *schema.Type, before, after *document.Document, e document.Edit, _ Facts) (code, field, note string) {
	const closed = "closed"
	if !touches(e, "state") || text(t, after, "state") != closed || text(t, before, "state") == closed {
		return "", "", ""
	}
	answers := read(t, after, "answer").Items
	if len(answers) == 0 {
		return document.CodeConfirmationsMissing, "answer", ""
	}
	newest := answers[len(answers)-1]
	confirmed := map[string]bool{}
	for _, c := range read(t, after, "confirmations").Items {
		confirmed[c.ID] = confirms(after, c, newest)
	}
	asked := read(t, after, "mustConfirmIds").Items
	if slices.ContainsFunc(asked, func(must merge.Item) bool { return !confirmed[document.Unquote(must.Value)] }) ||
		!slices.Contains(slices.Collect(maps.Values(confirmed)), true) {
		return document.CodeConfirmationsMissing, "confirmations", ""
	}
	return "", "", ""
}

// confirms reports whether a confirmation is of this answer: it names it, or came with it or after it.
func confirms(d *document.Document, c, answer merge.Item) bool {
	by, of := d.Origins[c.Edit], d.Origins[answer.Edit]
	if c.ID == of.Author {
		return false
	}
	named := as[struct {
		AnswerID string `json:"answerId"`
	}](c.Value).AnswerID
	if named != "" {
		return named == answer.ID
	}
	return by.Seq == 0 || by.Seq >= of.Seq
}
