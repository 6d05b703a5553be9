package oracle_test

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"pgregory.net/rapid"

	"github.com/samsyn/samsyn/server/load"
	"github.com/samsyn/samsyn/sync/document"
)

const forever = math.MaxInt64

// content is how people's words come into a room: a type, the field that holds them, and what else it needs.
type content struct {
	typ, text string
	list      bool // the field is a list of entries
	more      string
	with      []any
}

var contents = map[string][]content{
	"identity": {{typ: "citizenIdentity", text: "displayName", more: "address"}},
	"card":     {{typ: "citizen", text: "whatMattersToMe", more: "preferredInformingWay"}},
	"social": {
		{typ: "goal", text: "citizenWords", more: "professionalWording", with: []any{"state", "voiced"}},
		{typ: "visitNote", text: "text", list: true},
		{typ: "planActivity", text: "title", more: "timeOfDay"},
	},
	"health": {
		{typ: "medicationQuestion", text: "observation", more: "linkedItemId", with: []any{"urgency", "now", "state", "raised"}},
		{typ: "aidQuestion", text: "need", more: "stateReason", with: []any{"urgency", "urgent"}},
	},
	"visits": {{typ: "visitPlan", text: "place", more: "stateReason", with: []any{
		"start", "2026-11-24T08:00:00Z", "end", "2026-11-24T09:00:00Z", "staffIds", []string{"amina", "jonas", "sofia"}, "state", "planned",
	}}},
	"case":     {{typ: "agendaItem", text: "question", more: "background"}, {typ: "threadMessage", text: "text", list: true, with: []any{"threadId", "x"}}},
	"part":     {{typ: "agendaItem", text: "question", more: "background"}, {typ: "threadMessage", text: "text", list: true, with: []any{"threadId", "x"}}},
	"meeting":  {{typ: "routine", text: "name", more: "purpose"}},
	"learning": {{typ: "improvementIdea", text: "title", more: "problem"}},
	"own":      {{typ: "deviationDraft", text: "what", more: "consequence", with: []any{"kind", "sol"}}},
}

// contentIn finds what is written in a scope.
func contentIn(scope string) []content {
	room := strings.Split(scope, "/")[min(2, strings.Count(scope, "/"))]
	for _, prefix := range []string{"case", "part"} {
		if strings.HasPrefix(room, prefix) {
			return contents[prefix]
		}
	}
	if room == "own" && strings.HasPrefix(scope, "citizen") {
		return nil // logins, and what was refused
	}
	return contents[room]
}

func (w *world) entry(text string) jsontext.Value {
	return toJSON(map[string]string{"text": text, "at": document.TimeText(w.now)})
}

// newWords makes an edit that creates a document with a canary in a scope, or adds one to a document that is there.
func (w *world) newWords(scope string) document.Edit {
	c := pick(w, "content", contentIn(scope))
	e := document.Edit{ID: w.mint(), Scope: document.Scope(scope), Doc: w.mint(), Type: c.typ, Create: true, Changes: map[string]document.Op{}}
	i := slices.IndexFunc(w.docs, func(d written) bool { return d.scope == scope && d.typ == c.typ })
	if i >= 0 && (w.chance("on", 3) || slices.Contains([]string{"citizen", "citizenIdentity", "visitPlan"}, c.typ)) {
		e.Create, e.Doc = false, w.docs[i].id
	}
	switch {
	case c.list:
		e.Changes[c.text] = document.Op{Add: map[string]jsontext.Value{w.mint(): w.entry(w.mint())}}
	case e.Create:
		e.Changes[c.text] = document.Op{Set: toJSON(w.mint())}
	default:
		e.Changes[c.more] = document.Op{Set: toJSON(w.mint())}
	}
	if e.Create {
		for name, v := range values(c.with...) {
			e.Changes[name] = document.Op{Set: v}
		}
		if c.typ == "threadMessage" {
			e.Changes["mentions"] = document.Op{Add: map[string]jsontext.Value{w.mint(): toJSON("jonas"), w.mint(): toJSON("sofia")}}
		}
		if room := e.Scope.Compartment(); c.typ == "agendaItem" {
			e.Changes["part"] = document.Op{Set: jsontext.Value(room[len(room)-1:])}
		}
	}
	return e
}

