package access

import (
	"maps"
	"slices"
	"strings"

	"github.com/samsyn/samsyn/schema"
)

// mask is a set of a citizen's compartments, by their place in rooms.
type mask uint32

const allRooms = ^mask(0)

// rooms are a citizen's compartments, by name, and who reads them.
type rooms struct {
	list   []room
	byRole map[string]mask
	cases  mask
}

type room struct {
	name     string
	part     string // of a case compartment: its part
	provider bool   // the citizen's provider controls it, not the municipality
}

func roomsOf(set *schema.Set) rooms {
	r := rooms{byRole: map[string]mask{}}
	for _, name := range slices.Sorted(maps.Keys(set.Compartments["citizen"])) {
		c := set.Compartments["citizen"][name]
		part, _ := strings.CutPrefix(name, "case-*-")
		one := room{name: name, provider: c.Controller == "provider"}
		bit := mask(1) << len(r.list)
		if part != name {
			one.part = part
			r.cases |= bit
		}
		r.list = append(r.list, one)
		for _, role := range c.Read {
			r.byRole[role] |= bit
		}
	}
	return r
}

// named is the set of the compartments that rules name; case-2 is case-*-2.
func (r rooms) named(names []string) (m mask) {
	for _, name := range names {
		if part, isCase := strings.CutPrefix(name, "case-"); isCase && !strings.HasPrefix(part, "*-") {
			name = "case-*-" + part
		}
		if at := slices.IndexFunc(r.list, func(one room) bool { return one.name == name }); at >= 0 {
			m |= 1 << at
		}
	}
	return m
}

// of finds the room of a scope's compartment; team is that of a case.
func (r rooms) of(compartment string) (bit mask, one *room, team string) {
	name := compartment
	if rest, isCase := strings.CutPrefix(compartment, "case-"); isCase {
		cut := strings.LastIndexByte(rest, '-')
		if cut <= 0 {
			return 0, nil, ""
		}
		name, team = "case-*"+rest[cut:], rest[:cut]
	}
	at := slices.IndexFunc(r.list, func(one room) bool { return one.name == name })
	if at < 0 || (r.list[at].part == "") != (team == "") {
		return 0, nil, ""
	}
	return 1 << at, &r.list[at], team
}
