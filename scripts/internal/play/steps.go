package play

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// steps makes what people do: most of the time they write, the rest of the time the network comes and goes.
func (m *maker) steps() {
	at := m.day.midnight + 7*3_600_000
	online := make([]bool, len(m.day.people))
	for i := range online {
		online[i] = true
	}
	for range 40 + m.rng.IntN(50) {
		at += 1000 * (1 + m.rng.Int64N(15*60))
		who := m.rng.IntN(len(m.day.people))
		step := madeStep{at: at, who: who, random: m.rng.Uint64()}
		switch {
		case m.chance(62):
			var ok bool
			if step.draft, ok = m.draft(m.day.people[who]); !ok {
				continue
			}
			if m.chance(8) {
				step.verb = kill
			}
		case m.chance(4):
			step.verb = restart
		case m.chance(10):
			step.verb, step.guest = handOver, (who+1+m.rng.IntN(len(m.day.people)-1))%len(m.day.people)
			step.draft, _ = m.draft(m.day.people[step.guest])
			online[who] = true
		case !online[who]:
			step.verb = []madeVerb{goOnline, goOnline, shuffle, loseAnswer}[m.rng.IntN(4)]
			online[who] = step.verb != loseAnswer
		default:
			step.verb = []madeVerb{goOffline, goOffline, goOffline, resend, cut, install, echo}[m.rng.IntN(7)]
			online[who] = step.verb != goOffline
		}
		m.day.steps = append(m.day.steps, step)
	}
}

// draft makes an edit that the schema accepts: of a document of the start, of one made before, or a new one.
func (m *maker) draft(p madePerson) (replica.Draft, bool) {
	if m.chance(25) {
		if d, ok := m.create(p); ok {
			return d, true
		}
	}
	var mine []int
	for i, d := range m.docs {
		if m.mayRead(p.role, d.scope) && len(m.samples[d.typ].fieldsFor(m.schema.Types[d.typ], p.role)) > 0 {
			mine = append(mine, i)
		}
	}
	if len(mine) == 0 {
		return replica.Draft{}, false
	}
	at := oneOf(m.rng, mine)
	if m.chance(60) {
		at = mine[m.rng.IntN(min(3, len(mine)))] // people meet in the same few documents
	}
	doc := &m.docs[at]
	t := m.schema.Types[doc.typ]
	out := replica.Draft{Scope: doc.scope, Doc: doc.id, Type: doc.typ, Changes: map[string]document.Op{}}
	if slices.Contains(t.Rights.Void, p.role) && m.chance(2) {
		out.Void = "Skrivet på fel person"
		return out, true
	}
	fields := m.samples[doc.typ].fieldsFor(t, p.role)
	if m.chance(10) {
		out.OnBehalfOf = "citizen"
	}
	for range 1 + m.rng.IntN(2) {
		m.change(&out, t, doc, m.field(t, fields), p)
	}
	return out, true
}

// change adds what is done to one field, and most of the time the reason that it needs.
func (m *maker) change(out *replica.Draft, t *schema.Type, doc *madeDoc, name string, p madePerson) {
	op := m.op(t, doc, name, p, out.OnBehalfOf != "")
	out.Changes[name] = op
	reasons := []string{}
	if len(op.Remove) > 0 && t.Fields[name].Reason != "" {
		reasons = append(reasons, t.Fields[name].Reason)
	}
	if t.Fields[name].Policy == schema.StateMachine {
		for _, move := range t.States.Transitions {
			if move.To == document.Unquote(op.Set) {
				reasons = append(reasons, move.Needs...)
			}
		}
	}
	for _, reason := range reasons {
		if _, given := out.Changes[reason]; !given && len(m.samples[t.Name][reason]) > 0 && m.chance(85) {
			out.Changes[reason] = m.op(t, doc, reason, p, false)
		}
	}
}

