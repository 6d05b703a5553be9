package oracle_test

import (
	"slices"
	"strings"
)

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

// discloses says whether a copy may go from one scope to another of the same citizen or team.
func (n *naive) discloses(from, to, basis string) bool {
	f, t := strings.Split(from, "/"), strings.Split(to, "/")
	_, _, fromRoom := roomOf(f[2])
	team, _, toRoom := roomOf(t[2])
	some := false
	for id := range n.people {
		a := actor{"staff", id}
		if !n.may(a, to) {
			continue
		}
		if some = true; n.isBlocked(a, t[1], fromRoom) || n.isBlocked(a, t[1], toRoom) {
			return false
		}
	}
	return some && f[1] == t[1] && (basis != "consent" || slices.ContainsFunc(n.inForce("consent", t[1], false), func(c *fact) bool {
		return (slices.Contains(c.rooms, fromRoom) || slices.Contains(c.rooms, toRoom)) && (c.holders[0] == "org/"+t[3] || c.holders[0] == "team/"+team)
	}))
}
