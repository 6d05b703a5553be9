package demo

import (
	"fmt"
	"strings"
	"time"

	"github.com/samsyn/samsyn/server/load"
)

// citizen i lives with one of the two teams: every third with the external provider.
func (b *rows) citizen(i int, name string, today time.Time) {
	id := citizenID(i)
	team, org, carer := "norra", Municipality, carers[i%len(carers)]
	if isLindgardens(i) {
		team, org, carer = "lindgarden", provider, lindgardenCarer
	}
	b.row(load.Row{Type: "careAssignment", ID: "as-" + id, Values: values(
		"teamId", team, "citizenId", id, "providerOrgId", org, "reason", "teamMember", "validFrom", clock(today.AddDate(0, -1, 0)), "state", "active")})
	b.row(load.Row{Type: "citizenIdentity", ID: id, Values: values(
		"displayName", name, "preferredName", strings.Fields(name)[0], "address", fmt.Sprintf("Björkvägen %d, Ekby", i+1),
		"homeAccess", access[i%len(access)], "phone", fmt.Sprintf("070-174 06 %02d", i+1))})
	card := load.Row{Type: "citizen", ID: id, Values: values(
		"state", "active", "whatMattersToMe", matters[i%len(matters)], "preferredInformingWay", informed[i%len(informed)],
		"providerOrgId", org, "homeTeamId", team, "permanentCareContactId", carer, "responsibleAssessorId", "mats", "responsibleNurseId", "petra", "rehabContactIds", []string{"jonas", "li"})}
	items(&card, "strengths", values("s1", strengths[i%len(strengths)], "s2", strengths[(i+3)%len(strengths)]))
	items(&card, "communicationSupport", values("k1", communication[i%len(communication)]))
	if i%2 == 0 {
		items(&card, "safetyAlerts", values("v1", alerts[i/2%len(alerts)]))
	}
	if id == principal {
		add(&card, values("representatives", []map[string]string{{"name": representative.Name, "kind": "relative", "phone": "070-174 06 91", "actorId": representative.ID}}))
	}
	b.row(card)
	b.carePlan(i, org, carer, today)
	for _, with := range withPlan {
		if with == i {
			b.rehabPlan(i, org, carer, today)
		}
	}
}

// mandate lets the representative see what Gunvor Ekdahl sees.
func (b *rows) mandate(today time.Time) {
	b.row(load.Row{Type: "mandate", ID: "ma-" + representative.ID, Values: values(
		"representativeId", representative.ID, "citizenId", principal, "compartments", []string{"identity", "card", "social", "visits"},
		"validFrom", clock(today.AddDate(0, -1, 0)), "state", "active")})
}

var (
	matters = []string{
		"Att få gå ut en stund varje dag.", "Att kaffet är klart till nyheterna.", "Att slippa nya ansikten varje dag.",
		"Att barnbarnen kan ringa på kvällen.", "Att katten får mat först.",
	}
	strengths     = []string{"Klär sig själv", "Lagar frukost själv", "Går säkert inomhus", "Håller reda på sina tider", "Sköter blommorna"}
	communication = []string{
		"Hör bäst på höger öra", "Läser stor text", "Behöver tid att svara", "Har hörapparat, kolla batteriet", "Talar helst finska när hon är trött", "Ett ämne i taget",
	}
	access = []string{"Nyckel i nyckelskåp", "Digitalt lås", "Ring på, öppnar själv", "Portkod finns hos samordnaren, nyckel i nyckelskåp"}
	alerts = []string{
		"Går inte ut vid halka utan sällskap", "Tål inte penicillin", "Hund i hallen: ring innan", "Två personer vid förflyttning", "Risk att sätta i halsen: mjuk kost",
	}
	informed = []string{"Ring på förmiddagen", "Lapp på kylskåpet", "Säg det när vi ses"}
)
