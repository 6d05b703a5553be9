package phone

import (
	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// Question is what a phone is asked of what it says by itself (sync/advise). Ask says which of the members are the question.
type Question struct {
	Ask   string         `json:"ask"` // appointments, opening, saving, judge or suggests
	Now   int64          `json:"now"` // of the phone's clock
	Known []advise.Known `json:"known,omitzero"`
	Draft *advise.Draft  `json:"draft,omitzero"`
	Visit document.Scope `json:"visit,omitzero"` // of what is opened
	Type  string         `json:"type,omitzero"`
}

// Advice is the answer; the members that were not asked for are empty.
type Advice struct {
	Plan     advise.Plan     `json:"plan,omitempty"`
	Demands  []advise.Demand `json:"demands,omitempty"`
	Said     Said            `json:"said,omitempty"`
	Suggests []string        `json:"suggests,omitempty"`
	// Words are the Swedish words of the codes in Plan and Demands.
	Words map[string]string `json:"words,omitempty"`
}

// Said is what a form shows of a draft: what its values are refused for, or what advise.Judge says.
type Said struct {
	Code  string `json:"code,omitzero"`
	Field string `json:"field,omitzero"`
}

// Advise asks what a phone that holds this says by itself.
func Advise(r *replica.Replica, me advise.Me, set *schema.Set, q Question) (a Advice) {
	switch q.Ask {
	case "appointments":
		a.Plan = advise.Appointments(q.Now, me, shown(r), q.Known)
	case "opening":
		a.Demands = advise.BeforeOpening(me, shown(r), q.Visit)
	case "saving":
		before, _ := r.Show(q.Draft.Scope, q.Draft.Doc)
		a.Demands = advise.BeforeSaving(me, *q.Draft, before)
	case "judge":
		d := q.Draft
		bad := r.Advise(q.Now, replica.Draft{
			Scope: d.Scope, Doc: d.Doc, Type: d.Type, Create: d.Create, OnBehalfOf: d.OnBehalfOf, Void: d.Void, Changes: d.Changes, Seen: d.Seen,
		})
		if bad != nil {
			a.Said = Said{bad.Code, bad.Field}
		}
	case "suggests":
		a.Suggests = advise.Suggests(set.Types[q.Type])
	}
	for _, m := range a.Plan.Moved {
		a.say(m.Code)
	}
	for _, d := range a.Demands {
		a.say(d.Code)
	}
	return a
}

func (a *Advice) say(code string) {
	if a.Words == nil {
		a.Words = map[string]string{}
	}
	words, _ := advise.Label(code)
	a.Words[code] = words.Swedish
}

// shown is all that a phone shows.
func shown(r *replica.Replica) (held []advise.Held) {
	for _, scope := range r.Scopes() {
		for _, s := range r.ShowAll(scope) {
			if !s.Unknown {
				held = append(held, advise.Held{Scope: scope, Doc: s.Doc, Type: s.Type, View: s.View})
			}
		}
	}
	return held
}

// Advise asks the phone. The error is for phones that must be asked over something.
func (p *Phone) Advise(q Question) (a Advice, err error) {
	p.Look(func(r *replica.Replica) {
		a = Advise(r, advise.Me{Actor: p.o.Author, Role: p.o.Role}, p.o.Schema, q)
	})
	return a, nil
}
