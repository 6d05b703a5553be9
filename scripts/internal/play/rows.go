package play

import (
	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
)

// assignedBeforeMillis is how long before the day everybody was assigned: a phone clock that is months slow still writes
// within the assignment.
const assignedBeforeMillis = 2 * 366 * 86_400_000

type member struct {
	StaffID string `json:"staffId"`
	Parts   []int  `json:"parts"`
	Role    string `json:"role"`
}

func staffRow(id, name, role, employer string) Row {
	return Row{Type: "staffMember", ID: id, Values: values("name", name, "roles", []string{role}, "employerOrgId", employer)}
}

func teamRow(id, name, provider string, members []member) Row {
	return Row{Type: "careTeam", ID: id, Values: values("name", name, "providerOrgId", provider, "members", members)}
}

func assignmentRow(staff, citizen, provider string, now int64) Row {
	return Row{Type: "careAssignment", ID: "a-" + staff + "-" + citizen, Values: values("staffId", staff, "citizenId", citizen,
		"providerOrgId", provider, "reason", "teamMember", "validFrom", document.TimeText(now-assignedBeforeMillis))}
}

// relationRow is an assignment as a scenario's table tells it. An open beginning is long ago.
func relationRow(a scenario.Assignment, provider string, midnight int64) Row {
	who := "staffId"
	if a.Who.Kind == "team" {
		who = "teamId"
	}
	row := Row{Type: "careAssignment", ID: a.ID, Values: values(who, a.Who.ID, "citizenId", a.Citizen, "providerOrgId",
		or(a.Provider, provider), "reason", "teamMember", "validFrom", or(a.From, document.TimeText(midnight-assignedBeforeMillis)))}
	if a.To != "" {
		row.Values["validTo"] = document.Quote(a.To)
	}
	return row
}

// values builds a row's values from names and Go values, in turn.
func values(pairs ...any) map[string]jsontext.Value {
	out := map[string]jsontext.Value{}
	for i := 0; i < len(pairs); i += 2 {
		text, err := json.Marshal(pairs[i+1], json.Deterministic(true))
		if err != nil { // only our own broken types get here
			panic("play: encode: " + err.Error())
		}
		out[pairs[i].(string)] = text //nolint:forcetypeassert // the names are written in this package
	}
	return out
}
