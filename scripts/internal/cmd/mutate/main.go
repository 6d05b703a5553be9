// Mutate breaks Samsyn on purpose, one thing at a time, and says which breakage no test sees. See scripts/mutate -h.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"time"

	"github.com/samsyn/samsyn/scripts/internal/mutate"
)

const usage = `mutate breaks Samsyn on purpose, one thing at a time, and says which breakage no test sees.

  scripts/mutate                      every mutant of scripts/internal/mutate/tables
  scripts/mutate -run '^merge/'       mutants whose table/name matches a regular expression
  scripts/mutate -list                what there is, and why it matters

The tree is not changed. Exit 0 only when every mutant was seen or is listed as equivalent, and none that is listed as
equivalent was seen. A table that does not fit the tree, or a test that fails with nothing broken, is an error.

`

type flags struct {
	run     *regexp.Regexp
	list    bool
	workers int
	timeout time.Duration
}

func main() {
	f, err := readFlags(os.Args[1:])
	if errors.Is(err, flag.ErrHelp) {
		return
	}
	if err != nil {
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	holds, err := run(ctx, f, os.Stdout)
	stop()
	switch {
	case err != nil:
		_, _ = fmt.Fprintln(os.Stderr, "mutate:", err) // nowhere else to say it
		os.Exit(2)                                     // "go run" makes it 1
	case !holds:
		os.Exit(1)
	}
}

func readFlags(args []string) (flags, error) {
	var f flags
	set := flag.NewFlagSet("mutate", flag.ContinueOnError)
	set.Usage = func() {
		_, _ = io.WriteString(set.Output(), usage)
		set.PrintDefaults()
	}
	pattern := set.String("run", "", "try the mutants whose table/name matches this regular expression")
	set.BoolVar(&f.list, "list", false, "list the mutants and try none")
	set.IntVar(&f.workers, "workers", 2, "mutants tried at once")
	set.DurationVar(&f.timeout, "timeout", 90*time.Second, "how long one go test may take")
	if err := set.Parse(args); err != nil {
		return f, err
	}
	re, err := regexp.Compile(*pattern)
	if err != nil {
		_, _ = fmt.Fprintln(set.Output(), "-run:", err)
	}
	f.run = re
	return f, err
}

func run(ctx context.Context, f flags, out io.Writer) (bool, error) {
	all, err := mutate.Mutants()
	if err != nil {
		return false, err
	}
	var mutants []*mutate.Mutant
	for _, m := range all {
		if f.run.MatchString(m.Area + "/" + m.Name) {
			mutants = append(mutants, m)
		}
	}
	if f.list {
		return true, list(mutants, out)
	}
	root, err := os.Getwd()
	if err != nil {
		return false, err
	}
	began := time.Now()
	printf(out, "%d mutants; first the tests with nothing broken\n", len(mutants))
	n := 0
	results, err := mutate.Run(ctx, mutants, mutate.Options{Root: root, Workers: f.workers, Timeout: f.timeout, Tell: func(r mutate.Result) {
		n++
		printf(out, "%3d/%d  %s\n", n, len(mutants), line(r))
	}})
	holds := sumUp(out, results, time.Since(began))
	return holds && err == nil, err
}

func line(r mutate.Result) string {
	var what string
	switch {
	case r.Err != nil:
		what = "WRONG"
	case r.Killed && r.Equivalent != "":
		what = "SEEN, listed as equivalent"
	case r.Killed:
		what = "seen"
	case r.Equivalent != "":
		what = "equivalent"
	default:
		what = "SURVIVED"
	}
	return fmt.Sprintf("%-10s %5.1fs  %-42s %s", what, r.Took.Seconds(), r.Area+"/"+r.Name, r.By)
}

// sumUp prints the totals and what is not as the tables say.
func sumUp(out io.Writer, results []mutate.Result, took time.Duration) bool {
	seen, equivalent, wrong := 0, 0, 0
	for _, r := range results {
		switch {
		case !r.IsRight():
			wrong++
			printf(out, "\n%s/%s: %s\n", r.Area, r.Name, r.Why)
			if r.Err != nil {
				printf(out, "  %v\n", r.Err)
				continue
			}
			if r.Killed {
				printf(out, "  is listed as equivalent (%s), but %s sees it\n", r.Equivalent, r.By)
				continue
			}
			printf(out, "  none of these sees it:\n")
			for _, t := range r.Tests {
				printf(out, "    go test %s\n", t)
			}
		case r.Killed:
			seen++
		default:
			equivalent++
		}
	}
	printf(out, "\n%d mutants in %s: %d seen, %d equivalent, %d wrong\n", len(results), took.Round(time.Second), seen, equivalent, wrong)
	return wrong == 0
}

func list(mutants []*mutate.Mutant, out io.Writer) error {
	for _, m := range mutants {
		if _, err := fmt.Fprintf(out, "%-42s %s\n", m.Area+"/"+m.Name, m.Why); err != nil {
			return err
		}
		if m.Equivalent != "" {
			printf(out, "%-42s (equivalent: %s)\n", "", m.Equivalent)
		}
	}
	return nil
}

// printf tells; an output that is gone is nobody to tell.
func printf(out io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(out, format, args...) }
