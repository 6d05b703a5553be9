package play

import (
	"context"
	"time"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// arrive waits until phones hold what was taken in scopes that its author may not read any more, such as the late entry of
// somebody whose assignment has ended. That verdict says no seq, so no cursor tells whether a phone has it; each is waited for
// once and no longer than arrivesWithin, as somebody may have replaced it since.
func (c *crew) arrive(ctx context.Context) error {
	for _, w := range c.written() {
		if w.verdict.Kind == "" || w.isRefused() || w.verdict.Seq != 0 || c.arrived[w.edit.ID] {
			continue
		}
		for _, m := range c.mates {
			if err := c.arriveAt(ctx, m, &w.edit); err != nil {
				return err
			}
		}
		c.arrived[w.edit.ID] = true
	}
	return nil
}

const arrivesWithin = 3 * time.Second

func (c *crew) arriveAt(ctx context.Context, m *mate, e *document.Edit) error {
	within, stop := context.WithTimeout(ctx, min(c.o.Grace, arrivesWithin))
	defer stop()
	err := m.phone.Until(within, func(r *replica.Replica) bool {
		s, held := r.Status(e.Scope)
		if !held || s.Revoked {
			return true
		}
		doc := confirmed(r, e.Scope)[e.Doc]
		if doc == nil {
			return false
		}
		_, is := doc.Origins[e.ID]
		return is
	})
	if within.Err() != nil && ctx.Err() == nil {
		return nil
	}
	return err
}
