package mutate

import (
	"os"
	"path/filepath"
	"strings"
)

// Mutant is one thing broken on purpose.
type Mutant struct {
	Area       string // the table it stands in
	Name       string
	Why        string // what goes wrong in the world
	Hunks      []Hunk
	Tests      []Test // in the order they are tried
	Equivalent string // why nobody can see it; "" when somebody must
	Line       int    // in the table
}

// Hunk is one place that changes. File is relative to the root of the module.
type Hunk struct {
	File     string
	Old, New string
}

// Test is the arguments of one "go test": a package, then flags.
type Test string

// Package is the package the test is of, relative to the root.
func (t Test) Package() string {
	name, _, _ := strings.Cut(string(t), " ")
	return name
}

// mutated gives the contents of the files the mutant changes. Every old text must be there exactly once: a renamed function
// must not switch a mutant off.
func (m *Mutant) mutated(root string) (map[string]string, error) {
	out := map[string]string{}
	for _, h := range m.Hunks {
		text, changed := out[h.File]
		if !changed {
			b, err := os.ReadFile(filepath.Join(root, h.File))
			if err != nil {
				return nil, m.errorf("%w", err)
			}
			text = string(b)
		}
		if n := strings.Count(text, h.Old); n != 1 {
			return nil, m.errorf("%s has this %d times instead of once:\n%s", h.File, n, h.Old)
		}
		out[h.File] = strings.Replace(text, h.Old, h.New, 1)
	}
	return out, nil
}
