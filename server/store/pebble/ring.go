package pebble

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"

	pebbledb "github.com/cockroachdb/pebble/v2"

	"github.com/samsyn/samsyn/server/store"
)

// Bound implements store.Push.
func (s *Store) Bound(ctx context.Context, tenant, kind, actor string) (list []store.Bell, err error) {
	if err := s.pushing(ctx, tenant, kind, actor); err != nil {
		return nil, err
	}
	defer s.life.leave()
	prefix := findBell(tenant, byActor, kind, actor)
	devices, err := s.devices(ctx, prefix, after(prefix), maxDevices)
	for _, device := range devices {
		b, failed := s.bell(tenant, device)
		err = errors.Join(err, failed)
		list = append(list, b)
	}
	if err != nil {
		return nil, fmt.Errorf("read an actor's bells: %w", err)
	}
	return list, nil
}

// Bell implements store.Push.
func (s *Store) Bell(ctx context.Context, tenant, device string) (store.Bell, error) {
	if err := s.pushing(ctx, tenant, device); err != nil {
		return store.Bell{}, err
	}
	defer s.life.leave()
	b, err := s.bell(tenant, device)
	if err != nil {
		return b, fmt.Errorf("read a bell: %w", err)
	}
	return b, nil
}

// Bells implements store.Push.
func (s *Store) Bells(ctx context.Context, tenant string) iter.Seq2[store.Bell, error] {
	return func(yield func(store.Bell, error) bool) {
		yieldJSON(ctx, s, bellKind, tenant, func(_ string, b store.Bell, err error) bool { return yield(b, err) })
	}
}

// Ring implements store.Push. It is not synced: the commit that it rings for is closed after it in the same log.
func (s *Store) Ring(ctx context.Context, tenant, kind, actor string, now int64, rings ...store.Ring) (due int64, err error) {
	bells, err := s.Bound(ctx, tenant, kind, actor)
	if err != nil {
		return 0, err
	}
	if err := s.pushing(ctx, tenant); err != nil {
		return 0, err
	}
	defer s.life.leave()
	for _, one := range bells {
		b, err := s.changeBell(tenant, one.Device, pebbledb.NoSync, func(b *store.Bell) bool {
			if !b.CanRing() || b.Kind != kind || b.Actor != actor {
				return false // unbound meanwhile
			}
			for _, r := range rings {
				b.Ring(now, r)
			}
			return true
		})
		if err != nil {
			return 0, fmt.Errorf("ring: %w", err)
		}
		if next := b.Next(); next != 0 && b.CanRing() && (due == 0 || next < due) {
			due = next
		}
	}
	return due, nil
}

// Claim implements store.Push.
func (s *Store) Claim(ctx context.Context, tenant, owner string, now, lease int64, n int) (list []store.Bell, err error) {
	if err := s.pushing(ctx, tenant, owner); err != nil {
		return nil, err
	}
	defer s.life.leave()
	lower, upper := findBell(tenant, byDue), after(findBell(tenant, byDue))
	if now < math.MaxInt64 {
		upper = dueTime(findBell(tenant, byDue), now+1)
	}
	devices, err := s.devices(ctx, lower, upper, n)
	for _, device := range devices {
		if err != nil {
			break
		}
		claimed := false
		var b store.Bell
		b, err = s.changeBell(tenant, device, pebbledb.NoSync, func(b *store.Bell) (changed bool) {
			changed, claimed = b.Claim(owner, now, lease)
			return changed
		})
		if claimed {
			list = append(list, b)
		}
	}
	if err != nil {
		return nil, fmt.Errorf("claim what is to be rung: %w", err)
	}
	return list, nil
}

// Settle implements store.Push. It is not synced: what is lost is rung again.
func (s *Store) Settle(ctx context.Context, tenant string, claimed store.Bell, done ...store.Settled) (due int64, err error) {
	if err := s.pushing(ctx, tenant, claimed.Device); err != nil {
		return 0, err
	}
	defer s.life.leave()
	b, err := s.changeBell(tenant, claimed.Device, pebbledb.NoSync, func(b *store.Bell) bool {
		b.Settle(claimed, done)
		return b.Device != ""
	})
	if err != nil {
		return 0, fmt.Errorf("settle what was rung: %w", err)
	}
	return b.Next(), nil
}

// NextRing implements store.Push.
func (s *Store) NextRing(ctx context.Context, tenant string) (due int64, err error) {
	if err := s.pushing(ctx, tenant); err != nil {
		return 0, err
	}
	defer s.life.leave()
	lower := findBell(tenant, byDue)
	err = s.scan(ctx, s.db, lower, after(lower), func(k, _ []byte) (bool, error) {
		if len(k) < len(lower)+8 {
			return false, errData
		}
		due = keyTime(k[len(lower):])
		return false, nil
	})
	if err != nil {
		return 0, fmt.Errorf("read what is to be rung: %w", err)
	}
	return due, nil
}
