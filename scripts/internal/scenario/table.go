package scenario

import (
	"slices"
	"strings"
)

// tables says which columns a section's table must and may have.
var tables = map[string]struct{ must, may []string }{
	"Teams":        {[]string{"name", "provider"}, []string{"label", "on call"}},
	"People":       {[]string{"name", "role"}, []string{"full name", "team", "citizens", "clock", "way"}},
	"Citizens":     {[]string{"name", "provider"}, []string{"full name", "team", "way"}},
	"Assignments":  {[]string{"who", "citizen"}, []string{"name", "provider", "from", "to"}},
	"At the start": {[]string{"document", "type", "about", "field", "value"}, []string{"by", "in", "at"}},
}

// row takes one row of the table of the section: its heading, a row of dashes, or a row of cells.
func (p *parser) row(l logical) error {
	parts, ok := cells(l.text)
	if !ok {
		return p.wrong(l.line, "a table row: | cell | cell |", l.text)
	}
	if p.columns == nil {
		return p.heading(l, parts)
	}
	if strings.Trim(l.text, "|-: ") == "" && strings.Contains(l.text, "-") {
		return nil
	}
	if len(parts) != len(p.columns) {
		return p.wrong(l.line, "as many cells as the heading row has: "+strings.Join(p.columns, ", "), l.text)
	}
	cell := make(map[string]string, len(parts))
	for i, c := range parts {
		cell[p.columns[i]] = c
	}
	switch p.section {
	case "Teams":
		return p.team(l, cell)
	case "People":
		return p.personRow(l, cell)
	case "Citizens":
		return p.citizen(l, cell)
	case "Assignments":
		return p.assignment(l, cell)
	}
	return p.start(l, cell)
}

func (p *parser) heading(l logical, parts []string) error {
	t := tables[p.section]
	for _, c := range t.must {
		if !slices.Contains(parts, c) {
			return p.wrong(l.line, "a column named "+c, l.text)
		}
	}
	for i, c := range parts {
		if !slices.Contains(t.must, c) && !slices.Contains(t.may, c) || slices.Contains(parts[:i], c) {
			return p.wrong(l.line, "only columns named "+strings.Join(append(t.must, t.may...), ", ")+", each once", c)
		}
	}
	p.columns = parts
	return nil
}

// declare gives a name its id.
func (p *parser) declare(line int, name, kind, prefix string) (string, error) {
	if t, size := shape(name); size != len(name) || !isName(t) {
		return "", p.wrong(line, "a name: one word that begins with a capital letter", name)
	}
	id := prefix + foldID(name)
	for _, s := range p.s.subjects {
		if s.ID == id {
			return "", p.wrong(line, "a name that nobody has yet", name)
		}
	}
	if _, taken := p.s.subjects[name]; taken {
		return "", p.wrong(line, "a name that nobody has yet", name)
	}
	p.s.subjects[name] = Subject{Kind: kind, ID: id}
	return id, nil
}

var fold = strings.NewReplacer("å", "a", "ä", "a", "ö", "o", "é", "e", "ü", "u")

// foldID makes an id of a name: lower case, letters without marks; what is left outside a-z is dropped.
func foldID(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return -1
	}, fold.Replace(strings.ToLower(name)))
}

func (p *parser) team(l logical, cell map[string]string) error {
	id, err := p.declare(l.line, cell["name"], "team", "t-")
	if err != nil {
		return err
	}
	if !isWord(cell["provider"]) {
		return p.wrong(l.line, "a provider, one word", cell["provider"])
	}
	t := Team{Line: l.line, Name: cell["name"], ID: id, Label: cell["label"], Provider: cell["provider"], OnCall: names(cell["on call"])}
	p.s.Teams = append(p.s.Teams, t)
	return nil
}

// names takes names with commas between.
func names(cell string) (out []string) {
	for name := range strings.SplitSeq(cell, ",") {
		if name = strings.TrimSpace(name); name != "" {
			out = append(out, name)
		}
	}
	return out
}

func (p *parser) personRow(l logical, cell map[string]string) error {
	kind, prefix := "staff", "s-"
	if cell["role"] == "representative" { // somebody's guardian or relative, who does not work here
		kind, prefix = cell["role"], "r-"
	}
	id, err := p.declare(l.line, cell["name"], kind, prefix)
	if err != nil {
		return err
	}
	skew, ok := clockError(cell["clock"])
	if !ok {
		return p.wrong(l.line, "how wrong the clock is, such as 7 min fast or 3 days slow", cell["clock"])
	}
	if way := cell["way"]; way != "" && way != "socket" && way != "http" {
		return p.wrong(l.line, "socket or http", way)
	}
	if !isWord(cell["role"]) {
		return p.wrong(l.line, "a role, one word", cell["role"])
	}
	person := Person{Line: l.line, Kind: kind, Name: cell["name"], ID: id, Full: cell["full name"], Role: cell["role"],
		Team: cell["team"], ClockErrorMillis: skew, HTTP: cell["way"] == "http"}
	if person.Full == "" {
		person.Full = person.Name
	}
	person.Citizens = names(cell["citizens"])
	p.s.People = append(p.s.People, person)
	return nil
}

func (p *parser) citizen(l logical, cell map[string]string) error {
	id, err := p.declare(l.line, cell["name"], "citizen", "c-")
	if err != nil {
		return err
	}
	if !isWord(cell["provider"]) {
		return p.wrong(l.line, "a provider, one word", cell["provider"])
	}
	c := Citizen{l.line, cell["name"], id, cell["full name"], cell["provider"], cell["team"]}
	if c.Full == "" {
		c.Full = c.Name
	}
	p.s.Citizens = append(p.s.Citizens, c)
	switch way := cell["way"]; way {
	case "":
	case "socket", "http":
		p.s.People = append(p.s.People, Person{
			Line: l.line, Kind: "citizen", Name: c.Name, ID: c.ID, Full: c.Full, Role: "citizen", HTTP: way == "http",
		})
	default:
		return p.wrong(l.line, "socket or http, when she has a phone of her own", way)
	}
	return nil
}

// link turns the names in People and Citizens into ids, now that all tables with names have been read.
func (p *parser) link() error {
	resolve := func(line int, name *string, kind string) error {
		s, ok := p.s.subjects[*name]
		if *name != "" && (!ok || s.Kind != kind) {
			return p.wrong(line, "the name of a "+kind+" that a table declares", *name)
		}
		*name = s.ID
		return nil
	}
	if p.linked {
		return nil
	}
	p.linked = true
	for i := range p.s.Teams {
		for j := range p.s.Teams[i].OnCall {
			if err := resolve(p.s.Teams[i].Line, &p.s.Teams[i].OnCall[j], "staff"); err != nil {
				return err
			}
		}
	}
	for i := range p.s.Citizens {
		if err := resolve(p.s.Citizens[i].Line, &p.s.Citizens[i].Team, "team"); err != nil {
			return err
		}
	}
	for i := range p.s.People {
		person := &p.s.People[i]
		if err := resolve(person.Line, &person.Team, "team"); err != nil {
			return err
		}
		for j := range person.Citizens {
			if err := resolve(person.Line, &person.Citizens[j], "citizen"); err != nil {
				return err
			}
		}
	}
	return nil
}
