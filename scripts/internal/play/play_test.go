package play

import (
	"os"
	"path/filepath"
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
			if step.Act != nil && step.Act.IsEdit() {
				if _, err := r.Edit(s.Midnight+step.At, d.draft(step.Act)); err != nil {
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
	if c.Document != nil && c.Field != "" && set.Types[c.Document.Type].Fields[c.Field] == nil {
		t.Errorf("%s:%d: a %s has no field %s", file, c.Line, c.Document.Type, c.Field)
	}
	for _, v := range c.Values {
		isValue := c.Kind == scenario.Shows || c.Kind == scenario.ShowsOther || c.Kind == scenario.Waiting || c.Kind == scenario.WaitingOnly
		if isValue && v.JSON != nil {
			if bad := set.Types[c.Document.Type].CheckValue(c.Field, document.VerbSet, v.JSON); bad != nil {
				t.Errorf("%s:%d: %s", file, c.Line, bad.Text.English)
			}
		}
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
