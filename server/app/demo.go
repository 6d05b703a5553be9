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
		People:   func() any { return map[string]any{"tenant": demo.Municipality, "people": demo.Staff()} },
		SetClock: a.setDemoClock,
		Hold:     a.holdDemoClock,
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

// fillDemo loads the demo municipality once. A store that has it already is left as people changed it, and gets this week's
// plans.
func (a *App) fillDemo(ctx context.Context) error {
	if err := a.tenants.add(demo.Municipality, &tenant{municipality: demo.Municipality, demo: true}); err != nil {
		return err
	}
	head, err := a.flow.Head(ctx, store.Key{Tenant: demo.Municipality, Scope: document.Directory})
	if err != nil {
		return err
	}
	rows := demo.Rows(time.Now())
	now := a.tenantNow(demo.Municipality)
	if head.Seq > 0 {
		rows = demo.Plans(time.Now())
	} else if err := a.tenants.setClock(demo.Municipality, now-demo.MorningMinutes*perMinute); err != nil {
		return err
	}
	defer a.tenants.letClockRun(demo.Municipality)
	_, err = a.Load(ctx, demo.Municipality, bytes.NewReader(rows), func(line int, id, reason string) {
		a.log.Error("demo row rejected", "line", line, "row", id, "code", reason)
	}, nil)
	if err == nil && head.Seq == 0 {
		err = a.playMorning(ctx, now)
	}
	return err
}
