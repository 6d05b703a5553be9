package app

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/api"
	"github.com/samsyn/samsyn/server/config"
	"github.com/samsyn/samsyn/server/demo"
	"github.com/samsyn/samsyn/server/notice"
	"github.com/samsyn/samsyn/server/push"
	"github.com/samsyn/samsyn/server/push/fcm"
	"github.com/samsyn/samsyn/server/push/fcmtest"
	"github.com/samsyn/samsyn/server/store"
)

// openPush makes the ringer. A demo's push service listens in this process, or is another node's.
func (a *App) openPush() error {
	o := push.Options{
		Store: a.store, Owner: a.name, Tenants: a.tenants.ids, Now: a.tenantNow, Allowed: a.mayRing, Log: a.log,
		Observe: func(c push.Class, outcome string) { a.metrics.Push(string(c), outcome) },
	}
	switch a.config.PushKind() {
	case config.PushFCM:
		a.pushes = fcm.New(fcm.Options{Credentials: a.config.Push.Credentials})
	case config.PushLocal:
		endpoint, err := a.localPush()
		if err != nil {
			return fmt.Errorf("start the demo's push service: %w", err)
		}
		a.pushes = fcm.New(fcm.Options{Endpoint: endpoint, Project: "demo", Clock: func(m push.Message) time.Time { return a.clockOf(m.Data()["tenant"]) }})
	}
	if a.pushes != nil {
		o.Sender = a.pushes
	}
	a.ringer = push.New(o)
	return nil
}

// localPush gives the endpoint of a demo's push service, and makes it, unless another node has it.
func (a *App) localPush() (string, error) {
	if other := a.config.Push.Local; other != "" {
		return strings.TrimSuffix(other, "/") + "/demo/fcm/v1", nil
	}
	a.phones = fcmtest.New(fcmtest.Options{Keep: a.config.Demo, Clock: a.clockOf})
	return a.phones.Listen()
}

// clockOf is the clock of a tenant that a push names: a played day's messages last as long as they would that day.
func (a *App) clockOf(hash string) time.Time {
	for _, id := range a.tenants.ids() {
		if push.TenantHash(id) == hash {
			return time.UnixMilli(a.tenantNow(id))
		}
	}
	return time.Now()
}

// ring says how phones are rung, and rings them.
func (a *App) ring(ctx context.Context) error {
	switch a.config.PushKind() {
	case config.PushOff:
		a.log.Info("push is off: phones learn of news when they ask; SAMSYN_FCM_CREDENTIALS turns it on")
	case config.PushLocal:
		a.log.Info("push goes to a service in this process, which shows it on /demo/phones")
	case config.PushFCM:
		a.log.Info("push goes to Firebase Cloud Messaging")
		var checked sync.WaitGroup
		defer checked.Wait()
		checked.Go(func() { a.checkPush(ctx) })
	}
	return a.ringer.Run(ctx)
}

// checkPush says at start what is wrong with the credentials. Everything else works, and they are tried again with each push.
func (a *App) checkPush(ctx context.Context) {
	if err := a.pushes.Check(ctx); err != nil && ctx.Err() == nil {
		a.log.Error("SAMSYN_FCM_CREDENTIALS does not do: nobody is rung until it does; it is tried again with each push", "cause", err)
	}
}

// ringFor rings the phones of somebody whose inbox has news.
func (a *App) ringFor(ctx context.Context, tenant, staff string, n notice.News) error {
	return a.ringer.Ring(ctx, tenant, access.Staff, staff, push.News{Class: push.Class(n.Class), At: n.At, Until: n.Until, High: n.Soon, Cursor: n.Notice})
}

// silenceAll takes every push token of a tenant away: a backup does not know who has logged out since. Phones bring theirs at
// their next hello.
func (a *App) silenceAll(ctx context.Context, tenant string) error {
	var bound []string
	for b, err := range a.store.Bells(ctx, tenant) {
		if err != nil {
			return err
		}
		if b.CanRing() {
			bound = append(bound, b.Replica)
		}
	}
	for _, replica := range bound {
		if err := a.store.Unbind(ctx, tenant, replica, ""); err != nil {
			return err
		}
	}
	return nil
}

// mayRing is asked right before the push service is told. A login that ended is not rung; one that was revoked, or whose actor is
// nobody here any more, is woken to purge.
func (a *App) mayRing(ctx context.Context, tenant string, b store.Bell) (push.Leave, error) {
	actor := access.Actor{Tenant: tenant, Kind: b.Kind, ID: b.Actor}
	login, err := a.flow.Login(ctx, tenant, b.Replica)
	switch {
	case err != nil || login != nil && login.Actor != actor:
		return push.Nothing, err
	case login != nil && login.Revoked:
		return push.ToPurge, nil
	case login != nil && login.Ended != 0:
		return push.Nothing, nil
	}
	reach, err := a.flow.Reach(ctx, actor)
	if len(reach.Scopes) == 0 {
		return push.ToPurge, err
	}
	return push.Anything, err
}

func (a *App) closePush() error {
	if a.pushes != nil {
		a.pushes.Close()
	}
	if a.phones == nil {
		return nil
	}
	return a.phones.Close()
}

// demoPhones is what the lock screens of all demo tenants' phones show.
func (a *App) demoPhones(ctx context.Context) (list []api.Phone, err error) {
	if a.phones == nil {
		return nil, nil
	}
	names := map[string]string{}
	for _, p := range demo.Staff() {
		names[p.ID] = p.Name
	}
	for _, tenant := range a.tenants.ids() {
		if !a.tenants.isDemo(tenant) {
			continue
		}
		for b, err := range a.store.Bells(ctx, tenant) {
			if err != nil {
				return nil, err
			}
			if b.CanRing() {
				list = append(list, demoScreen(tenant, names[b.Actor], b, a.phones.Screen(b.Token.Text)))
			}
		}
	}
	return list, nil
}

// demoScreen is one phone. Of a token only the end is shown.
func demoScreen(tenant, name string, b store.Bell, s fcmtest.Screen) api.Phone {
	p := api.Phone{
		Tenant: tenant, Actor: b.Actor, Name: or(name, b.Actor), Device: b.Device, Platform: b.Token.Platform, Token: masked(b.Token.Text),
		Woken: s.Woken, Waiting: s.Away,
	}
	for _, one := range s.Shows {
		p.Shows = append(p.Shows, api.Shown{Class: one.Key, Text: one.Text, At: one.At})
	}
	return p
}

// demoPushes is what was sent for the phones with these tokens: who asks must know them.
func (a *App) demoPushes(tokens []string) (list []api.Pushed) {
	if a.phones == nil {
		return nil
	}
	for _, token := range tokens {
		p := api.Pushed{Token: token, Sent: a.phones.Sent(token), Waiting: a.phones.Screen(token).Away}
		for _, one := range a.phones.Log(token) {
			p.Arrived = append(p.Arrived, api.Shown{Class: one.Key, Text: one.Text, At: one.At, High: one.High})
		}
		list = append(list, p)
	}
	return list
}

// demoAway takes a phone out of the push service's reach, or back.
func (a *App) demoAway(token string, away bool) {
	switch {
	case a.phones == nil:
	case away:
		a.phones.Away(token)
	default:
		a.phones.Back(token)
	}
}

func masked(token string) string { return "…" + token[max(0, len(token)-4):] }
