package pebble

import (
	"context"
	"encoding/binary"
	"fmt"
	"iter"
	"math"

	pebbledb "github.com/cockroachdb/pebble/v2"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// dueKey sorts a tenant's deadlines by time. The edit makes it one of its own.
func dueKey(b []byte, tenant string, d document.Deadline) []byte {
	return append(dueTime(tenantPrefix(b, dueKind, tenant), d.Due), d.Edit...)
}

// dueTime appends a time so that times before 1970 sort before the others.
func dueTime(b []byte, due int64) []byte {
	return binary.BigEndian.AppendUint64(b, uint64(due)^(1<<63))
}

// appendDue writes seq, scope, rule and the document's id, which ends the value.
func appendDue(b []byte, c *document.Commit, d document.Deadline) []byte {
	b = appendText(binary.AppendUvarint(b, c.Seq), string(c.Scope))
	return append(appendText(b, d.Rule), d.Doc...)
}

// parseDue takes a deadline's key, behind its tenant, and its value apart.
func parseDue(tenant string, k, v []byte) (d store.Due, err error) {
	if len(k) < 8 {
		return d, errData
	}
	r := reader{rest: v}
	d.Due, d.Edit = int64(binary.BigEndian.Uint64(k)^(1<<63)), string(k[8:])
	d.Seq, d.Key = r.number(), store.Key{Tenant: tenant, Scope: document.Scope(r.text())}
	d.Rule, d.Doc = r.text(), string(r.rest)
	return d, r.err
}

// Due implements store.Deadlines. It reads a snapshot.
func (s *Store) Due(ctx context.Context, tenant string, until int64) iter.Seq2[store.Due, error] {
	return func(yield func(store.Due, error) bool) {
		if err := s.life.enter(ctx); err != nil {
			yield(store.Due{}, err)
			return
		}
		defer s.life.leave()
		if err := checkTenant(tenant); err != nil {
			yield(store.Due{}, err)
			return
		}
		prefix := tenantPrefix(nil, dueKind, tenant)
		upper := after(prefix)
		if until < math.MaxInt64 {
			upper = dueTime(tenantPrefix(nil, dueKind, tenant), until+1)
		}
		err := s.scan(ctx, s.db, prefix, upper, func(k, v []byte) (bool, error) {
			d, err := parseDue(tenant, k[len(prefix):], v)
			if err != nil {
				return false, err
			}
			head, err := s.head(d.Key) // its commit may be written and not yet durable: head waits for it, and tells
			if err != nil {
				return false, err
			}
			return d.Seq > head.Seq || yield(d, nil), nil
		})
		if err != nil {
			yield(store.Due{}, fmt.Errorf("read deadlines: %w", err))
		}
	}
}

// Fired implements store.Deadlines. The removal follows the Append of what was done in the log, so it is never durable
// alone.
func (s *Store) Fired(ctx context.Context, d store.Due) error {
	if err := s.life.enter(ctx); err != nil {
		return err
	}
	defer s.life.leave()
	if err := checkTenant(d.Key.Tenant); err != nil {
		return err
	}
	b := s.db.NewBatch()
	_ = b.Delete(dueKey(nil, d.Key.Tenant, d.Deadline), nil) // a batch without an index does not fail
	if err := s.write(b, pebbledb.NoSync); err != nil {
		return fmt.Errorf("fire deadline of %s %d: %w", d.Key.Scope.Masked(), d.Seq, err)
	}
	return nil
}
