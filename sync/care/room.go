package care

import (
	"slices"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// nursePart is the part that needs a nurse: medicines and aids (domain.md 1.3.5).
const nursePart = 3

// jointPart is where all professions talk: "citizen/representative may be invited" (domain.md 1.3.5), to their own team's.
const jointPart = 2

// roomAudience: "A part cannot open while a person outside its audience is marked present" (domain.md 1.3.5, W1). And of
// part 3: "If part 3 lacks any nurse, Bodil is warned before opening" (W3), which is a note, not a refusal.
func roomAudience(t *schema.Type, _, after *document.Document, e document.Edit, f Facts) (code, field, note string) {
	part := number(t, after, "openPart")
	if !touches(e, "openPart", "presentIds") || part == 0 {
		return "", "", ""
	}
	present := as[[]string](read(t, after, "presentIds").Value)
	team := after.Scope.Subject()
	isGuest := func(id string) bool {
		return part == jointPart && f.TeamsOf != nil && slices.Contains(f.TeamsOf(id), team)
	}
	if f.InAudience != nil && slices.ContainsFunc(present, func(id string) bool { return !f.InAudience(team, part, id) && !isGuest(id) }) {
		return document.CodeWrongAudience, "presentIds", ""
	}
	if part == nursePart && f.HasRole != nil && !slices.ContainsFunc(present, func(s string) bool { return f.HasRole(s, "nurse") }) {
		return "", "", document.CodeNoQuorum
	}
	return "", "", ""
}

// cancelledStays: a meeting's time and place and that it is cancelled are one bundle (domain.md 3.2, "start, end, place, state
// cancelled: BND"): nobody moves what is cancelled, nor opens a part of a meeting that is not held any more.
func cancelledStays(t *schema.Type, before, after *document.Document, e document.Edit, _ Facts) (code, field, note string) {
	switch was := text(t, before, "state"); {
	case was == "cancelled" && touches(e, "start", "end", "place"):
		return document.CodeStale, "start", ""
	case slices.Contains([]string{"cancelled", "closed", "confirmed"}, was) && touches(e, "openPart") && number(t, after, "openPart") > 0:
		return document.CodeNoTransition, "openPart", ""
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
