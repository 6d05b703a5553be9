package phone

import (
	"context"
	"fmt"

	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// Kill has somebody write, and the app killed meanwhile: at moment 0 before the edit is saved, at 1 when it is and nothing of it was
// sent, later when it may be on its way. Then the app goes on from what it had saved, with the network if it had it. It gives the edit
// and whether it is there; the zero Edit when it was never made.
func (p *Phone) Kill(ctx context.Context, d replica.Draft, moment int) (e document.Edit, kept bool, err error) {
	online := p.IsOnline()
	if moment <= 1 {
		p.Offline()
	}
	if moment >= 1 {
		if e, err = p.Edit(d); err != nil {
			return e, false, err
		}
	}
	if err := p.startAnew(); err != nil {
		return e, false, err
	}
	if online {
		err = p.Online(ctx)
	}
	return e, moment >= 1, err
}

// startAnew goes on with a replica made of what the one before had saved, and nothing else.
func (p *Phone) startAnew() error {
	p.Offline()
	p.exchanging.Lock()
	defer p.exchanging.Unlock()
	p.mu.Lock()
	defer p.mu.Unlock()
	o := p.o
	made, err := replica.Restore(replica.Options{
		Replica: o.Replica, Author: o.Author, Role: o.Role, Schema: o.Schema, NewID: o.NewID, Key: p.key,
	}, p.replica.Snapshot())
	if err != nil {
		return fmt.Errorf("start %s anew: %w", o.Replica, err)
	}
	p.replica, p.hold = made, false
	p.stirLocked()
	return nil
}
