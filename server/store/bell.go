package store

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
)

// RingEvery is how long, in milliseconds, a login is left in peace by a class that it was rung for.
const RingEvery = int64(10_000)

// Bell is a device as a push service can reach it. Stores keep one for each device, and change it by the methods here alone: so
// that every store rings alike.
type Bell struct {
	Device  string    `json:"device"`
	Replica string    `json:"replica"`          // the login that said hello last
	Kind    string    `json:"kind,omitzero"`    // whose login that is; "" once it was unbound
	Actor   string    `json:"actor,omitzero"`   // likewise
	Token   PushToken `json:"token,omitzero"`   // the zero token rings nothing
	Since   int64     `json:"since,omitzero"`   // when the login came with this token
	Renewed int64     `json:"renewed,omitzero"` // when the phone last said that it still is
	Rings   []Ring    `json:"rings,omitzero"`   // by class
	Owner   string    `json:"owner,omitzero"`   // who has claimed it; "" nobody
	Leased  int64     `json:"leased,omitzero"`  // until when
}

// Ring is one class's news for one login. Five changes are one ring: a later one replaces the cursor.
type Ring struct {
	Class   string `json:"class"`
	Cursor  string `json:"cursor,omitzero"`
	Until   int64  `json:"until,omitzero"` // when it need not be rung any more
	High    bool   `json:"high,omitzero"`
	Due     int64  `json:"due,omitzero"`     // 0: there is nothing to ring for. Of news: before what it stands; 0 is now
	Attempt int    `json:"attempt,omitzero"` // how often it failed
	Rung    int64  `json:"rung,omitzero"`    // when it was last rung; 0 never
	News    uint64 `json:"news,omitzero"`    // changes with all that comes
	Past    string `json:"past,omitzero"`    // the cursor of the news that were told, or dropped, last
}

// Settled is what became of a Ring. With Retry it failed and is due then; else it was rung at Rung, or dropped for 0.
type Settled struct {
	Class   string
	News    uint64 // of the Ring that was sent
	Cursor  string // likewise
	Rung    int64
	Retry   int64
	Attempt int
}

// IsOf reports whether the device is a login's. Replica ids of logins without keys are their phones' own choice, so that the actor
// counts, too, until the bell is unbound.
func (b *Bell) IsOf(who Who) bool {
	return b.Replica == who.Replica && (b.Actor == "" || b.Kind == who.Kind && b.Actor == who.Actor)
}

// CanRing reports whether there is somewhere to ring.
func (b *Bell) CanRing() bool { return b.Token.Text != "" }

// Next is when the bell is due, or its claim ends; 0 for never.
func (b *Bell) Next() int64 {
	if b.Owner != "" {
		return b.Leased
	}
	next := int64(0)
	for _, r := range b.Rings {
		if r.Due != 0 && (next == 0 || r.Due < next) {
			next = r.Due
		}
	}
	return next
}

// Met gives the bell to the login that says hello, and reports whether that is news.
func (b *Bell) Met(who Who) bool {
	if b.Device == who.Device && b.Replica == who.Replica && b.Kind == who.Kind && b.Actor == who.Actor {
		return false
	}
	*b = Bell{Device: who.Device, Replica: who.Replica, Kind: who.Kind, Actor: who.Actor}
	return true
}

// renewEvery is how exactly, in milliseconds, it is known when a token was renewed: phones say so at every hello.
const renewEvery = int64(24 * 3600 * 1000)

// Bind sets the token. It reports whether anything changed, and whether the device is the login's.
func (b *Bell) Bind(who Who, token PushToken, now int64) (changed, ours bool) {
	same := b.Token == token
	switch {
	case !b.IsOf(who):
		return false, false
	case same && now < b.Renewed+renewEvery:
		return false, true
	case !same:
		b.Since = now
	}
	b.Kind, b.Actor, b.Token, b.Renewed = who.Kind, who.Actor, token, now
	return true, true
}

// Unbind makes the bell silent if it rings for that login, with that text or, for "", any; it reports whether it did.
func (b *Bell) Unbind(replica, text string) bool {
	if b.Replica != replica || !b.CanRing() || text != "" && b.Token.Text != text {
		return false
	}
	*b = Bell{Device: b.Device, Replica: b.Replica}
	return true
}

// Ring adds news, at a time. The first is due at once, unless the login was just rung for the class; what comes meanwhile is
// rung with it. What failed waits for its time, whatever comes. Whoever follows up a commit after a crash rings again: news with the
// cursor that waits, or is past, are none.
func (b *Bell) Ring(now int64, news Ring) {
	at, found := slices.BinarySearchFunc(b.Rings, news.Class, func(r Ring, class string) int { return cmp.Compare(r.Class, class) })
	b.Rings = slices.Clone(b.Rings)
	if !found {
		b.Rings = slices.Insert(b.Rings, at, Ring{Class: news.Class})
	}
	r := &b.Rings[at]
	if news.Cursor != "" && news.Cursor == r.latest() {
		r.Until, r.High = max(r.Until, news.Until), r.High || news.High
		return
	}
	if r.Due == 0 {
		r.Due, r.Until, r.High = now, 0, false
		switch {
		case r.Rung != 0 && now < r.Rung+RingEvery:
			r.Due = min(r.Rung, now) + RingEvery // a clock may have been set back
		case news.Due != 0:
			r.Due = news.Due
		}
	}
	r.Cursor, r.Until, r.High = news.Cursor, max(r.Until, news.Until), r.High || news.High
	r.News++
}

// latest is the cursor of the latest news: what waits, or else is past.
func (r *Ring) latest() string {
	if r.Due != 0 {
		return r.Cursor
	}
	return r.Past
}

// Claim gives the bell to an owner if something is due and nobody living has it; it reports whether anything changed, and
// whether the claim holds.
func (b *Bell) Claim(owner string, now, lease int64) (changed, claimed bool) {
	if b.Owner != "" && b.Leased > now {
		return false, false
	}
	changed = b.Owner != ""
	b.Owner, b.Leased = "", 0
	if next := b.Next(); next == 0 || next > now {
		return changed, false
	}
	b.Owner, b.Leased = owner, now+lease
	return true, true
}

// Settle notes what became of rings, if the bell is still the same login's, and lets the claim go if it still holds.
func (b *Bell) Settle(claimed Bell, done []Settled) {
	if !b.IsOf(Who{Replica: claimed.Replica, Kind: claimed.Kind, Actor: claimed.Actor}) {
		return
	}
	b.Rings = slices.Clone(b.Rings)
	for _, s := range done {
		for i := range b.Rings {
			if b.Rings[i].Class == s.Class {
				b.Rings[i].settle(s)
			}
		}
	}
	if b.Owner == claimed.Owner {
		b.Owner, b.Leased = "", 0
	}
}

func (r *Ring) settle(s Settled) {
	switch {
	case r.Due == 0: // somebody else was there before
	case s.Retry != 0:
		r.Due, r.Attempt = s.Retry, s.Attempt
	default:
		r.Attempt, r.Rung = 0, max(r.Rung, s.Rung)
		r.Past = s.Cursor
		if r.News == s.News {
			*r = Ring{Class: r.Class, Rung: r.Rung, News: r.News, Past: r.Past}
			return
		}
		r.Due = max(r.Due, r.Rung+RingEvery)
	}
}

// TokenHash is what stores look a token's text up by.
func TokenHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}
