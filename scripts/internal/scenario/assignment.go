package scenario

import (
	"slices"
	"strconv"

	"github.com/samsyn/samsyn/sync/document"
)

// assignment takes a row of Assignments. Its name, if it has one, makes it a document that people with the right may change.
func (p *parser) assignment(l logical, cell map[string]string) error {
	who, err := p.cellSubject(l.line, cell["who"], "the name of a person or a team", "staff", "team")
	if err != nil {
		return err
	}
	citizen, err := p.cellSubject(l.line, cell["citizen"], "the name of a citizen", "citizen")
	if err != nil {
		return err
	}
	a := Assignment{Line: l.line, ID: "a-" + who.ID + "-" + citizen.ID, Who: who, Citizen: citizen.ID, Provider: cell["provider"]}
	if a.Provider != "" && !isWord(a.Provider) {
		return p.wrong(l.line, "a provider, one word", a.Provider)
	}
	if a.From, err = p.cellTime(l.line, cell["from"]); err != nil {
		return err
	}
	if a.To, err = p.cellTime(l.line, cell["to"]); err != nil {
		return err
	}
	if slices.ContainsFunc(p.s.Assignments, func(b Assignment) bool { return b.ID == a.ID }) {
		a.ID += "-" + strconv.Itoa(l.line)
	}
	if name := cell["name"]; name != "" {
		d, err := p.newDocument(l.line, name, "careAssignment", citizen, "", "")
		if err != nil {
			return err
		}
		a.ID = d.ID
	}
	p.s.Assignments = append(p.s.Assignments, a)
	return nil
}

func (p *parser) cellSubject(line int, cell, what string, kinds ...string) (Subject, error) {
	r := p.read(line, cell)
	_, s := r.subject(what, kinds...)
	r.end()
	if r.err != nil {
		return s, r.err
	}
	return s, nil
}

// cellTime gives the UTC text of a time in a table; "" is none.
func (p *parser) cellTime(line int, cell string) (string, error) {
	if cell == "" {
		return "", nil
	}
	r := p.read(line, cell)
	at := r.clock()
	r.end()
	if r.err != nil {
		return "", r.err
	}
	return document.TimeText(p.s.Midnight + at), nil
}
