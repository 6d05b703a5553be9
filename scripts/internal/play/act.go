package play

import (
	"context"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// act lets one person do one thing.
func (d *day) act(ctx context.Context, step scenario.Step) error {
	a := step.Act
	m := d.mate(a.Person)
	switch a.Verb {
	case scenario.GoesOffline:
		m.phone.Offline()
	case scenario.GoesOnline:
		return m.phone.Online(ctx)
	case scenario.LosesAnswer:
		m.phone.LoseNextAnswer()
	case scenario.SendsAgain:
		return m.phone.Resend(ctx)
	case scenario.SendsInOrder:
		return m.phone.SubmitInOrder(ctx, a.Order)
	case scenario.InstallsAgain:
		m.installs++
		m.phone.InstallAnew(replicaID(m.id, strconv.Itoa(1+m.installs)))
		return m.phone.Online(ctx)
	case scenario.Creates, scenario.Sets, scenario.Agrees, scenario.Adds, scenario.Removes, scenario.Voids:
		e, err := m.phone.Edit(d.draft(a))
		if err != nil {
			return err
		}
		d.crew.wrote(m, e)
		d.edits[editKey{a.Person, step.At}] = e.ID
	}
	return nil
}

func (d *day) draft(a *scenario.Act) replica.Draft {
	out := replica.Draft{
		Scope: d.homes[a.Document], Doc: a.Document.ID, Type: a.Document.Type, Create: a.Verb == scenario.Creates,
		Void: a.Reason, Changes: map[string]document.Op{},
	}
	if a.ForCitizen {
		out.OnBehalfOf = "citizen"
	}
	for _, c := range a.Changes {
		op := out.Changes[c.Field]
		switch {
		case a.Verb == scenario.Removes:
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
