package move

import (
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/go-json-experiment/json"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// ErrNoTenant says that there is nothing to export.
var ErrNoTenant = errors.New("the store has no such tenant")

// header is the first line.
type header struct {
	Version int    `json:"version"`
	Tenant  string `json:"tenant"`
}

// exporter writes one tenant.
type exporter struct {
	ctx      context.Context
	s        store.Store
	out      *writer
	sum      *tally
	progress func(Summary)
	from     beginning
	events   uint64 // of the audit log are exported
}

// Export writes a tenant's lines. Progress, which may be nil, is called after every scope. On an error what was written is a
// file that Import refuses, because it has no end.
func Export(ctx context.Context, s store.Store, tenant string, w io.Writer, progress func(Summary)) (Summary, error) {
	if progress == nil {
		progress = func(Summary) {}
	}
	x := &exporter{ctx: ctx, s: s, out: newWriter(w), sum: newTally(tenant), progress: progress}
	err := x.run()
	return x.sum.Summary, err
}

func (x *exporter) run() error {
	if err := x.json("samsyn", header{version, x.sum.Tenant}); err != nil {
		return err
	}
	if err := x.marks(); err != nil {
		return err
	}
	// The audit log says where logs of commits ended, so it ends before they are listed; and after the marks, which say what is in it.
	audit, err := x.s.AuditHead(x.ctx, x.sum.Tenant)
	if err != nil {
		return err
	}
	x.events = audit.N
	scopes, err := x.begin()
	if err != nil {
		return err
	}
	for _, scope := range scopes {
		if err := x.scope(scope); err != nil {
			return fmt.Errorf("export %s: %w", scope.Masked(), err)
		}
		x.progress(x.sum.Summary)
	}
	for _, part := range []func() error{x.auditLog, x.logins} {
		if err := part(); err != nil {
			return err
		}
	}
	if x.sum.Scopes == 0 && x.sum.Events == 0 && x.sum.Logins == 0 {
		return fmt.Errorf("%w: %s", ErrNoTenant, x.sum.Tenant)
	}
	if err := x.json("end", x.sum.Summary); err != nil {
		return err
	}
	return x.out.out.Flush()
}

func (x *exporter) json(kind string, v any) error {
	return x.out.line(kind, func(b []byte) ([]byte, error) {
		text, err := json.Marshal(v, json.Deterministic(true))
		return append(b, text...), err
	})
}

// scope writes all commits of a scope and the head they lead to. The end is where the commits end, not what a cache thinks.
func (x *exporter) scope(scope document.Scope) error {
	key := store.Key{Tenant: x.sum.Tenant, Scope: scope}
	var head document.Head
	for c, err := range x.s.Commits(x.ctx, key, 1, 0) {
		if err != nil {
			return err
		}
		stored := c.Hash
		sealed, err := c.Seal()
		if err != nil {
			return err
		}
		next, err := document.Verify(sealed, head)
		if err != nil || next.Hash != stored {
			return fmt.Errorf("commit %d is damaged in this store, or was written by a newer Samsyn: %w", c.Seq, errors.Join(err, document.ErrChain))
		}
		head = next
		open, due := x.from.isOpen(c), x.from.due(c)
		if err := x.out.line("commit", func(b []byte) ([]byte, error) { return appendCommit(b, sealed, open, due), nil }); err != nil {
			return err
		}
		x.sum.commit(c, open, len(due))
	}
	if head.Seq == 0 {
		return nil
	}
	x.sum.scope(scope, head)
	return x.json("scope", newHeadLine(scope, head))
}

func (x *exporter) marks() error {
	for m, err := range x.s.ReadMarks(x.ctx, x.sum.Tenant) {
		if err != nil {
			return err
		}
		if err := x.json("mark", markLine{m.Replica, m}); err != nil {
			return err
		}
		x.sum.Marks++
	}
	return nil
}

func (x *exporter) auditLog() error {
	head := store.AuditStart(x.sum.Tenant)
	for stored, err := range x.s.AuditLog(x.ctx, x.sum.Tenant, 0) {
		if err == nil && head.N == x.events {
			break
		}
		if err == nil {
			_, head, err = head.Follow(stored)
		}
		if err != nil {
			return fmt.Errorf("export the audit log: %w", err)
		}
		if err := x.out.line("event", func(b []byte) ([]byte, error) { return appendEvent(b, stored), nil }); err != nil {
			return err
		}
	}
	x.sum.Events, x.sum.Audit = head.N, head.String()
	return nil
}

func (x *exporter) logins() error {
	for c, err := range x.s.Logins(x.ctx, x.sum.Tenant) {
		if err != nil {
			return err
		}
		contact, holdings, err := x.s.HeldBy(x.ctx, x.sum.Tenant, c.Replica)
		if err != nil {
			return err
		}
		if err := x.json("login", newLoginLine(contact, holdings)); err != nil {
			return err
		}
		x.sum.Logins++
		x.sum.Holdings += len(holdings)
	}
	return nil
}
