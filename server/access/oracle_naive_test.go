package access_test

import (
	"slices"
	"strings"
)

// naive is the oracle: the rules of domain.md 1.4 and of the brief for access, written a second time as plainly as they can be. It
// shares nothing with package access: no index, no schema, no history. It answers for one moment, now.
type naive struct {
	now    int64
	facts  []*fact
	people map[string]*person // staff by id
	teams  map[string]*crew
}

// fact is one thing that decides who reaches a citizen.
type fact struct {
	what     string // assignment, consent, outside, emergency, mandate, block or protection
	id       string // of its document
	citizen  string
	holders  []string // staff/x, team/x, org/x or representative/x; of a protection those it names
	provider string   // of an assignment
	level    string   // of a block
	rooms    []string
	from, to int64
}

type person struct {
	employer string
	roles    []string // none for who left
}

type crew struct {
	provider string
	parts    map[string][]string // staff → parts
}

// actor is somebody with a token.
type actor struct{ kind, id string }

const (
	bedside = "assistantNurse careAssistant nurse occupationalTherapist "
	public  = "citizen representative "
	all     = bedside + "needsAssessor coordinator unitManager "
)

// readers is domain.md 1.4 for the roles that take part: room → roles.
var readers = map[string]string{
	"identity": all + public, "card": all + public, "rights": all + public, "social": bedside + "needsAssessor unitManager " + public,
	"health": bedside + public, "visits": bedside + "coordinator unitManager " + public,
	"case-1": "assistantNurse careAssistant needsAssessor coordinator unitManager", "case-2": all, "case-3": bedside + "coordinator unitManager",
	"part1": "assistantNurse careAssistant needsAssessor coordinator unitManager", "part2": all, "part3": bedside + "coordinator unitManager",
	"meeting": all, "learning": all, "directory": "unitManager systemAdmin", "register": "unitManager systemAdmin",
	"own": all + "representative systemAdmin regionClinician auditReviewer", "inbox": all + "systemAdmin regionClinician auditReviewer",
}

// lifesavers may open in an emergency.
const lifesavers = "nurse occupationalTherapist assistantNurse unitManager"

func reads(roles []string, room string) bool { return among(roles, readers[room]) }

func among(roles []string, list string) bool {
	return slices.ContainsFunc(roles, func(r string) bool { return slices.Contains(strings.Fields(list), r) })
}

// inForce finds the facts of a kind about a citizen that count now; with past, also those that began and have ended.
func (n *naive) inForce(what, citizen string, past bool) (out []*fact) {
	for _, f := range n.facts {
		if f.what == what && f.citizen == citizen && f.from <= n.now && f.from < f.to && (past || n.now < f.to) {
			out = append(out, f)
		}
	}
	return out
}

func (n *naive) roles(a actor) []string {
	isKnown := func(f *fact) bool {
		return f.what == "assignment" && a == actor{"citizen", f.citizen} || f.what == "mandate" && slices.Contains(f.holders, a.kind+"/"+a.id)
	}
	switch {
	case a.kind == "staff" && n.people[a.id] != nil:
		return n.people[a.id].roles
	case a.kind != "staff" && slices.ContainsFunc(n.facts, isKnown):
		return []string{a.kind}
	}
	return nil
}

// may says whether somebody may hold a scope now.
func (n *naive) may(a actor, scope string) bool {
	p, roles := strings.Split(scope, "/"), n.roles(a)
	switch p[0] {
	case "tenant":
		return a.kind == "staff" && reads(roles, p[1])
	case "staff", "representative":
		return a.kind == p[0] && a.id == p[1] && p[3] == "ekby" && reads(roles, p[2])
	case "team", "unit":
		parts, sits := n.parts(a, p[1])
		number, isPart := strings.CutPrefix(p[2], "part")
		return sits && p[3] == "ekby" && reads(roles, p[2]) && (!isPart || slices.Contains(parts, number))
	}
	return n.reaches(a, roles, p[1], p[2], p[3])
}

func (n *naive) parts(a actor, team string) (parts []string, sits bool) {
	if a.kind == "staff" && n.teams[team] != nil {
		parts, sits = n.teams[team].parts[a.id]
	}
	return parts, sits
}

