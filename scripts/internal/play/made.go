package play

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// made is a day made up from a seed: who is there, what is there, and what they do. The same seed makes the same day; only
// the network's timing differs.
type made struct {
	name     string
	midnight int64
	people   []madePerson
	rows     []Row
	steps    []madeStep
}

type madePerson struct {
	id, role string
	http     bool
	skew     int64
}

// madeVerb is what a made-up step does.
type madeVerb int

const (
	write madeVerb = iota
	goOffline
	goOnline
	loseAnswer
	resend
	shuffle
	cut
	install
	kill     // while somebody writes
	handOver // the phone, to somebody who carries what is unsent
	echo     // the network gives frames twice and late
	restart  // of the server, where it is one's own
)

type madeStep struct {
	at     int64 // the day's time, milliseconds
	who    int
	verb   madeVerb
	draft  replica.Draft
	random uint64 // for what depends on what is there only then
	guest  int    // to whom a phone is handed over; the draft is theirs
}

// ownReplica stands in a made draft for the id of the replica that will write it, which is not known before the day.
const ownReplica = "own-replica"

// by puts the id of the replica in its place.
func (s madeStep) by(id string) replica.Draft {
	d := s.draft
	d.Changes = maps.Clone(d.Changes)
	for name, op := range d.Changes {
		if v, counts := op.Add[ownReplica]; counts {
			d.Changes[name] = document.Op{Add: map[string]jsontext.Value{id: v}}
		}
	}
	return d
}

// maker makes one day.
type maker struct {
	rng     *rand.Rand
	schema  *schema.Set
	samples map[string]samples
	day     *made
	docs    []madeDoc
	n       int
	// favourite is the field of a type that people of this day write most.
	favourite map[string]string
}

type madeDoc struct {
	typ   string
	id    string
	scope document.Scope
	items map[string][]string // item ids by field
}

const madeDay = 1_795_474_800_000 // 2026-11-24 00:00 +01:00

// roles of made-up people; the first two are always there.
var madeRoles = []string{
	"assistantNurse", "occupationalTherapist", "nurse", "assistantNurse", "physiotherapist", "careAssistant",
	"housingSupportWorker", "needsAssessor", "coordinator", "unitManager",
}

// types of documents that are there when the day begins; the first field values are samples.
var madeStart = []string{"goal", "planActivity", "rehabPlan", "aidQuestion", "visitNote"}

const (
	madeMunicipality = "ekby"
	madeTeam         = "t-norra"
)

// makeDay makes the n-th day of a seed.
func makeDay(set *schema.Set, all map[string]samples, seed uint64, n int) *made {
	m := &maker{rng: rand.New(rand.NewPCG(seed, uint64(n))), schema: set, samples: all, favourite: map[string]string{}, day: &made{midnight: madeDay}} //nolint:gosec // days are to be made again
	m.day.name = fmt.Sprintf("seed %d day %d", seed, n)
	m.people()
	m.start()
	m.steps()
	return m.day
}

func (m *maker) chance(percent int) bool { return m.rng.IntN(100) < percent }

func (m *maker) people() {
	members := []member{}
	for i := range 2 + m.rng.IntN(5) {
		p := madePerson{id: fmt.Sprintf("s-%d", i), role: madeRoles[i%2], http: i%3 == 1, skew: m.skew()}
		if i >= 2 {
			p.role = oneOf(m.rng, madeRoles)
		}
		m.day.people = append(m.day.people, p)
		m.day.rows = append(m.day.rows, staffRow(p.id, "Person "+p.id, p.role, madeMunicipality))
		members = append(members, member{p.id, partsOf(p.role), p.role})
	}
	m.day.rows = append(m.day.rows, teamRow(madeTeam, "Norra Ekby", madeMunicipality, members))
}

// skew of a phone clock: most are right, some minutes off, a few up to a year.
func (m *maker) skew() int64 {
	sign := int64(1 - 2*m.rng.IntN(2))
	switch {
	case m.chance(60):
		return 0
	case m.chance(60):
		return sign * m.rng.Int64N(20*60_000)
	}
	return sign * m.rng.Int64N(365*86_400_000)
}

func (m *maker) start() {
	for i := range 1 + m.rng.IntN(3) {
		citizen := fmt.Sprintf("c-%d", i)
		m.day.rows = append(m.day.rows,
			Row{Type: "citizenIdentity", ID: citizen, Citizen: citizen, Provider: madeMunicipality, Values: values("displayName", "Medborgare "+citizen)},
			Row{Type: "citizen", ID: citizen, Citizen: citizen, Provider: madeMunicipality, Values: values("providerOrgId", madeMunicipality)})
		for _, p := range m.day.people {
			m.day.rows = append(m.day.rows, assignmentRow(p.id, citizen, madeMunicipality, madeDay))
		}
		about := scenario.Subject{Kind: "citizen", ID: citizen}
		m.know("citizen", citizen, about)
		for _, typ := range madeStart {
			m.startDocument(typ, about)
		}
	}
	m.startDocument("teamMeeting", scenario.Subject{Kind: "team", ID: madeTeam})
}

func (m *maker) startDocument(typ string, about scenario.Subject) {
	t := m.schema.Types[typ]
	if t == nil {
		return
	}
	m.n++
	row := Row{Type: typ, ID: fmt.Sprintf("D-%d", m.n), Values: map[string]jsontext.Value{}, Items: map[string]map[string]jsontext.Value{}}
	if about.Kind == "citizen" {
		row.Citizen, row.Provider = about.ID, madeMunicipality
	} else {
		row.Team = about.ID
	}
	for _, field := range m.firstFields(t) {
		v := m.samples[typ].pick(m.rng, field)
		if t.Fields[field].IsList() {
			row.Items[field] = map[string]jsontext.Value{"I-0": v}
		} else {
			row.Values[field] = v
		}
	}
	m.day.rows = append(m.day.rows, row)
	m.know(typ, row.ID, about)
}

// firstFields are the required fields and one or two that make a document worth editing.
func (m *maker) firstFields(t *schema.Type) []string {
	fields := slices.Clone(t.Required)
	for _, name := range slices.Sorted(maps.Keys(t.Fields)) {
		f := t.Fields[name]
		if f.Policy == schema.Proposal && len(m.samples[t.Name][name]) > 0 && !slices.Contains(fields, name) && m.chance(50) {
			fields = append(fields, name)
		}
	}
	return fields
}

// know adds a document to those that people may edit.
func (m *maker) know(typ, id string, about scenario.Subject) {
	scopes := scopesOf(m.schema.Types[typ], about, madeMunicipality, madeMunicipality, madeTeam)
	m.docs = append(m.docs, madeDoc{typ: typ, id: id, scope: scopes[0], items: map[string][]string{}})
}

// readers reports whether a role may read a scope.
func (m *maker) mayRead(role string, scope document.Scope) bool {
	name := scope.Compartment()
	if strings.HasPrefix(name, "case-") {
		name = "case-*-" + name[len(name)-1:]
	}
	c := m.schema.Compartments[scope.Kind()][name]
	return c != nil && slices.Contains(c.Read, role)
}
