package scenario

import (
	"strconv"
	"strings"

	"github.com/samsyn/samsyn/sync/document"
)

// start takes a row of "At the start".
func (p *parser) start(l logical, cell map[string]string) error {
	if cell["document"] != "" {
		if err := p.startDocument(l, cell); err != nil {
			return err
		}
	}
	if p.lastDoc == nil {
		return p.wrong(l.line, "a document in the first row", l.text)
	}
	if err := p.startAuthor(l, cell["by"]); err != nil {
		return err
	}
	v := Value{Line: l.line, Document: p.lastDoc, By: p.lastBy}
	r := p.read(l.line, cell["field"])
	v.Field = r.code("a field")
	if r.peek().kind != endToken {
		v.Item = r.item()
	}
	r.end()
	if r.err != nil {
		return r.err
	}
	r = p.read(l.line, cell["value"])
	v.JSON = r.value()
	r.end()
	if r.err != nil {
		return r.err
	}
	p.s.Start = append(p.s.Start, v)
	return nil
}

func (p *parser) startDocument(l logical, cell map[string]string) error {
	r := p.read(l.line, cell["about"])
	about := r.about()
	r.end()
	if r.err != nil {
		return r.err
	}
	if !isWord(cell["type"]) || cell["in"] != "" && !isWord(cell["in"]) || cell["at"] != "" && !isWord(cell["at"]) {
		return p.wrong(l.line, "a type and perhaps a compartment and a provider, one word each", cell["type"]+" "+cell["in"]+" "+cell["at"])
	}
	d, err := p.newDocument(l.line, cell["document"], cell["type"], about, cell["in"], cell["at"])
	p.lastDoc, p.lastBy = d, ""
	return err
}

func (p *parser) startAuthor(l logical, by string) error {
	if by == "" {
		return nil
	}
	r := p.read(l.line, by)
	_, p.lastBy = r.person()
	r.end()
	if r.err != nil {
		return r.err
	}
	return nil
}

// newDocument names a document. A citizen's or person's or team's own document bears their name and id.
func (p *parser) newDocument(line int, name, typ string, about Subject, in, at string) (*Document, error) {
	d := &Document{Line: line, Name: name, ID: name, Type: typ, About: about, Compartment: in, Provider: at}
	if s, ok := p.s.subjects[name]; ok && s == about {
		d.ID = s.ID
	} else if t, size := shape(name); ok || size != len(name) || !isName(t) || !document.IsID(name) {
		return nil, p.wrong(line, "a document's name: one word of a-z, 0-9 and -, with a capital first, that is nobody's name", name)
	}
	if p.s.Documents[name] != nil {
		return nil, p.wrong(line, "a name that no document has yet", name)
	}
	p.s.Documents[name] = d
	return d, nil
}

var units = map[string]int64{
	"s": 1000, "min": 60_000, "hours": 3_600_000, "hour": 3_600_000, "days": 86_400_000, "day": 86_400_000,
}

// clockError reads "7 min fast" or "3 days slow"; an empty text is a right clock.
func clockError(text string) (int64, bool) {
	if text == "" {
		return 0, true
	}
	parts := strings.Fields(text)
	if len(parts) != 3 {
		return 0, false
	}
	n, err := strconv.ParseInt(parts[0], 10, 32)
	unit := units[parts[1]]
	if err != nil || n < 0 || n > 100_000 || unit == 0 {
		return 0, false
	}
	switch parts[2] {
	case "fast":
		return n * unit, true
	case "slow":
		return -n * unit, true
	}
	return 0, false
}
