package flow

import (
	"context"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// lookBack is how many commits are read at a time when a scope is read from its end.
const lookBack = 32

// RevokedSince tells when a login of an actor's was last revoked, by the server's own clock (milliseconds), if that was since some
// moment of the tenant's; 0 when none was. The actor's own scope is read from its end, as far back as that: what is written
// there while a token holds is not much.
func (f *Flow) RevokedSince(ctx context.Context, a access.Actor, since int64) (int64, error) {
	t, known := f.o.Tenant(a.Tenant)
	if !known {
		return 0, errNoTenant
	}
	key := store.Key{Tenant: a.Tenant, Scope: document.OwnScope(a.Kind, a.ID, t.Municipality)}
	head, err := f.o.Store.Head(ctx, key)
	if err != nil {
		return 0, err
	}
	for to := head.Seq; to > 0; to -= min(to, lookBack) {
		revoked, oldest, err := f.revoked(ctx, key, to-min(to, lookBack)+1, to)
		if err != nil || revoked != 0 {
			return revoked, err
		}
		if oldest < since {
			break
		}
	}
	return 0, nil
}

// revoked tells when the latest of the logins that some commits revoke was, and when the first of these commits was.
func (f *Flow) revoked(ctx context.Context, key store.Key, from, to uint64) (latest, oldest int64, err error) {
	for c, err := range f.o.Store.Commits(ctx, key, from, to) {
		if err != nil {
			return 0, 0, err
		}
		if oldest == 0 {
			oldest = c.At
		}
		for i := range c.Changes {
			if l, is := f.LoginChanged(&c.Changes[i]); is && l.Revoked {
				latest = max(latest, l.RevokedAt)
			}
		}
	}
	return latest, oldest, nil
}
