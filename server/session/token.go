package session

import (
	"context"
	"time"

	"github.com/samsyn/samsyn/server/auth"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/wire"
)

// This file says how long a token counts. It ends when it says so, or when a login of its actor's is revoked: whoever has the
// phone has the token, and the names and public keys of the actor's other logins, so it ends under every replica.

// tenantTime is a tenant's time at a moment of the server's, in milliseconds.
func (d *Desk) tenantTime(tenant string, at time.Time) int64 {
	t, _ := d.o.Tenant(tenant)
	return t.Now() - d.o.Now().Sub(at).Milliseconds()
}

// lookUp finds out whether a login of the actor's was revoked since a token was issued.
func (s *Session) lookUp(ctx context.Context, token auth.Claims) error {
	since := int64(0)
	if !token.Issued.IsZero() {
		since = s.desk.tenantTime(s.actor.Tenant, token.Issued)
	}
	at, err := s.desk.o.Flow.RevokedSince(ctx, s.actor, since)
	if err != nil || at == 0 {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.hearLocked(time.UnixMilli(at))
	return nil
}

func (s *Session) hearLocked(revoked time.Time) {
	if revoked.After(s.revoked) {
		s.revoked = revoked
	}
}

// endsLocked is when a token ends, and whether that was because a login was revoked.
func (s *Session) endsLocked(token auth.Claims) (ends time.Time, overtaken bool) {
	if s.revoked.IsZero() || !token.IssuedBefore(s.revoked) {
		return token.Expires, false
	}
	if token.Expires.Before(s.revoked) {
		return token.Expires, true
	}
	return s.revoked, true
}

// isOvertaken reports whether a token is from before a login of its actor's was revoked.
func (s *Session) isOvertaken(token auth.Claims) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	_, overtaken := s.endsLocked(token)
	return overtaken
}

// overtake ends the session's token if it is from before a login of its actor's was revoked.
func (s *Session) overtake(ctx context.Context, revoked time.Time) {
	s.mu.Lock()
	s.hearLocked(revoked)
	ends, overtaken := s.endsLocked(s.token)
	ended := overtaken && s.mayRead
	if ended {
		s.expires, s.mayRead = ends, false
		s.push("", wire.AppendError(nil, fault.New(fault.TokenExpired, nil)))
	}
	s.mu.Unlock()
	if ended {
		s.refresh(ctx)
	}
}

// isUnproven reports whether nothing is known of the phone but what a token that ended says: its login never began, so the key
// it names proves nothing. It hands in what it has once a new token has begun it.
func (s *Session) isUnproven() bool { return s.login == nil && !s.key.IsZero() }

// inTime takes out of a submit what was written after the token ended, and reports whether there was any. It gets no verdict,
// which would be for good, but waits for a new token. A login that ended, or is not believed, is the flow's to judge.
func (s *Session) inTime(f *wire.Submit) (held bool) {
	s.mu.Lock()
	ends := s.expires.Add(auth.Leeway)
	s.mu.Unlock()
	if s.desk.o.Now().Before(ends) || s.author.Ended != 0 || s.author.Revoked {
		return false
	}
	last := s.desk.tenantTime(s.actor.Tenant, ends)
	taken := make([]wire.Entry, 0, len(f.Entries))
	for _, e := range f.Entries {
		if e.Err == nil && e.Edit.Stamp.WallMillis()+s.author.OffsetMillis > last {
			held = true
			continue
		}
		taken = append(taken, e)
	}
	f.Entries = taken
	return held
}
