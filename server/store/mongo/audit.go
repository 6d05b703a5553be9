package mongo

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"math"
	"slices"
	"strings"

	"go.mongodb.org/mongo-driver/v2/bson"
	driver "go.mongodb.org/mongo-driver/v2/mongo"
	"go.mongodb.org/mongo-driver/v2/mongo/options"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// auditRow is one call of Record: its events and marks, all or nothing. N is the number of the first event.
type auditRow struct {
	Tenant   string    `bson:"tenant"`
	N        int64     `bson:"n"`
	Count    int64     `bson:"count"`
	Hash     []byte    `bson:"hash"` // after the last event
	Citizens []string  `bson:"citizens,omitempty"`
	Actors   []string  `bson:"actors,omitempty"`
	First    int64     `bson:"first"` // the earliest time in it
	Last     int64     `bson:"last"`  // the latest
	Marks    []markRow `bson:"marks,omitempty"`
	Events   [][]byte  `bson:"events"`
}

type markRow struct {
	Replica string `bson:"replica"`
	UpTo    int64  `bson:"upTo"`
	Link    string `bson:"link"`
}

// Record implements store.Audit.
func (s *Store) Record(ctx context.Context, tenant string, events []store.Event, marks ...store.ReadMark) error {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return err
	}
	if err := checkKey(store.Key{Tenant: tenant, Scope: "-"}); err != nil || len(events)+len(marks) == 0 {
		return err
	}
	if err := checkEvents(tenant, events, marks); err != nil {
		return err
	}
	s.auditMu.Lock()
	defer s.auditMu.Unlock()
	for n := 0; ; n++ {
		row, err := s.auditRow(ctx, tenant, events, marks)
		if err == nil {
			_, err = s.audit.InsertOne(ctx, row)
		}
		if err == nil || !driver.IsDuplicateKeyError(err) || n == attempts {
			if err != nil {
				return fmt.Errorf("record audit events: %w", err)
			}
			return nil
		} // another node took the number: the chain goes on from there
	}
}

// checkEvents refuses names that other stores could not keep.
func checkEvents(tenant string, events []store.Event, marks []store.ReadMark) error {
	for _, e := range events {
		if strings.ContainsRune(e.Citizen+e.Actor+e.Carrier, 0) {
			return errName
		}
	}
	for _, m := range marks {
		if err := checkKey(store.Key{Tenant: tenant, Scope: document.Scope(m.Replica)}); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) auditRow(ctx context.Context, tenant string, events []store.Event, marks []store.ReadMark) (*auditRow, error) {
	head, next, err := s.auditEnd(ctx, tenant)
	if err != nil {
		return nil, err
	}
	row := &auditRow{Tenant: tenant, N: next, Count: int64(len(events)), First: math.MaxInt64, Last: math.MinInt64}
	for i := range events {
		var stored []byte
		if stored, head, err = head.Seal(nil, &events[i]); err != nil {
			return nil, err
		}
		e := &events[i]
		row.Events = append(row.Events, stored)
		row.First, row.Last = min(row.First, e.At, e.When()), max(row.Last, e.At, e.When())
		row.Citizens, row.Actors = addOnce(row.Citizens, e.Citizen), addOnce(row.Actors, e.Actor)
		row.Actors = addOnce(row.Actors, e.Carrier)
	}
	row.Hash = head.Hash[:]
	for _, m := range marks {
		row.Marks = append(row.Marks, markRow{m.Replica, int64(m.UpTo), m.Link})
	}
	return row, nil
}

func addOnce(list []string, name string) []string {
	if name == "" || slices.Contains(list, name) {
		return list
	}
	return append(list, name)
}

// auditEnd gives the head and the place of the next row. Rows without events have a place too: half of the numbers are theirs.
func (s *Store) auditEnd(ctx context.Context, tenant string) (store.AuditHead, int64, error) {
	var row auditRow
	o := options.FindOne().SetSort(bson.D{{Key: "n", Value: -1}}).SetProjection(by("n", "count", "hash", "upTo"))
	err := s.audit.FindOne(ctx, bson.D{{Key: "tenant", Value: tenant}}, o).Decode(&row)
	head := store.AuditStart(tenant)
	if errors.Is(err, driver.ErrNoDocuments) {
		return head, 1 << 20, nil
	}
	if err != nil {
		return head, 0, err
	}
	// n = (number of the last event before this row + 1) << 20 + rows without events since.
	before := uint64(row.N>>20) - 1
	head.N = before + uint64(row.Count)
	copy(head.Hash[:], row.Hash)
	next := row.N + 1
	if row.Count > 0 {
		next = int64(head.N+1) << 20
	}
	return head, next, nil
}

// AuditHead implements store.Audit.
func (s *Store) AuditHead(ctx context.Context, tenant string) (store.AuditHead, error) {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return store.AuditHead{}, err
	}
	if err := checkKey(store.Key{Tenant: tenant, Scope: "-"}); err != nil {
		return store.AuditHead{}, err
	}
	head, _, err := s.auditEnd(ctx, tenant)
	return head, err
}

