package session

import (
	"context"
	"maps"

	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
)

// This file tells the audit's book what happens on a connection.

// debt is what a phone must hand in before it is given anything new: what was read on it while it was away.
type debt struct {
	upTo    uint64 // the number of its last read; 0 when nothing is owed
	cursors map[document.Scope]document.Cursor
}

// meet makes the login as the book knows it.
func (s *Session) meet() {
	tenant, _ := s.desk.o.Tenant(s.actor.Tenant)
	who := audit.NewLogin(audit.Login{
		Tenant: s.actor.Tenant, Who: store.Who{Actor: s.actor.ID, Kind: s.actor.Kind, Device: s.device, Replica: s.author.Replica},
		Now: tenant.Now, Offset: s.author.OffsetMillis, Key: s.signer(), Masked: s.actor.Masked(),
	})
	s.mu.Lock()
	defer s.mu.Unlock()
	s.who = who
}

// as is the login under what the directory says now.
func (s *Session) as(r flow.Reach) *audit.Login {
	role := ""
	if len(r.Roles) > 0 {
		role = r.Roles[0]
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.who = s.who.As(role, r.Directory)
	return s.who
}

// note writes what the login may hold from now, before it is sent, and what it was told to purge.
func (s *Session) note(ctx context.Context, r flow.Reach, granted, revoked []document.Scope) error {
	if s.desk.o.Audit == nil || len(granted)+len(revoked) == 0 {
		return nil
	}
	return s.desk.o.Audit.Change(ctx, s.as(r), granted, revoked)
}

// wantReads asks for the reads that the phone has and the server does not. Until they are in, nothing is planned.
func (s *Session) wantReads(ctx context.Context, who *audit.Login, last uint64, cursors map[document.Scope]document.Cursor) error {
	upTo, err := s.desk.o.Audit.ReadsUpTo(ctx, who)
	if err != nil || s.desk.o.Audit == nil {
		return err
	}
	s.mu.Lock()
	s.debt = debt{}
	owes := last > upTo
	if owes {
		s.debt = debt{upTo: last, cursors: maps.Clone(cursors)}
	}
	s.mu.Unlock()
	if owes {
		s.push("", wire.AppendReadsWanted(nil, upTo+1))
	}
	return nil
}

func (s *Session) owes() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.debt.upTo > 0
}

// reads takes what was read on the phone. Whoever may not read any more may still hand that in.
func (s *Session) reads(ctx context.Context, f *wire.Reads, bytes int) {
	err := s.pay(s.actor, spend{edits: len(f.Events), bytes: bytes})
	if err == nil && s.isUnproven() {
		err = fault.New(fault.TokenExpired, nil)
	}
	var upTo uint64
	if err == nil {
		s.mu.Lock()
		who := s.who
		s.mu.Unlock()
		upTo, err = s.desk.o.Audit.Reads(ctx, who, &f.Batch)
	}
	if err != nil {
		s.fail(err)
		return
	}
	s.push("", wire.AppendReadsTaken(nil, upTo))
	s.settle(ctx, upTo)
}

// settle goes on with what waited for the phone's reads.
func (s *Session) settle(ctx context.Context, upTo uint64) {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	s.mu.Lock()
	if s.debt.upTo == 0 || upTo < s.debt.upTo {
		s.mu.Unlock()
		return
	}
	cursors := s.debt.cursors
	if s.debt = (debt{}); !s.mayRead {
		s.debt.cursors = cursors // for a renew
		s.mu.Unlock()
		return
	}
	scopes := make([]document.Scope, len(s.subs))
	for i, b := range s.subs {
		scopes[i] = b.topic.Scope
	}
	s.mu.Unlock()
	if err := s.plan(ctx, cursors, scopes); err != nil {
		s.giveUp(err)
	}
}

// purged writes that the phone holds nothing of the scopes any more. One that was granted again meanwhile is on its way to the
// phone, whatever it has purged; and when it was revoked again after that, the answer to the first revoke says nothing of what
// was sent between the two. A phone that never answered the first is believed at its next hello.
func (s *Session) purged(ctx context.Context, scopes ...document.Scope) {
	s.refreshing.Lock()
	defer s.refreshing.Unlock()
	s.mu.Lock()
	who := s.who
	var gone []document.Scope
	for _, scope := range scopes {
		if n := s.unpurged[scope]; n > 1 {
			s.unpurged[scope] = n - 1
			continue
		}
		delete(s.unpurged, scope)
		if s.find(scope) == nil {
			gone = append(gone, scope)
		}
		s.desk.o.Log.Info("purged", "actor", s.actor.Masked(), "replica", s.author.Replica, "scope", scope.Masked())
	}
	s.mu.Unlock()
	if err := s.desk.o.Audit.Purged(ctx, who, gone...); err != nil {
		s.fail(err)
	}
}

// refusals notes who tried to write what is not theirs, or wrote under a login that is not to be believed.
func (d *Desk) refusals(author func() *audit.Login, f *wire.Submit, verdicts []document.Verdict) {
	if d.o.Audit == nil {
		return
	}
	var who *audit.Login
	for _, v := range verdicts {
		if v.Again || v.Code != document.CodeNotAllowed && v.Code != document.CodeTooLate && v.Code != document.CodeReplicaRevoked {
			continue
		}
		for i := range f.Entries {
			if e := &f.Entries[i].Edit; e.ID == v.Edit {
				if who == nil {
					who = author()
				}
				d.o.Log.Warn("turned away", "actor", who.Masked, "replica", who.Replica, "code", v.Code, "scope", e.Scope.Masked())
				d.o.Audit.Refused(context.Background(), who, e.Scope, e.Doc, v.Code) // the phone may have gone
			}
		}
	}
}

func (s *Session) refusedTo(ctx context.Context, scope document.Scope, doc, code string) {
	s.desk.o.Audit.Refused(ctx, s.known(), scope, doc, code)
}

// known is the login as the book knows it.
func (s *Session) known() *audit.Login {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.who
}

// seen notes who is connected, now and then.
func (d *Desk) seen(ctx context.Context, sessions []*Session) {
	if d.o.Audit == nil {
		return
	}
	var logins []*audit.Login
	for _, s := range sessions {
		s.mu.Lock()
		if s.who != nil && s.mayRead {
			logins = append(logins, s.who)
		}
		s.mu.Unlock()
	}
	if err := d.o.Audit.Seen(ctx, logins); err != nil {
		d.o.Log.Error("note who is connected", "cause", err)
	}
}
