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
)

// stage turns the setting of a scenario into the rows of its tenant.
func stage(s *scenario.Scenario) []Row {
	var rows []Row
	for _, p := range staff(s) {
		employer := s.Municipality
		for _, t := range s.Teams {
			if t.ID == p.Team {
				employer = t.Provider
			}
		}
		rows = append(rows, staffRow(p.ID, p.Full, p.Role, employer))
	}
	for _, t := range s.Teams {
		members := []member{}
		for _, p := range staff(s) {
			if p.Team == t.ID {
				members = append(members, member{p.ID, partsOf(p.Role), p.Role})
			}
		}
		row := teamRow(t.ID, or(t.Label, t.Name), t.Provider, members)
		if len(t.OnCall) > 0 {
			maps.Copy(row.Values, values("onCallIds", t.OnCall))
		}
		rows = append(rows, row)
	}
	return append(append(rows, relations(s)...), startRows(s)...)
}

func staff(s *scenario.Scenario) []scenario.Person {
	return slices.DeleteFunc(slices.Clone(s.People), func(p scenario.Person) bool { return p.Kind != "staff" })
}

// relations are the assignments: of teams to their citizens, of people to those named beside them, and those of the table,
// which stand instead of the others.
func relations(s *scenario.Scenario) []Row {
	var rows []Row
	told := func(who, citizen string) bool {
		return slices.ContainsFunc(s.Assignments, func(a scenario.Assignment) bool { return a.Who.ID == who && a.Citizen == citizen })
	}
	for _, c := range s.Citizens {
		if c.Team != "" && !told(c.Team, c.ID) {
			team := scenario.Subject{Kind: "team", ID: c.Team}
			rows = append(rows, relationRow(scenario.Assignment{ID: "a-" + c.Team + "-" + c.ID, Who: team, Citizen: c.ID}, c.Provider, s.Midnight))
		}
	}
	for _, p := range s.People {
		for _, citizen := range p.Citizens {
			if !told(p.ID, citizen) {
				rows = append(rows, assignmentRow(p.ID, citizen, providerOf(s, citizen), s.Midnight))
			}
		}
	}
	for _, a := range s.Assignments {
		rows = append(rows, relationRow(a, providerOf(s, a.Citizen), s.Midnight))
	}
	return rows
}

// partsOf are the parts of the team meeting that a role takes part in (domain.md 1.3.5, default audiences).
func partsOf(role string) []int {
	switch role {
	case "needsAssessor":
		return []int{1, 2}
	case "nurse", "occupationalTherapist", "physiotherapist":
		return []int{2, 3}
	case "housingSupportWorker":
		return []int{2}
	case "assistantNurse", "careAssistant", "coordinator", "unitManager":
		return []int{1, 2, 3}
	}
	return []int{}
}

func startRows(s *scenario.Scenario) []Row {
	var rows []Row
	at := map[string]int{}
	row := func(d *scenario.Document) *Row {
		if i, ok := at[d.Type+" "+d.ID]; ok {
			return &rows[i]
		}
		at[d.Type+" "+d.ID] = len(rows)
		r := Row{Type: d.Type, ID: d.ID, Values: map[string]jsontext.Value{}, Items: map[string]map[string]jsontext.Value{}}
		part, isPart := strings.CutPrefix(d.Compartment, "part")
		if isPart {
			r.Part = part
		}
		switch d.About.Kind {
		case "citizen":
			r.Citizen, r.Provider = d.About.ID, or(d.Provider, providerOf(s, d.About.ID))
			if isPart {
				r.Team = teamOf(s, d.About.ID)
			}
		case "team":
			r.Team = d.About.ID
		case "staff":
			r.Staff = d.About.ID
		}
		rows = append(rows, r)
		return &rows[len(rows)-1]
	}
	for _, c := range s.Citizens {
		rows = append(rows, Row{Type: "citizenIdentity", ID: c.ID, Citizen: c.ID, Provider: c.Provider, Values: values("displayName", c.Full)})
		r := row(&scenario.Document{ID: c.ID, Type: "citizen", About: scenario.Subject{Kind: "citizen", ID: c.ID}})
		r.Values = values("providerOrgId", c.Provider)
		if c.Team != "" {
			r.Values["homeTeamId"] = document.Quote(c.Team)
		}
	}
	for _, v := range s.Start {
		r := row(v.Document)
		r.By = or(r.By, v.By)
		if v.Item == "" {
			r.Values[v.Field] = v.JSON
			continue
		}
		if r.Items[v.Field] == nil {
			r.Items[v.Field] = map[string]jsontext.Value{}
		}
		r.Items[v.Field][v.Item] = v.JSON
	}
	return rows
}

func providerOf(s *scenario.Scenario, citizen string) string {
	for _, c := range s.Citizens {
		if c.ID == citizen {
			return c.Provider
		}
	}
	return s.Municipality
}

func teamOf(s *scenario.Scenario, citizen string) string {
	for _, c := range s.Citizens {
		if c.ID == citizen {
			return c.Team
		}
	}
	return ""
}

func or(text, other string) string {
	if text == "" {
		return other
	}
	return text
}

// scopesOf gives the scopes a type's document about somebody may live in, in the schema's order.
func scopesOf(t *schema.Type, about scenario.Subject, provider, municipality, team string) []document.Scope {
	var out []document.Scope
	for _, template := range t.Scopes {
		if about.Kind == "team" { // a team is a unit, too
			template = strings.Replace(template, "{unit}", "{team}", 1)
		}
		if !strings.Contains(template, "{"+about.Kind+"}") && strings.Contains(template, "{") && !isTenant(template) {
			continue
		}
		text := strings.NewReplacer("{"+about.Kind+"}", about.ID, "{provider}", provider, "{municipality}", municipality,
			"{team}", team).Replace(template)
		if !strings.Contains(text, "{part}") {
			out = append(out, document.Scope(text))
			continue
		}
		for part := 1; part <= 3; part++ {
			out = append(out, document.Scope(strings.ReplaceAll(text, "{part}", strconv.Itoa(part))))
		}
	}
	return out
}

func isTenant(template string) bool { return strings.HasPrefix(template, "tenant/") }

// home is the one scope of a named document.
func home(set *schema.Set, s *scenario.Scenario, d *scenario.Document) (document.Scope, error) {
	t := set.Types[d.Type]
	if t == nil {
		return "", fmt.Errorf("%s:%d: the schema has no type %s", s.File, d.Line, d.Type)
	}
	provider := or(d.Provider, providerOf(s, d.About.ID))
	for _, scope := range scopesOf(t, d.About, provider, s.Municipality, teamOf(s, d.About.ID)) {
		if d.Compartment == "" || inCompartment(scope.Compartment(), d.Compartment) {
			return scope, nil
		}
	}
	return "", fmt.Errorf("%s:%d: a %s about a %s lives in none of %s", s.File, d.Line, d.Type, d.About.Kind, strings.Join(t.Scopes, ", "))
}

// inCompartment reports whether a scope's compartment is the one a file names: part2 is also that of a case, case-t-norra-2.
func inCompartment(is, named string) bool {
	part, isPart := strings.CutPrefix(named, "part")
	return is == named || isPart && strings.HasPrefix(is, "case-") && strings.HasSuffix(is, "-"+part)
}
