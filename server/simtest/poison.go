package simtest

import (
	"fmt"

	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
	"github.com/samsyn/samsyn/sync/sign"
)

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

// forged is a submit of somebody else's edit: signed by this phone, with another's signature, or not at all.
func (p *phone) forged(e document.Edit) string {
	var proof *sign.Proof
	if key := p.o.Key; !key.IsZero() && p.w.chance(70) {
		own := sign.Prove(key, sign.Start(p.o.Replica), e)
		if proof = &own; p.w.chance(30) {
			e.Base.Seq++
		}
	}
	text, err := wire.AppendSigned(nil, []document.Edit{e}, proof)
	if err != nil {
		panic(err)
	}
	return string(text)
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
		frame = p.forged(e)
	}
	w.note("%s sends a forgery: %.60s", p.name, frame)
	p.conn.sendUp([]byte(frame))
	return true
}
