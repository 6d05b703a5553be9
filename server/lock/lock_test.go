package lock_test

import (
	"errors"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/lock"
	"github.com/samsyn/samsyn/server/lock/suite"
	"github.com/samsyn/samsyn/server/redistest"
)

var goal = lock.Place{Tenant: "ekby", Scope: "citizen/c1/social/ekby", Doc: "G1"}

func TestMemory_Suite(t *testing.T) {
	t.Parallel()
	suite.Run(t, func(*testing.T) suite.World {
		m := lock.NewMemory(time.Now)
		return suite.World{A: m, B: m}
	})
}

func TestRedis_Suite(t *testing.T) {
	t.Parallel()
	suite.Run(t, func(t *testing.T) suite.World {
		s := redistest.Start(t)
		return suite.World{A: lock.NewRedis(s.Connect()), B: lock.NewRedis(s.Connect())}
	})
}

func TestMemory_ALockEndsByItself(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_800_000_000, 0)
	m := lock.NewMemory(func() time.Time { return now })
	first := suite.Take(t, m, goal, "petra")
	now = now.Add(lock.TTL - time.Millisecond)
	if _, err := m.Take(t.Context(), goal, "jonas", "r"); !errors.Is(err, lock.ErrHeld) {
		t.Errorf("before its time: %v", err)
	}
	now = now.Add(time.Millisecond)
	if held, err := m.Held(t.Context(), goal.Tenant, goal.Scope); err != nil || len(held) != 0 {
		t.Errorf("after its time: %+v %v", held, err)
	}
	suite.Take(t, m, goal, "jonas")
	if _, err := m.Renew(t.Context(), goal, first.Token); !errors.Is(err, lock.ErrLost) {
		t.Errorf("renewed after its time: %v", err)
	}
}

// Redis forgets: the lock is lost, nobody is stopped, and the next token is still greater than all before.
func TestRedis_TokensGrowWhenEverythingIsForgotten(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	table := lock.NewRedis(s.Connect())
	old := suite.Take(t, table, goal, "petra")
	s.Flush()
	if _, err := table.Renew(t.Context(), goal, old.Token); !errors.Is(err, lock.ErrLost) {
		t.Errorf("renewed what is forgotten: %v", err)
	}
	if now := suite.Take(t, table, goal, "jonas"); now.Token <= old.Token {
		t.Errorf("token %d after %d", now.Token, old.Token)
	}
	s.Kill()
	if _, err := table.Take(t.Context(), goal, "petra", "r"); !errors.Is(err, lock.ErrUnknown) {
		t.Errorf("without Redis: %v", err)
	}
	s.Restart()
	if now := suite.Take(t, table, goal, "petra"); now.Token <= old.Token {
		t.Errorf("token %d after %d", now.Token, old.Token)
	}
}
