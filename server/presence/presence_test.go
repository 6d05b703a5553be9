package presence_test

import (
	"errors"
	"testing"
	"time"

	"github.com/samsyn/samsyn/server/presence"
	"github.com/samsyn/samsyn/server/presence/suite"
	"github.com/samsyn/samsyn/server/redistest"
)

const left = int64(1_700_000_000_000)

var amina = presence.Phone{Tenant: "ekby", Staff: "amina", Replica: "r1", Teams: []string{"norra"}}

func TestMemory_Suite(t *testing.T) {
	t.Parallel()
	suite.Run(t, func(*testing.T) suite.World {
		m := presence.NewMemory(time.Now)
		return suite.World{A: m, B: m}
	})
}

func TestRedis_Suite(t *testing.T) {
	t.Parallel()
	suite.Run(t, func(t *testing.T) suite.World {
		s := redistest.Start(t)
		return suite.World{A: presence.NewRedis(s.Connect(), "a"), B: presence.NewRedis(s.Connect(), "b")}
	})
}

// A node that dies without a word is gone within seconds; what its phones said last stays, as offline since its last beat.
func TestRedis_ANodeThatDiesIsGoneWithinSeconds(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	dead, lives := presence.NewRedis(s.Connect(), "dead"), presence.NewRedis(s.Connect(), "lives")
	began := time.Now()
	check(t, dead.Beat(t.Context()), dead.Say(t.Context(), amina, presence.Said{State: presence.AtVisit}))
	if got, err := lives.Team(t.Context(), "ekby", "norra"); err != nil || len(got) != 1 {
		t.Fatalf("got %+v, %v", got, err)
	}
	for {
		got, err := lives.Team(t.Context(), "ekby", "norra")
		check(t, err)
		if len(got) == 1 && got[0].OfflineSince != 0 {
			break
		}
		if time.Since(began) > presence.DeadAfter+time.Minute {
			t.Fatalf("still there: %+v", got)
		}
		time.Sleep(50 * time.Millisecond)
	}
	if took := time.Since(began); took < presence.DeadAfter/2 {
		t.Errorf("gone after %v, before its next beats were due", took)
	}
}

// A phone is at another node before its old connection ends at the first: it is there.
func TestRedis_APhoneThatMovedIsThere(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	a, b := presence.NewRedis(s.Connect(), "a"), presence.NewRedis(s.Connect(), "b")
	check(t, a.Beat(t.Context()), b.Beat(t.Context()), a.Say(t.Context(), amina, presence.Said{State: presence.AtVisit}),
		b.Say(t.Context(), amina, presence.Said{State: presence.Travelling}), a.Leave(t.Context(), amina, left))
	check(t, a.Beat(t.Context()), b.Beat(t.Context())) // on a machine that stood still they would be dead
	suite.Expect(t, a, "norra", presence.Entry{Staff: "amina", State: presence.Travelling})
	check(t, b.Leave(t.Context(), amina, left))
	suite.Expect(t, a, "norra", presence.Entry{Staff: "amina", State: presence.Travelling, OfflineSince: 1})
}

func TestRedis_ComesBackByItself(t *testing.T) {
	t.Parallel()
	s := redistest.Start(t)
	a, b := presence.NewRedis(s.Connect(), "a"), presence.NewRedis(s.Connect(), "b")
	check(t, a.Beat(t.Context()), b.Beat(t.Context()), a.Say(t.Context(), amina, presence.Said{State: presence.AtVisit}))

	s.Flush()
	check(t, a.Beat(t.Context()))
	suite.Expect(t, b, "norra", presence.Entry{Staff: "amina", State: presence.AtVisit})

	s.Kill()
	if _, err := b.Team(t.Context(), "ekby", "norra"); !errors.Is(err, presence.ErrUnknown) {
		t.Errorf("without Redis: %v", err)
	}
	if err := a.Say(t.Context(), amina, presence.Said{State: presence.Travelling}); !errors.Is(err, presence.ErrUnknown) {
		t.Errorf("said without Redis: %v", err)
	}
	s.Restart()
	check(t, a.Beat(t.Context()))
	suite.Expect(t, b, "norra", presence.Entry{Staff: "amina", State: presence.Travelling})
}

// Nothing is kept beyond the shift.
func TestMemory_AnEntryEndsWithTheShift(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_800_000_000, 0)
	m := presence.NewMemory(func() time.Time { return now })
	check(t, m.Say(t.Context(), amina, presence.Said{State: presence.Online}), m.Leave(t.Context(), amina, left))
	suite.Expect(t, m, "norra", presence.Entry{Staff: "amina", State: presence.Online, OfflineSince: 1})
	now = now.Add(presence.KeptFor + time.Minute)
	suite.Expect(t, m, "norra")
}

func check(t *testing.T, errs ...error) {
	t.Helper()
	if err := errors.Join(errs...); err != nil {
		t.Fatal(err)
	}
}
