package simtest

import (
	"slices"
	"time"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// accessDraft is the manager granting and taking away, which the sessions of others must follow at once.
func (p *phone) accessDraft() replica.Draft {
	w := p.w
	d := replica.Draft{Scope: document.Directory, Changes: map[string]document.Op{}}
	set := func(name string, v any) { d.Changes[name] = document.Op{Set: toJSON(v)} }
	shown := p.r.ShowAll(document.Directory)
	some := func(typ string) (replica.Shown, bool) {
		list := slices.DeleteFunc(slices.Clone(shown), func(s replica.Shown) bool { return s.Type != typ })
		if len(list) == 0 {
			return replica.Shown{}, false
		}
		return pick(w, list), true
	}
	at := func(minutes int) string { return document.TimeText(w.now + int64(minutes)*time.Minute.Milliseconds()) }
	switch n := w.rng.IntN(100); {
	case n < 40:
		if s, ok := some("careAssignment"); ok {
			d.Type, d.Doc = s.Type, s.Doc
			switch w.rng.IntN(4) {
			case 0:
				set("state", "revoked")
			case 1:
				set("validTo", at(w.between(-5, 15)))
			case 2:
				set("validFrom", at(w.between(-60, 10)))
			default:
				set("state", pick(w, []string{"active", "expired"}))
			}
			return d
		}
	case n < 60:
		if s, ok := some("careTeam"); ok {
			d.Type, d.Doc = s.Type, s.Doc
			set("members", p.someMembers())
			return d
		}
	case n < 66:
		if s, ok := some("staffMember"); ok {
			d.Type, d.Doc = s.Type, s.Doc
			if w.chance(70) {
				set("roles", []string{pick(w, people[:5]).role})
			} else {
				set("state", pick(w, []string{"onLeave", "active", "left"}))
			}
			return d
		}
	}
	d.Type, d.Create, d.Doc = "careAssignment", true, w.newID()
	c := pick(w, []string{"c1", "c2"})
	if w.chance(50) {
		set("teamId", team)
	} else {
		set("staffId", pick(w, people[:5]).ID)
	}
	set("citizenId", c)
	set("providerOrgId", providers[c])
	set("reason", "substitution")
	set("validFrom", at(w.between(-60, 2)))
	set("state", "active")
	if w.chance(50) {
		set("validTo", at(w.between(1, 20)))
	}
	return d
}

func (p *phone) someMembers() any {
	out := []any{}
	for _, m := range append([]person{maria}, people[:5]...) {
		if p.w.chance(70) {
			out = append(out, map[string]any{"staffId": m.ID, "parts": pick(p.w, [][]int{{1, 2}, {2, 3}, {1, 2, 3}, {2}})})
		}
	}
	return out
}
