package suite

import (
	"context"

	"github.com/samsyn/samsyn/server/store"
)

// Meet implements store.Push.
func (f *Faulty) Meet(ctx context.Context, tenant string, who store.Who) (store.Bell, error) {
	return faultyCall(f, "Meet", func() (store.Bell, error) { return f.Store.Meet(ctx, tenant, who) })
}

// Bind implements store.Push.
func (f *Faulty) Bind(ctx context.Context, tenant string, who store.Who, token store.PushToken, now int64) error {
	_, err := faultyCall(f, "Bind", func() (struct{}, error) { return struct{}{}, f.Store.Bind(ctx, tenant, who, token, now) })
	return err
}

// Unbind implements store.Push.
func (f *Faulty) Unbind(ctx context.Context, tenant, replica, text string) error {
	_, err := faultyCall(f, "Unbind", func() (struct{}, error) { return struct{}{}, f.Store.Unbind(ctx, tenant, replica, text) })
	return err
}

// Bound implements store.Push.
func (f *Faulty) Bound(ctx context.Context, tenant, kind, actor string) ([]store.Bell, error) {
	return faultyCall(f, "Bound", func() ([]store.Bell, error) { return f.Store.Bound(ctx, tenant, kind, actor) })
}

// Bell implements store.Push.
func (f *Faulty) Bell(ctx context.Context, tenant, device string) (store.Bell, error) {
	return faultyCall(f, "Bell", func() (store.Bell, error) { return f.Store.Bell(ctx, tenant, device) })
}

// Ring implements store.Push.
func (f *Faulty) Ring(ctx context.Context, tenant, kind, actor string, now int64, rings ...store.Ring) (int64, error) {
	return faultyCall(f, "Ring", func() (int64, error) { return f.Store.Ring(ctx, tenant, kind, actor, now, rings...) })
}

// Claim implements store.Push.
func (f *Faulty) Claim(ctx context.Context, tenant, owner string, now, lease int64, n int) ([]store.Bell, error) {
	return faultyCall(f, "Claim", func() ([]store.Bell, error) { return f.Store.Claim(ctx, tenant, owner, now, lease, n) })
}

// Settle implements store.Push.
func (f *Faulty) Settle(ctx context.Context, tenant string, claimed store.Bell, done ...store.Settled) (int64, error) {
	return faultyCall(f, "Settle", func() (int64, error) { return f.Store.Settle(ctx, tenant, claimed, done...) })
}

// NextRing implements store.Push.
func (f *Faulty) NextRing(ctx context.Context, tenant string) (int64, error) {
	return faultyCall(f, "NextRing", func() (int64, error) { return f.Store.NextRing(ctx, tenant) })
}
