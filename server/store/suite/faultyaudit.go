package suite

import (
	"context"
	"iter"

	"github.com/samsyn/samsyn/server/store"
)

// Record implements store.Audit.
func (f *Faulty) Record(ctx context.Context, tenant string, events []store.Event, marks ...store.ReadMark) error {
	_, err := faultyCall(f, "Record", func() (struct{}, error) { return struct{}{}, f.Store.Record(ctx, tenant, events, marks...) })
	return err
}

// AuditHead implements store.Audit.
func (f *Faulty) AuditHead(ctx context.Context, tenant string) (store.AuditHead, error) {
	return faultyCall(f, "AuditHead", func() (store.AuditHead, error) { return f.Store.AuditHead(ctx, tenant) })
}

// AuditLog implements store.Audit.
func (f *Faulty) AuditLog(ctx context.Context, tenant string, after uint64) iter.Seq2[[]byte, error] {
	return faultySequence(f, "AuditLog", f.Store.AuditLog(ctx, tenant, after))
}

// Events implements store.Audit.
func (f *Faulty) Events(ctx context.Context, tenant string, of store.Subject, from, to int64) iter.Seq2[store.Event, error] {
	return faultySequence(f, "Events", f.Store.Events(ctx, tenant, of, from, to))
}

// ReadMark implements store.Audit.
func (f *Faulty) ReadMark(ctx context.Context, tenant, replica string) (store.ReadMark, error) {
	return faultyCall(f, "ReadMark", func() (store.ReadMark, error) { return f.Store.ReadMark(ctx, tenant, replica) })
}

// WrittenBy implements store.Authors.
func (f *Faulty) WrittenBy(ctx context.Context, tenant, author string, from, to int64) iter.Seq2[store.Wrote, error] {
	return faultySequence(f, "WrittenBy", f.Store.WrittenBy(ctx, tenant, author, from, to))
}

// Hold implements store.Holdings.
func (f *Faulty) Hold(ctx context.Context, tenant string, c store.Contact, holdings ...store.Holding) error {
	_, err := faultyCall(f, "Hold", func() (struct{}, error) { return struct{}{}, f.Store.Hold(ctx, tenant, c, holdings...) })
	return err
}

// Touch implements store.Holdings.
func (f *Faulty) Touch(ctx context.Context, tenant string, contacts ...store.Contact) error {
	_, err := faultyCall(f, "Touch", func() (struct{}, error) { return struct{}{}, f.Store.Touch(ctx, tenant, contacts...) })
	return err
}

// HeldBy implements store.Holdings.
func (f *Faulty) HeldBy(ctx context.Context, tenant, replica string) (store.Contact, []store.Holding, error) {
	type both struct {
		c    store.Contact
		list []store.Holding
	}
	got, err := faultyCall(f, "HeldBy", func() (both, error) {
		c, list, err := f.Store.HeldBy(ctx, tenant, replica)
		return both{c, list}, err
	})
	return got.c, got.list, err
}

// Holders implements store.Holdings.
func (f *Faulty) Holders(ctx context.Context, tenant, prefix string) iter.Seq2[store.Holding, error] {
	return faultySequence(f, "Holders", f.Store.Holders(ctx, tenant, prefix))
}

// ReadMarks implements store.Audit.
func (f *Faulty) ReadMarks(ctx context.Context, tenant string) iter.Seq2[store.ReadMark, error] {
	return faultySequence(f, "ReadMarks", f.Store.ReadMarks(ctx, tenant))
}

// Logins implements store.Holdings.
func (f *Faulty) Logins(ctx context.Context, tenant string) iter.Seq2[store.Contact, error] {
	return faultySequence(f, "Logins", f.Store.Logins(ctx, tenant))
}
