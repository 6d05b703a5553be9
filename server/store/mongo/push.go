package mongo

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"math"

	"go.mongodb.org/mongo-driver/v2/bson"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// pushing begins a call: it bounds its time and refuses names that other stores could not keep.
func (s *Store) pushing(ctx context.Context, tenant string, names ...string) (context.Context, context.CancelFunc, error) {
	ctx, cancel, err := s.enter(ctx)
	for _, name := range append(names, "-") {
		if err == nil {
			err = checkKey(store.Key{Tenant: tenant, Scope: document.Scope(name)})
		}
	}
	return ctx, cancel, err
}

// Meet implements store.Push.
func (s *Store) Meet(ctx context.Context, tenant string, who store.Who) (store.Bell, error) {
	ctx, cancel, err := s.pushing(ctx, tenant, who.Device, who.Replica, who.Kind, who.Actor)
	defer cancel()
	if err != nil {
		return store.Bell{}, err
	}
	b, err := s.changeBell(ctx, tenant, who.Device, func(b *store.Bell) bool { return b.Met(who) })
	if err != nil {
		return b, fmt.Errorf("meet a device: %w", err)
	}
	return b, nil
}

// Bind implements store.Push. Another device with the token's text is unbound before, and again after, should it have come
// meanwhile: two that bind one text at the same time may both end without it, and ask again at their next hello.
func (s *Store) Bind(ctx context.Context, tenant string, who store.Who, token store.PushToken, now int64) error {
	ctx, cancel, err := s.pushing(ctx, tenant, who.Device, who.Replica, who.Kind, who.Actor, token.Platform, token.Text)
	defer cancel()
	if err != nil {
		return err
	}
	b, _, err := s.bell(ctx, tenant, who.Device)
	if err == nil && !b.IsOf(who) {
		err = store.ErrNotMet
	}
	if err == nil {
		err = s.unbindOthers(ctx, tenant, who.Device, token.Text)
	}
	if err != nil {
		return fmt.Errorf("bind a device: %w", err)
	}
	changed, ours := false, false
	_, err = s.changeBell(ctx, tenant, who.Device, func(b *store.Bell) bool {
		changed, ours = b.Bind(who, token, now)
		return changed
	})
	switch {
	case err == nil && !ours:
		err = store.ErrNotMet
	case err == nil && changed:
		err = s.unbindOthers(ctx, tenant, who.Device, token.Text)
	}
	if err != nil {
		return fmt.Errorf("bind a device: %w", err)
	}
	return nil
}

func (s *Store) unbindOthers(ctx context.Context, tenant, device, text string) error {
	bells, err := s.bellsBy(ctx, tenant, "token", store.TokenHash(text))
	for _, b := range bells {
		if err == nil && b.Device != device {
			_, err = s.changeBell(ctx, tenant, b.Device, func(b *store.Bell) bool { return b.Unbind(b.Replica, text) })
		}
	}
	return err
}

// Unbind implements store.Push.
func (s *Store) Unbind(ctx context.Context, tenant, replica, text string) error {
	ctx, cancel, err := s.pushing(ctx, tenant, replica)
	defer cancel()
	if err != nil {
		return err
	}
	bells, err := s.bellsBy(ctx, tenant, "replica", replica)
	for _, b := range bells {
		if err == nil {
			_, err = s.changeBell(ctx, tenant, b.Device, func(b *store.Bell) bool { return b.Unbind(replica, text) })
		}
	}
	if err != nil {
		return fmt.Errorf("unbind: %w", err)
	}
	return nil
}

// Bound implements store.Push.
func (s *Store) Bound(ctx context.Context, tenant, kind, actor string) ([]store.Bell, error) {
	ctx, cancel, err := s.pushing(ctx, tenant, kind, actor)
	defer cancel()
	if err != nil {
		return nil, err
	}
	list, err := s.bellsBy(ctx, tenant, "who", whoOf(kind, actor))
	if err != nil {
		return nil, fmt.Errorf("read an actor's bells: %w", err)
	}
	return list, nil
}

