package store_test

import (
	"testing"

	"github.com/samsyn/samsyn/server/store"
)

var (
	sven = store.Who{Actor: "sven", Kind: "staff", Replica: "r1", Device: "D-14"}
	noor = store.Who{Actor: "noor", Kind: "staff", Replica: "r2", Device: "D-14"}
)

// Whatever a store looked at before: a bell that is another's by then takes no token.
func TestBell_IsBoundByItsLoginOnly(t *testing.T) {
	t.Parallel()
	namesake := noor
	namesake.Replica = sven.Replica
	token := store.PushToken{Platform: "web", Text: "token-1"}
	var b store.Bell
	b.Met(sven)
	for _, other := range []store.Who{noor, namesake} {
		if changed, ours := b.Bind(other, token, 1); changed || ours || b.CanRing() {
			t.Errorf("%s bound it", other.Actor)
		}
	}
	if changed, ours := b.Bind(sven, token, 1); !changed || !ours || !b.CanRing() {
		t.Error("its own login did not bind it")
	}
	b.Unbind(sven.Replica, "")
	if changed, ours := b.Bind(sven, token, 2); !changed || !ours {
		t.Error("a token that came after a dead one was not bound")
	}
}

// A clock that was set back leaves nobody waiting for the time that was.
func TestBell_RingsWhenTheClockWasSetBack(t *testing.T) {
	t.Parallel()
	var b store.Bell
	b.Met(sven)
	b.Bind(sven, store.PushToken{Platform: "web", Text: "token-1"}, 1)
	b.Ring(1_000_000, store.Ring{Class: "visit", Until: 9_000_000})
	b.Settle(b, []store.Settled{{Class: "visit", News: b.Rings[0].News, Rung: 1_000_000}})
	b.Ring(500, store.Ring{Class: "visit", Until: 9_000_000})
	if next := b.Next(); next != 500+store.RingEvery {
		t.Errorf("due at %d", next)
	}
}

// What must stand before others does, unless its login was just rung.
func TestBell_UrgentStandsBeforeOthers(t *testing.T) {
	t.Parallel()
	var b store.Bell
	b.Met(sven)
	b.Bind(sven, store.PushToken{Platform: "web", Text: "token-1"}, 1)
	b.Ring(1_000_000, store.Ring{Class: "urgent", Due: 400_000, Until: 9_000_000})
	if next := b.Next(); next != 400_000 {
		t.Errorf("due at %d", next)
	}
	b.Settle(b, []store.Settled{{Class: "urgent", News: b.Rings[0].News, Rung: 1_000_000}})
	b.Ring(1_000_001, store.Ring{Class: "urgent", Due: 400_001, Until: 9_000_000})
	if next := b.Next(); next != 1_000_000+store.RingEvery {
		t.Errorf("rung a moment ago, due at %d", next)
	}
}

// Whoever looked for what is due a moment ago gets nothing that another has claimed since, until its lease ends.
func TestBell_IsClaimedByOne(t *testing.T) {
	t.Parallel()
	var b store.Bell
	b.Met(sven)
	b.Bind(sven, store.PushToken{Platform: "web", Text: "token-1"}, 1)
	b.Ring(100, store.Ring{Class: "visit", Until: 9_000_000})
	if _, claimed := b.Claim("a", 99, 50); claimed {
		t.Error("it was claimed before it was due")
	}
	if _, claimed := b.Claim("a", 100, 50); !claimed {
		t.Error("it was not claimed")
	}
	if changed, claimed := b.Claim("b", 149, 50); changed || claimed || b.Owner != "a" {
		t.Error("two claimed it")
	}
	if _, claimed := b.Claim("b", 150, 50); !claimed || b.Owner != "b" {
		t.Error("the lease never ended")
	}
	late := b
	late.Owner = "a"
	b.Settle(late, []store.Settled{{Class: "visit", News: b.Rings[0].News, Rung: 160}}) // a was only slow
	if b.Owner != "b" || b.Rings[0].Due != 0 {
		t.Errorf("got %+v", b)
	}
}

// Whoever follows up a commit after a crash rings for it again: that is no news while it waits, while it is told, or when it is past.
func TestBell_TheSameNewsAreNoNews(t *testing.T) {
	t.Parallel()
	var b store.Bell
	b.Met(sven)
	b.Bind(sven, store.PushToken{Platform: "web", Text: "token-1"}, 1)
	ring := func(at int64, cursor string) {
		b.Ring(at, store.Ring{Class: "visit", Cursor: cursor, Until: at + 1000})
	}
	settle := func(claimed store.Bell, at int64) {
		r := claimed.Rings[0]
		b.Settle(claimed, []store.Settled{{Class: r.Class, News: r.News, Cursor: r.Cursor, Rung: at}})
	}
	ring(10, "a")
	ring(11, "a")
	b.Claim("node", 12, 100)
	claimed := b
	ring(13, "a")
	settle(claimed, 14)
	ring(15, "a")
	if next := b.Next(); next != 0 {
		t.Errorf("what was told is due at %d", next)
	}
	ring(16, "b")
	b.Claim("node", 14+store.RingEvery, 100)
	claimed = b
	ring(20_000, "c")
	settle(claimed, 20_000)
	if next := b.Next(); next != 20_000+store.RingEvery || b.Rings[0].Cursor != "c" {
		t.Errorf("what came meanwhile is due at %d: %+v", next, b.Rings)
	}
	for range 2 {
		ring(20_001, "") // who says nothing may have something new each time
	}
	if b.Rings[0].News != 5 {
		t.Errorf("%+v", b.Rings)
	}
}
