package session

import (
	"context"
	"maps"
	"slices"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// This file is what a Desk is asked when other nodes write the same store.

// Concerns reports whether somebody here acts on what is committed in a scope: holds it, follows the directory, or has their
// login in it.
func (d *Desk) Concerns(key store.Key) bool {
	d.mu.Lock()
	concerns := d.own[key] > 0 || key.Scope == document.Directory && len(d.tenants[key.Tenant]) > 0
	d.mu.Unlock()
	return concerns || d.o.Hub.HasSubscribers(key.Tenant, key.Scope)
}

// Tenants lists those of whom somebody is connected, sorted.
func (d *Desk) Tenants() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Sorted(maps.Keys(d.tenants))
}

// Kick lets what was held back by MayDeliver leave.
func (d *Desk) Kick(tenant string) {
	d.mu.Lock()
	sessions := slices.Clone(d.tenants[tenant])
	d.mu.Unlock()
	for _, s := range sessions {
		s.out.Kick()
	}
}

func (d *Desk) mayDeliver(tenant string) bool { return d.o.MayDeliver == nil || d.o.MayDeliver(tenant) }

// confirm is Options.Confirm. The caller holds no mutex of a session.
func (d *Desk) confirm(ctx context.Context, tenant string) error {
	if d.o.Confirm == nil {
		return nil
	}
	return d.o.Confirm(ctx, tenant)
}

func (d *Desk) ownOf(s *Session) store.Key {
	tenant, _ := d.o.Tenant(s.actor.Tenant)
	return store.Key{Tenant: s.actor.Tenant, Scope: document.OwnScope(s.actor.Kind, s.actor.ID, tenant.Municipality)}
}
