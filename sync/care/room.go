package care

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// nursePart is the part that needs a nurse: medicines and aids (domain.md 1.3.5).
const nursePart = 3

// roomAudience: "A part cannot open while a person outside its audience is marked present" (domain.md 1.3.5, W1). And of
// part 3: "If part 3 lacks any nurse, Bodil is warned before opening" (W3), which is a note, not a refusal.
func roomAudience(t *schema.Type, _, after *document.Document, e document.Edit, f Facts) (code, field, note string) {
	part := number(t, after, "openPart")
	if !touches(e, "openPart", "presentIds") || part == 0 {
		return "", "", ""
	}
	present := as[[]string](read(t, after, "presentIds").Value)
	team := after.Scope.Subject()
	if f.InAudience != nil && slices.ContainsFunc(present, func(staff string) bool { return !f.InAudience(team, part, staff) }) {
		return document.CodeWrongAudience, "presentIds", ""
	}
	if part == nursePart && f.HasRole != nil && !slices.ContainsFunc(present, func(s string) bool { return f.HasRole(s, "nurse") }) {
		return "", "", document.CodeNoQuorum
	}
	return "", "", ""
}

func touches(e document.Edit, fields ...string) bool {
	return slices.ContainsFunc(fields, func(name string) bool { _, ok := e.Changes[name]; return ok })
}

// cutOff: "Mon 16:00, server: cut-off. Status prepared for those in" (domain.md W1).
func cutOff(_ *schema.Type, doc *document.Document, _ Facts) ([]Write, error) {
	return []Write{{Doc: doc.ID, Type: doc.Type, Changes: map[string]document.Op{"state": set("prepared")}}}, nil
}
