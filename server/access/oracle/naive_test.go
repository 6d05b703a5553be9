package oracle_test

import (
	"slices"
	"strings"
)

// naive is the oracle: the rules of domain.md 1.4 and of the brief for access, written a second time as plainly as they can be. It
// shares nothing with package access and answers for one moment, now.
type naive struct {
	now    int64
	facts  []*fact
	people map[string]*person // staff by id
	teams  map[string]*crew
}

const (
	bedside, public = "assistantNurse careAssistant nurse occupationalTherapist ", "citizen representative "
	all             = bedside + "needsAssessor coordinator unitManager "
)

// readers is domain.md 1.4 for the roles that take part: room → roles.
var readers = map[string]string{
	"identity": all + public, "card": all + public, "rights": all + public, "social": bedside + "needsAssessor unitManager " + public,
	"health": bedside + public, "visits": bedside + "coordinator unitManager " + public,
	"case-1": "assistantNurse careAssistant needsAssessor coordinator unitManager", "case-2": all, "case-3": bedside + "coordinator unitManager",
	"part1": "assistantNurse careAssistant needsAssessor coordinator unitManager", "part2": all, "part3": bedside + "coordinator unitManager",
	"reach": "coordinator unitManager", "handover": "coordinator unitManager",
	"meeting": all, "learning": all, "directory": "unitManager systemAdmin", "register": "unitManager systemAdmin",
	"hers": "citizen", "own": all + "representative systemAdmin regionClinician auditReviewer", "inbox": all + "systemAdmin regionClinician auditReviewer",
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
	if a.kind != "staff" && slices.ContainsFunc(n.facts, isKnown) {
		return []string{a.kind}
	} else if a.kind != "staff" || n.people[a.id] == nil {
		return nil
	}
	return n.people[a.id].roles
}

// may says whether somebody may hold a scope now.
func (n *naive) may(a actor, scope string) bool {
	p, roles := strings.Split(scope, "/"), n.roles(a)
	switch p[0] {
	case "tenant":
		return a.kind == "staff" && reads(roles, p[1]) && n.people[a.id].employer == "ekby"
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

// roomOf takes a compartment apart: that of a case names its team.
func roomOf(compartment string) (team, part, name string) {
	if c := strings.Split(compartment, "-"); len(c) == 3 {
		return c[1], c[2], "case-" + c[2]
	}
	if compartment == "own" { // a citizen's
		return "", "", "hers"
	}
	return "", "", compartment
}

// reaches says whether somebody may hold a room of a citizen.
func (n *naive) reaches(a actor, roles []string, citizen, room, controller string) bool {
	team, part, name := roomOf(room)
	byProvider := room == "social" || room == "visits"
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
		shut := slices.Contains(f.rooms, room) || room == "case-3" && slices.Contains(f.rooms, "health")
		return shut && (f.level != "team" && n.people[a.id].employer == f.holders[0] || f.level != "provider" && sits)
	})
}
