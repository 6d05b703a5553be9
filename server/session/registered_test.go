package session_test

import (
	"context"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fanout"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/session"
	"github.com/samsyn/samsyn/server/store"
)

// watched is a store that looks before a holding is written.
type watched struct {
	store.Store
	look func()
}

func (s *watched) Hold(ctx context.Context, tenant string, c store.Contact, list ...store.Holding) error {
	s.look()
	return s.Store.Hold(ctx, tenant, c, list...)
}

// What a phone is sent, at a hello or when something is granted, stands in the register before it is queued.
func TestSession_TheRegisterComesFirst(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	books := &watched{Store: w.store}
	w.desk = session.NewDesk(session.Options{
		Flow: w.flow, Hub: w.hub, Verifier: auth.NewVerifier(w.key, ""), Limits: w.limits, LeaseHours: 24,
		Tenant: func(id string) (flow.Tenant, bool) {
			return flow.Tenant{ID: id, Municipality: "ekby", Now: func() int64 { return w.now }}, id == tenantID
		},
		Now: func() time.Time { return time.UnixMilli(w.now) }, Audit: audit.NewBook(audit.Options{Store: books}),
	})
	w.goals("a", 1, 10)
	w.revoke("amina")
	c, looked := w.connect("amina", fanout.Limits{}), 0
	books.look = func() {
		looked++
		if got := kinds(c.all()); len(got) > 0 {
			t.Errorf("queued before it is in the register: %v", got)
		}
	}
	c.hello()
	c.all()
	w.assignAnew("amina")
	c.all()
	c.isAtHead(social)
	if looked != 2 {
		t.Errorf("the register was written %d times, want 2", looked)
	}
}
