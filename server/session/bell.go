package session

import (
	"context"
	"errors"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
)

// This file is about where a login can be rung. A device rings for the login that said hello on it last, and for no other.

// Bells keeps which devices ring for whom. See push.Ringer.
type Bells interface {
	// Meet says that a login said hello on a device, and gives what its welcome says of the bell.
	Meet(ctx context.Context, tenant string, who store.Who) (string, error)
	// Bind gives the login a token; store.ErrNotMet: another login has said hello on the device since.
	Bind(ctx context.Context, tenant string, who store.Who, token store.PushToken) error
	// Unbind makes a login silent.
	Unbind(ctx context.Context, tenant, replica string) error
	// Purge wakes an actor's phones so that each purges what it may not hold any more.
	Purge(ctx context.Context, tenant, kind, actor, cause string) error
}

func (s *Session) rings() store.Who {
	return store.Who{Actor: s.actor.ID, Kind: s.actor.Kind, Device: s.device, Replica: s.author.Replica}
}

// takeDevice makes the device the login's, so that whoever had it before is rung there no more: before anything is answered, and
// also for a token that has run out. A login that ended, or was revoked, takes nothing.
func (s *Session) takeDevice(ctx context.Context) (err error) {
	s.mu.Lock()
	barred := s.barred
	s.mu.Unlock()
	s.bell = ""
	if s.desk.o.Bells == nil || s.device == "" || barred != "" {
		return nil
	}
	s.bell, err = s.desk.o.Bells.Meet(ctx, s.actor.Tenant, s.rings())
	return err
}

// pushToken binds the login's token, or takes it away.
func (s *Session) pushToken(ctx context.Context, f *wire.PushToken) {
	if err := s.bind(ctx, f); err != nil {
		s.fail(err)
	}
}

func (s *Session) bind(ctx context.Context, f *wire.PushToken) error {
	if s.desk.o.Bells == nil {
		return nil
	}
	if f.Token == "" {
		return s.silence(ctx)
	}
	if err := s.pay(s.actor, spend{reads: 1}); err != nil {
		return err
	}
	s.mu.Lock()
	mayRead, barred := s.mayRead, s.barred
	s.mu.Unlock()
	switch {
	case barred != "":
		return fault.New(barred, nil)
	case !mayRead:
		return fault.New(fault.TokenExpired, nil)
	case s.device == "":
		return fault.Newf(fault.BadFrame, "a push token after a hello without a device")
	}
	err := s.desk.o.Bells.Bind(ctx, s.actor.Tenant, s.rings(), store.PushToken{Platform: f.Platform, Text: f.Token})
	if errors.Is(err, store.ErrNotMet) {
		return fault.New(fault.NotFound, err)
	}
	return err
}

// silence takes the login's token away, whether it signs or not.
func (s *Session) silence(ctx context.Context) error {
	if s.desk.o.Bells == nil {
		return nil
	}
	return s.desk.o.Bells.Unbind(ctx, s.actor.Tenant, s.author.Replica)
}

// silenced takes away the token of a login that ended, wherever that was said. One that was revoked is woken once more, to purge:
// its phone may be lost, or in a pocket. Should it fail, whoever rings finds out before the service is told.
func (d *Desk) silenced(own store.Key, login flow.Login) {
	if d.o.Bells == nil || !login.Revoked && login.Ended == 0 {
		return
	}
	ctx, err := context.Background(), error(nil)
	if login.Revoked {
		err = d.o.Bells.Purge(ctx, own.Tenant, own.Scope.Kind(), own.Scope.Subject(), "revoked "+login.Replica)
	} else {
		err = d.o.Bells.Unbind(ctx, own.Tenant, login.Replica)
	}
	if err != nil {
		d.o.Log.Error("silence a login", "replica", login.Replica, "cause", err)
	}
}