// Bell implements store.Push.
func (s *Store) Bell(ctx context.Context, tenant, device string) (store.Bell, error) {
	ctx, cancel, err := s.pushing(ctx, tenant, device)
	defer cancel()
	if err != nil {
		return store.Bell{}, err
	}
	b, _, err := s.bell(ctx, tenant, device)
	if err != nil {
		return b, fmt.Errorf("read a bell: %w", err)
	}
	return b, nil
}

// Bells implements store.Push.
func (s *Store) Bells(ctx context.Context, tenant string) iter.Seq2[store.Bell, error] {
	return func(yield func(store.Bell, error) bool) {
		if err := s.ready(ctx, store.Key{Tenant: tenant, Scope: "-"}); err != nil {
			yield(store.Bell{}, err)
			return
		}
		for row, err := range find[bellRow](ctx, s.bells, bson.D{{Key: "tenant", Value: tenant}}, options.Find().SetSort(by("device"))) {
			var b store.Bell
			if err == nil {
				b, err = row.open()
			}
			if err != nil {
				yield(b, fmt.Errorf("list bells: %w", err))
				return
			}
			if !yield(b, nil) {
				return
			}
		}
	}
}

// Ring implements store.Push.
func (s *Store) Ring(ctx context.Context, tenant, kind, actor string, now int64, rings ...store.Ring) (due int64, err error) {
	bells, err := s.Bound(ctx, tenant, kind, actor)
	if err != nil {
		return 0, err
	}
	ctx, cancel, err := s.pushing(ctx, tenant)
	defer cancel()
	for _, one := range bells {
		if err != nil {
			break
		}
		var b store.Bell
		b, err = s.changeBell(ctx, tenant, one.Device, func(b *store.Bell) bool {
			if !b.CanRing() || b.Kind != kind || b.Actor != actor {
				return false // unbound meanwhile
			}
			for _, r := range rings {
				b.Ring(now, r)
			}
			return true
		})
		if next := b.Next(); next != 0 && (due == 0 || next < due) {
			due = next
		}
	}
	if err != nil {
		return 0, fmt.Errorf("ring: %w", err)
	}
	return due, nil
}

// Claim implements store.Push.
func (s *Store) Claim(ctx context.Context, tenant, owner string, now, lease int64, n int) (list []store.Bell, err error) {
	ctx, cancel, err := s.pushing(ctx, tenant, owner)
	defer cancel()
	if err != nil {
		return nil, err
	}
	devices, _, err := s.dueBells(ctx, tenant, now, n)
	for _, device := range devices {
		claimed := false
		b, failed := s.changeBell(ctx, tenant, device, func(b *store.Bell) (changed bool) {
			changed, claimed = b.Claim(owner, now, lease)
			return changed
		})
		switch {
		case errors.Is(failed, errBusy): // others want it, too, and have it
		case failed != nil:
			err = errors.Join(err, failed)
		case claimed:
			list = append(list, b)
		}
	}
	if len(list) > 0 {
		return list, nil // those that failed are due still
	}
	if err != nil {
		return nil, fmt.Errorf("claim what is to be rung: %w", err)
	}
	return nil, nil
}

// Settle implements store.Push.
func (s *Store) Settle(ctx context.Context, tenant string, claimed store.Bell, done ...store.Settled) (due int64, err error) {
	ctx, cancel, err := s.pushing(ctx, tenant, claimed.Device)
	defer cancel()
	if err != nil {
		return 0, err
	}
	b, err := s.changeBell(ctx, tenant, claimed.Device, func(b *store.Bell) bool {
		b.Settle(claimed, done)
		return b.Device != ""
	})
	if err != nil {
		return 0, fmt.Errorf("settle what was rung: %w", err)
	}
	return b.Next(), nil
}

// NextRing implements store.Push.
func (s *Store) NextRing(ctx context.Context, tenant string) (int64, error) {
	ctx, cancel, err := s.pushing(ctx, tenant)
	defer cancel()
	if err != nil {
		return 0, err
	}
	_, first, err := s.dueBells(ctx, tenant, math.MaxInt64-1, 1)
	return first, err
}
