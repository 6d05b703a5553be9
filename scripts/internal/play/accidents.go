package play

import (
	"context"
	"errors"
	"fmt"

	"github.com/samsyn/samsyn/sync/replica"
)

// This file is about what happens to phones and servers on made-up days, beside what the network does.

// killMoments are the moments of a phone's writing at which it may be killed: see Phone.Kill.
const killMoments = 4

// kill has the app of somebody who writes killed, and started again. What is there then was written; the rest never was.
func (d *madeRun) kill(ctx context.Context, m *mate, draft replica.Draft, moment int) error {
	if !m.shows(draft) {
		return nil
	}
	e, kept, err := m.phone.Kill(ctx, draft, moment)
	if errors.Is(err, replica.ErrRevoked) {
		return nil // since we looked
	}
	if err != nil {
		return fmt.Errorf("the phone is killed over an edit of %s: %w", draft.Type, err)
	}
	if kept {
		d.crew.wrote(m, e)
	}
	d.sync(ctx, m)
	return nil
}

// handOver locks somebody's phone. Another logs in on it, hands in what was left there without being able to read it, writes
// something, and logs out; then the first is back.
func (d *madeRun) handOver(ctx context.Context, m, other *mate, s madeStep) error {
	if err := m.phone.Lock(); err != nil {
		return fmt.Errorf("lock: %w", err)
	}
	guest := d.crew.guest(m, other, d.guests)
	d.guests++
	if err := guest.phone.Online(ctx); err != nil {
		return fmt.Errorf("a guest logs in: %w", err)
	}
	if err := guest.phone.Settle(ctx); err != nil {
		return fmt.Errorf("a guest hands in: %w", err)
	}
	if s.draft.Type != "" {
		if err := d.write(ctx, guest, s.by(guest.replica())); err != nil {
			return err
		}
	}
	if err := guest.phone.Settle(ctx); err != nil {
		return fmt.Errorf("a guest hands in their own: %w", err)
	}
	guest.installs++
	if err := guest.phone.LogOut(ctx, guest.replica()); err != nil {
		return fmt.Errorf("a guest logs out: %w", err)
	}
	return d.online(ctx, m)
}

// guestInstalls sets the replicas of guests apart from those of people's own phones.
const guestInstalls = 1000

// guest gives somebody a login on another's phone. It is offline.
func (c *crew) guest(on, who *mate, n int) *mate {
	g := &mate{
		name: fmt.Sprintf("%s on the phone of %s", who.name, on.name), id: who.id, role: who.role, http: who.http, guest: true,
		skew: on.skew, maker: on.maker, device: on.device, installs: guestInstalls + 2*n,
	}
	c.join(g)
	return g
}

// restart takes the server away from everybody, and gives it back with what it had stored. A demo forgets its tenants' names and
// clocks, so it is told.
func (d *madeRun) restart(ctx context.Context) error {
	o := d.crew.o
	if o.Restart == nil {
		return nil
	}
	var cut []*mate
	err := o.Restart(ctx, func() {
		for _, m := range d.crew.mates {
			if m.phone.IsOnline() {
				cut = append(cut, m)
				m.phone.Offline()
			}
		}
		o.Server.Agent.CloseIdleConnections()
	})
	if err != nil {
		return fmt.Errorf("restart: %w", err)
	}
	server := o.Server.at(o.Server.URL)
	named := Tenant{Tenant: d.crew.tenant, Municipality: madeMunicipality, Now: d.crew.now.Load(), Rows: []Row{}}
	if err := server.Create(ctx, named); err != nil {
		return err
	}
	if err := server.SetClock(ctx, d.crew.tenant, d.crew.now.Load()); err != nil {
		return err
	}
	for _, m := range cut {
		if err := d.online(ctx, m); err != nil {
			return fmt.Errorf("after a restart: %w", err)
		}
	}
	return nil
}
