package play

import (
	"context"
	"errors"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// act lets one person do one thing.
func (d *day) act(ctx context.Context, step scenario.Step) error {
	a := step.Act
	if a.Verb == scenario.TimePasses {
		return nil
	}
	if a.Verb == scenario.Revokes {
		return d.crew.o.Server.Revoke(ctx, d.crew.tenant, d.mate(a.Owner).replicaID(), a.Reason)
	}
	m := d.mate(a.Person)
	switch a.Verb {
	case scenario.Resolves:
		return d.resolve(m, step)
	case scenario.Acknowledges:
		return d.acknowledge(m, step)
	case scenario.NotesOral:
		return d.noteOral(m, step)
	case scenario.Glimpses:
		return m.phone.Glimpse(ctx)
	case scenario.GoesOffline:
		if d.asksBoards && m.skew == 0 {
			if err := m.phone.Seen(ctx); err != nil {
				return err
			}
		}
		m.phone.Offline()
	case scenario.GoesOnline:
		return m.phone.Online(ctx)
	case scenario.LosesAnswer:
		m.phone.LoseNextAnswer()
	case scenario.SendsAgain:
		return m.phone.Resend(ctx)
	case scenario.SendsInOrder:
		return m.phone.SubmitInOrder(ctx, a.Order)
	case scenario.InstallsAgain, scenario.LosesPhone:
		if a.Verb == scenario.LosesPhone { // with what nobody else has
			m.edits = slices.DeleteFunc(m.edits, func(e document.Edit) bool { return len(m.phone.Diary(e.ID)) == 0 })
		}
		m.installs++
		m.phone.InstallAnew(m.replicaID())
		return m.phone.Online(ctx)
	case scenario.LocksApp:
		return m.phone.Lock()
	case scenario.LogsOut:
		m.installs++
		return m.phone.LogOut(ctx, m.replicaID())
	case scenario.LogsIn:
		return d.crew.logIn(ctx, m, d.mate(a.Owner))
	case scenario.Counts:
		draft := d.draft(a)
		for field, op := range draft.Changes { // each phone has its own count
			draft.Changes[field] = document.Op{Add: map[string]jsontext.Value{m.replicaID(): op.Set}}
		}
		return d.write(m, step.At, draft)
	case scenario.Creates, scenario.Sets, scenario.Agrees, scenario.Adds, scenario.Removes, scenario.Voids:
		return d.write(m, step.At, d.draft(a))
	}
	return nil
}

func (d *day) write(m *mate, at int64, draft replica.Draft) error {
	key := editKey{m.name, at}
	if err := d.foretell(m, key, draft); err != nil {
		return err
	}
	e, err := m.phone.Edit(draft)
	if bad := new(replica.Invalid); errors.As(err, &bad) && d.expectsStop(key) {
		d.stopped[key] = bad.Code
		return nil
	}
	if err != nil {
		return err
	}
	d.crew.wrote(m, e)
	d.edits[key] = e.ID
	return nil
}

// expectsStop reports whether the file says of an edit that the phone does not take it.
func (d *day) expectsStop(key editKey) bool {
	return slices.ContainsFunc(d.s.Steps, func(s scenario.Step) bool {
		return s.Then != nil && s.Then.Kind == scenario.Stopped && key == editKey{s.Then.Person, s.Then.EditAt}
	})
}

func (d *day) draft(a *scenario.Act) replica.Draft {
	out := replica.Draft{
		Scope: d.homes[a.Document], Doc: d.id(a.Document), Type: a.Document.Type, Create: a.Verb == scenario.Creates,
		Void: a.Reason, Changes: map[string]document.Op{},
	}
	if a.ForCitizen {
		out.OnBehalfOf = "citizen"
	}
	for _, c := range a.Changes {
		op := out.Changes[c.Field]
		switch {
		case c.JSON == nil:
			op.Remove = append(op.Remove, c.Item)
		case c.Item != "":
			if op.Add == nil {
				op.Add = map[string]jsontext.Value{}
			}
			op.Add[c.Item] = c.JSON
		case a.Verb == scenario.Agrees && d.isProposal(a.Document.Type, c.Field):
			op.Agree = c.JSON
		default:
			op.Set = c.JSON
		}
		out.Changes[c.Field] = op
	}
	return out
}

// isProposal tells the fields that people agree on from those that are set in the same edit.
func (d *day) isProposal(typ, field string) bool {
	f := d.crew.o.Schema.Types[typ].Fields[field]
	return f == nil || f.Policy == schema.Proposal
}
