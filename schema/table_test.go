package schema

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// columns of the table in domain.md 1.4. External providers' staff have the rights of their role and fewer citizens, which is
// server/access's part; the region and the development roles reach no citizen at all.
var columns = []string{"MB", "USK", "BS", "SSK", "AT/FT", "BH", "SO", "EC", "REG", "FL/STG"}

// tableRows are those of the table: the types of each, where they are looked at, and what the table says, in the order of the columns.
// R reads, W writes something of it (and reads), P proposes (and reads), - nothing. "Title", "status", "count" and
// "aggregate" are -: such readers hold a projection, or nothing yet. What holds only with a basis is - too.
var tableRows = []struct {
	name, types string
	scope       string // only there, when not ""
	cells       string
}{
	{"citizen card", "citizen citizenIdentity", "", "W W W W W R W R - -"},
	{"consent, block", "consent accessBlock", "", "W W W W W W R R - -"},
	{"supportDecision/order", "supportDecision serviceOrder", "", "R R R R R R R R - -"},
	{"dialogue, goal, plan (SoL)", "dialogue goal goalFollowUp rehabPlan planActivity", "", "W P P P P P - R - -"},
	{"visitPlan", "visitPlan", "", "R R R R R - W R - -"},
	{"visitRecord/note SoL", "visitRecord visitNote", "", "R W W - - R - R - -"},
	{"jointVisit", "jointVisit", "", "W W W W W W W R - -"},
	{"meeting part 1", "agendaItem meetingPart", "part1", "- W - - - W W W - -"},
	{"meeting part 2", "agendaItem meetingPart", "part2", "R W W W W W W W - -"},
	{"meeting part 3", "agendaItem meetingPart", "part3", "- W - W W - W R - -"},
	{"aid/medication question", "aidQuestion medicationQuestion", "", "R W W W W - - - - -"},
	{"caseWork, tests, cycles", "improvementIdea methodTest testCycle methodAdoption", "", "- W W W W W W W - W"},
}

// differences are where the schema and the table differ, and why. Small letters are less than they look: w writes named fields
// or makes named moves, v only voids what was entered in error.
var differences = []struct{ types, columns, got, why string }{
	{"citizen citizenIdentity", "BH", "W", "who is responsible (1.3.1: server provider/team) is set by the assessor where no other system does"},
	{"citizen citizenIdentity", "EC", "W", "the manager corrects provider, team and address when the coordinator is away; each change is logged"},
	{"citizenIdentity", "MB USK BS SSK AT/FT", "w", "name and address are the coordinator's (1.3.1); they write how the citizen wants to be called"},
	{"serviceOrder", "SO EC", "w", "an order is acknowledged by whoever gets it; the rest is the municipality's other system's"},
	{"dialogue", "USK BS SSK AT/FT BH", "W", "1.3.3: the participants write a dialogue; nobody has agreed on it yet, so there is nothing to propose against"},
	{"goal rehabPlan planActivity", "USK BS SSK AT/FT BH", "W", "they begin it and write what is not agreed on (responsible, next review); each agreed field is a proposal until the citizen agrees"},
	{"goalFollowUp", "USK BS SSK AT/FT BH", "W", "each follow-up is its author's own entry in a series, never a change of the plan"},
	{"dialogue goalFollowUp rehabPlan", "EC", "v", "what was entered about the wrong person must be voided by somebody who answers for it"},
	{"goal planActivity", "EC", "w", "the manager says who is responsible, decides a conflict between two end states (3.3), and voids"},
	{"visitPlan", "EC", "W", "the manager plans where there is no coordinator"},
	{"visitRecord", "MB", "w", "the citizen says in their own words how the visit was; the facts are the staff's"},
	{"visitRecord", "SSK AT/FT BH", "W", "1.3.4: whoever made the visit writes its facts, also nurses, therapists and the assessor on a joint visit"},
	{"visitNote", "SSK AT/FT", "R", "the social compartment is read whole: the assignment is the basis; a compartment of its own for notes would change it (README)"},
	{"visitRecord visitNote", "EC", "v", "what was entered about the wrong person must be voided by somebody who answers for it"},
	{"jointVisit", "MB", "w", "the citizen's stance (W stance); time and place are the coordinator's"},
	{"jointVisit", "EC", "W", "the manager decides between held and declined (heldAfterDecline), and plans where there is no coordinator"},
	{"part2 agendaItem", "MB", "w", "the citizen's own voice, and withdrawing the item, are the citizen's (1.3.5)"},
	{"part3 agendaItem part3 meetingPart", "EC", "W", "the manager chairs where there is no coordinator, and decides conflicts; part 3 is read by the manager anyway"},
	{"aidQuestion", "MB", "W", "the citizen raises a need for an aid; assessing and prescribing are the therapist's"},
	{"methodAdoption", "USK BS SSK AT/FT BH SO FL/STG", "R", "1.3.7: a method is adopted by the responsible manager or the board"},
}

