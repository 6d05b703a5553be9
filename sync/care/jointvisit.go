package care

import (
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// afterYes are the states of a joint visit that nobody may bring about before the citizen said yes.
var afterYes = []string{"scheduled", "confirmed", "underway", "held", "summarised"}

// isFact: these states say that it happened.
func isFact(state string) bool { return state == "held" || state == "summarised" }

// citizenFirst: "Cannot reach scheduled without citizen's yes" (domain.md 1.3.4), for each who comes: "partial no is
// normal" (3.2, W4). A move that does not show, because the no was there first, is history and is let through (W4: "'på
// väg' arrives as history"); so is a visit that was held, when there is a record of it or people decided that it was: "facts are never hidden to make
// the state tidy".
func citizenFirst(t *schema.Type, before, after *document.Document, e document.Edit, f Facts) (code, field, note string) {
	state := read(t, after, "state")
	shown := document.Unquote(state.Value)
	if !slices.Contains(afterYes, shown) {
		return "", "", ""
	}
	switch {
	case touches(e, "state") && text(t, before, "state") != shown && document.Unquote(e.Changes["state"].Set) == shown:
		if isFact(shown) && (f.Decides || state.Disputed || hasFact(t, after) || isFact(text(t, before, "state"))) {
			return "", "", ""
		}
		return stanceOf(t, after).judge("state", participants(t, after))
	case touches(e, "participants"):
		was := participants(t, before)
		added := slices.DeleteFunc(participants(t, after), func(id string) bool { return slices.Contains(was, id) })
		if len(added) > 0 && !isFact(shown) {
			return stanceOf(t, after).judge("participants", added)
		}
	}
	return "", "", ""
}

func hasFact(t *schema.Type, d *document.Document) bool {
	return len(read(t, d, "findingIds").Items)+len(read(t, d, "visitRecordIds").Items) > 0
}

// stance is what the citizen said about each who comes; everybody holds what was said about all. A yes has to be the citizen's
// own, or recorded as such (domain.md 3.1, CTZ); a no is heeded whoever writes it.
type stance map[string]string

const everybody = "all"

func stanceOf(t *schema.Type, d *document.Document) stance {
	s := stance{}
	for _, item := range read(t, d, "citizenStance").Items {
		o := d.Origins[item.Edit]
		if answer := as[said](item.Value).Answer; answer != "yes" || merge.IsCitizens(o.Role, o.OnBehalfOf) {
			s[item.ID] = answer
		}
	}
	return s
}

func (s stance) about(staff string) string {
	if answer := s[staff]; answer != "" {
		return answer
	}
	return s[everybody]
}

func (s stance) judge(field string, who []string) (code, about, note string) {
	if len(who) == 0 {
		who = []string{everybody}
	}
	for _, staff := range who {
		if s.about(staff) == "no" {
			return document.CodeCitizenSaidNo, field, ""
		}
	}
	for _, staff := range who {
		if s.about(staff) != "yes" {
			return document.CodeCitizenNotAsked, field, ""
		}
	}
	return "", "", ""
}

// participants are the staff ids of those who come, whichever way the type keeps them.
func participants(t *schema.Type, d *document.Document) []string {
	var ids []string
	add := func(v jsontext.Value, otherwise string) {
		if id := staffID(v); id != "" {
			ids = append(ids, id)
		} else if otherwise != "" {
			ids = append(ids, otherwise)
		}
	}
	r := read(t, d, "participants")
	for _, item := range r.Items {
		add(item.Value, item.ID)
	}
	if r.Value.Kind() == '[' {
		for _, v := range as[[]jsontext.Value](r.Value) {
			add(v, "")
		}
	}
	return ids
}

func staffID(v jsontext.Value) string {
	switch v.Kind() {
	case '"':
		return document.Unquote(v)
	case '{':
		return as[struct {
			StaffID string `json:"staffId"`
		}](v).StaffID
	}
	return ""
}
