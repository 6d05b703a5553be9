// Package demo makes a fictional municipality: Ekby kommun with the team Norra Ekby, the external provider Lindgården Omsorg
// AB with its team, a dozen staff, thirty citizens and a week of plans.
//
// It is used only when demo data is asked for (SAMSYN_DEMO=1). It gives rows for package load; it knows no store and no
// HTTP. The same day gives the same rows. All people and events are made up.
package demo

import (
	"bytes"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/server/load"
)

// Municipality is the organisation of the demo, and also its tenant.
const Municipality = "ekby"

const provider = "lindgarden"

// Staff lists the demo's people: id, name and role.
func Staff() []Person {
	out := make([]Person, len(staff))
	for i, p := range staff {
		out[i] = Person{ID: p.id, Name: p.name, Role: p.role, Team: p.team}
	}
	return out
}

// Person is somebody one can log in as in the demo.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Role string `json:"role"`
	Team string `json:"team"`
}

// Plans are the rows of a week's visits alone, for a demo that was filled before.
func Plans(day time.Time) []byte {
	var out []byte
	for line := range bytes.Lines(Rows(day)) {
		if bytes.Contains(line, []byte(`"type":"visitPlan"`)) {
			out = append(out, line...)
		}
	}
	return out
}

// Rows are the municipality as newline-delimited rows, with plans for the week that begins on the given day.
func Rows(day time.Time) []byte {
	day = day.UTC().Truncate(24 * time.Hour)
	var b rows
	for _, p := range staff {
		b.row(load.Row{Type: "staffMember", ID: p.id, Values: values(
			"name", p.name, "roles", []string{p.role}, "employerOrgId", p.employer, "state", "active")})
	}
	b.team("norra", "Norra Ekby", Municipality, nil)
	b.team("lindgarden", "Lindgården", provider, shared)
	for i, name := range citizens {
		b.citizen(i, name, day)
	}
	for week, team := range []string{"norra", "lindgarden"} {
		start := day.AddDate(0, 0, 1+week).Add(12 * time.Hour)
		b.row(load.Row{Type: "teamMeeting", ID: "tm-" + team, Team: team, Values: values(
			"start", clock(start), "end", clock(start.Add(90*time.Minute)), "place", "Ekby vårdcentral, rum 3", "state", "called")})
	}
	return b.Bytes()
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

func clock(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05Z") }

func (b *rows) team(id, name, provider string, guests []string) {
	var members []map[string]any
	for _, p := range staff {
		guest := false
		for _, g := range guests {
			guest = guest || g == p.id
		}
		if p.team == id || guest {
			members = append(members, map[string]any{"staffId": p.id, "name": p.name, "role": p.role, "parts": p.parts})
		}
	}
	b.row(load.Row{Type: "careTeam", ID: id, Values: values(
		"name", name, "providerOrgId", provider, "municipalityOrgId", Municipality, "state", "active", "members", members)})
}

// citizen i lives with one of the two teams: every third with the external provider.
func (b *rows) citizen(i int, name string, day time.Time) {
	id := fmt.Sprintf("c%02d", i+1)
	team, org := "norra", Municipality
	carers := []string{"amina", "marek", "rosa", "noor"}
	if i%3 == 2 {
		team, org, carers = "lindgarden", provider, []string{"sofia"}
	}
	b.row(load.Row{Type: "careAssignment", ID: "as-" + id, Values: values(
		"teamId", team, "citizenId", id, "providerOrgId", org, "reason", "teamMember", "validFrom", clock(day.AddDate(0, -1, 0)), "state", "active")})
	b.row(load.Row{Type: "citizenIdentity", ID: id, Values: values(
		"displayName", name, "preferredName", strings.Fields(name)[0], "address", fmt.Sprintf("Björkvägen %d, Ekby", i+1), "homeAccess", "Nyckel i nyckelskåp")})
	card := load.Row{Type: "citizen", ID: id, Values: values("state", "active", "whatMattersToMe", matters[i%len(matters)])}
	card.Items = map[string]map[string]jsontext.Value{"strengths": values("s1", strengths[i%len(strengths)])}
	b.row(card)
	b.row(load.Row{Type: "goal", ID: "g-" + id, Citizen: id, Provider: org, Values: values(
		"citizenWords", goals[i%len(goals)], "professionalWording", wordings[i%len(wordings)], "responsibleId", "jonas",
		"nextReview", day.AddDate(0, 0, 14+i%10).Format(time.DateOnly), "state", "voiced")})
	for d := range 7 {
		for n, hour := range []int{7, 17} {
			start := day.AddDate(0, 0, d).Add(time.Duration(hour)*time.Hour + time.Duration(i%8)*15*time.Minute)
			b.row(load.Row{Type: "visitPlan", ID: fmt.Sprintf("vp-%s-%s-%d", id, start.Format("20060102"), n), Citizen: id, Provider: org, Values: values(
				"start", clock(start), "end", clock(start.Add(30*time.Minute)), "staffIds", []string{carers[(i+d+n)%len(carers)]},
				"criticality", "canMove", "state", "planned")})
		}
	}
}

var (
	matters   = []string{"Att få gå ut en stund varje dag.", "Att kaffet är klart till nyheterna.", "Att slippa nya ansikten varje dag.", "Att barnbarnen kan ringa på kvällen."}
	strengths = []string{"Klär sig själv", "Lagar frukost själv", "Går säkert inomhus", "Håller reda på sina tider"}
	goals     = []string{"Jag vill kunna gå ut till brevlådan själv varje morgon.", "Jag vill laga min egen middag igen.", "Jag vill orka gå på sångstunden.", "Jag vill sova hela natten."}
	wordings  = []string{"Går till brevlådan varje morgon med rollator", "Lagar middag två dagar i veckan med stöd", "Deltar i sångstunden varje onsdag", "Lugn kvällsrutin före klockan 22"}
)
