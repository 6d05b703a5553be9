package pebble

import (
	"context"
	"fmt"
	"iter"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/store"
)

// ReadMarks implements store.Audit.
func (s *Store) ReadMarks(ctx context.Context, tenant string) iter.Seq2[store.ReadMark, error] {
	return func(yield func(store.ReadMark, error) bool) {
		if _, err := s.AuditHead(ctx, tenant); err != nil { // waits until marks that are written are durable
			yield(store.ReadMark{}, err)
			return
		}
		yieldJSON(ctx, s, readMarkKind, tenant, func(replica string, m store.ReadMark, err error) bool {
			m.Replica = replica
			return yield(m, err)
		})
	}
}

// Logins implements store.Holdings.
func (s *Store) Logins(ctx context.Context, tenant string) iter.Seq2[store.Contact, error] {
	return func(yield func(store.Contact, error) bool) {
		yieldJSON(ctx, s, contactKind, tenant, func(_ string, c store.Contact, err error) bool { return yield(c, err) })
	}
}

// yieldJSON yields the values of a kind and tenant in the order of the names at the end of their keys.
func yieldJSON[T any](ctx context.Context, s *Store, kind byte, tenant string, yield func(name string, v T, err error) bool) {
	var none T
	if err := s.life.enter(ctx); err != nil {
		yield("", none, err)
		return
	}
	defer s.life.leave()
	if err := checkTenant(tenant); err != nil {
		yield("", none, err)
		return
	}
	prefix := tenantPrefix(nil, kind, tenant)
	err := s.scan(ctx, s.db, prefix, after(prefix), func(k, v []byte) (bool, error) {
		var one T
		if err := json.Unmarshal(v, &one); err != nil {
			return false, fmt.Errorf("%w: %w", errData, err)
		}
		return yield(string(k[len(prefix):]), one, nil), nil
	})
	if err != nil {
		yield("", none, fmt.Errorf("list what tenant %s has: %w", tenant, err))
	}
}
