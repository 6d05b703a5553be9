package care

import (
	"unicode/utf8"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

const shownType = "shownCard"

// RoleCard is what a member of staff says of their part in the team, so that nobody has to guess: misunderstanding comes from
// not knowing each other's roles (domain.md A15; 1.3.1, roleCard).
type RoleCard struct {
	AskMeAbout string `json:"askMeAbout,omitzero"`
	IDecide    string `json:"iDecide,omitzero"`
	MyMission  string `json:"myMission,omitzero"`
	NotMyRole  string `json:"notMyRole,omitzero"`
}

// cardLength is how much of a text is shown, in characters: what fits on a card. Who writes their own has no more room
// (schema/values.json, cardText); an employer may have written an essay, which every phone of the team would carry.
const cardLength = 400

// IsShownCard reports whether a document is what somebody wrote of themselves, in the directory.
func IsShownCard(d *document.Document) bool { return d != nil && d.Type == shownType }

// CardSubject names whose card a document of the directory is a part of; "" for nobody's.
func CardSubject(set *schema.Set, d *document.Document) string {
	switch {
	case IsShownCard(d):
		return text(set.Types[shownType], d, "staffId")
	case d != nil && d.Type == staffType:
		return d.ID
	}
	return ""
}

func (p Person) roleCard(set *schema.Set) RoleCard {
	return RoleCard{p.says(set, "askMeAbout"), p.says(set, "iDecide"), p.says(set, "myMission"), p.says(set, "notMyRole")}
}

// says is what somebody wrote of themselves, and where that is nothing, what the employer did.
func (p Person) says(set *schema.Set, field string) string {
	if IsShownCard(p.Shown) && !p.Shown.IsVoided() {
		if own := text(set.Types[shownType], p.Shown, field); own != "" {
			return own
		}
	}
	return shortened(text(set.Types[staffType], p.Member, field))
}

// shortened is so much of a text as is shown.
func shortened(s string) string {
	if utf8.RuneCountInString(s) <= cardLength {
		return s
	}
	return string([]rune(s)[:cardLength-1]) + "…"
}
