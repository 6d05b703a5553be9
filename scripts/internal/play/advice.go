package play

import (
	"fmt"
	"slices"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/replica"
)

// This file is about what phones say and do by themselves. The day stands in for the app: it sets the alarms that the phone says, has
// people confirm what is to be confirmed, and keeps what an app keeps.

// alarmed is an alarm that somebody heard.
type alarmed struct {
	who string
	advise.Alarm
}

// isOfAlarms reports whether a claim needs alarms to be set, and what people know of appointments to be kept.
func isOfAlarms(c *scenario.Claim) bool {
	return slices.Contains([]scenario.Kind{scenario.HasAlarm, scenario.NoAlarm, scenario.HearsAlarm, scenario.AskedAnew, scenario.NotAskedAnew}, c.Kind)
}

// clockOf is the time on somebody's phone.
func (d *day) clockOf(m *mate) int64 { return d.crew.now.Load() + m.skew }

// planOf asks a phone what it does about appointments.
func (d *day) planOf(m *mate) (phone.Advice, error) {
	return m.phone.Advise(phone.Question{Ask: "appointments", Now: d.clockOf(m), Known: m.known})
}

// plan sets every phone's alarms, and keeps what their people know.
func (d *day) plan() error {
	if !d.asksAlarms {
		return nil
	}
	for _, m := range d.crew.mates {
		a, err := d.planOf(m)
		if err != nil {
			return fmt.Errorf("%s: ask for alarms: %w", m.name, err)
		}
		m.alarms, m.known = a.Plan.Alarms, a.Plan.Known
	}
	return nil
}

// ring lets the alarms go off that are set for the time until then, milliseconds.
func (d *day) ring(until int64) {
	for _, m := range d.crew.mates {
		for _, a := range m.alarms {
			if d.clockOf(m) < a.At && a.At <= until+m.skew {
				d.heard = append(d.heard, alarmed{m.name, a})
			}
		}
	}
}

// lockedOut looks whether a phone has been without contact for so long that it shows nothing it holds, by its own clock.
func (d *day) lockedOut(m *mate, c *scenario.Claim) string {
	is := false
	m.phone.Look(func(r *replica.Replica) { is = r.Lapsed(d.clockOf(m)) })
	return unless(is == (c.Kind == scenario.LockedOut), fmt.Sprintf("is locked out: %t", is))
}

// advised gives "" when the claim holds of what one phone says by itself, or why not.
func (d *day) advised(m *mate, c *scenario.Claim) string {
	if c.Kind == scenario.HearsAlarm {
		isIt := func(a alarmed) bool { return a.who == m.name && d.isAlarm(c, a.Alarm) }
		return unless(slices.ContainsFunc(d.heard, isIt), fmt.Sprintf("has heard %v", d.heard))
	}
	a, err := d.asksPhone(m, c)
	if err != nil {
		d.unanswered = err
		return "cannot be asked: " + err.Error()
	}
	isIt := func(a advise.Alarm) bool { return d.isAlarm(c, a) }
	switch c.Kind {
	case scenario.HasAlarm:
		return unless(slices.ContainsFunc(a.Plan.Alarms, isIt), fmt.Sprintf("has the alarms %v", a.Plan.Alarms))
	case scenario.NoAlarm:
		return unless(!slices.ContainsFunc(a.Plan.Alarms, isIt), fmt.Sprintf("has the alarms %v", a.Plan.Alarms))
	case scenario.AskedAnew, scenario.NotAskedAnew:
		return d.askedAnew(c, a)
	case scenario.Offered:
		return unless(len(a.Suggests) > 0, "is offered nothing")
	}
	return d.opens(m, c, a)
}

func (d *day) asksPhone(m *mate, c *scenario.Claim) (phone.Advice, error) {
	switch c.Kind {
	case scenario.MayOpen, scenario.MayNotOpen:
		return m.phone.Advise(phone.Question{Ask: "opening", Now: d.clockOf(m), Visit: d.homes[c.Document]})
	case scenario.Offered:
		if d.crew.o.Schema.Types[c.Type] == nil {
			return phone.Advice{}, fmt.Errorf("there is no type %s", c.Type)
		}
		return m.phone.Advise(phone.Question{Ask: "suggests", Now: d.clockOf(m), Type: c.Type})
	}
	return d.planOf(m)
}

