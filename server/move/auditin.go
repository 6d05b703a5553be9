package move

import (
	"bytes"
	"context"
	"fmt"

	"github.com/samsyn/samsyn/server/store"
)

// auditBatch is how many events are recorded at a time: each Record waits for the disk.
const auditBatch = 200

// auditIn takes the audit log in.
type auditIn struct {
	s      store.Store
	tenant string
	have   store.AuditHead // what the store had at the beginning
	head   store.AuditHead // after the last line
	batch  []store.Event
}

func newAuditIn(ctx context.Context, s store.Store, tenant string) (auditIn, error) {
	have, err := s.AuditHead(ctx, tenant)
	return auditIn{s: s, tenant: tenant, have: have, head: store.AuditStart(tenant)}, err
}

// take follows one event. store.ErrAuditChain says that it does not come after the one before.
func (a *auditIn) take(ctx context.Context, stored []byte) error {
	before := a.head
	e, next, err := before.Follow(stored)
	if err != nil {
		return err
	}
	a.head = next
	if e.N <= a.have.N {
		if e.N == a.have.N && a.have != next {
			return ErrOther
		}
		return nil
	}
	again := e
	if same, _, err := before.Seal(nil, &again); err != nil || !bytes.Equal(same, stored) {
		return fmt.Errorf("audit event %d: %w; %s", e.N, ErrVersion, doVersion)
	}
	if a.batch = append(a.batch, e); len(a.batch) < auditBatch {
		return nil
	}
	return a.flush(ctx)
}

func (a *auditIn) flush(ctx context.Context) error {
	if len(a.batch) == 0 {
		return nil
	}
	err := a.s.Record(ctx, a.tenant, a.batch)
	a.batch = a.batch[:0]
	return err
}

// verify compares the store's end of the log with the last line's.
func (a *auditIn) verify(ctx context.Context) error {
	got, err := a.s.AuditHead(ctx, a.tenant)
	if err == nil && got != a.head {
		err = fmt.Errorf("audit log ends at %s instead of %s: %w", got, a.head, ErrOther)
	}
	return err
}
