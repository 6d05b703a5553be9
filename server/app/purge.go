package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"maps"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
)

// purgeWithin is how long phones have to purge over their connection, before those that hold still what they may not are woken by
// push: as a rule the ones that have none.
const purgeWithin = 5 * time.Second

// purges wakes phones that hold what they may not any more, so that one in a pocket purges at once (domain.md 1.5, W9). The register of
// holdings says who: nothing is kept here that a crash could lose, for everybody is looked at after a start.
type purges struct {
	a *App

	mu      sync.Mutex
	tenants map[string]*purge // guarded by mu
}

// purge is whose phones of a tenant are to be looked at.
type purge struct {
	all    bool
	actors map[access.Actor]bool
	since  time.Time // when the first of them lost something; zero: nobody waits
	looked int64     // up to when, by the tenant's clock, time was asked whose access it ends; 0 never
}

func newPurges(a *App) *purges { return &purges{a: a, tenants: map[string]*purge{}} }

func (p *purges) of(tenant string) *purge {
	one := p.tenants[tenant]
	if one == nil {
		one = &purge{}
		p.tenants[tenant] = one
	}
	return one
}

// turned hears whose access has changed.
func (p *purges) turned(tenant string, who flow.Affected) {
	if !p.a.ringer.IsOn() {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of(tenant).add(who.All, who.Actors())
}

func (p *purge) add(all bool, actors []access.Actor) {
	if !all && len(actors) == 0 {
		return
	}
	if p.since.IsZero() {
		p.since, p.actors = time.Now(), map[access.Actor]bool{}
	}
	p.all = p.all || all
	for _, one := range actors {
		p.actors[one] = true
	}
}

// look wakes whom the directory, or time alone, has taken something from a while ago.
func (p *purges) look(ctx context.Context, now time.Time) (failed error) {
	if !p.a.ringer.IsOn() {
		return nil
	}
	for _, tenant := range p.a.tenants.ids() {
		p.ask(ctx, tenant, turnedEvery)
		p.mu.Lock()
		since := p.of(tenant).since
		p.mu.Unlock()
		if !since.IsZero() && now.Sub(since) >= purgeWithin {
			failed = errors.Join(failed, p.wakeDue(ctx, tenant))
		}
	}
	return failed
}

// turnedEvery is how late, in milliseconds, an assignment that ends by itself wakes a phone.
const turnedEvery = int64(30_000)

// ask notes whose access time alone has changed, if that was not asked lately; everybody the first time.
func (p *purges) ask(ctx context.Context, tenant string, every int64) {
	until := p.a.tenantNow(tenant)
	p.mu.Lock()
	looked := p.of(tenant).looked
	p.mu.Unlock()
	if passed := until - looked; passed >= 0 && passed < every {
		return
	}
	who := p.a.flow.Turned(ctx, tenant, looked, until)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.of(tenant).looked = until
	p.of(tenant).add(who.All, who.Actors())
}

// at wakes everybody in a tenant whom it is time to wake, without waiting for those who may purge by themselves: its clock was set.
func (p *purges) at(ctx context.Context, tenant string) error {
	if !p.a.ringer.IsOn() {
		return nil
	}
	p.ask(ctx, tenant, 1)
	return p.wakeDue(ctx, tenant)
}

// wakeDue wakes those of a tenant that are to be looked at. Who could not be looked at is the next time.
func (p *purges) wakeDue(ctx context.Context, tenant string) error {
	p.mu.Lock()
	one := p.of(tenant)
	due := *one
	*one = purge{looked: one.looked}
	p.mu.Unlock()
	if due.since.IsZero() {
		return nil
	}
	err := p.wakeAll(ctx, tenant, due)
	if err != nil {
		p.mu.Lock()
		defer p.mu.Unlock()
		p.of(tenant).add(due.all, slices.Collect(maps.Keys(due.actors)))
	}
	return err
}

func (p *purges) wakeAll(ctx context.Context, tenant string, due purge) (failed error) {
	var bells []store.Bell
	if due.all {
		for b, err := range p.a.store.Bells(ctx, tenant) {
			if err != nil {
				return err
			}
			bells = append(bells, b)
		}
	} else {
		for who := range due.actors {
			list, err := p.a.store.Bound(ctx, tenant, who.Kind, who.ID)
			bells, failed = append(bells, list...), errors.Join(failed, err)
		}
	}
	for _, b := range bells {
		if b.CanRing() {
			failed = errors.Join(failed, p.wake(ctx, tenant, b))
		}
	}
	return failed
}

// wake rings a login that holds what it may not. The cause names that, so that nobody is woken twice for the same.
func (p *purges) wake(ctx context.Context, tenant string, b store.Bell) error {
	_, held, err := p.a.store.HeldBy(ctx, tenant, b.Replica)
	if err != nil {
		return err
	}
	reach, err := p.a.flow.Reach(ctx, access.Actor{Tenant: tenant, Kind: b.Kind, ID: b.Actor})
	if err != nil {
		return err
	}
	lost, names := 0, sha256.New()
	for _, one := range held {
		if _, may := slices.BinarySearch(reach.Scopes, one.Scope); !may && one.Since != 0 && one.PurgedAt == 0 {
			lost++
			names.Write([]byte(string(one.Scope) + " " + strconv.FormatInt(one.Since, 10) + "\n"))
		}
	}
	if lost == 0 {
		return nil
	}
	return p.a.ringer.Purge(ctx, tenant, b.Kind, b.Actor, b.Replica+" "+hex.EncodeToString(names.Sum(nil)))
}