// field picks what is written. Half of the time it is the day's favourite of the type, so that people who do not know of
// each other write the same; what may be written once only is left alone, most of the time.
func (m *maker) field(t *schema.Type, fields []string) string {
	if m.favourite[t.Name] == "" {
		m.favourite[t.Name] = oneOf(m.rng, fields)
	}
	if favourite := m.favourite[t.Name]; slices.Contains(fields, favourite) && m.chance(50) {
		return favourite
	}
	name := oneOf(m.rng, fields)
	if t.Fields[name].Policy == schema.Immutable && m.chance(80) {
		name = oneOf(m.rng, fields)
	}
	return name
}

func (m *maker) op(t *schema.Type, doc *madeDoc, name string, p madePerson, forCitizen bool) document.Op {
	f, value := t.Fields[name], m.samples[t.Name].pick(m.rng, name)
	switch {
	case !f.IsList() && f.Policy == schema.Proposal && forCitizen && m.chance(50):
		return document.Op{Agree: value}
	case !f.IsList():
		return document.Op{Set: value}
	case f.Policy == schema.Counter:
		m.n++ // it only grows
		return document.Op{Add: map[string]jsontext.Value{ownReplica: jsontext.Value(strconv.Itoa(m.n))}}
	}
	removes := f.Policy == schema.AddWins || f.Policy == schema.Restrictive
	known := doc.items[name]
	if removes && len(known) > 0 && m.chance(30) {
		return document.Op{Remove: []string{oneOf(m.rng, known)}}
	}
	return document.Op{Add: map[string]jsontext.Value{m.item(f, doc, p): value}}
}

// item is the id under which something is added.
func (m *maker) item(f *schema.Field, doc *madeDoc, p madePerson) string {
	known := doc.items[f.Name]
	switch {
	case f.Policy == schema.OwnKey && m.chance(90):
		return p.id
	case f.Policy == schema.OwnKey, f.Keyed: // another person's
		return oneOf(m.rng, m.day.people).id
	case (f.Policy == schema.AddWins || f.Policy == schema.Restrictive) && len(known) > 0 && m.chance(20):
		return oneOf(m.rng, known)
	}
	m.n++
	item := fmt.Sprintf("I-%d", m.n)
	doc.items[f.Name] = append(known, item)
	return item
}

// create makes a new document about somebody whose scope the role may read.
func (m *maker) create(p madePerson) (replica.Draft, bool) {
	var types []string
	for _, name := range slices.Sorted(maps.Keys(m.schema.Types)) {
		t := m.schema.Types[name]
		if slices.Contains(t.Rights.Create, p.role) && !slices.ContainsFunc(t.Scopes, isTenant) && m.canMake(t) &&
			!strings.HasPrefix(name, "citizen") {
			types = append(types, name)
		}
	}
	if len(types) == 0 {
		return replica.Draft{}, false
	}
	t := m.schema.Types[oneOf(m.rng, types)]
	scopes := scopesOf(t, m.aboutWhom(t, p), madeMunicipality, madeMunicipality, madeTeam)
	if len(scopes) == 0 {
		return replica.Draft{}, false
	}
	scope := oneOf(m.rng, scopes)
	if !m.mayRead(p.role, scope) {
		return replica.Draft{}, false
	}
	m.n++
	out := replica.Draft{Scope: scope, Doc: fmt.Sprintf("D-%d", m.n), Type: t.Name, Create: true, Changes: map[string]document.Op{}}
	doc := madeDoc{typ: t.Name, id: out.Doc, scope: scope, items: map[string][]string{}}
	for _, field := range m.firstFields(t) {
		m.change(&out, t, &doc, field, p)
	}
	m.docs = append(m.docs, doc)
	return out, true
}

// aboutWhom is whom a new document is about: the first citizen, the team, or the person who makes it.
func (m *maker) aboutWhom(t *schema.Type, p madePerson) scenario.Subject {
	switch kind, _, _ := strings.Cut(t.Scopes[0], "/"); kind {
	case "team", "unit":
		return scenario.Subject{Kind: "team", ID: madeTeam}
	case "staff":
		return scenario.Subject{Kind: "staff", ID: p.id}
	}
	return scenario.Subject{Kind: "citizen", ID: "c-0"}
}

func (m *maker) canMake(t *schema.Type) bool {
	return !slices.ContainsFunc(t.Required, func(f string) bool { return len(m.samples[t.Name][f]) == 0 })
}
