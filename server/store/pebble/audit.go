package pebble

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"slices"
	"sync"

	pebbledb "github.com/cockroachdb/pebble/v2"
	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/store"
)

// ledgers are the ends of the audit logs, by tenant.
type ledgers struct {
	mu sync.Mutex
	m  map[string]*ledger // guarded by mu
}

// ledger is held while events are written: who asks for the head waits until they are durable.
type ledger struct {
	mu   sync.Mutex
	head store.AuditHead // guarded by mu
	read bool            // the head was read; guarded by mu
}

func (l *ledgers) of(tenant string) *ledger {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.m == nil {
		l.m = map[string]*ledger{}
	}
	if l.m[tenant] == nil {
		l.m[tenant] = &ledger{}
	}
	return l.m[tenant]
}

func eventKey(tenant string, n uint64) []byte {
	return binary.BigEndian.AppendUint64(tenantPrefix(nil, eventKind, tenant), n)
}

// subjectPrefix begins the index of one citizen's, or one actor's, events.
func subjectPrefix(b []byte, tenant string, of store.Subject) []byte {
	b = tenantPrefix(b, subjectKind, tenant)
	if of.Citizen != "" {
		return append(append(append(b, 'c'), of.Citizen...), 0)
	}
	return append(append(append(b, 'a'), of.Actor...), 0)
}

// headLocked reads the end of the log. The caller holds l.mu.
func (l *ledger) headLocked(s *Store, tenant string) (store.AuditHead, error) {
	if l.read {
		return l.head, nil
	}
	prefix := tenantPrefix(nil, eventKind, tenant)
	it, err := s.db.NewIter(&pebbledb.IterOptions{LowerBound: prefix, UpperBound: after(prefix)})
	if err != nil {
		return l.head, err
	}
	head := store.AuditStart(tenant)
	if it.Last() {
		v, err := it.ValueAndErr()
		if err == nil && (len(v) < len(head.Hash) || len(it.Key()) != len(prefix)+8) {
			err = errData
		}
		if err != nil {
			return l.head, errors.Join(err, it.Close())
		}
		head.N = binary.BigEndian.Uint64(it.Key()[len(prefix):])
		copy(head.Hash[:], v)
	}
	if err := it.Close(); err != nil {
		return l.head, err
	}
	l.head, l.read = head, true
	return head, nil
}

// AuditHead implements store.Audit.
func (s *Store) AuditHead(ctx context.Context, tenant string) (store.AuditHead, error) {
	if err := s.life.enter(ctx); err != nil {
		return store.AuditHead{}, err
	}
	defer s.life.leave()
	return s.auditHead(tenant)
}

func (s *Store) auditHead(tenant string) (store.AuditHead, error) {
	if err := checkTenant(tenant); err != nil {
		return store.AuditHead{}, err
	}
	l := s.ledgers.of(tenant)
	l.mu.Lock()
	defer l.mu.Unlock()
	head, err := l.headLocked(s, tenant)
	if err != nil {
		return head, fmt.Errorf("read the end of the audit log: %w", err)
	}
	return head, nil
}

// Record implements store.Audit.
func (s *Store) Record(ctx context.Context, tenant string, events []store.Event, marks ...store.ReadMark) error {
	if err := s.life.enter(ctx); err != nil {
		return err
	}
	defer s.life.leave()
	if err := checkTenant(tenant); err != nil {
		return err
	}
	l := s.ledgers.of(tenant)
	l.mu.Lock()
	defer l.mu.Unlock()
	head, err := l.headLocked(s, tenant)
	if err != nil {
		return fmt.Errorf("read the end of the audit log: %w", err)
	}
	b := s.db.NewBatch()
	for i := range events {
		if head, err = setEvent(b, tenant, head, &events[i]); err != nil {
			return errors.Join(err, b.Close())
		}
	}
	for _, m := range marks {
		if err := setReadMark(b, tenant, m); err != nil {
			return errors.Join(err, b.Close())
		}
	}
	if err := s.write(b, pebbledb.Sync); err != nil {
		return fmt.Errorf("record audit events: %w", err)
	}
	l.head = head
	return nil
}

// setEvent puts an event and its index into a batch, which without an index of its own does not fail.
func setEvent(b *pebbledb.Batch, tenant string, head store.AuditHead, e *store.Event) (store.AuditHead, error) {
	sealed, next, err := head.Seal(nil, e)
	if err != nil {
		return head, err
	}
	_ = b.Set(eventKey(tenant, e.N), sealed, nil)
	for _, of := range []store.Subject{{Citizen: e.Citizen}, {Actor: e.Actor}} {
		if of == (store.Subject{}) {
			continue
		}
		if err := checkNames(tenant, of.Citizen+of.Actor); err != nil {
			return head, err
		}
		prefix := subjectPrefix(nil, tenant, of)
		for _, at := range (indexed{*e}).times() {
			_ = b.Set(binary.BigEndian.AppendUint64(dueTime(slices.Clone(prefix), at), e.N), nil, nil)
		}
	}
	return next, nil
}

