package audit

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// server is the author of what follows from other commits.
const server = "server"

// wrote is what commits say; it is the one action that is no event.
const wrote = "wrote"

// Line is one thing somebody did, from the audit log or from the log of commits: what -json prints.
type Line struct {
	store.Event
	Type    string   `json:"type,omitzero"`   // of the document
	Fields  []string `json:"fields,omitzero"` // wrote: which
	Verdict string   `json:"verdict,omitzero"`
	Code    string   `json:"code,omitzero"`
	Seq     uint64   `json:"seq,omitzero"` // wrote: the commit
	Name    string   `json:"name,omitzero"`
	CitName string   `json:"-"`
}

// about gathers all that was done with a citizen's data in the question's time, in the order it happened.
func (d *desk) about(ctx context.Context, p *people, citizen string) ([]Line, error) {
	lines, err := d.events(ctx, store.Subject{Citizen: citizen}, nil)
	if err != nil {
		return nil, err
	}
	for scope, err := range d.o.Store.Scopes(ctx, d.ID) {
		if err != nil {
			return nil, err
		}
		if citizenOf(scope) != citizen {
			continue
		}
		for c, err := range d.o.Store.Commits(ctx, d.key(scope), 1, 0) {
			if err != nil {
				return nil, err
			}
			if d.spans(c.At) {
				lines = append(lines, linesOf(c, "")...)
			}
		}
	}
	opened, err := d.opened(ctx, p, citizen)
	if err != nil {
		return nil, err
	}
	return d.complete(ctx, p, append(lines, opened...))
}

// by gathers all that a staff member did in the question's time.
func (d *desk) by(ctx context.Context, p *people, staff string) ([]Line, error) {
	// A refused edit stands in its author's own log, so its event would say it twice.
	lines, err := d.events(ctx, store.Subject{Actor: staff}, func(e *store.Event) bool { return e.Action == store.ActionRefused && e.Doc != "" })
	if err != nil {
		return nil, err
	}
	for at, err := range d.o.Store.WrittenBy(ctx, d.ID, staff, d.q.From, d.q.To) {
		if err != nil {
			return nil, err
		}
		for c, err := range d.o.Store.Commits(ctx, d.key(at.Scope), at.Seq, at.Seq) {
			if err != nil {
				return nil, err
			}
			lines = append(lines, linesOf(c, staff)...)
		}
	}
	return d.complete(ctx, p, lines)
}

func (d *desk) events(ctx context.Context, of store.Subject, skip func(*store.Event) bool) (lines []Line, err error) {
	for e, err := range d.o.Store.Events(ctx, d.ID, of, d.q.From, d.q.To) {
		if err != nil {
			return nil, err
		}
		if skip == nil || !skip(&e) {
			lines = append(lines, Line{Event: e})
		}
	}
	return lines, nil
}

// linesOf gives the edits of a commit, of one author or of all.
func linesOf(c *document.Commit, author string) (lines []Line) {
	for i := range c.Edits {
		e := &c.Edits[i]
		if author != "" && e.Author != author || e.Verdict.Again {
			continue
		}
		l := Line{Seq: c.Seq, Verdict: string(e.Verdict.Kind), Code: e.Verdict.Code}
		l.At, l.Action, l.Actor, l.Replica, l.Directory = c.At, wrote, e.Author, e.Replica, c.Directory
		l.Scope, l.Citizen = c.Scope, citizenOf(c.Scope)
		l.Offline = e.Verdict.Late
		if e.Carrier != nil {
			l.Carrier, l.Device = e.Carrier.Actor, e.Carrier.Device
		}
		l.find(c, e)
		lines = append(lines, l)
	}
	return lines
}

// find says which document the edit was of. A commit's changes name it by the origins of what is shown; an edit that is not
// shown is kept whole.
func (l *Line) find(c *document.Commit, e *document.Entry) {
	edit := e.Verdict.Edit
	for _, ch := range c.Changes {
		o, here := ch.Doc.Origins[edit]
		if !here {
			continue
		}
		l.Doc, l.Type, l.Role = ch.Doc.ID, ch.Doc.Type, o.Role
		l.written(o.Stamp.WallMillis())
		for _, name := range document.Keys(nil, ch.Doc.Fields) {
			if hasEdit(ch.Doc.Fields[name], edit) {
				l.Fields = append(l.Fields, name)
			}
		}
		return
	}
	var kept document.Edit
	if len(e.Kept) > 0 && json.Unmarshal(e.Kept, &kept) == nil && kept.Doc != "" {
		l.Doc, l.Type, l.Scope, l.Citizen = kept.Doc, kept.Type, kept.Scope, citizenOf(kept.Scope)
		l.Fields = document.Keys(nil, kept.Changes)
		l.written(kept.Stamp.WallMillis())
		return
	}
	if len(c.Changes) == 1 { // it only took something away
		l.Doc, l.Type = c.Changes[0].Doc.ID, c.Changes[0].Doc.Type
	}
}

// written notes when the edit was written, if that was not just before it came in. The server writes when it commits: its
// effects bear the number of their cause as a time.
func (l *Line) written(at int64) {
	if at > 0 && l.Actor != server && l.At-at > justNow.Milliseconds() {
		l.SeenAt, l.Offline = at, true
	}
}

func hasEdit(f document.Field, edit string) bool {
	is := func(c document.Candidate) bool { return c.Edit == edit }
	if slices.ContainsFunc(f.Candidates, is) {
		return true
	}
	for _, cell := range f.Items {
		if slices.ContainsFunc(cell.Candidates, is) {
			return true
		}
	}
	return false
}

// complete adds what the directory, the register and the documents know, and puts the lines in order.
func (d *desk) complete(ctx context.Context, p *people, lines []Line) ([]Line, error) {
	types := map[string]string{}
	for i := range lines {
		l := &lines[i]
		one := p.staff[l.Actor]
		if l.Kind == "" {
			l.Kind = kindOf(l, p)
		}
		l.Name = one.name
		if l.Kind == "staff" {
			l.Role, l.Unit = cmp.Or(l.Role, one.role), cmp.Or(l.Unit, one.employer)
		}
		c, err := d.login(ctx, p, l.Replica)
		if err != nil {
			return nil, err
		}
		if l.Carrier == "" {
			l.Device = cmp.Or(l.Device, c.Device)
		}
		if l.Doc != "" && l.Type == "" {
			if l.Type, err = d.typeOf(ctx, types, l); err != nil {
				return nil, err
			}
		}
	}
	slices.SortStableFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.When(), b.When()), cmp.Compare(a.At, b.At), cmp.Compare(a.N, b.N), cmp.Compare(a.Scope, b.Scope), cmp.Compare(a.Seq, b.Seq))
	})
	return lines, nil
}

// kindOf is the kind of an author, which a commit does not name.
func kindOf(l *Line, p *people) string {
	switch {
	case l.Actor == l.Citizen && l.Actor != "":
		return "citizen"
	case l.Role == "representative":
		return l.Role
	case l.Actor == server || l.Role == server && p.staff[l.Actor].name == "":
		return "server"
	}
	return "staff"
}

func (d *desk) typeOf(ctx context.Context, known map[string]string, l *Line) (string, error) {
	name := string(l.Scope) + "\x00" + l.Doc
	if t, here := known[name]; here || !strings.Contains(string(l.Scope), "/") {
		return t, nil
	}
	doc, err := d.o.Document(ctx, d.key(l.Scope), l.Doc)
	if err != nil {
		return "", err
	}
	if doc != nil {
		known[name] = doc.Type
	} else {
		known[name] = ""
	}
	return known[name], nil
}