// writes is a job in which somebody writes a few things, mostly where they may, sometimes of a while ago.
func (w *world) writes(p *phone) *job {
	j := &job{what: p.id + " writes", phone: p}
	for range rapid.IntRange(1, 2).Draw(w.t, "edits") {
		now, ago := w.held[len(w.held)-1][p.actor], w.now
		had, forge := w.chance("had", 3), w.chance("forge", 8)
		scopes := slices.DeleteFunc(slices.Clone(w.scopes), func(s string) bool {
			return len(contentIn(s)) == 0 || !forge && !now[s] && (!had || !w.may(p.actor, s, 0)) || had && now[s]
		})
		if had { // as a phone that was away does, of the time before
			ago -= 30 * minute
		}
		if len(scopes) == 0 {
			continue
		}
		j.edits = append(j.edits, p.edit(ago, w.newWords(pick(w, "scope", scopes))))
	}
	if len(j.edits) == 0 {
		return nil
	}
	return j
}

func pick[T any](w *world, name string, from []T) T { return rapid.SampledFrom(from).Draw(w.t, name) }

func (w *world) chance(name string, of int) bool { return rapid.IntRange(1, of).Draw(w.t, name) == 1 }

// ready finds the phones that can send.
func (w *world) ready() []*phone {
	return slices.DeleteFunc(slices.Clone(w.phones), func(p *phone) bool { return p.conn == nil && !p.http })
}

// phoneOf finds a phone of somebody that can send, or nil.
func (w *world) phoneOf(kind, id string) *phone {
	for _, p := range w.ready() {
		if p.kind == kind && p.actor.id == id {
			return p
		}
	}
	return nil
}

func (w *world) rows(what string, after func(), rows ...load.Row) *job {
	return &job{what: what, run: func() error { return w.s.load(w.tenant, rows...) }, after: func(bool) { after() }}
}

// change draws one change of access, or nil.
func (w *world) change() *job {
	citizen := pick(w, "citizen", citizens)
	switch pick(w, "change", []string{
		"assign", "assign", "revoke", "move", "block", "block", "lift", "consent", "consent", "withdraw", "withdraw", "open", "open", "close", "protect", "unprotect",
		"mandate", "unmandate", "seat", "roles",
	}) {
	case "assign":
		return w.assign(citizen)
	case "revoke":
		return w.revoke(w.some("assignment"))
	case "move":
		return w.move(citizen)
	case "block":
		return w.block(citizen)
	case "lift":
		return w.ends(w.some("block"), "accessBlock", "lifted")
	case "consent":
		return w.consent(citizen)
	case "withdraw":
		return w.ends(w.some("consent"), "consent", "withdrawn")
	case "open":
		return w.open(citizen)
	case "close":
		return w.closes()
	case "protect":
		return w.protect(citizen)
	case "unprotect":
		return w.row(w.some("protection"), "protectedPerson", "ended")
	case "mandate":
		return w.mandate(citizen)
	case "unmandate":
		return w.row(w.some("mandate"), "mandate", "revoked")
	case "seat":
		return w.seat()
	}
	return w.rolesChange()
}

// some finds a fact of a kind that is in force, or nil.
func (w *world) some(what string) *fact {
	list := slices.DeleteFunc(slices.Clone(w.n.facts), func(f *fact) bool { return f.what != what || f.to <= w.now })
	if len(list) == 0 {
		return nil
	}
	return pick(w, "which "+what, list)
}

func (w *world) add(f fact) { w.n.facts = append(w.n.facts, &f) }

func assignmentRow(f fact) load.Row {
	what, id, _ := strings.Cut(f.holders[0], "/")
	v := values("citizenId", f.citizen, what+"Id", id, "providerOrgId", f.provider, "reason", "responsibility", "state", "active", "validFrom", document.TimeText(f.from))
	if f.to != forever {
		v["validTo"] = toJSON(document.TimeText(f.to))
	}
	return load.Row{Type: "careAssignment", ID: f.id, Values: v}
}

func (w *world) until() int64 {
	if w.chance("ends", 3) {
		return w.now + 30*minute
	}
	return forever
}

