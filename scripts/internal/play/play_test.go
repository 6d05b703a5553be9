package play

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

func heardOf(vs []document.Verdict) []phone.Heard {
	var out []phone.Heard
	for _, v := range vs {
		out = append(out, phone.Heard{Verdict: v})
	}
	return out
}

func shared(t *testing.T) []*scenario.Scenario {
	t.Helper()
	names, err := filepath.Glob("../../../mobile-contract/scenarios/*.txt")
	if err != nil || len(names) == 0 {
		t.Fatalf("no scenarios: %v", err)
	}
	var out []*scenario.Scenario
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		s, err := scenario.Parse(filepath.Base(name), text)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

// Every file names types and fields of the schema, and holds values that the schema takes: a scenario that plays nothing
// would hold for ever.
func TestScenarios_FitTheSchema(t *testing.T) {
	t.Parallel()
	set := schema.Embedded()
	for _, s := range shared(t) {
		d := &day{s: s, crew: &crew{o: Options{Schema: set}}, homes: map[*scenario.Document]document.Scope{}}
		for _, doc := range s.Documents {
			scope, err := home(set, s, doc)
			if err != nil {
				t.Fatal(err)
			}
			d.homes[doc] = scope
		}
		for _, row := range stage(s) {
			checkRow(t, set, s.File, row)
		}
		r := replica.New(replica.Options{Replica: "r1", Author: "s-a", Role: "nurse", Schema: set, NewID: newULID})
		for _, step := range s.Steps {
			if step.Act != nil && step.Act.IsEdit() && !slices.Contains(drafted, step.Act.Verb) {
				_, err := r.Edit(s.Midnight+step.At, d.draft(step.Act))
				if stops := d.expectsStop(editKey{step.Act.Person, step.At}); (err != nil) != stops {
					t.Errorf("%s:%d: %v", s.File, step.Line, err)
				}
			}
			if step.Then != nil {
				checkClaim(t, set, s.File, step.Then)
			}
		}
		for _, n := range s.Nevers {
			checkClaim(t, set, s.File, n.Claim)
		}
	}
}

// drafted are edits of what only the phone knows.
var drafted = []scenario.Verb{scenario.Resolves, scenario.Counts, scenario.Acknowledges, scenario.NotesOral}

func checkRow(t *testing.T, set *schema.Set, file string, row Row) {
	t.Helper()
	typ := set.Types[row.Type]
	if typ == nil {
		t.Errorf("%s: no type %s", file, row.Type)
		return
	}
	for field, v := range row.Values {
		if bad := typ.CheckValue(field, document.VerbSet, v); bad != nil {
			t.Errorf("%s: %s %s.%s: %s", file, row.ID, row.Type, field, bad.Text.English)
		}
	}
	for field, items := range row.Items {
		for _, v := range items {
			if bad := typ.CheckValue(field, document.VerbAdd, v); bad != nil {
				t.Errorf("%s: %s %s.%s: %s", file, row.ID, row.Type, field, bad.Text.English)
			}
		}
	}
	for _, field := range typ.Required {
		if row.Values[field] == nil && row.Items[field] == nil {
			t.Errorf("%s: %s %s lacks %s", file, row.Type, row.ID, field)
		}
	}
}

func checkClaim(t *testing.T, set *schema.Set, file string, c *scenario.Claim) {
	t.Helper()
	if c.Type != "" && set.Types[c.Type] == nil {
		t.Errorf("%s:%d: no type %s", file, c.Line, c.Type)
	}
	for _, w := range c.Where {
		rule := set.Types[c.Type].Fields[w.Field]
		if rule == nil || w.JSON != nil && set.Types[c.Type].CheckValue(w.Field, document.VerbSet, w.JSON) != nil {
			t.Errorf("%s:%d: no %s has %s %s", file, c.Line, c.Type, w.Field, w.JSON)
		}
	}
	if c.Document != nil && c.Field != "" && set.Types[c.Document.Type].Fields[c.Field] == nil {
		t.Errorf("%s:%d: a %s has no field %s", file, c.Line, c.Document.Type, c.Field)
	}
	for _, v := range c.Values {
		isValue := c.Kind == scenario.Shows || c.Kind == scenario.ShowsOther || c.Kind == scenario.Waiting || c.Kind == scenario.WaitingOnly
		if isValue && v.JSON != nil && set.Types[c.Document.Type].Fields[c.Field].Policy != schema.Counter { // whose sum is no item
			if bad := set.Types[c.Document.Type].CheckValue(c.Field, document.VerbSet, v.JSON); bad != nil {
				t.Errorf("%s:%d: %s", file, c.Line, bad.Text.English)
			}
		}
	}
}

// What a file says it shows is a row of the domain: a policy, or a type and field of the schema.
func TestScenarios_ShowWhatThereIs(t *testing.T) {
	t.Parallel()
	set := schema.Embedded()
	policies := strings.Fields("IMM JRN AWS RST LWW LWW+ SAFE CTZ PRP STM OWN BND SRV CNT HUM DRV")
	for _, s := range shared(t) {
		for _, row := range s.Shows {
			place, what, _ := strings.Cut(row, " ")
			name, field, ofField := strings.Cut(what, ".")
			switch {
			case place == "3.1" && !slices.Contains(policies, what):
				t.Errorf("%s shows %s, which is no policy", s.File, row)
			case (place == "3.2" || strings.HasPrefix(place, "1.3.")) && what != "" && set.Types[name] == nil:
				t.Errorf("%s shows %s, which is no type", s.File, row)
			case ofField && set.Types[name].Fields[field] == nil:
				t.Errorf("%s shows %s, which is no field", s.File, row)
			}
		}
	}
}

func TestWriteShows_InTheOrderOfTheDomain(t *testing.T) {
	t.Parallel()
	var s Summary
	s.Add(Result{Name: "w10-b.txt", Shows: []string{"W10", "3.2 goal.state", "R2"}})
	s.Add(Result{Name: "w2-a.txt", Shows: []string{"W2", "T3", "3.1 PRP", "3.2 goal.state"}})
	var out strings.Builder
	if err := WriteShows(&out, &s); err != nil {
		t.Fatal(err)
	}
	var rows []string
	for line := range strings.Lines(out.String()) {
		rows = append(rows, strings.Join(strings.Fields(line), " "))
	}
	want := []string{
		"row of the domain shown by", "W2 w2", "W10 w10", "T3 w2", "R2 w10", "3.1 PRP w2", "3.2 goal.state w2 w10",
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Error(diff)
	}
	if !strings.Contains(s.Line(), `"shows":{"3.1 PRP":["w2-a.txt"],`) {
		t.Error(s.Line())
	}
}

func TestSummary_LineIsTheIssuesOrder(t *testing.T) {
	t.Parallel()
	var s Summary
	s.Add(Result{Expectations: 3, Later: 1, Edits: 2, Verdicts: map[document.Kind]int{document.Applied: 2}})
	want := `{"scenarios":1,"expectations":3,"broken":0,"later":1,"edits":2,` +
		`"verdicts":{"applied":2,"merged":0,"parked":0,"proposed":0,"refused":0},"lostEdits":0,"divergentReplicas":0}`
	if diff := cmp.Diff(want, s.Line()); diff != "" {
		t.Error(diff)
	}
	if !s.Holds() {
		t.Error("it holds, and says not")
	}
	s.Add(Result{Lost: 1})
	if s.Holds() {
		t.Error("an edit was lost, and it says that all holds")
	}
}
