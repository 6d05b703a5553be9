package move

import (
	"context"
	"errors"
	"fmt"

	"github.com/samsyn/samsyn/server/store"
)

// Why a tenant cannot be imported, or served.
var (
	ErrThere      = errors.New("the tenant is in this store already; import into an empty one")
	ErrUnfinished = errors.New("its import did not end: run the same import again before any server starts")
	ErrOther      = errors.New("what is half imported there is not this file: import the one it was, or take an empty store")
)

// journalTenant holds one contact for each tenant that was ever imported: First is when that began, Last when it ended, 0 before.
// No tenant has such a name.
const journalTenant = "~move"

// Names of what is under way, in the journal.
const (
	importing = "import"
	restoring = "restore"
)

// Unfinished is ErrUnfinished while the tenant is half imported: no server may serve it.
func Unfinished(ctx context.Context, s store.Store, tenant string) error {
	c, _, err := s.HeldBy(ctx, journalTenant, tenant)
	if err == nil && c.First != 0 && c.Last == 0 {
		err = fmt.Errorf("tenant %s: %w", tenant, ErrUnfinished)
	}
	return err
}

// beginJournal says that an import is under way, unless the tenant is there. Again after a crash it goes on.
func (im *importer) beginJournal() error {
	c, _, err := im.s.HeldBy(im.ctx, journalTenant, im.sum.Tenant)
	switch {
	case err != nil:
		return err
	case c.First == 0:
		if err := im.refuseTenant(); err != nil {
			return err
		}
	case c.Last != 0:
		return ErrThere
	case c.Kind != im.mode():
		return fmt.Errorf("%w (a samsyn %s is under way)", ErrOther, c.Kind)
	}
	return im.writeJournal(0)
}

func (im *importer) writeJournal(ended int64) error {
	c := store.Contact{Who: store.Who{Kind: im.mode(), Replica: im.sum.Tenant}, First: im.o.Now().UnixMilli(), Last: ended}
	return im.s.Hold(im.ctx, journalTenant, c)
}

func (im *importer) mode() string {
	if im.o.Restore {
		return restoring
	}
	return importing
}

// refuseTenant looks whether anything of the tenant is there.
func (im *importer) refuseTenant() error {
	for _, err := range im.s.Scopes(im.ctx, im.sum.Tenant) {
		return errors.Join(err, ErrThere)
	}
	for _, err := range im.s.Logins(im.ctx, im.sum.Tenant) {
		return errors.Join(err, ErrThere)
	}
	head, err := im.s.AuditHead(im.ctx, im.sum.Tenant)
	if err == nil && head.N > 0 {
		err = ErrThere
	}
	return err
}
