package demo_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/server/demo"
	"github.com/samsyn/samsyn/server/load"
)

var day = time.Date(2026, 11, 24, 13, 0, 0, 0, time.UTC)

// The demo is the municipality the README promises, made of rows that any load would take.
func TestRows_AreAMunicipality(t *testing.T) {
	t.Parallel()
	count, ids := map[string]int{}, map[string]bool{}
	for line := range bytes.Lines(demo.Rows(day)) {
		row, err := load.ParseRow(bytes.TrimSpace(line))
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		kind := schema.Embedded().Types[row.Type]
		if kind == nil {
			t.Fatalf("no type %s", row.Type)
		}
		scope, err := row.Scope(kind, demo.Municipality)
		if err != nil || !kind.ScopeFits(string(scope)) {
			t.Errorf("%s %s: scope %s, %v", row.Type, row.ID, scope, err)
		}
		for field, value := range row.Values {
			if bad := kind.CheckValue(field, "set", value); bad != nil {
				t.Errorf("%s %s: %s %s", row.Type, row.ID, bad.Code, bad.Field)
			}
		}
		if name := row.Type + " " + row.ID; ids[name] {
			t.Errorf("%s stands twice", name)
		} else {
			ids[name] = true
		}
		for field, list := range row.Items {
			for _, value := range list {
				if bad := kind.CheckValue(field, "add", value); bad != nil {
					t.Errorf("%s %s: %s %s", row.Type, row.ID, bad.Code, bad.Field)
				}
			}
		}
		count[row.Type]++
	}
	for kind, want := range map[string]int{"careTeam": 2, "citizen": 30, "citizenIdentity": 30, "careAssignment": 30, "goal": 30, "planActivity": 60, "rehabPlan": 4, "teamMeeting": 3, "mandate": 1} {
		if count[kind] != want {
			t.Errorf("%d of %s, want %d", count[kind], kind, want)
		}
	}
	if count["staffMember"] < 12 || count["staffMember"] != len(demo.Staff()) {
		t.Errorf("%d staff", count["staffMember"])
	}
}

func TestRows_TheSameMomentGivesTheSameRows(t *testing.T) {
	t.Parallel()
	if !bytes.Equal(demo.Rows(day), demo.Rows(day)) {
		t.Error("the same moment, other rows")
	}
	for _, d := range demo.Plans(day) {
		if n := bytes.Count(d.Rows, []byte(`"visitPlan"`)); n != 40 || !bytes.Contains(d.Rows, []byte(`"`+d.Plan+`"`)) {
			t.Errorf("%d plans, or not %s", n, d.Plan)
		}
	}
}

// Everybody who works this morning is one of the demo's people, and what they write could be checked in as it stands.
func TestMorning_IsOfTheDemosPeople(t *testing.T) {
	t.Parallel()
	known := map[string]bool{}
	for _, p := range demo.People() {
		known[p.ID] = true
	}
	devices := map[string]bool{}
	for _, s := range demo.Morning(day) {
		if !known[s.Staff] || s.Device != "" && devices[s.Device] {
			t.Errorf("%s with %s: nobody, or a device of two", s.Staff, s.Device)
		}
		devices[s.Device] = true
		for _, w := range s.Writes {
			if w.Notice != "" {
				continue
			}
			kind := schema.Embedded().Types[w.Type]
			if kind == nil || !kind.ScopeFits(w.Scope) || w.MinutesAgo < 0 || day.Add(-time.Duration(w.MinutesAgo)*time.Minute).Before(demo.Began(day)) {
				t.Fatalf("%s writes %s in %s, %d minutes ago", s.Staff, w.Type, w.Scope, w.MinutesAgo)
			}
			for field, value := range w.Set {
				if bad := kind.CheckValue(field, "set", value); bad != nil {
					t.Errorf("%s %s: %s %s", w.Type, w.Doc, bad.Code, bad.Field)
				}
			}
			for field, items := range w.Items {
				for _, value := range items {
					if bad := kind.CheckValue(field, "add", value); bad != nil {
						t.Errorf("%s %s: %s %s", w.Type, w.Doc, bad.Code, bad.Field)
					}
				}
			}
			for field, value := range w.Add {
				if bad := kind.CheckValue(field, "add", value); bad != nil {
					t.Errorf("%s %s: %s %s", w.Type, w.Doc, bad.Code, bad.Field)
				}
			}
		}
	}
}
