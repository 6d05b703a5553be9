package access

import (
	"slices"
	"strings"
	"testing"

	"github.com/samsyn/samsyn/sync/document"
)

// columns are those of the table in domain.md 1.4, with one actor for each of their roles.
var columns = map[string][]string{
	"MB": {"citizen"}, "OM": {"representative"}, "USK": {"assistantNurse", "careAssistant"}, "BS": {"housingSupportWorker"}, "SSK": {"nurse"},
	"AT/FT": {"occupationalTherapist", "physiotherapist"}, "BH": {"needsAssessor"}, "SO": {"coordinator"}, "EC": {"unitManager"}, "ADM": {"systemAdmin"},
	"FL/STG": {"changeLead", "projectLead", "projectOwner", "projectCoordinator", "steeringMember"}, "REG": {"regionClinician"},
}

// Who reads what, as domain.md 1.4 says it, asked of what access gives and not of what the schema would allow: everybody on the
// staff is assigned, in person and through a team in all of whose parts they sit, and the mandate names all that one may.
func TestScopes_AreThoseOfTheTable(t *testing.T) {
	t.Parallel()
	w, actors := forTest(t), map[string][]Actor{"MB": {citizenActor("c1")}, "OM": {{Tenant: "t", Kind: Representative, ID: "r1"}}}
	var members []any
	for column, roles := range columns {
		for _, role := range roles {
			if actors[column] != nil && (column == "MB" || column == "OM") {
				continue
			}
			w.hire(1, role, role)
			w.assign(2, "as-"+role, "staffId", role, "c1", 2, 0)
			members, actors[column] = append(members, member(role, 1, 2, 3)), append(actors[column], staffActor(role))
		}
	}
	w.team(2, "t1", members...)
	w.assign(2, "as-t1", "teamId", "t1", "c1", 2, 0)
	w.put(2, "mandate", "m", "representativeId", "r1", "citizenId", "c1", "validFrom", document.TimeText(2), "state", "active",
		"compartments", []string{"identity", "card", "social", "health", "visits", "rights"})
	const team = " USK BS SSK AT/FT BH SO EC"
	for scope, want := range map[document.Scope]string{
		"citizen/c1/identity/ekby":  "MB OM" + team,
		"citizen/c1/card/ekby":      "MB OM" + team,
		"citizen/c1/rights/ekby":    "MB OM" + team,
		"citizen/c1/own/ekby":       "MB",                           // logins, and the question about a joint visit
		"citizen/c1/social/ekby":    "MB OM USK BS SSK AT/FT BH EC", // SO: title and status only
		"citizen/c1/health/ekby":    "MB OM USK BS SSK AT/FT",       // BH –; SO, EC: count only
		"citizen/c1/visits/ekby":    "MB OM USK BS SSK AT/FT SO EC",
		"citizen/c1/case-t1-1/ekby": "USK BH SO EC",
		"citizen/c1/case-t1-2/ekby": team, // MB if invited, and nobody is by default (domain.md 8.3)
		"citizen/c1/case-t1-3/ekby": "USK SSK AT/FT SO EC",
		"team/t1/meeting/ekby":      team,
		"team/t1/part1/ekby":        "USK BH SO EC",
		"team/t1/part2/ekby":        team, // likewise
		"team/t1/part3/ekby":        "USK SSK AT/FT SO EC",
		"team/t1/reach/ekby":        "SO EC",
		"team/t1/handover/ekby":     "SO EC",
		"unit/t1/learning/ekby":     team + " FL/STG",
		"tenant/directory":          "EC ADM",
		"tenant/register":           "EC ADM FL/STG",
	} {
		for column, list := range actors {
			for _, a := range list {
				if got := w.sees(a, scope, 50); got != slices.Contains(strings.Fields(want), column) {
					t.Errorf("%s: %s %s reads it: %t", scope, column, a.ID, got)
				}
			}
		}
	}
}
