package simtest

import (
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// registered asks, for what a phone was just sent and keeps, whether the server's register has it: written before it was
// sent, and not said to be purged.
func (w *World) registered(p *phone, scope document.Scope) {
	if s, held := p.r.Status(scope); !held || s.Revoked {
		return
	}
	_, list, err := w.truth().HeldBy(background, tenantID, p.o.Replica)
	if err != nil {
		w.fail("read the register: %v", err)
		return
	}
	for _, h := range list {
		if h.Scope == scope && h.PurgedAt == 0 {
			return
		}
	}
	w.fail("%s holds %s and the register does not say so", p.name, scope)
}

// checkAudit: the audit log is one chain, and says of each citizen's documents on each phone that they were delivered.
func (w *World) checkAudit() {
	s, head := w.truth(), store.AuditStart(tenantID)
	type delivery struct{ replica, citizen string }
	delivered := map[delivery]bool{}
	for stored, err := range s.AuditLog(background, tenantID, 0) {
		var e store.Event
		if err == nil {
			e, head, err = head.Follow(stored)
		}
		if err != nil {
			w.fail("the audit log: %v", err)
			return
		}
		if e.Action == store.ActionDelivered {
			delivered[delivery{e.Replica, e.Citizen}] = true
		}
	}
	for _, p := range w.phones {
		_, list, err := s.HeldBy(background, tenantID, p.o.Replica)
		if err != nil {
			w.fail("read the register: %v", err)
		}
		for _, h := range list {
			if citizen := h.Scope.Subject(); h.Scope.Kind() == "citizen" && !delivered[delivery{p.o.Replica, citizen}] {
				w.fail("%s holds %s, and the audit log does not say when it got it", p.name, h.Scope)
			}
		}
	}
}
