package mutate

import (
	"errors"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/google/go-cmp/cmp"
)

const root = "../../.."

// Whoever renames what a mutant breaks must say so in its table, or nothing would be broken any more.
func TestMutants_FindTheirPlaces(t *testing.T) {
	t.Parallel()
	mutants, err := Mutants()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range mutants {
		files, err := m.mutated(root)
		if err != nil {
			t.Error(err)
			continue
		}
		for name, text := range files {
			if err := parse(name, text); err != nil {
				t.Error(m.errorf("%w", err))
			}
		}
		for _, test := range m.Tests {
			if _, err := os.Stat(filepath.Join(root, test.Package())); err != nil {
				t.Error(m.errorf("%w", err))
			}
		}
	}
}

// parse reads what a mutant made of a file, which must still be of its kind: a file nobody can read is seen by any test.
func parse(name, text string) error {
	if filepath.Ext(name) == ".json" {
		if !jsontext.Value(text).IsValid() {
			return errors.New(name + " is no longer JSON")
		}
		return nil
	}
	_, err := parser.ParseFile(token.NewFileSet(), name, text, parser.SkipObjectResolution)
	return err
}

func TestParse(t *testing.T) {
	t.Parallel()
	got, err := Parse("a", `# a remark
test ./a

mutant one: it matters
in a/a.go
- 	if x {
- 		y()
+ 	if true {
- z
equivalent because
equivalent of this
test ./b -run X
mutant two: it matters too
in a/b.go
- b
+ c
`)
	if err != nil {
		t.Fatal(err)
	}
	want := []*Mutant{
		{
			Area: "a", Name: "one", Why: "it matters", Line: 4, Equivalent: "because of this", Tests: []Test{"./b -run X", "./a"},
			Hunks: []Hunk{{"a/a.go", "\tif x {\n\t\ty()", "\tif true {"}, {"a/a.go", "z", ""}},
		},
		{Area: "a", Name: "two", Why: "it matters too", Line: 13, Tests: []Test{"./a"}, Hunks: []Hunk{{"a/b.go", "b", "c"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParse_SaysWhere(t *testing.T) {
	t.Parallel()
	for name, table := range map[string]string{
		"no why":        "test ./a\nmutant one",
		"no file":       "test ./a\nmutant one: x\n- a",
		"plus first":    "test ./a\nmutant one: x\nin f\n+ a",
		"unknown word":  "test ./a\nmutant one: x\nin f\nout g",
		"before all":    "in f",
		"stays":         "test ./a\nmutant one: x\nin f\n- a\n+ a",
		"no test":       "mutant one: x\nin f\n- a\n+ b",
		"changes none":  "test ./a\nmutant one: x",
		"replaces none": "test ./a\nmutant one: x\nin f\n- \n+ b",
	} {
		if _, err := Parse("a", table); err == nil || !strings.Contains(err.Error(), "tables/a.txt:") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMutated_OnceOrNotAtAll(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "f"), []byte("one two two"), 0o600); err != nil {
		t.Fatal(err)
	}
	for old, fits := range map[string]bool{"one": true, "two": false, "three": false} {
		m := &Mutant{Hunks: []Hunk{{"f", old, "x"}}}
		if _, err := m.mutated(dir); (err == nil) != fits {
			t.Errorf("%s: %v", old, err)
		}
	}
}
