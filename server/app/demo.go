package app

import (
	"bytes"
	"context"
	"time"

	"github.com/samsyn/samsyn/server/api"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/demo"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// demoTokenLife is short enough that a forgotten one is soon useless, and longer than any day that is played.
const demoTokenLife = 12 * time.Hour

// demo gives the demo's routes what they call.
func (a *App) demo() *api.Demo {
	d := &api.Demo{
		People:   func() any { return map[string]any{"tenant": demo.Municipality, "people": demo.People()} },
		SetClock: a.setDemoClock,
		Hold:     a.holdStandingClock,
		Token: func(tenant, kind, actor string) (string, error) {
			if !a.tenants.isDemo(tenant) {
				return "", fault.Newf(fault.NotFound, "no demo tenant")
			}
			token, err := a.issuer.Sign(auth.Claims{Actor: actor, Tenant: tenant, Kind: auth.Kind(kind), Issued: time.Now(), Expires: time.Now().Add(demoTokenLife)})
			if err != nil {
				return "", fault.New(fault.BadFrame, err)
			}
			return token, nil
		},
		NewTenant: a.newDemoTenant,
		Phones:    a.demoPhones,
		Pushes:    a.demoPushes,
		Away:      a.demoAway,
	}
	if a.phones != nil {
		d.Service = a.phones
	}
	return d
}

// holdDemoClock rings nobody in a tenant until its clock is set, and returns when what was begun has ended: on every node
// before the first has its clock set, or one would ring again what another is just ringing.
func (a *App) holdDemoClock(ctx context.Context, id string) error {
	if !a.tenants.isDemo(id) {
		return fault.Newf(fault.NotFound, "no demo tenant")
	}
	return a.ringer.Hold(ctx, id)
}

// holdStandingClock is holdDemoClock for whoever asks from outside. A clock that runs waits for nobody who sets it: its bells would be
// silent until the server is started again.
func (a *App) holdStandingClock(ctx context.Context, id string) error {
	if a.tenants.isRunning(id) {
		return fault.Newf(document.CodeNoTransition, "the clock runs; once it is set it can be held")
	}
	return a.holdDemoClock(ctx, id)
}

func (a *App) setDemoClock(id string, now int64) error {
	defer a.ringer.Release(id)
	if err := a.holdDemoClock(context.Background(), id); err != nil {
		return err
	}
	if err := a.tenants.setClock(id, now); err != nil {
		return err
	}
	if a.node != nil { // a Tick acts only on a directory that is fresh
		if err := a.node.Confirm(context.Background(), id); err != nil {
			return err
		}
	}
	a.desk.Tick(context.Background())
	if err := a.timer.at(context.Background(), id); err != nil {
		return err
	}
	if err := a.purges.at(context.Background(), id); err != nil {
		return err
	}
	return a.ringer.All(context.Background(), id)
}

func (a *App) newDemoTenant(ctx context.Context, t api.NewTenant) error {
	if err := a.tenants.add(t.Tenant, &tenant{municipality: t.Municipality, set: t.Now, demo: true}); err != nil {
		return err
	}
	var rows bytes.Buffer
	for _, r := range t.Rows {
		rows.Write(bytes.ReplaceAll(r, []byte("\n"), []byte(" ")))
		rows.WriteByte('\n')
	}
	var refused error
	report, err := a.Load(ctx, t.Tenant, &rows, func(line int, id, reason string) {
		if refused == nil {
			refused = fault.Newf(fault.BadFrame, "row %d (%s): %s", line, id, reason)
		}
	}, nil)
	if err == nil && report.Rejected > 0 {
		err = refused
	}
	return err
}

// fillDemo loads the demo municipality once and lets its people work. A store that has it already is left as people changed
// it, and gets this week's plans and today's round.
func (a *App) fillDemo(ctx context.Context) error {
	if err := a.tenants.add(demo.Municipality, &tenant{municipality: demo.Municipality, demo: true}); err != nil {
		return err
	}
	head, err := a.flow.Head(ctx, demoKey(document.Directory))
	if err != nil {
		return err
	}
	now := time.UnixMilli(a.tenantNow(demo.Municipality))
	defer a.tenants.letClockRun(demo.Municipality)
	if head.Seq > 0 {
		return a.refillDemo(ctx, now)
	}
	if err := a.tenants.setClock(demo.Municipality, demo.Began(now).UnixMilli()); err != nil {
		return err
	}
	if err := a.loadDemo(ctx, demo.Rows(now)); err != nil {
		return err
	}
	return a.play(ctx, now, demo.Morning(now))
}

// refillDemo plans the days that are not planned yet; a day that is there may have been changed by people.
func (a *App) refillDemo(ctx context.Context, now time.Time) error {
	for n, day := range demo.Plans(now) {
		planned, err := a.flow.Document(ctx, demoKey(document.Scope(day.Scope)), day.Plan)
		if err != nil {
			return err
		}
		if planned == nil {
			if err := a.loadDemo(ctx, day.Rows); err != nil {
				return err
			}
		}
		if n > 0 {
			continue
		}
		round := demo.Round(now)
		if len(round) == 0 {
			continue
		}
		first := round[0].Writes[0]
		if written, err := a.flow.Document(ctx, demoKey(document.Scope(first.Scope)), first.Doc); err != nil || written != nil {
			if err != nil {
				return err
			}
			continue
		}
		if err := a.play(ctx, now, round); err != nil {
			return err
		}
	}
	return nil
}

func (a *App) loadDemo(ctx context.Context, rows []byte) error {
	_, err := a.Load(ctx, demo.Municipality, bytes.NewReader(rows), func(line int, id, reason string) {
		a.log.Error("demo row rejected", "line", line, "row", id, "code", reason)
	}, nil)
	return err
}

func demoKey(scope document.Scope) store.Key {
	return store.Key{Tenant: demo.Municipality, Scope: scope}
}
