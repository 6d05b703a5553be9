package oracle_test

import (
	"maps"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
)

// mayBeLate says what somebody may hand in who has lost access: what they did and saw. Who reads what is decided by those who
// have it; but a block that the citizen asked for at the bedside is kept.
func mayBeLate(a actor, e document.Edit) bool {
	switch e.Type {
	case "accessBlock":
		return a.kind == "staff"
	case "consent", "disclosure", "opening":
		return false
	}
	return !strings.HasPrefix(string(e.Scope), "tenant/")
}

// isForOneself says whether somebody gives themselves access or a role.
func isForOneself(a actor, e document.Edit) bool {
	_, roles := e.Changes["roles"]
	return document.Unquote(e.Changes["staffId"].Set) == a.id && e.Type == "careAssignment" || roles && e.Type == "staffMember" && e.Doc == a.id
}

// forges is a job in which somebody sets the clock of their phone back to when they read a scope that they have lost, and
// writes there what would let them in again; or gives themselves an assignment or a role, whatever they may today.
func (w *world) forges() *job {
	phones := slices.DeleteFunc(w.ready(), func(p *phone) bool { return p.kind == "citizen" })
	var losses []loss
	for _, p := range phones {
		losses = append(losses, w.losses(p)...)
	}
	l := loss{pick(w, "forger", phones), "tenant/directory", w.now}
	if len(losses) > 0 && !w.chance("directory", 4) {
		l = pick(w, "loss", losses)
	}
	p, scope := l.phone, l.scope
	e := w.forgery(p, scope)
	if e.ID == "" {
		return nil
	}
	w.ids++
	e.Stamp = hlc.New(l.at, uint16(w.ids%1000), p.id)
	return &job{what: p.id + " forges " + e.Type + " in " + scope + " of " + document.TimeText(l.at), phone: p, edits: []document.Edit{e}, after: func(ok bool) {
		if ok && e.Type == "accessBlock" {
			w.add(fact{what: "block", id: e.Doc, citizen: e.Scope.Subject(), holders: []string{"ekby"}, level: "provider", rooms: []string{"health"}, from: w.now, to: forever})
		}
	}}
}

// loss is a scope that somebody held at a time and does not hold now.
type loss struct {
	phone *phone
	scope string
	at    int64
}

// losses are those of somebody in which there is something to win.
func (w *world) losses(p *phone) (out []loss) {
	now := w.held[len(w.held)-1][p.actor]
	for _, scope := range w.scopes {
		step := len(w.held) - 1
		for step >= 0 && !w.held[step][p.actor][scope] {
			step--
		}
		if step >= 0 && !now[scope] && (strings.Contains(scope, "/rights/") || len(w.linkedIn(scope)) > 0) {
			out = append(out, loss{p, scope, w.times[step] - 1}) // what ended it has the clock of the step before
		}
	}
	return out
}

// linkedIn finds what might be disclosed from a scope.
func (w *world) linkedIn(scope string) []written {
	return slices.DeleteFunc(slices.Clone(w.docs), func(d written) bool { return d.scope != scope || len(linked[d.typ]) == 0 })
}

// forgery is what somebody writes in a scope that they lost; none where there is nothing to win.
func (w *world) forgery(p *phone, scope string) document.Edit {
	e := document.Edit{ID: w.mint(), Scope: document.Scope(scope), Doc: w.mint(), Create: true, Changes: map[string]document.Op{}}
	var pairs []any
	room := e.Scope.Compartment()
	switch docs := w.linkedIn(scope); {
	case scope == "tenant/directory" && w.chance("role", 2):
		e.Type, e.Doc, e.Create, pairs = "staffMember", p.actor.id, false, []any{"roles", []string{"nurse"}}
	case scope == "tenant/directory":
		e.Type, pairs = "careAssignment", []any{"staffId", p.actor.id, "citizenId", pick(w, "citizen", citizens), "providerOrgId", "ekby", "reason", "plannedVisit",
			"validFrom", document.TimeText(start), "state", "active"}
	case room == "rights" && w.chance("consents", 2):
		e.Type, pairs = "consent", []any{"recipients", []any{map[string]string{"kind": "staff", "id": p.actor.id}}, "compartments", []string{"health"}, "state", "asked"}
	case room == "rights":
		e.Type, pairs = "accessBlock", []any{"level", "provider", "orgUnitId", "ekby", "state", "active"}
		e.Changes["compartments"] = document.Op{Add: map[string]jsontext.Value{w.mint(): toJSON("health")}}
	case len(docs) > 0:
		d, to := pick(w, "source", docs), ""
		for _, other := range slices.Sorted(maps.Keys(w.held[len(w.held)-1][p.actor])) {
			if o := document.Scope(other); o.Kind() == e.Scope.Kind() && o.Subject() == e.Scope.Subject() && len(contentIn(other)) > 0 {
				to = other
			}
		}
		if to == "" {
			return document.Edit{}
		}
		e.Type, pairs = "disclosure", []any{"sourceId", d.id, "sourceType", d.typ, "toScope", to, "basis", "sameBranch", "why", w.mint(), "state", "asked"}
	default:
		return document.Edit{}
	}
	for name, v := range values(pairs...) {
		e.Changes[name] = document.Op{Set: v}
	}
	return e
}