// reaches says whether somebody may hold a room of a citizen.
func (n *naive) reaches(a actor, roles []string, citizen, room, controller string) bool {
	team, part := "", ""
	name, byProvider := room, room == "social" || room == "visits"
	if c := strings.Split(room, "-"); c[0] == "case" && len(c) == 3 {
		team, part, name = c[1], c[2], "case-"+c[2]
	}
	if !reads(roles, name) || !byProvider && controller != "ekby" {
		return false
	}
	under := func(past bool, provider string) bool { // the citizen has, or had, it; "" is any
		return slices.ContainsFunc(n.inForce("assignment", citizen, past), func(f *fact) bool { return provider == "" || f.provider == provider })
	}
	if a.kind == "citizen" {
		return a.id == citizen && team == "" && (!byProvider && under(true, "") || byProvider && under(true, controller))
	}
	for _, f := range n.inForce("protection", citizen, false) {
		if !slices.Contains(f.holders, a.kind+"/"+a.id) {
			return false
		}
	}
	own := "" // of staff from outside: their employer
	if a.kind == "staff" && n.people[a.id].employer != "ekby" {
		own = n.people[a.id].employer
	}
	holds := func(what string, fits func(f *fact, holder string) bool) bool {
		return slices.ContainsFunc(n.inForce(what, citizen, false), func(f *fact) bool {
			return slices.ContainsFunc(f.holders, func(h string) bool { return n.isHeld(a, h) && fits(f, h) })
		})
	}
	known := own == "" && under(true, "") || own != "" && under(false, own)
	opened := func(*fact, string) bool {
		return team == "" && known && (!byProvider || under(false, controller) && (own == "" || own == controller))
	}
	named := func(f *fact, _ string) bool {
		return team == "" && slices.Contains(f.rooms, room) && (!byProvider || under(true, controller))
	}
	if holds("emergency", opened) && slices.ContainsFunc(roles, func(r string) bool { return among([]string{r}, lifesavers) && reads([]string{r}, name) }) {
		return true
	}
	return !n.isBlocked(a, citizen, name) && (holds("mandate", named) || holds("consent", named) || holds("outside", opened) ||
		holds("assignment", func(f *fact, holder string) bool {
			id, isTeam := strings.CutPrefix(holder, "team/")
			parts, _ := n.parts(a, id)
			return (own == "" || f.provider == own && (!isTeam || n.teams[id].provider == own)) && (!byProvider || f.provider == controller) &&
				(team == "" || isTeam && team == id && slices.Contains(parts, part))
		}))
}

func (n *naive) isHeld(a actor, holder string) bool {
	what, id, _ := strings.Cut(holder, "/")
	_, sits := n.parts(a, id)
	return holder == a.kind+"/"+a.id || what == "team" && sits || what == "org" && a.kind == "staff" && n.people[a.id].employer == id
}

func (n *naive) isBlocked(a actor, citizen, room string) bool {
	return a.kind == "staff" && slices.ContainsFunc(n.inForce("block", citizen, false), func(f *fact) bool {
		_, sits := n.parts(a, f.holders[0])
		return slices.Contains(f.rooms, room) && (f.level != "team" && n.people[a.id].employer == f.holders[0] || f.level != "provider" && sits)
	})
}

// discloses says whether a copy may go from one scope to another of the same citizen or team.
func (n *naive) discloses(from, to, basis string) bool {
	f, t := strings.Split(from, "/"), strings.Split(to, "/")
	team, roomOf := "", func(room string) string {
		if c := strings.Split(room, "-"); len(c) == 3 {
			return "case-" + c[2]
		}
		return room
	}
	if c := strings.Split(t[2], "-"); len(c) == 3 {
		team = c[1]
	}
	rooms, some := []string{roomOf(f[2]), roomOf(t[2])}, false
	for id := range n.people {
		if a := (actor{"staff", id}); n.may(a, to) {
			some = true
			if n.isBlocked(a, t[1], rooms[0]) || n.isBlocked(a, t[1], rooms[1]) {
				return false
			}
		}
	}
	return some && f[1] == t[1] && (basis != "consent" || slices.ContainsFunc(n.inForce("consent", t[1], false), func(c *fact) bool {
		return (slices.Contains(c.rooms, rooms[0]) || slices.Contains(c.rooms, rooms[1])) &&
			(c.holders[0] == "org/"+t[3] || c.holders[0] == "team/"+team)
	}))
}