// isAlarm reports whether an alarm is the one that is meant.
func (d *day) isAlarm(c *scenario.Claim, a advise.Alarm) bool {
	return (c.Document == nil || a.Doc == d.id(c.Document) && a.Scope == d.homes[c.Document]) && (c.Clock < 0 || a.At == d.s.Midnight+c.Clock)
}

func (d *day) askedAnew(c *scenario.Claim, a phone.Advice) string {
	isAsked := func(m advise.Moved) bool {
		if m.Doc != d.id(c.Document) || m.Scope != d.homes[c.Document] {
			return false
		}
		was := int64(0)
		if c.Was >= 0 {
			was = d.s.Midnight + c.Was
		}
		return c.Kind == scenario.NotAskedAnew || m.To == d.s.Midnight+c.Clock && m.From == was && a.Words[m.Code] != ""
	}
	is := slices.ContainsFunc(a.Plan.Moved, isAsked)
	return unless(is == (c.Kind == scenario.AskedAnew), fmt.Sprintf("is asked %v", a.Plan.Moved))
}

// opens tells whether a visit may be opened, of somebody who sees it.
func (d *day) opens(m *mate, c *scenario.Claim, a phone.Advice) string {
	here := false
	m.phone.Look(func(r *replica.Replica) { _, here = r.Show(d.homes[c.Document], d.id(c.Document)) })
	shown := make([]string, 0, len(a.Demands))
	meant := false
	for _, demand := range a.Demands {
		words := a.Words[demand.Code]
		shown = append(shown, words+" about "+demand.Doc)
		meant = meant || words == c.Words && (c.Cause == nil || demand.Doc == d.id(c.Cause) && demand.Scope == d.homes[c.Cause])
	}
	switch {
	case !here:
		return "does not see it"
	case c.Kind == scenario.MayOpen:
		return unless(len(a.Demands) == 0, fmt.Sprintf("is first shown %q", shown))
	}
	return unless(meant, fmt.Sprintf("is first shown %q", shown))
}

// foretell notes what the phone says of a draft before it is saved. What is to be confirmed first is shown, and confirmed.
func (d *day) foretell(m *mate, key editKey, draft replica.Draft) error {
	q := phone.Question{Ask: "judge", Now: d.clockOf(m), Draft: &advise.Draft{
		Scope: draft.Scope, Doc: draft.Doc, Type: draft.Type, Create: draft.Create, OnBehalfOf: draft.OnBehalfOf, Void: draft.Void,
		Changes: draft.Changes, Seen: draft.Seen,
	}}
	a, err := m.phone.Advise(q)
	if err != nil {
		return fmt.Errorf("ask what is said of a draft: %w", err)
	}
	q.Ask = "saving"
	before, err := m.phone.Advise(q)
	if err != nil {
		return fmt.Errorf("ask what is to be confirmed: %w", err)
	}
	a.Demands, a.Words = before.Demands, before.Words
	d.said[key] = a
	return nil
}

// foretold checks what a phone said of an edit before it was saved.
func (d *day) foretold(c *scenario.Claim) string {
	a, is := d.said[editKey{c.Person, c.EditAt}]
	if !is {
		return "the edit was not written"
	}
	switch c.Kind {
	case scenario.SavedAfter:
		shown := func(demand advise.Demand) bool { return a.Words[demand.Code] == c.Words }
		return unless(slices.ContainsFunc(a.Demands, shown), fmt.Sprintf("the phone says %v", a.Words))
	case scenario.NotWarnedOf:
		return unless(a.Said.Code == "", "the phone says "+a.Said.Code)
	}
	return unless(a.Said.Code != "" && (c.Code == "" || c.Code == a.Said.Code), "the phone says "+or(a.Said.Code, "nothing"))
}
