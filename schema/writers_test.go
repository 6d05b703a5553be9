package schema

import (
	"slices"
	"strings"
	"testing"
)

// Who writes what, as domain.md 1.4 says it: the columns with W, P or O. Where the schema says otherwise, why says why. FL/STG
// are five roles; "change lead" alone is none of them here.
func TestRights_WritersAreThoseOfTheTable(t *testing.T) {
	t.Parallel()
	const care = "USK BS SSK AT/FT" // the table's USK/VB/BS, SSK, AT/FT
	for _, c := range []struct{ row, typ, scope, table, schema, why string }{
		{
			"citizen card: MB own fields, USK/VB/BS alerts/strengths, SSK, AT/FT, SO logistics", "citizen", "citizen/c/card/m",
			"MB " + care + " SO", "MB " + care + " BH SO EC", "needs assessor and manager name provider, team and who is responsible (3.2: SRV)",
		},
		{"citizen card", "citizenIdentity", "citizen/c/identity/m", "MB " + care + " SO", "MB " + care + " BH SO EC", "names and addresses come with the needs assessor's decision"},
		{"consent, block: all but SO, EC", "consent", "citizen/c/rights/m", "MB " + care + " BH", "", ""},
		{"consent, block: all but SO, EC", "accessBlock", "citizen/c/rights/m", "MB " + care + " BH", "", ""},
		{"supportDecision/order: nobody, R", "supportDecision", "citizen/c/card/m", "", "", ""},
		{"supportDecision/order: nobody, R", "serviceOrder", "citizen/c/card/m", "", "SO EC", "1.3.2: the provider's coordinator acknowledges the order, or it escalates"},
		{"dialogue, goal, plan (SoL): MB W; USK/VB/BS, SSK, AT/FT, BH P", "dialogue", "citizen/c/social/p", "MB " + care + " BH", "", ""},
		{
			"dialogue, goal, plan (SoL): MB W; USK/VB/BS, SSK, AT/FT, BH P", "goal", "citizen/c/social/p", "MB " + care + " BH", "MB " + care + " BH EC",
			"the manager may mark a goal as entered in error, with a reason",
		},
		{"dialogue, goal, plan (SoL)", "goalFollowUp", "citizen/c/social/p", "MB " + care + " BH", "", ""},
		{"dialogue, goal, plan (SoL)", "rehabPlan", "citizen/c/social/p", "MB " + care + " BH", "", ""},
		{
			"dialogue, goal, plan (SoL)", "planActivity", "citizen/c/social/p", "MB " + care + " BH", "MB " + care + " BH EC",
			"the manager may name who is responsible",
		},
		{"dialogue, goal, plan (SoL)", "profileMatch", "citizen/c/social/p", "MB " + care + " BH", care + " BH", "staff match and tell the citizen; the citizen's word is in the dialogue"},
		{"visitPlan: SO W", "visitPlan", "citizen/c/visits/p", "SO", "SO EC", "the manager stands in for the coordinator"},
		{"visitPlan: SO W", "visitAssertion", "citizen/c/visits/p", "SO", "SO EC", "the manager stands in for the coordinator"},
		{"visitPlan, computed", "visitDay", "citizen/c/visits/p", "", "", ""},
		{"visitPlan, computed", "supportStatus", "citizen/c/visits/p", "", "", ""},
		{
			"visitRecord/note SoL: USK/VB/BS W", "visitRecord", "citizen/c/social/p", "USK BS", "MB " + care + " BH",
			"W2, W4: everybody who comes records the own visit; the citizen's words are the citizen's",
		},
		{"visitRecord/note SoL: USK/VB/BS W", "visitNote", "citizen/c/social/p", "USK BS", "", ""},
		{
			"jointVisit: MB stance; USK/VB/BS, SSK, AT/FT, BH own part; SO time", "jointVisit", "citizen/c/case-t-2/m", "MB " + care + " BH SO", "MB " + care + " BH SO EC",
			"the manager stands in for the coordinator and decides when it was held after a no (3.2)",
		},
		{"jointVisit: MB stance, on her own phone", "visitInvitation", "citizen/c/own/m", "", "", ""}, // who speaks for her answers through staff
		{"jointVisit: own part", "jointVisitFinding", "citizen/c/social/p", "MB " + care + " BH", "", ""},
		{"jointVisit: own part, health", "jointVisitFinding", "citizen/c/health/m", "MB " + care, "", ""},
		{"meeting part 1: hemtjänst, BH, SO, EC", "agendaItem", "citizen/c/case-t-1/m", "USK BH SO EC", "", ""},
		{
			"meeting part 2: all professions, MB if invited", "agendaItem", "citizen/c/case-t-2/m", "MB USK BS SSK AT/FT BH SO EC", "", "",
		},
		{"meeting part 3: hemtjänst, SSK, AT/FT; SO logistics; EC R", "agendaItem", "citizen/c/case-t-3/m", "USK SSK AT/FT SO", "USK SSK AT/FT SO EC", "the manager chairs, and writes what is decided"},
		{"meeting part 1", "meetingDecision", "team/t/part1/m", "USK BH SO EC", "", ""},
		{"meeting part 2", "followUpTask", "team/t/part2/m", "MB USK BS SSK AT/FT BH SO EC", "USK BS SSK AT/FT BH SO EC", "tasks are staff's"},
		{"meeting part 3", "meetingPart", "team/t/part3/m", "USK SSK AT/FT SO", "USK SSK AT/FT SO EC", "the manager chairs"},
		{"meeting, all parts", "teamMeeting", "team/t/meeting/m", "USK BS SSK AT/FT BH SO EC", "", ""},
		{"meeting, all parts", "routineCheck", "team/t/meeting/m", "USK BS SSK AT/FT BH SO EC", "", ""},
		{"meeting: who calls it (1.3.5: chair, coordinator)", "routine", "team/t/meeting/m", "SO EC", "", ""},
		{"meeting, cases", "caseThread", "citizen/c/case-t-3/m", "USK SSK AT/FT SO", "USK SSK AT/FT SO EC", "the manager chairs"},
		{
			"aid/medication question: USK/VB/BS, SSK, AT/FT", "aidQuestion", "citizen/c/health/m", care, "MB " + care,
			"the citizen may raise what is needed, and decline it",
		},
		{"aid/medication question: USK/VB/BS, SSK, AT/FT", "medicationQuestion", "citizen/c/health/m", care, "", ""},
		{"caseWork, tests, cycles: all staff, FL/STG", "methodTest", "unit/u/learning/m", "USK BS SSK AT/FT BH SO EC FL/STG", "", ""},
		{"caseWork, tests, cycles: all staff, FL/STG", "testCycle", "unit/u/learning/m", "USK BS SSK AT/FT BH SO EC FL/STG", "", ""},
		{"caseWork, tests, cycles: all staff, FL/STG", "improvementIdea", "unit/u/learning/m", "USK BS SSK AT/FT BH SO EC FL/STG", "", ""},
		{"caseWork, tests, cycles", "methodAdoption", "unit/u/learning/m", "USK BS SSK AT/FT BH SO EC FL/STG", "EC", "3.2: the manager's formal act"},
		{"caseWork, tests, cycles", "workingMethod", "unit/u/learning/m", "USK BS SSK AT/FT BH SO EC FL/STG", "EC", "a text in force is the manager's, and the change lead's; others raise ideas"},
		{"caseWork, tests, cycles", "profile", "unit/u/learning/m", "USK BS SSK AT/FT BH SO EC FL/STG", "EC", "criteria must be coherent (3.2): the manager's, and the change lead's"},
		{"directory (1.3.1)", "careAssignment", "tenant/directory", "EC ADM", "", ""},
	} {
		want := c.schema
		if c.schema == "" {
			want = c.table
		}
		if (c.schema != "" && c.schema != c.table) != (c.why != "") {
			t.Errorf("%s: %s differs from the table without a reason, or has one and does not", c.row, c.typ)
		}
		if got := writersOf(c.typ, c.scope); !slices.Equal(got, strings.Fields(want)) {
			t.Errorf("%s\n%s in %s: got %v\nwant %s", c.row, c.typ, c.scope, got, want)
		}
	}
}