func setReadMark(b *pebbledb.Batch, tenant string, m store.ReadMark) error {
	if err := checkNames(tenant, m.Replica); err != nil {
		return err
	}
	text, err := json.Marshal(m)
	if err == nil {
		_ = b.Set(append(tenantPrefix(nil, readMarkKind, tenant), m.Replica...), text, nil)
	}
	return err
}

// ReadMark implements store.Audit. It moves with its events, under the ledger's lock.
func (s *Store) ReadMark(ctx context.Context, tenant, replica string) (store.ReadMark, error) {
	m := store.ReadMark{Replica: replica}
	if err := s.life.enter(ctx); err != nil {
		return m, err
	}
	defer s.life.leave()
	if err := checkNames(tenant, replica); err != nil {
		return m, err
	}
	l := s.ledgers.of(tenant)
	l.mu.Lock()
	defer l.mu.Unlock()
	err := s.getJSON(append(tenantPrefix(nil, readMarkKind, tenant), replica...), &m)
	m.Replica = replica
	return m, err
}

// getJSON reads a value, and leaves v alone when there is none.
func (s *Store) getJSON(key []byte, v any) error {
	text, closer, err := s.db.Get(key)
	if errors.Is(err, pebbledb.ErrNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(json.Unmarshal(text, v), closer.Close())
}

// AuditLog implements store.Audit.
func (s *Store) AuditLog(ctx context.Context, tenant string, from uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if err := s.life.enter(ctx); err != nil {
			yield(nil, err)
			return
		}
		defer s.life.leave()
		head, err := s.auditHead(tenant)
		if err == nil && from < head.N {
			err = s.scan(ctx, s.db, eventKey(tenant, from+1), eventKey(tenant, head.N+1), func(_, v []byte) (bool, error) {
				return yield(v, nil), nil
			})
		}
		if err != nil {
			yield(nil, fmt.Errorf("read the audit log: %w", err))
		}
	}
}

// Events implements store.Audit.
func (s *Store) Events(ctx context.Context, tenant string, of store.Subject, from, to int64) iter.Seq2[store.Event, error] {
	return func(yield func(store.Event, error) bool) {
		if err := s.life.enter(ctx); err != nil {
			yield(store.Event{}, err)
			return
		}
		defer s.life.leave()
		if err := checkNames(tenant, of.Citizen+of.Actor); err != nil {
			yield(store.Event{}, err)
			return
		}
		head, err := s.auditHead(tenant)
		if err != nil {
			yield(store.Event{}, err)
			return
		}
		prefix := subjectPrefix(nil, tenant, of)
		err = s.scan(ctx, s.db, dueTime(slices.Clone(prefix), from), dueTime(slices.Clone(prefix), to), func(k, _ []byte) (bool, error) {
			if k = k[len(prefix):]; len(k) != 16 {
				return false, errData
			}
			at, n := keyTime(k), binary.BigEndian.Uint64(k[8:])
			if n > head.N { // written after we looked, and maybe not durable yet
				return true, nil
			}
			e, err := s.event(tenant, n)
			if err != nil {
				return false, err
			}
			return !e.isFirst(at, from, to) || yield(e.Event, nil), nil
		})
		if err != nil {
			yield(store.Event{}, fmt.Errorf("read audit events: %w", err))
		}
	}
}

func (s *Store) event(tenant string, n uint64) (e indexed, err error) {
	v, closer, err := s.db.Get(eventKey(tenant, n))
	if err != nil {
		return e, fmt.Errorf("audit event %d: %w", n, err)
	}
	e.Event, err = store.OpenEvent(v)
	return e, errors.Join(err, closer.Close())
}

// indexed is an event with the times it is found by.
type indexed struct{ store.Event }

func (e indexed) times() []int64 {
	if e.SeenAt == 0 || e.SeenAt == e.At {
		return []int64{e.At}
	}
	return []int64{min(e.SeenAt, e.At), max(e.SeenAt, e.At)}
}

// isFirst reports whether a time is the first of the event's that lies in from ≤ t < to, so that it comes once.
func (e indexed) isFirst(at, from, to int64) bool {
	for _, t := range e.times() {
		if from <= t && t < to {
			return t == at
		}
	}
	return false
}
