package flow

import (
	"context"
	"errors"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Fork begins a new epoch in every scope of a tenant, after its store was restored from a backup: history was lost, and
// phones must know. Each scope's next commit names the old epoch and where it ends. Phones reload the scope and submit again
// what had been acknowledged beyond the fork, so a restored server gets back what it lost. It returns how many scopes began
// anew. Nobody may be connected.
func (f *Flow) Fork(ctx context.Context, tenant string) (int, error) {
	t, ok := f.o.Tenant(tenant)
	if !ok {
		return 0, errNoTenant
	}
	n := 0
	for scope, err := range f.o.Store.Scopes(ctx, tenant) {
		if err != nil {
			return n, err
		}
		if err := f.forkScope(ctx, t, store.Key{Tenant: tenant, Scope: scope}); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

func (f *Flow) forkScope(ctx context.Context, t Tenant, key store.Key) error {
	for {
		head, err := f.settledHead(ctx, key)
		if err != nil {
			return err
		}
		c := &document.Commit{Tenant: key.Tenant}
		c.Scope, c.Seq, c.Epoch, c.At = key.Scope, head.Seq+1, f.o.NewID(), t.Now()
		c.Prev, c.Checksum, c.Salt = head.Hash, head.Checksum, f.o.NewID()
		c.Parent = &document.Base{Epoch: head.Epoch, Seq: head.Seq}
		err = f.o.Store.Append(ctx, c)
		if errors.Is(err, store.ErrTaken) {
			continue
		}
		if err != nil {
			return err
		}
		return f.o.Store.Close(ctx, key, c.Seq)
	}
}