// writersOf lists the columns all of whose roles may write some of a type's documents in a scope.
func writersOf(typ, scope string) (columns []string) {
	room, _ := Embedded().Compartment(scope)
	may := writeRoles(Embedded().Types[typ])
	for _, column := range []string{"MB", "USK", "BS", "SSK", "AT/FT", "BH", "SO", "EC", "ADM", "FL/STG"} {
		all := true
		for _, role := range groups[column] {
			all = all && slices.Contains(may, role) && slices.Contains(room.Read, role)
		}
		if all {
			columns = append(columns, column)
		}
	}
	return columns
}

func writeRoles(typ *Type) []string {
	roles := slices.Concat(typ.Rights.Create, typ.Rights.Write, typ.Rights.Propose, typ.Rights.Agree)
	for _, f := range typ.Fields {
		roles = slices.Concat(roles, f.Write, f.Others, f.Remove)
	}
	if typ.States != nil {
		for _, move := range typ.States.Transitions {
			roles = append(roles, move.By...)
		}
	}
	return roles
}

// "own part only": fields that only some of a type's writers write.
func TestRights_SomeFieldsAreForSome(t *testing.T) {
	t.Parallel()
	for field, want := range map[string]string{
		"medicationQuestion.answer":             "nurse",
		"medicationQuestion.instructionToStaff": "nurse",
		"aidQuestion.assessment":                "occupationalTherapist physiotherapist",
		"jointVisit.start":                      "coordinator server unitManager",
		"jointVisit.participants":               "coordinator server unitManager",
		"teamMeeting.openPart":                  "coordinator unitManager",
		"citizen.providerOrgId":                 "needsAssessor server unitManager",
		"methodTest.participantStaffIds":        "server unitManager",
		"methodTest.supportFloorConfirmed":      "unitManager",
		"testCycle.decision":                    "unitManager",
		"followUpTask.overdueSince":             "server",
		"conflict.candidates":                   "server",
		"notice.code":                           "server",
		"serviceOrder.acknowledgedAt":           "coordinator server unitManager",
		"supportDecision.hours":                 "server",
	} {
		typ, name, _ := strings.Cut(field, ".")
		if got := strings.Join(slices.Sorted(slices.Values(Embedded().Types[typ].Fields[name].Write)), " "); got != want {
			t.Errorf("%s: %s", field, got)
		}
	}
}

