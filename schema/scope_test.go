package schema

import "testing"

func TestScopeFits(t *testing.T) {
	t.Parallel()
	set := Embedded()
	for _, c := range []struct {
		typ, scope string
		want       bool
	}{
		{"goal", "citizen/c17/social/lindgarden", true},
		{"goal", "citizen/c17/health/ekby", false},
		{"goal", "citizen/c17/social", false},
		{"goal", "citizen/c17/social/ekby/more", false},
		{"goal", "citizen//social/ekby", false},
		{"goal", "citizen/c 17/social/ekby", false},
		{"goal", "team/c17/social/ekby", false},
		{"staffMember", "tenant/directory", true},
		{"staffMember", "tenant/register", false},
		{"agendaItem", "citizen/c1/case-t3-2/ekby", true},
		{"agendaItem", "citizen/c1/case-north-team-3/ekby", true},
		{"agendaItem", "citizen/c1/case-t3-4/ekby", false},
		{"agendaItem", "citizen/c1/case-3/ekby", false},
		{"agendaItem", "team/t3/part3/ekby", true},
		{"jointVisit", "citizen/c1/case-t3-2/ekby", true},
		{"jointVisit", "citizen/c1/case-north-team-3/ekby", true},
		{"jointVisit", "team/t3/part2/ekby", false},
		{"jointVisitFinding", "citizen/c1/social/lindgarden", true},
		{"jointVisitFinding", "citizen/c1/health/ekby", true},
		{"jointVisitFinding", "citizen/c1/visits/ekby", false},
		{"routine", "team/t3/meeting/ekby", true},
		{"notice", "staff/s9/inbox/ekby", true},
		{"notice", "staff/s9/own/ekby", false},
		{"methodTest", "unit/u1/learning/ekby", true},
		{"caseThread", "unit/u1/learning/ekby", true},
		{"agendaItem", "team/t3/part/ekby", false},
		{"agendaItem", "team/t3/meeting/ekby", false},
		{"teamMeeting", "team/t3/meeting/ekby", true},
		{"conflict", "citizen/c1/case-t3-2/ekby", true},
		{"conflict", "tenant/directory", true},
		{"conflict", "citizen/c1", false},
		{"conflict", "", false},
	} {
		if got := set.Types[c.typ].ScopeFits(c.scope); got != c.want {
			t.Errorf("%s in %q: got %v", c.typ, c.scope, got)
		}
	}
}

// A template may name one part of a team's cases.
func TestScopeFits_OnePart(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		template, scope string
		want            bool
	}{
		{"citizen/{citizen}/case-{team}-2/{municipality}", "citizen/c1/case-t3-2/ekby", true},
		{"citizen/{citizen}/case-{team}-2/{municipality}", "citizen/c1/case-north-team-2/ekby", true},
		{"citizen/{citizen}/case-{team}-2/{municipality}", "citizen/c1/case-t3-1/ekby", false},
		{"citizen/{citizen}/case-{team}-2/{municipality}", "citizen/c1/case--2/ekby", false},
		{"citizen/{citizen}/case-{team}-2/{municipality}", "citizen/c1/case-t3-22/ekby", false},
		{"citizen/{citizen}/case-{team}-2/{municipality}", "citizen/c1/social/ekby", false},
	} {
		if got := parseTemplate(c.template).fits(c.scope); got != c.want {
			t.Errorf("%s, %s: got %v", c.template, c.scope, got)
		}
	}
}

func TestCompartment(t *testing.T) {
	t.Parallel()
	for scope, want := range map[string]string{
		"citizen/c17/health/ekby":            "Health care",
		"citizen/c17/case-t3-2/ekby":         "Case in part 2",
		"citizen/c17/case-north-team-1/ekby": "Case in part 1",
		"citizen/c17/case-t3-4/ekby":         "",
		"citizen/c17/case-*-2/ekby":          "",
		"team/t3/part1/ekby":                 "Part 1: needs assessment and home care",
		"team/t3/part4/ekby":                 "",
		"team/t3/health/ekby":                "",
		"tenant/directory":                   "Directory: staff, teams and assignments",
		"tenant/t3/directory/ekby":           "",
		"citizen/c17/health":                 "",
		"citizen/c17/health/ekby/x":          "",
		"staff/s9/inbox/ekby":                "Staff member's inbox",
		"":                                   "",
	} {
		c, ok := Embedded().Compartment(scope)
		got := ""
		if ok {
			got = c.Label.English
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", scope, got, want)
		}
	}
}
