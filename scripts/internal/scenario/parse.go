package scenario

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// maxBytes bounds a file; a day that does not fit is several days.
const maxBytes = 1 << 20

type parser struct {
	s       *Scenario
	section string
	columns []string  // of the table being read; nil before its heading row
	linked  bool      // the names in People and Citizens are ids now
	lastDoc *Document // of the start row above
	lastBy  string
	now     int64     // the time of the line above
	days    []dayMark // the first is the file's own; the last is the one being told
}

// dayMark is where a day of the file begins, milliseconds since the file's Midnight.
type dayMark struct {
	from   int64
	offset int64 // of its zone from UTC, milliseconds
}

// logical is a line with its continuations.
type logical struct {
	line int
	text string
}

// Parse reads one file. Its error is an *Error: the first place where the text is not as the grammar wants it.
func Parse(file string, text []byte) (*Scenario, error) {
	p := &parser{s: &Scenario{File: file, Documents: map[string]*Document{}, subjects: map[string]Subject{}}}
	if len(text) > maxBytes || !utf8.Valid(text) {
		return nil, &Error{File: file, Line: 1, Want: "at most 1 MB of UTF-8", Got: "something else"}
	}
	for _, l := range join(string(text)) {
		if err := p.take(l); err != nil {
			return nil, err
		}
	}
	if err := p.complete(strings.Count(string(text), "\n") + 1); err != nil {
		return nil, err
	}
	return p.s, nil
}

// join drops comments and empty lines and lays continuations behind the line they continue: with "; " under a timed line
// (but a space after its colon), with a space elsewhere.
func join(text string) []logical {
	var out []logical
	for i, raw := range strings.Split(text, "\n") {
		line := strings.TrimRight(raw, " \t\r")
		trimmed := strings.TrimLeft(line, " \t")
		switch {
		case trimmed == "" || trimmed[0] == '#':
		case trimmed != line && len(out) > 0 && trimmed[0] != '|':
			last := &out[len(out)-1]
			glue := " "
			if isTimed(last.text) && strings.Contains(last.text, "=") {
				glue = "; "
			}
			last.text += glue + trimmed
		default:
			out = append(out, logical{i + 1, trimmed})
		}
	}
	return out
}

func isTimed(line string) bool { return line != "" && line[0] >= '0' && line[0] <= '9' }

func (p *parser) take(l logical) error {
	switch l.text {
	case "Teams", "People", "Citizens", "Assignments", "At the start", "The day":
		return p.open(l)
	}
	if p.section == "The day" {
		return p.day(l)
	}
	if p.section != "" {
		return p.row(l)
	}
	key, value, _ := strings.Cut(l.text, ":")
	value = strings.TrimSpace(value)
	switch {
	case key == "Title" && value != "":
		p.s.Title = value
	case key == "Municipality" && isWord(value):
		p.s.Municipality = value
	case key == "Day":
		return p.date(l, value)
	case key == "Shows":
		return p.shows(l, value)
	default:
		return p.wrong(l.line, "Title: …, Day: 2026-11-24 +01:00, Municipality: ekby, Shows: …, or a section", l.text)
	}
	return nil
}

// order is the order of sections.
var order = []string{"", "Teams", "People", "Citizens", "Assignments", "At the start", "The day"}

func (p *parser) open(l logical) error {
	if p.s.Title == "" || p.s.Municipality == "" || p.s.Midnight == 0 {
		return p.wrong(l.line, "Title:, Day: and Municipality: before the first section", l.text)
	}
	if place(l.text) <= place(p.section) {
		return p.wrong(l.line, "the sections once each, in the order "+strings.Join(order[1:], ", "), l.text)
	}
	p.section, p.columns, p.lastDoc = l.text, nil, nil
	if place(l.text) > place("Citizens") {
		return p.link()
	}
	return nil
}

func place(section string) int {
	for i, s := range order {
		if s == section {
			return i
		}
	}
	return -1
}

func (p *parser) date(l logical, value string) error {
	at, err := time.Parse("2006-01-02 -07:00", value)
	if err != nil || at.Year() < 2000 || at.Year() > 2100 {
		return p.wrong(l.line, "a date and its offset from UTC, such as 2026-11-24 +01:00", value)
	}
	_, offset := at.Zone()
	p.s.Midnight, p.s.OffsetMillis = at.UnixMilli(), int64(offset)*1000
	p.days = []dayMark{{offset: p.s.OffsetMillis}}
	return nil
}

// rowOf is how domain.md names what a file may show: a worked day, a trap, a rule, or a place in a section.
var rowOf = regexp.MustCompile(`^([WTR]\d+|[0-3]\.\d+(\.\d+)?|\d)$`)

// shows takes the rows of domain.md: "W8; 3.2 visitPlan.state, visitRecord; R2".
func (p *parser) shows(l logical, value string) error {
	for part := range strings.SplitSeq(value, ";") {
		place, rest, _ := strings.Cut(strings.TrimSpace(part), " ")
		if !rowOf.MatchString(place) {
			return p.wrong(l.line, "rows of the domain, such as W8; 3.2 visitPlan.state, visitRecord; R2", part)
		}
		for what := range strings.SplitSeq(rest, ",") {
			row := strings.TrimSpace(place + " " + strings.TrimSpace(what))
			if slices.Contains(p.s.Shows, row) {
				return p.wrong(l.line, "each row once", row)
			}
			p.s.Shows = append(p.s.Shows, row)
		}
	}
	return nil
}

// complete checks what only the end of the file tells.
func (p *parser) complete(line int) error {
	switch {
	case p.section != "The day":
		return p.wrong(line, `a section "The day"`, "the end of the file")
	case len(p.s.People) == 0:
		return p.wrong(line, "at least one row in People", "the end of the file")
	case len(p.s.Nevers) == 0:
		return p.wrong(line, `at least one "Must never"`, "the end of the file")
	}
	return nil
}

func (p *parser) wrong(line int, want, got string) error {
	return &Error{File: p.s.File, Line: line, Want: want, Got: got}
}

func isWord(text string) bool {
	found, size := shape(text)
	return found.kind == wordToken && size == len(text)
}