// AuditLog implements store.Audit.
func (s *Store) AuditLog(ctx context.Context, tenant string, after uint64) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if err := s.ready(ctx, store.Key{Tenant: tenant, Scope: "-"}); err != nil {
			yield(nil, err)
			return
		}
		for r, err := range find[auditRow](ctx, s.audit, bson.D{{Key: "tenant", Value: tenant}}, options.Find().SetSort(by("n")).SetProjection(by("n", "events"))) {
			if err != nil {
				yield(nil, fmt.Errorf("read audit log: %w", err))
				return
			}
			first := uint64(r.N >> 20)
			for i, stored := range r.Events {
				if first+uint64(i) > after && !yield(stored, nil) {
					return
				}
			}
		}
	}
}

// Events implements store.Audit.
func (s *Store) Events(ctx context.Context, tenant string, subject store.Subject, from, to int64) iter.Seq2[store.Event, error] {
	return func(yield func(store.Event, error) bool) {
		if err := s.ready(ctx, store.Key{Tenant: tenant, Scope: "-"}); err != nil {
			yield(store.Event{}, err)
			return
		}
		field, name := "citizens", subject.Citizen
		if subject.Actor != "" {
			field, name = "actors", subject.Actor
		}
		filter := bson.D{{Key: "tenant", Value: tenant}, {Key: field, Value: name}, {Key: "last", Value: bson.D{{Key: "$gte", Value: from}}}}
		type dated struct {
			store.Event
			at int64
		}
		var all []dated
		for r, err := range find[auditRow](ctx, s.audit, filter, options.Find().SetProjection(by("events"))) {
			if err != nil {
				yield(store.Event{}, fmt.Errorf("read audit log: %w", err))
				return
			}
			for _, stored := range r.Events {
				e, err := store.OpenEvent(stored)
				if err != nil {
					yield(e, err)
					return
				}
				if subject.Citizen != "" && e.Citizen != subject.Citizen || subject.Actor != "" && e.Actor != subject.Actor && e.Carrier != subject.Actor {
					continue
				}
				if at, in := firstIn(e, from, to); in {
					all = append(all, dated{e, at})
				}
			}
		}
		slices.SortFunc(all, func(a, b dated) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.N, b.N)) })
		for _, d := range all {
			if !yield(d.Event, nil) {
				return
			}
		}
	}
}

// firstIn is the earlier of the event's two times that lies in from ≤ t < to.
func firstIn(e store.Event, from, to int64) (at int64, in bool) {
	for _, t := range []int64{min(e.At, e.When()), max(e.At, e.When())} {
		if from <= t && t < to {
			return t, true
		}
	}
	return 0, false
}

// ReadMark implements store.Audit.
func (s *Store) ReadMark(ctx context.Context, tenant, replica string) (store.ReadMark, error) {
	ctx, cancel, err := s.enter(ctx)
	defer cancel()
	if err != nil {
		return store.ReadMark{}, err
	}
	var row auditRow
	filter := bson.D{{Key: "tenant", Value: tenant}, {Key: "marks.replica", Value: replica}}
	err = s.audit.FindOne(ctx, filter, options.FindOne().SetSort(bson.D{{Key: "n", Value: -1}}).SetProjection(by("marks"))).Decode(&row)
	if errors.Is(err, driver.ErrNoDocuments) {
		return store.ReadMark{Replica: replica}, nil
	}
	if err != nil {
		return store.ReadMark{}, fmt.Errorf("read mark: %w", err)
	}
	for _, m := range slices.Backward(row.Marks) {
		if m.Replica == replica {
			return store.ReadMark{Replica: replica, UpTo: uint64(m.UpTo), Link: m.Link}, nil
		}
	}
	return store.ReadMark{Replica: replica}, nil
}

// WrittenBy implements store.Authors.
func (s *Store) WrittenBy(ctx context.Context, tenant, author string, from, to int64) iter.Seq2[store.Wrote, error] {
	return func(yield func(store.Wrote, error) bool) {
		if err := s.ready(ctx, store.Key{Tenant: tenant, Scope: document.Scope(author)}); err != nil {
			yield(store.Wrote{}, err)
			return
		}
		type row struct {
			Scope string `bson:"scope"`
			Seq   int64  `bson:"seq"`
			At    int64  `bson:"at"`
		}
		span := bson.D{{Key: "$gte", Value: from}, {Key: "$lt", Value: to}}
		filter := bson.D{{Key: "tenant", Value: tenant}, {Key: "authors", Value: author}, {Key: "at", Value: span}}
		for r, err := range find[row](ctx, s.commits, filter, options.Find().SetSort(by("at", "seq", "scope")).SetProjection(by("scope", "seq", "at"))) {
			if err != nil {
				yield(store.Wrote{}, fmt.Errorf("read an author's commits: %w", err))
				return
			}
			if !yield(store.Wrote{Scope: document.Scope(r.Scope), Seq: uint64(r.Seq), At: r.At}, nil) {
				return
			}
		}
	}
}
