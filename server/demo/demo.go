// Package demo makes a fictional municipality: Ekby kommun with the team Norra Ekby, the external provider Lindgården Omsorg
// AB with its team, a dozen staff, thirty citizens with goals and plans, and a week of visits.
//
// It is used only when demo data is asked for (SAMSYN_DEMO=1). What a municipality's own system knows are rows for package
// load (Rows); what people write are shifts, which go through the flow as anybody's edits (Morning). It knows no store and no
// HTTP. The same moment gives the same rows and shifts. All people and events are made up.
package demo

import (
	"bytes"
	"fmt"
	"maps"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/load"
)

// Municipality is the organisation of the demo, and also its tenant.
const Municipality = "ekby"

const provider = "lindgarden"

// Days is how many days ahead visits are planned.
const Days = 7

// Rows are the municipality as newline-delimited rows, with a week of visits, today's around now.
func Rows(now time.Time) []byte {
	date := midnight(now)
	var b rows
	for i, p := range staff {
		b.row(load.Row{Type: "staffMember", ID: p.id, Values: values(
			"name", p.name, "roles", []string{p.role}, "employerOrgId", p.employer, "state", "active", "myMission", missions[p.role],
			"reachMe", nobodysNumber(i))})
	}
	b.team("norra", "Norra Ekby", Municipality, nil)
	b.team("lindgarden", "Lindgården", provider, shared)
	for i, name := range citizens {
		b.citizen(i, name, date)
	}
	b.mandate(date)
	for _, v := range today(now) {
		b.plan(v)
	}
	for d := 1; d < Days; d++ {
		for _, v := range tours(ordinary(later(date, d))) {
			b.plan(v)
		}
	}
	b.meetings(date)
	return b.Bytes()
}

// Day is one day's plans, for a demo that was filled before: they are loaded when Plan, of Ingrid Palm, is not there.
type Day struct {
	Scope, Plan string
	Rows        []byte
}

// Plans are the visits of a week from now, day by day.
func Plans(now time.Time) (days []Day) {
	for d := range Days {
		var b rows
		date := later(midnight(now), d)
		for _, v := range tours(ordinary(date)) {
			b.plan(v)
		}
		days = append(days, Day{"citizen/" + Shown + "/visits/" + Municipality, planID(Shown, date, 0), b.Bytes()})
	}
	return days
}

type rows struct{ bytes.Buffer }

func (b *rows) row(r load.Row) {
	text, err := json.Marshal(r, json.Deterministic(true))
	if err != nil {
		panic("demo: a row of plain values: " + err.Error())
	}
	b.Write(text)
	b.WriteByte('\n')
}

func values(pairs ...any) map[string]jsontext.Value {
	m := make(map[string]jsontext.Value, len(pairs)/2)
	for i := 0; i < len(pairs); i += 2 {
		text, err := json.Marshal(pairs[i+1], json.Deterministic(true))
		if err != nil {
			panic("demo: a plain value: " + err.Error())
		}
		m[pairs[i].(string)] = text
	}
	return m
}

// add gives a row more values.
func add(r *load.Row, more map[string]jsontext.Value) { maps.Copy(r.Values, more) }

// items gives a row the items of a list.
func items(r *load.Row, field string, list map[string]jsontext.Value) {
	if r.Items == nil {
		r.Items = map[string]map[string]jsontext.Value{}
	}
	r.Items[field] = list
}

// nobodysNumber is one of the mobile numbers that the Swedish Post and Telecom Authority keeps free for made-up people, 070-174 06 05 to 99.
func nobodysNumber(i int) string { return fmt.Sprintf("070-174 06 %02d", 5+i%95) }

func clock(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

func (b *rows) team(id, name, provider string, guests []string) {
	var members []map[string]any
	for _, p := range staff {
		guest := false
		for _, g := range guests {
			guest = guest || g == p.id
		}
		if p.team == id || guest {
			members = append(members, map[string]any{"staffId": p.id, "parts": p.parts}) // who they are their own rows say
		}
	}
	b.row(load.Row{Type: "careTeam", ID: id, Values: values(
		"name", name, "providerOrgId", provider, "municipalityOrgId", Municipality, "state", "active", "members", members,
		"convenerRole", "coordinator", "meetingRhythm", "Varannan vecka", "routineId", "rt-"+id)})
}
