package mutate

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/go-json-experiment/json"
)

// Options say how to run.
type Options struct {
	Root    string        // of the module
	Workers int           // mutants at once
	Timeout time.Duration // of one "go test"
	// Tell is called after each mutant, by one goroutine at a time.
	Tell func(Result)
}

// Result is what became of one mutant.
type Result struct {
	*Mutant
	Killed bool
	By     string // the test that failed, with its package
	Took   time.Duration
	Err    error // the table is wrong: it does not compile, or a test does not exist
}

// IsRight reports whether the mutant did what the table says.
func (r Result) IsRight() bool { return r.Err == nil && r.Killed == (r.Equivalent == "") }

// Run tries every mutant. An error means that nothing could be asked of the tree, not that a mutant survived.
func Run(ctx context.Context, mutants []*Mutant, o Options) ([]Result, error) {
	g := goTest{root: o.Root, timeout: o.Timeout}
	tests := testsOf(mutants)
	var packages []string
	for _, t := range tests {
		packages = append(packages, t.Package())
	}
	slices.Sort(packages)
	var err error
	if g.rapid, err = propertyTests(ctx, o.Root, slices.Compact(packages)); err != nil {
		return nil, err
	}
	if err := g.check(ctx, mutants, tests, o.Workers); err != nil {
		return nil, err
	}
	var mu sync.Mutex
	var results []Result
	err = each(mutants, o.Workers, func(m *Mutant) error {
		r, err := g.try(ctx, m)
		mu.Lock()
		defer mu.Unlock()
		if err == nil {
			results = append(results, r)
			o.Tell(r)
		}
		return err
	})
	return results, err
}

func testsOf(mutants []*Mutant) []Test {
	var out []Test
	for _, m := range mutants {
		for _, t := range m.Tests {
			if !slices.Contains(out, t) {
				out = append(out, t)
			}
		}
	}
	return out
}

// check looks before anything is broken: the places are there, and the tests pass.
func (g goTest) check(ctx context.Context, mutants []*Mutant, tests []Test, workers int) error {
	var wrong error
	for _, m := range mutants {
		_, err := m.mutated(g.root)
		wrong = errors.Join(wrong, err)
	}
	if wrong != nil {
		return wrong
	}
	return each(tests, workers, func(t Test) error {
		result, _, output, err := g.run(ctx, t, "")
		if err == nil && result != passed {
			err = fmt.Errorf("does not pass with nothing broken: go test %s\n%s", t, output)
		}
		return err
	})
}

// try breaks one thing and asks its tests in turn.
func (g goTest) try(ctx context.Context, m *Mutant) (Result, error) {
	r := Result{Mutant: m}
	began := time.Now()
	dir, err := os.MkdirTemp("", "mutant")
	if err != nil {
		return r, err
	}
	defer os.RemoveAll(dir)
	overlay, err := m.overlay(g.root, dir)
	if err != nil {
		return r, err
	}
	tests := m.Tests
	if m.Equivalent != "" {
		tests = tests[:1] // nobody expects to see it: the cheapest look must do
	}
	for _, t := range tests {
		result, by, output, err := g.run(ctx, t, overlay)
		switch {
		case err != nil:
			return r, err
		case result == unbuilt:
			r.Err = m.errorf("does not compile, or runs no test:\n%s", output)
		case result == failed:
			r.Killed, r.By = true, t.Package()+" "+by
		}
		if result != passed {
			break
		}
	}
	r.Took = time.Since(began)
	return r, nil
}

// overlay writes the mutated files and the file that tells the compiler to take them instead.
func (m *Mutant) overlay(root, dir string) (string, error) {
	files, err := m.mutated(root)
	if err != nil {
		return "", err
	}
	replace := map[string]string{}
	for name, text := range files {
		instead := filepath.Join(dir, fmt.Sprint(len(replace))+filepath.Ext(name)) // embedded JSON, too
		if err := os.WriteFile(instead, []byte(text), 0o600); err != nil {
			return "", err
		}
		replace[filepath.Join(root, name)] = instead
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(dir, "overlay.json")
	return overlay, os.WriteFile(overlay, text, 0o600)
}

// each does the work with several workers and gives all errors. After an error it begins nothing new.
func each[T any](items []T, workers int, work func(T) error) error {
	var mu sync.Mutex
	var all error
	next := 0
	take := func() (item T, more bool) {
		mu.Lock()
		defer mu.Unlock()
		if all != nil || next == len(items) {
			return item, false
		}
		next++
		return items[next-1], true
	}
	var workersDone sync.WaitGroup
	for range max(workers, 1) {
		workersDone.Go(func() {
			for item, more := take(); more; item, more = take() {
				if err := work(item); err != nil {
					mu.Lock()
					all = errors.Join(all, err)
					mu.Unlock()
				}
			}
		})
	}
	workersDone.Wait()
	return all
}
