package pebble

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"

	pebbledb "github.com/cockroachdb/pebble/v2"
	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

func contactKey(b []byte, tenant, replica string) []byte {
	return append(tenantPrefix(b, contactKind, tenant), replica...)
}

func holdingPrefix(b []byte, tenant, replica string) []byte {
	return append(append(tenantPrefix(b, holdingKind, tenant), replica...), 0)
}

func holderKey(b []byte, tenant string, h store.Holding) []byte {
	return append(scopePrefix(b, holderKind, store.Key{Tenant: tenant, Scope: h.Scope}), h.Replica...)
}

func appendHolding(b []byte, h store.Holding) []byte {
	for _, at := range []int64{h.Since, h.PurgeAskedAt, h.PurgedAt} {
		b = binary.AppendVarint(b, at)
	}
	return b
}

func parseHolding(v []byte, h *store.Holding) error {
	for _, at := range []*int64{&h.Since, &h.PurgeAskedAt, &h.PurgedAt} {
		n, size := binary.Varint(v)
		if size <= 0 {
			return errData
		}
		*at, v = n, v[size:]
	}
	return nil
}

// Hold implements store.Holdings.
func (s *Store) Hold(ctx context.Context, tenant string, c store.Contact, holdings ...store.Holding) error {
	if err := s.life.enter(ctx); err != nil {
		return err
	}
	defer s.life.leave()
	b := s.db.NewBatch()
	if err := setContact(b, tenant, c); err != nil {
		return errors.Join(err, b.Close())
	}
	for _, h := range holdings {
		if err := checkNames(tenant, h.Replica, string(h.Scope)); err != nil {
			return errors.Join(err, b.Close())
		}
		_ = b.Set(append(holdingPrefix(nil, tenant, h.Replica), h.Scope...), appendHolding(nil, h), nil)
		_ = b.Set(holderKey(nil, tenant, h), nil, nil)
	}
	if err := s.write(b, pebbledb.Sync); err != nil {
		return fmt.Errorf("write holdings: %w", err)
	}
	return nil
}

// Touch implements store.Holdings.
func (s *Store) Touch(ctx context.Context, tenant string, contacts ...store.Contact) error {
	if err := s.life.enter(ctx); err != nil {
		return err
	}
	defer s.life.leave()
	b := s.db.NewBatch()
	for _, c := range contacts {
		if err := setContact(b, tenant, c); err != nil {
			return errors.Join(err, b.Close())
		}
	}
	if err := s.write(b, pebbledb.NoSync); err != nil {
		return fmt.Errorf("write contacts: %w", err)
	}
	return nil
}

func setContact(b *pebbledb.Batch, tenant string, c store.Contact) error {
	if err := checkNames(tenant, c.Replica); err != nil {
		return err
	}
	text, err := json.Marshal(c, json.Deterministic(true))
	if err == nil {
		_ = b.Set(contactKey(nil, tenant, c.Replica), text, nil)
	}
	return err
}

// HeldBy implements store.Holdings.
func (s *Store) HeldBy(ctx context.Context, tenant, replica string) (c store.Contact, out []store.Holding, err error) {
	if err := s.life.enter(ctx); err != nil {
		return c, nil, err
	}
	defer s.life.leave()
	if err := checkNames(tenant, replica); err != nil {
		return c, nil, err
	}
	if err := s.getJSON(contactKey(nil, tenant, replica), &c); err != nil {
		return c, nil, fmt.Errorf("read a contact: %w", err)
	}
	prefix := holdingPrefix(nil, tenant, replica)
	err = s.scan(ctx, s.db, prefix, after(prefix), func(k, v []byte) (bool, error) {
		h := store.Holding{Replica: replica, Scope: document.Scope(k[len(prefix):])}
		out = append(out, h)
		return true, parseHolding(v, &out[len(out)-1])
	})
	if err != nil {
		return c, nil, fmt.Errorf("read holdings: %w", err)
	}
	return c, out, nil
}

// Holders implements store.Holdings.
func (s *Store) Holders(ctx context.Context, tenant, prefix string) iter.Seq2[store.Holding, error] {
	return func(yield func(store.Holding, error) bool) {
		if err := s.life.enter(ctx); err != nil {
			yield(store.Holding{}, err)
			return
		}
		defer s.life.leave()
		if err := checkNames(tenant, prefix); err != nil {
			yield(store.Holding{}, err)
			return
		}
		lower := append(tenantPrefix(nil, holderKind, tenant), prefix...)
		err := s.scan(ctx, s.db, lower, after(lower), func(k, _ []byte) (bool, error) {
			key, replica, err := parseScopeKey(k)
			if err != nil {
				return false, err
			}
			h := store.Holding{Scope: key.Scope, Replica: string(replica)}
			v, closer, err := s.db.Get(append(holdingPrefix(nil, tenant, h.Replica), h.Scope...))
			if err != nil {
				return false, err
			}
			if err := errors.Join(parseHolding(v, &h), closer.Close()); err != nil {
				return false, err
			}
			return yield(h, nil), nil
		})
		if err != nil {
			yield(store.Holding{}, fmt.Errorf("read who holds: %w", err))
		}
	}
}
