package simtest

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

func sortedFields[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func sortedTypes(set *schema.Set) []string { return slices.Sorted(maps.Keys(set.Types)) }

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

// poison is an edit that an app ahead of the server, or a broken one, writes: the server refuses it and the rest goes on.
func (p *phone) poison() replica.Draft {
	w := p.w
	social := document.Scope("citizen/c1/social/" + providers["c1"])
	d := replica.Draft{Scope: social, Type: "goal", Doc: w.newID(), Create: true, Changes: map[string]document.Op{}}
	set := func(name string, v any) { d.Changes[name] = document.Op{Set: toJSON(v)} }
	set("citizenWords", "Jag vill ut")
	switch w.rng.IntN(7) {
	case 0:
		d.Type = futureType
	case 1:
		set(futureField, "glad")
	case 2:
		set(pick(w, sortedFields(w.rules.Types["goal"].Fields)), w.badValue())
		set("direction", w.badValue())
	case 3:
		d.Scope = "citizen/c1/health/" + municipality // of another compartment
	case 4:
		d.Scope = pick(w, []document.Scope{"citizen/c9/social/ekby", "citizen/c2/social/ekby", "citizen/c2/social/vardab"})
	case 5:
		d.Create = false // of nothing
	case 6:
		d.Scope, d.Type = document.Directory, "careAssignment"
		d.Changes = map[string]document.Op{}
		for name, v := range map[string]any{
			"staffId": p.actor.ID, "citizenId": "c2", "providerOrgId": "vardab", "reason": "emergencyOpening", "validFrom": document.TimeText(w.now - 1000),
			"state": "active",
		} {
			set(name, v)
		}
	}
	return d
}

// forge sends what no app of ours would: garbage, another phone's stamp, an id that is taken.
func (w *World) forge() bool {
	p := w.somePhone(func(p *phone) bool { return p.conn != nil })
	if p == nil {
		return false
	}
	var frame string
	switch id := w.newID(); w.rng.IntN(6) {
	case 0:
		frame = pick(w, []string{"", "{", "null", `{"frame":"dance"}`, `{"frame":"submit"}`, `{"frame":"hello"}`, `{"frame":"submit","edits":[{"id":7}]}`,
			`{"frame":"catchup","scope":"citizen/c9/social/ekby"}`, `{"frame":"purged","scope":"x"}`})
	case 1:
		frame = fmt.Sprintf(`{"frame":"submit","edits":[{"id":%q,"scope":5,"changes":{"å":[]}},{"id":%q,"stamp":"x"}]}`, id, w.newID())
	default:
		e, ok := w.oracle.anAnswered(w, p)
		if !ok {
			return false
		}
		if w.chance(50) {
			e.ID = id // somebody else's stamp
		} else {
			e.Void = "något helt annat" // a taken id
			e.Create = false
		}
		text, err := wire.AppendSubmit(nil, []document.Edit{e})
		if err != nil {
			panic(err)
		}
		frame = string(text)
	}
	w.note("%s sends a forgery: %.60s", p.name, frame)
	p.conn.sendUp([]byte(frame))
	return true
}
