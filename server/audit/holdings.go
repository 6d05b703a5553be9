package audit

import (
	"context"
	"fmt"
	"slices"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Welcome begins a connection: granted (sorted) is all the login may hold now, cursors what its phone says it holds. It writes what the
// login is about to be sent for the first time, and that it was told to purge what it may no longer hold; those that its phone
// still holds are returned, to be revoked before anything is sent.
func (b *Book) Welcome(ctx context.Context, l *Login, granted []document.Scope, cursors map[document.Scope]document.Cursor) ([]document.Scope, error) {
	var revoke []document.Scope
	for scope := range cursors {
		if _, may := slices.BinarySearch(granted, scope); !may {
			revoke = append(revoke, scope)
		}
	}
	slices.Sort(revoke)
	if b == nil {
		return revoke, nil
	}
	if b.o.Unit != nil && l.Unit == "" {
		l.Unit = b.o.Unit(ctx, l.Tenant, l.Actor)
	}
	return revoke, b.change(ctx, l, func(h *held) {
		h.grant(granted)
		for _, one := range h.list {
			if _, may := slices.BinarySearch(granted, one.Scope); !may {
				h.ask(one.Scope)
			}
		}
		h.ask(revoke...)
	})
}

// Change writes what a login may hold from now, before it is sent, and what it was told to purge.
func (b *Book) Change(ctx context.Context, l *Login, granted, revoked []document.Scope) error {
	if b == nil || len(granted)+len(revoked) == 0 {
		return nil
	}
	return b.change(ctx, l, func(h *held) {
		h.ask(revoked...)
		h.grant(granted)
	})
}

// Purged writes that the phone holds nothing of the scopes any more.
func (b *Book) Purged(ctx context.Context, l *Login, scopes ...document.Scope) error {
	if b == nil || len(scopes) == 0 {
		return nil
	}
	return b.change(ctx, l, func(h *held) { h.purge(scopes) })
}

// Seen writes that logins were heard of just now, if that was not written lately. It is for connections that stay open.
func (b *Book) Seen(ctx context.Context, logins []*Login) error {
	if b == nil {
		return nil
	}
	byTenant := map[string][]store.Contact{}
	for _, l := range logins {
		if c, due := l.due(); due {
			byTenant[l.Tenant] = append(byTenant[l.Tenant], c)
		}
	}
	for tenant, contacts := range byTenant {
		if err := b.o.Store.Touch(ctx, tenant, contacts...); err != nil {
			return err
		}
	}
	return nil
}

// note remembers what is written of the login's contact.
func (l *Login) note(c store.Contact) {
	l.heard.mu.Lock()
	defer l.heard.mu.Unlock()
	l.heard.contact = c
}

// due is the contact to write now, if it was not written lately.
func (l *Login) due() (store.Contact, bool) {
	l.heard.mu.Lock()
	defer l.heard.mu.Unlock()
	now, c := l.Now(), &l.heard.contact
	if c.Replica == "" || now >= c.Last && now-c.Last < contactEvery.Milliseconds() {
		return *c, false
	}
	c.Last = now
	return *c, true
}

// held is a login's holdings while they change.
type held struct {
	l       *Login
	now     int64
	list    []store.Holding // sorted by scope
	changed map[document.Scope]store.Holding
	counts  map[string]map[string]int // action → citizen → scopes
}

// change reads a login's holdings, lets them change, and writes what did: the events first, so that none is missing.
func (b *Book) change(ctx context.Context, l *Login, do func(*held)) error {
	mu := b.lock(l)
	mu.Lock()
	defer mu.Unlock()
	c, list, err := b.o.Store.HeldBy(ctx, l.Tenant, l.Replica)
	if err != nil {
		return fmt.Errorf("read holdings: %w", err)
	}
	h := &held{l: l, now: l.Now(), list: list, changed: map[document.Scope]store.Holding{}, counts: map[string]map[string]int{}}
	do(h)
	if c.First == 0 {
		c.First = h.now
	}
	c.Who, c.Last = l.Who, h.now
	l.note(c)
	if len(h.changed) == 0 {
		return b.o.Store.Touch(ctx, l.Tenant, c)
	}
	if err := b.record(ctx, l.Tenant, h.events()); err != nil {
		return err
	}
	changed := make([]store.Holding, 0, len(h.changed))
	for _, scope := range document.Keys(nil, h.changed) {
		changed = append(changed, h.changed[scope])
	}
	return b.o.Store.Hold(ctx, l.Tenant, c, changed...)
}

// find is the holding as it is by now; the zero one, with its names, when there was never one.
func (h *held) find(scope document.Scope) store.Holding {
	if one, ok := h.changed[scope]; ok {
		return one
	}
	at, ok := slices.BinarySearchFunc(h.list, scope, func(o store.Holding, s document.Scope) int { return compare(o.Scope, s) })
	if ok {
		return h.list[at]
	}
	return store.Holding{Scope: scope, Replica: h.l.Replica}
}

func (h *held) put(one store.Holding, action string) {
	h.changed[one.Scope] = one
	if h.counts[action] == nil {
		h.counts[action] = map[string]int{}
	}
	if citizen := citizenOf(one.Scope); citizen != "" {
		h.counts[action][citizen]++
	}
}

// grant: a scope that is not held is from now on. One that was to be purged, and was not, is held as before.
func (h *held) grant(scopes []document.Scope) {
	for _, scope := range scopes {
		switch one := h.find(scope); {
		case one.Since == 0 || one.PurgedAt != 0:
			h.put(store.Holding{Scope: scope, Replica: h.l.Replica, Since: h.now}, store.ActionDelivered)
		case one.PurgeAskedAt != 0:
			one.PurgeAskedAt = 0
			h.put(one, store.ActionDelivered)
		}
	}
}

// ask: what is held is to be purged. Asked again, the first time counts.
func (h *held) ask(scopes ...document.Scope) {
	for _, scope := range scopes {
		if one := h.find(scope); one.Since != 0 && one.PurgedAt == 0 && one.PurgeAskedAt == 0 {
			one.PurgeAskedAt = h.now
			h.put(one, store.ActionPurgeAsked)
		}
	}
}

func (h *held) purge(scopes []document.Scope) {
	for _, scope := range scopes {
		if one := h.find(scope); one.Since != 0 && one.PurgedAt == 0 {
			one.PurgedAt = h.now
			h.put(one, store.ActionPurged)
		}
	}
}

// events are one for each citizen, not one for each scope: a login holds six scopes of each of fifty citizens.
func (h *held) events() (out []store.Event) {
	for _, action := range document.Keys(nil, h.counts) {
		for _, citizen := range document.Keys(nil, h.counts[action]) {
			out = append(out, h.l.event(action, store.What{Citizen: citizen, Count: h.counts[action][citizen]}))
		}
	}
	return out
}

func compare(a, b document.Scope) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
