package audit

import (
	"context"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
)

// Sentence says to whoever asked why there is no answer, in Swedish. It is the cause of the *fault.Error of a question that is
// none, or is about nobody; unlike other causes it is for whoever asked to read, and belongs in no log.
type Sentence string

// Error is the sentence.
func (s Sentence) Error() string { return string(s) }

func noQuestion(why string) error { return fault.New(fault.BadFrame, Sentence(why)) }

func nobody(who string) error {
	return fault.New(fault.NotFound, Sentence(who+" Kontrollera id:t, och att du frågar rätt kommun (-tenant)."))
}

// aboutWhom meets the directory and finds the citizen of the question there. The name is "" for one without a name and
// address, of whom there is something in the log; the error is not-found when there is nothing.
func (d *desk) aboutWhom(ctx context.Context) (p *people, name string, err error) {
	if p, err = d.meet(ctx); err != nil {
		return nil, "", err
	}
	one, err := d.citizen(ctx, p, d.q.Citizen)
	if err != nil || one.name != "" {
		return p, one.name, err
	}
	known, err := d.isCitizen(ctx, p)
	if err == nil && !known {
		err = nobody("Ingen medborgare har id " + d.q.Citizen + ", och inget finns i loggen om det id:t.")
	}
	return p, "", err
}

// isCitizen reports whether anything was ever written or done under the citizen's id. That somebody asked for the log is
// nothing of the sort.
func (d *desk) isCitizen(ctx context.Context, p *people) (bool, error) {
	if slices.ContainsFunc(p.assignments, func(r relation) bool { return r.citizen == d.q.Citizen }) {
		return true, nil
	}
	for scope, err := range d.o.Store.Scopes(ctx, d.ID) {
		if err != nil || strings.HasPrefix(string(scope), "citizen/"+d.q.Citizen+"/") {
			return err == nil, err
		}
	}
	return d.hasEvent(ctx, store.Subject{Citizen: d.q.Citizen})
}

// isActor reports whether the staff member of the question is known, or ever did something.
func (d *desk) isActor(ctx context.Context, p *people) (bool, error) {
	if _, known := p.staff[d.q.Staff]; known {
		return true, nil
	}
	for _, err := range d.o.Store.WrittenBy(ctx, d.ID, d.q.Staff, 0, d.Now+1) {
		return err == nil, err
	}
	return d.hasEvent(ctx, store.Subject{Actor: d.q.Staff})
}

func (d *desk) hasEvent(ctx context.Context, of store.Subject) (bool, error) {
	for e, err := range d.o.Store.Events(ctx, d.ID, of, 0, d.Now+1) {
		if err != nil || e.Action != store.ActionLogRead {
			return err == nil, err
		}
	}
	return false, nil
}

// listAsJSON prints a line of JSON for each.
func listAsJSON[T any](d *desk, list []T) error {
	for i := range list {
		text, err := json.Marshal(&list[i], json.Deterministic(true))
		if err != nil {
			return err
		}
		d.print("%s\n", text)
	}
	return d.failed
}

// list answers with a list: as JSON, or as a table under a title; empty says that there is nothing.
func list[T any](d *desk, all []T, title, empty string, head []string, row func(T) []string) error {
	if d.q.JSON {
		return listAsJSON(d, all)
	}
	d.print("%s\n\n", title)
	if len(all) == 0 {
		d.print("%s\n", empty)
		return d.failed
	}
	rows := [][]string{head}
	for _, one := range all {
		rows = append(rows, row(one))
	}
	d.table(rows)
	return d.failed
}