// The citizen's no: in every machine that has one, only the citizen says it, or staff on the citizen's behalf. Managers may
// choose it afterwards, where people decide between it and a fact. And it needs no reason.
func TestRights_OnlyTheCitizenSaysNoForTheCitizen(t *testing.T) {
	t.Parallel()
	n := 0
	for name, typ := range Embedded().Types {
		if typ.States == nil || slices.Equal(typ.Rights.Write, []string{serverRole}) {
			continue // a copy by the server
		}
		for _, move := range typ.States.Transitions {
			if !slices.Contains([]string{"withdrawnByCitizen", "declinedByCitizen", "refused", "declined", "withdrawn"}, move.To) {
				continue
			}
			if !slices.Contains(move.By, "citizen") {
				if len(typ.States.Human) == 0 || !slices.Equal(move.By, []string{"unitManager"}) || len(move.Needs) == 0 {
					t.Errorf("%s: %v say %s", name, move.By, move.To)
				}
				continue
			}
			n++
			if len(move.Needs) > 0 {
				t.Errorf("%s: the citizen must give %v to say %s", name, move.Needs, move.To)
			}
			for _, role := range move.By {
				licensed := name == "aidQuestion" && slices.Contains(groups["AT/FT"], role) // they record it with the assessment
				if role != "citizen" && role != "representative" && role != serverRole && !licensed {
					t.Errorf("%s: %s says %s for the citizen", name, role, move.To)
				}
			}
		}
	}
	if n < 8 {
		t.Errorf("only %d machines have the citizen's no", n)
	}
}

// The citizen's yes is the citizen's too: what was agreed on, who may know, and what a block no longer hides.
func TestRights_OnlyTheCitizenSaysYesForTheCitizen(t *testing.T) {
	t.Parallel()
	for _, yes := range []string{
		"goal.agreed", "rehabPlan.agreed", "dialogue.confirmedByCitizen", "jointVisit.accepted", "consent.given", "consent.limited",
		"accessBlock.lifted",
	} {
		typ, state, _ := strings.Cut(yes, ".")
		m := Embedded().Types[typ].States
		if slices.Contains(m.Initial, state) {
			t.Errorf("anybody who may create one begins as %s", yes)
		}
		n := 0
		for _, move := range m.Transitions {
			if move.To != state {
				continue
			}
			n++
			by := slices.DeleteFunc(slices.Clone(move.By), func(role string) bool { return role == serverRole })
			if !slices.Equal(by, groups["MB"]) {
				t.Errorf("%s is said by %v", yes, move.By)
			}
		}
		if n == 0 {
			t.Errorf("nobody says %s", yes)
		}
	}
}