func (w *world) assign(citizen string) *job {
	f := fact{
		what: "assignment", id: w.name("as"), citizen: citizen, provider: pick(w, "provider", providers), from: w.now, to: w.until(),
		holders: []string{pick(w, "holder", []string{"staff/jonas", "staff/dora", "staff/sofia", "staff/amina", "team/t1", "team/t2"})},
	}
	return w.rows(fmt.Sprintf("assign %+v", f), func() { w.add(f) }, assignmentRow(f))
}

func (w *world) name(prefix string) string {
	w.ids++
	return fmt.Sprintf("%s%d", prefix, w.ids)
}

func (w *world) revoke(f *fact) *job { return w.row(f, "careAssignment", "revoked") }

// row ends a fact by a row of the municipality's own system.
func (w *world) row(f *fact, typ, state string) *job {
	if f == nil {
		return nil
	}
	return w.rows(fmt.Sprintf("%s %s %+v", typ, state, *f), func() { f.to = w.now }, load.Row{Type: typ, ID: f.id, Values: values("state", state)})
}

// move hands a citizen over to the team of another provider.
func (w *world) move(citizen string) *job {
	to := fact{what: "assignment", id: w.name("as"), citizen: citizen, holders: []string{"team/t2"}, provider: "lindgarden", from: w.now, to: forever}
	if w.chance("back", 2) {
		to.holders, to.provider = []string{"team/t1"}, "ekby"
	}
	var rows []load.Row
	gone := w.n.inForce("assignment", citizen, false)
	for _, f := range gone {
		rows = append(rows, load.Row{Type: "careAssignment", ID: f.id, Values: values("state", "revoked")})
	}
	return w.rows(fmt.Sprintf("move %+v", to), func() {
		for _, f := range gone {
			f.to = w.now
		}
		w.add(to)
	}, append(rows, assignmentRow(to))...)
}

func (w *world) protect(citizen string) *job {
	f := fact{what: "protection", id: w.name("pp"), citizen: citizen, holders: []string{"staff/" + pick(w, "named", staff)}, from: w.now, to: forever}
	return w.rows(fmt.Sprintf("protect %+v", f), func() { w.add(f) }, load.Row{Type: "protectedPerson", ID: f.id, Values: values(
		"citizenId", citizen, "staffIds", []string{strings.TrimPrefix(f.holders[0], "staff/")}, "state", "active")})
}

func (w *world) mandate(citizen string) *job {
	f := fact{
		what: "mandate", id: w.name("ma"), citizen: citizen, holders: []string{"representative/rut"}, from: w.now, to: w.until(),
		rooms: rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"identity", "card", "social", "health", "visits", "rights"}), 1, 3, rapid.ID).Draw(w.t, "rooms"),
	}
	v := values("representativeId", "rut", "citizenId", citizen, "compartments", f.rooms, "validFrom", document.TimeText(f.from), "state", "active")
	if f.to != forever {
		v["validTo"] = toJSON(document.TimeText(f.to))
	}
	return w.rows(fmt.Sprintf("mandate %+v", f), func() { w.add(f) }, load.Row{Type: "mandate", ID: f.id, Values: v})
}

// seat changes somebody's place in a team.
func (w *world) seat() *job {
	id, who := pick(w, "team", []string{"t1", "t2"}), pick(w, "who", []string{"amina", "petra", "dora", "sofia"})
	next := &crew{provider: w.n.teams[id].provider, parts: map[string][]string{}}
	for name, parts := range w.n.teams[id].parts {
		next.parts[name] = parts
	}
	if _, sits := next.parts[who]; sits {
		delete(next.parts, who)
	} else {
		next.parts[who] = pick(w, "parts", [][]string{{"2"}, {"1", "3"}, {"1", "2", "3"}})
	}
	return w.rows(fmt.Sprintf("seats of %s: %v", id, next.parts), func() { w.n.teams[id] = next }, teamRow(id, next))
}

func (w *world) rolesChange() *job {
	who := pick(w, "whose", []string{"petra", "jonas", "sofia"})
	roles := []string{pick(w, "role", []string{"nurse", "assistantNurse", "coordinator", "regionClinician", "unitManager"})}
	return w.rows(fmt.Sprintf("%s is %v", who, roles), func() { w.n.people[who] = &person{w.n.people[who].employer, roles} },
		load.Row{Type: "staffMember", ID: who, Values: values("roles", roles)})
}