func differenceAt(key string) (at int) {
	for i, d := range differences {
		for column := range strings.FieldsSeq(d.columns) {
			fields := strings.Fields(d.types)
			for n, name := range fields {
				if strings.HasPrefix(name, "part") {
					continue
				}
				if n > 0 && strings.HasPrefix(fields[n-1], "part") {
					name = fields[n-1] + " " + name
				}
				if key == name+" "+column {
					return i
				}
			}
		}
	}
	return -1
}

// cell is what roles may do with a type: the least of them, so that nobody gets by unseen.
func cell(t *Type, scope, role string) string {
	reads := false
	for i := range t.Scopes {
		l := loader{set: Embedded()}
		for _, c := range l.compartmentsOf(t.Scopes[i]) {
			if scope != "" && Embedded().Compartments["team"][scope] != c && Embedded().Compartments["citizen"]["case-*-"+scope[len(scope)-1:]] != c {
				continue
			}
			reads = reads || slices.Contains(c.Read, role)
		}
	}
	r, some := t.Rights, false
	for _, f := range t.Fields {
		some = some || slices.Contains(f.Write, role) || slices.Contains(f.Others, role)
	}
	if t.States != nil {
		for _, move := range t.States.Transitions {
			some = some || slices.Contains(move.By, role)
		}
	}
	switch {
	case !reads:
		return "-"
	case slices.Contains(r.Create, role) || slices.Contains(r.Write, role):
		return "W"
	case slices.Contains(r.Propose, role) || slices.Contains(r.Agree, role):
		return "P"
	case some:
		return "w"
	case slices.Contains(r.Void, role):
		return "v"
	}
	return "R"
}

func cellsOf(t *Type, scope, column string) string {
	roles := groups[column]
	if column == "REG" {
		roles = []string{"regionClinician"}
	}
	found := map[string]bool{}
	for _, role := range roles {
		found[cell(t, scope, role)] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(found)), "/")
}

// Who reads and writes what, compared with domain.md 1.4 cell by cell.
func TestRights_AgainstTheTableCellByCell(t *testing.T) {
	t.Parallel()
	used := make([]bool, len(differences))
	for _, row := range tableRows {
		want := strings.Fields(row.cells)
		for name := range strings.FieldsSeq(row.types) {
			typ := Embedded().Types[name]
			if typ == nil {
				t.Fatalf("no type %s", name)
			}
			for i, column := range columns {
				key := strings.TrimSpace(row.scope + " " + name + " " + column)
				got, at := cellsOf(typ, row.scope, column), differenceAt(key)
				switch {
				case got == want[i]:
				case at < 0 || differences[at].got != got:
					t.Errorf("%s: %s may %s, the table says %s", row.name, key, got, want[i])
				default:
					used[at] = true
				}
			}
		}
	}
	for i, d := range differences {
		if !used[i] || d.why == "" {
			t.Errorf("no difference, or no reason: %s", d.types)
		}
	}
}
