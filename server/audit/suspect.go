package audit

import (
	"context"
	"slices"
	"strings"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/merge"
)

// visit is a planned visit: when, and by whom.
type visit struct {
	start int64
	staff string
}

// nearby is how far from a read a visit may be to explain it.
const nearby = 7 * 24 * 60 * minute

// suspect finds what makes an event worth a question (L-14). None of it says that anything was wrong.
func (d *desk) suspect(ctx context.Context, p *people, c *candidate, visits map[string][]visit) error {
	citizen, err := d.citizen(ctx, p, c.Citizen)
	if err != nil {
		return err
	}
	list, known := visits[c.Citizen]
	if !known {
		if list, err = d.visits(ctx, c.Citizen); err != nil {
			return err
		}
		visits[c.Citizen] = list
	}
	staff, address := p.staff[c.Actor], d.q.Addresses[c.Actor]
	if citizen.protected {
		citizen.name = "" // "the same name" would tell it
	}
	why := func(weight int, is bool, reason string) {
		if is {
			c.reasons, c.weight = append(c.reasons, reason), max(c.weight, weight)
		}
	}
	own, throughTeam := p.cares(c.Actor, c.Citizen, c.When())
	wroteOwn, wroteTeams := p.letIn(c.Actor, c.Citizen, c.When())
	visited := slices.ContainsFunc(list, func(v visit) bool { return v.staff == c.Actor && max(v.start-c.When(), c.When()-v.start) < nearby })
	action := c.Action
	if o := p.through(c.Actor, c.Citizen, c.When()); o != nil {
		action = o.action
	}
	why(9, action == store.ActionEmergency, "nödöppning")
	why(8, action == store.ActionOpenedOutside, "öppnad utanför uppdraget")
	why(8, c.Note == store.ActionNotHeld, "telefonen fick aldrig uppgifterna")
	why(7, wroteOwn, "gav sig själv uppdraget")
	why(7, p.isColleague(c.Actor, citizen.name), "medborgaren är en kollega")
	why(6, address != "" && sameText(address, citizen.address), "samma adress")
	why(5, surname(staff.name) != "" && sameText(surname(staff.name), surname(citizen.name)), "samma efternamn")
	why(4, !own && !throughTeam, "inget uppdrag vid den tiden")
	why(3, wroteTeams, "gav sitt eget team uppdraget")
	why(1, !own && throughTeam && !visited, "inget besök inom en vecka")
	return nil
}

func surname(name string) string {
	words := strings.Fields(name)
	if len(words) < 2 {
		return ""
	}
	return words[len(words)-1]
}

func sameText(a, b string) bool {
	return strings.EqualFold(strings.Join(strings.Fields(a), " "), strings.Join(strings.Fields(b), " "))
}

// isColleague reports whether a citizen has the name of somebody else who works here.
func (p *people) isColleague(actor, name string) bool {
	for id, one := range p.staff {
		if id != actor && name != "" && sameText(one.name, name) {
			return true
		}
	}
	return false
}

// visits reads a citizen's planned visits, with all controllers.
func (d *desk) visits(ctx context.Context, citizen string) (out []visit, err error) {
	t := d.o.Schema.Types["visitPlan"]
	for scope, err := range d.o.Store.Scopes(ctx, d.ID) {
		if err != nil {
			return nil, err
		}
		if t == nil || citizenOf(scope) != citizen || scope.Compartment() != "visits" {
			continue
		}
		for doc, err := range d.o.Documents(ctx, d.key(scope)) {
			if err != nil {
				return nil, err
			}
			if doc.Type == t.Name {
				out = append(out, visitsOf(merge.Read(t, doc))...)
			}
		}
	}
	return out, nil
}

func visitsOf(v merge.View) (out []visit) {
	start, ok := document.TimeMillis(text(v, "start"))
	if !ok {
		return nil
	}
	for _, id := range texts(v, "staffIds") {
		out = append(out, visit{start, id})
	}
	return out
}
