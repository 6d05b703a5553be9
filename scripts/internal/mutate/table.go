package mutate

import (
	"embed"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
)

//go:embed tables/*.txt
var tables embed.FS

// Mutants reads our own tables, in the order of their names.
func Mutants() ([]*Mutant, error) {
	entries, err := tables.ReadDir("tables")
	if err != nil {
		return nil, err
	}
	var out []*Mutant
	var wrong error
	names := map[string]bool{}
	for _, entry := range entries {
		text, err := tables.ReadFile(path.Join("tables", entry.Name()))
		if err != nil {
			return nil, err
		}
		list, err := Parse(strings.TrimSuffix(entry.Name(), ".txt"), string(text))
		wrong = errors.Join(wrong, err)
		for _, m := range list {
			if names[m.Area+"/"+m.Name] {
				wrong = errors.Join(wrong, m.errorf("stands in its table twice"))
			}
			names[m.Area+"/"+m.Name] = true
		}
		out = append(out, list...)
	}
	return out, wrong
}

// Parse reads one table. A line begins with what it is:
//
//	test ARGUMENTS          before the first mutant: what every mutant of the table is tried with, in this order
//	mutant NAME: WHY        begins a mutant
//	in FILE                 the file that the next lines are of
//	- TEXT                  what is replaced; several lines are one text with line feeds
//	+ TEXT                  by what; none at all removes the text
//	test ARGUMENTS          tried before the table's tests
//	equivalent REASON       nobody can see it, because
//	# ...                   a remark
//
// A "-" line after a "+" line, or after "in", begins another place of the same mutant.
func Parse(area, table string) ([]*Mutant, error) {
	p := tableParser{area: area}
	for i, line := range strings.Split(table, "\n") {
		p.line++
		if err := p.read(line); err != nil {
			return nil, fmt.Errorf("tables/%s.txt:%d: %w", area, i+1, err)
		}
	}
	var wrong error
	for _, m := range p.mutants {
		for _, t := range p.tests {
			if !slices.Contains(m.Tests, t) {
				m.Tests = append(m.Tests, t)
			}
		}
		if len(m.Hunks) == 0 || len(m.Tests) == 0 {
			wrong = errors.Join(wrong, m.errorf("changes nothing, or has no test"))
		}
		for _, h := range m.Hunks {
			if h.Old == h.New || strings.TrimSpace(h.Old) == "" {
				wrong = errors.Join(wrong, m.errorf("a place of it stays as it is"))
			}
		}
	}
	return p.mutants, wrong
}

type tableParser struct {
	area    string
	line    int
	tests   []Test
	mutants []*Mutant
	file    string
	last    string // the word of the line before
}

var errTable = errors.New("not a line of a table")

func (p *tableParser) read(line string) error {
	if strings.TrimSpace(line) == "" || line[0] == '#' {
		return nil
	}
	word, rest, _ := strings.Cut(line, " ")
	var m *Mutant
	if len(p.mutants) > 0 {
		m = p.mutants[len(p.mutants)-1]
	}
	before := p.last
	p.last = word
	switch {
	case word == "mutant":
		name, why, ok := strings.Cut(rest, ": ")
		if !ok {
			return errTable
		}
		p.file = ""
		p.mutants = append(p.mutants, &Mutant{Area: p.area, Name: name, Why: why, Line: p.line})
	case word == "test" && m == nil:
		p.tests = append(p.tests, Test(rest))
	case m == nil:
		return errTable
	case word == "test":
		m.Tests = append(m.Tests, Test(rest))
	case word == "equivalent":
		m.Equivalent = strings.TrimSpace(m.Equivalent + " " + rest)
	case word == "in":
		p.file = rest
	case p.file != "" && word == "-":
		if before != "-" {
			m.Hunks = append(m.Hunks, Hunk{File: p.file})
		}
		join(&m.Hunks[len(m.Hunks)-1].Old, rest, before == "-")
	case p.file != "" && word == "+" && (before == "+" || before == "-"):
		join(&m.Hunks[len(m.Hunks)-1].New, rest, before == "+")
	default:
		return errTable
	}
	return nil
}

func join(text *string, line string, more bool) {
	if more {
		*text += "\n"
	}
	*text += line
}

func (m *Mutant) errorf(format string, args ...any) error {
	return fmt.Errorf("tables/%s.txt:%d: %s: %w", m.Area, m.Line, m.Name, fmt.Errorf(format, args...))
}
