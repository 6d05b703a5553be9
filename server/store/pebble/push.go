package pebble

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	pebbledb "github.com/cockroachdb/pebble/v2"
	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// The byte after the tenant says what a bell is found by.
const (
	byReplica = 'r'
	byActor   = 'a'
	byToken   = 'k'
	byDue     = 't'
)

func bellKey(tenant, device string) []byte {
	return append(tenantPrefix(nil, bellKind, tenant), device...)
}

func findBell(tenant string, by byte, names ...string) []byte {
	k := append(tenantPrefix(nil, findBellKind, tenant), by)
	for _, name := range names {
		k = append(append(k, name...), 0)
	}
	return k
}

// bellKeys are what a bell is found by, with its device as their values.
func bellKeys(tenant string, b *store.Bell) (keys [][]byte) {
	if b.Device == "" {
		return nil
	}
	keys = append(keys, append(findBell(tenant, byReplica, b.Replica), b.Device...))
	if b.CanRing() {
		keys = append(keys, append(findBell(tenant, byActor, b.Kind, b.Actor), b.Device...),
			findBell(tenant, byToken, store.TokenHash(b.Token.Text)))
	}
	if next := b.Next(); next != 0 {
		keys = append(keys, append(dueTime(findBell(tenant, byDue), next), b.Device...))
	}
	return keys
}

func (s *Store) bell(tenant, device string) (b store.Bell, err error) {
	err = s.getJSON(bellKey(tenant, device), &b)
	return b, err
}

// changeBell reads a device's bell, lets it be changed, and writes it if change says so.
func (s *Store) changeBell(tenant, device string, o *pebbledb.WriteOptions, change func(b *store.Bell) bool) (store.Bell, error) {
	mu := s.bells.of(store.Key{Tenant: tenant, Scope: document.Scope(device)})
	mu.Lock()
	defer mu.Unlock()
	b, err := s.bell(tenant, device)
	if err != nil {
		return b, err
	}
	before := bellKeys(tenant, &b)
	if !change(&b) {
		return b, nil
	}
	text, err := json.Marshal(b, json.Deterministic(true))
	if err != nil {
		return b, err
	}
	batch, now := s.db.NewBatch(), bellKeys(tenant, &b)
	_ = batch.Set(bellKey(tenant, device), text, nil) // a batch without an index does not fail
	for _, k := range before {
		if !containsKey(now, k) {
			_ = batch.Delete(k, nil)
		}
	}
	for _, k := range now {
		if !containsKey(before, k) {
			_ = batch.Set(k, []byte(device), nil)
		}
	}
	return b, s.write(batch, o)
}

func containsKey(keys [][]byte, k []byte) bool {
	for _, one := range keys {
		if bytes.Equal(one, k) {
			return true
		}
	}
	return false
}

// devices gives the devices that a range of keys leads to, n at most.
func (s *Store) devices(ctx context.Context, lower, upper []byte, n int) (list []string, err error) {
	err = s.scan(ctx, s.db, lower, upper, func(_, v []byte) (bool, error) {
		list = append(list, string(v))
		return len(list) < n, nil
	})
	return list, err
}

// pushing begins a call: it fails for a store that stops and for names that would break the order of keys.
func (s *Store) pushing(ctx context.Context, tenant string, names ...string) error {
	if err := s.life.enter(ctx); err != nil {
		return err
	}
	if err := checkNames(tenant, names...); err != nil {
		s.life.leave()
		return err
	}
	return nil
}

// Meet implements store.Push.
func (s *Store) Meet(ctx context.Context, tenant string, who store.Who) (store.Bell, error) {
	if err := s.pushing(ctx, tenant, who.Device, who.Replica, who.Kind, who.Actor); err != nil {
		return store.Bell{}, err
	}
	defer s.life.leave()
	b, err := s.changeBell(tenant, who.Device, pebbledb.Sync, func(b *store.Bell) bool { return b.Met(who) })
	if err != nil {
		return b, fmt.Errorf("meet a device: %w", err)
	}
	return b, nil
}

// Bind implements store.Push.
func (s *Store) Bind(ctx context.Context, tenant string, who store.Who, token store.PushToken, now int64) error {
	if err := s.pushing(ctx, tenant, who.Device, who.Replica, who.Kind, who.Actor, token.Platform, token.Text); err != nil {
		return err
	}
	defer s.life.leave()
	s.binds.Lock() // a text has one device
	defer s.binds.Unlock()
	if err := s.moveToken(tenant, who, token.Text); err != nil {
		return fmt.Errorf("bind a device: %w", err)
	}
	ours := false
	_, err := s.changeBell(tenant, who.Device, pebbledb.Sync, func(b *store.Bell) (changed bool) {
		changed, ours = b.Bind(who, token, now)
		return changed
	})
	if err == nil && !ours {
		err = store.ErrNotMet
	}
	if err != nil {
		return fmt.Errorf("bind a device: %w", err)
	}
	return nil
}

// moveToken unbinds a token's text from any other device, if it is the asking login's to bind.
func (s *Store) moveToken(tenant string, who store.Who, text string) error {
	b, err := s.bell(tenant, who.Device)
	if err == nil && !b.IsOf(who) {
		err = store.ErrNotMet
	}
	if err != nil {
		return err
	}
	v, closer, err := s.db.Get(findBell(tenant, byToken, store.TokenHash(text)))
	if errors.Is(err, pebbledb.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	device := string(v)
	if err := closer.Close(); err != nil || device == who.Device {
		return err
	}
	_, err = s.changeBell(tenant, device, pebbledb.Sync, func(b *store.Bell) bool { return b.Unbind(b.Replica, text) })
	return err
}

// Unbind implements store.Push.
func (s *Store) Unbind(ctx context.Context, tenant, replica, text string) error {
	if err := s.pushing(ctx, tenant, replica); err != nil {
		return err
	}
	defer s.life.leave()
	prefix := findBell(tenant, byReplica, replica)
	devices, err := s.devices(ctx, prefix, after(prefix), maxDevices)
	for _, device := range devices {
		if err == nil {
			_, err = s.changeBell(tenant, device, pebbledb.Sync, func(b *store.Bell) bool { return b.Unbind(replica, text) })
		}
	}
	if err != nil {
		return fmt.Errorf("unbind: %w", err)
	}
	return nil
}

// maxDevices is more than any login has.
const maxDevices = 1000
