package care

import (
	"slices"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/document"
)

// Who is who: of a member of staff "everyone in shared teams" reads the card, and the "citizen sees name, role, photo of who
// comes" (domain.md 1.3.1). It lies in the directory, which neither reads: the server writes what they may hold where they are.

const staffType = "staffMember"

// Person is what the directory has of a member of staff: what the employer wrote, and what they wrote of themselves, nil for
// nothing.
type Person struct{ Member, Shown *document.Document }

// Card is what others hold of a member of staff. The zero Card is of somebody whom the directory does not know.
type Card struct {
	Name, Role string
	// ReachMe is how colleagues reach them while they are at work; "" of who is on leave or has left.
	ReachMe string
	Says    RoleCard
}

// CardOf reads somebody's card. Of several roles it shows the seat, the one that somebody is said to have here, while it is one
// of them, and else the first.
func CardOf(set *schema.Set, p Person, seat string) Card {
	d := p.Member
	if d == nil || d.Type != staffType || d.Created == "" {
		return Card{}
	}
	t := set.Types[staffType]
	roles := as[[]string](read(t, d, "roles").Value)
	c := Card{Name: text(t, d, "name"), Says: p.roleCard(set)}
	if slices.Contains(roles, seat) {
		c.Role = seat
	} else if len(roles) > 0 {
		c.Role = roles[0]
	}
	if StateOf(t, d) == "active" && !d.IsVoided() {
		c.ReachMe = p.says(set, "reachMe")
	}
	return c
}

// SameCard reports whether two versions of a document, nil for none, show others the same, whatever somebody's seat. Only members
// of staff and what they wrote of themselves show anything.
func SameCard(set *schema.Set, a, b *document.Document) bool {
	if IsShownCard(b) {
		before, after := Person{Shown: a}, Person{Shown: b}
		return before.roleCard(set) == after.roleCard(set) && before.says(set, "reachMe") == after.says(set, "reachMe")
	}
	rolesOf := func(d *document.Document) string { return string(read(set.Types[staffType], d, "roles").Value) }
	return CardOf(set, Person{Member: a}, "") == CardOf(set, Person{Member: b}, "") && rolesOf(a) == rolesOf(b)
}

// Rosters are what a copied list of staff becomes.
type Rosters struct {
	Of    jsontext.Value // the list, with names and roles
	Reach jsontext.Value // how they are reached, of those who say it
	Says  jsontext.Value // their role cards, of those who have one
}

// WithCards says of a list of people, who each have a staffId, what their cards say: that counts, and not what was written
// beside their id. Whom staff does not know stays as they are. How they are reached and what they say of their part is for
// colleagues and nobody else.
func WithCards(set *schema.Set, people jsontext.Value, staff func(id string) Person) Rosters {
	type way struct {
		ReachMe string `json:"reachMe"`
		StaffID string `json:"staffId"`
	}
	type said struct {
		RoleCard
		StaffID string `json:"staffId"`
	}
	list, ways, cards := as[[]map[string]jsontext.Value](people), []way{}, []said{}
	for _, one := range list {
		text := func(member string) string { return document.Unquote(one[member]) }
		c := CardOf(set, staff(text("staffId")), text("role"))
		if c == (Card{}) {
			continue
		}
		for member, says := range map[string]string{"name": c.Name, "role": c.Role} {
			if says != "" {
				one[member] = document.Quote(says)
			}
		}
		if c.ReachMe != "" {
			ways = append(ways, way{c.ReachMe, text("staffId")})
		}
		if c.Says != (RoleCard{}) {
			cards = append(cards, said{c.Says, text("staffId")})
		}
	}
	named, err := json.Marshal(list, json.Deterministic(true))
	if err != nil || len(list) == 0 {
		named = people
	}
	return Rosters{named, canonical(ways), canonical(cards)}
}

// visitor is what the citizen is told of who comes: a name and a role, and nothing else.
type visitor struct {
	StaffID string `json:"staffId"`
	Name    string `json:"name"`
	Role    string `json:"role,omitzero"`
}

// visitors are those of the staff whom the directory knows, in the seat that they come in, "" for any; nil for nobody.
func (f Facts) visitors(seat string, staff ...string) (out []visitor) {
	if f.Staff == nil || f.Schema == nil {
		return nil
	}
	for _, id := range staff {
		if c := CardOf(f.Schema, Person{Member: f.Staff(id)}, seat); c.Name != "" {
			out = append(out, visitor{id, c.Name, c.Role})
		}
	}
	return out
}

// participants are those of a joint visit, each in the seat that is written beside their id.
func (f Facts) participants(list jsontext.Value) []visitor {
	out := []visitor{}
	for _, one := range as[[]visitor](list) {
		out = append(out, f.visitors(one.Role, one.StaffID)...)
	}
	return out
}
