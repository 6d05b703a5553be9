package play

import (
	"context"
	"crypto/rand"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/schema"
	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/sync/advise"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// Options say where and how days are played.
type Options struct {
	Server Server
	Dial   phone.Dial // of Go phones
	Schema *schema.Set
	// Makers make the phones of the people of a day, who take turns; none: all have Go phones.
	Makers []Maker
	// Restart kills the server at once and starts it again, with what it had stored; dead is called between. nil: it is not one's own.
	Restart func(ctx context.Context, dead func()) error
	// Patience is how long a step may take until every phone has settled.
	Patience time.Duration
	// Grace is how long an expectation may take to come true when it waits for work the server does after the commit.
	Grace time.Duration
}

// mate is one person with a phone, and what was written on it.
type mate struct {
	name, id, role string
	kind           string // citizen or representative; "" is staff
	maker          Maker  // of her phone; nil before she has one
	phone          Phone
	device         Device       // what the phone's login runs on; logins may share one
	observer       *phone.Phone // beside it, to ask what the server gives; nil before it was needed
	http           bool
	guest          bool // on another's phone for a while; logged out again
	installs       int
	edits          []document.Edit
	skew           int64
	bell           string         // the push service's token; "": nobody rings her
	belled         int            // how often the phone had said so when the server was known to know
	rung           int            // messages that had reached her when this step began
	known          []advise.Known // what her phone keeps of appointments
	alarms         []advise.Alarm // that her phone has set
}

// crew is everybody of one day.
type crew struct {
	o      Options
	tenant string
	now    *atomic.Int64 // the day's time, milliseconds
	turn   atomic.Int64  // whose turn it is among the nodes
	mates  []*mate
	author map[string]string // edit id → actor id, of the edits written on these phones
	gone   map[string]bool   // the push service was told that nobody with this token has network
	// arrived are the edits of arrive that were waited for.
	arrived map[string]bool
	equal   *comparison // the latest, if all phones were equal; else nil
}

func newCrew(o Options, tenant string, now int64) *crew {
	c := &crew{o: o, tenant: tenant, now: new(atomic.Int64), author: map[string]string{}, gone: map[string]bool{}, arrived: map[string]bool{}}
	c.now.Store(now)
	return c
}

// tenantName makes a name nobody has: the stem, cut to its letters and digits, and some randomness.
func tenantName(stem string) string {
	stem = strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' {
			return r
		}
		return -1
	}, strings.ToLower(stem))
	return fmt.Sprintf("%.30s-%s", stem, strings.ToLower(rand.Text()[:10]))
}

func newULID() string { return ulid.Make().String() }

// join gives somebody a phone. It is offline.
func (c *crew) join(m *mate) {
	if m.device == nil {
		m.device = c.newDevice(m, "")
	}
	m.phone = m.maker.Phone(c.phoneOptions(m), m.device)
	c.mates = append(c.mates, m)
}

// replicaID keeps to the letters of a stamp.
func replicaID(staff, n string) string { return strings.ReplaceAll(staff, "-", "_") + "_" + n }

// replicaID of the app as it is installed now.
func (m *mate) replicaID() string { return replicaID(m.id, strconv.Itoa(1+m.installs)) }

// newDevice makes a device of the kind that is the person's turn.
func (c *crew) newDevice(m *mate, id string) Device {
	if m.maker == nil {
		m.maker = c.o.maker(len(c.mates))
	}
	return m.maker.Device(id)
}

// phoneOptions are those of somebody's own phone.
func (c *crew) phoneOptions(m *mate) phone.Options {
	o := c.anyPhone(m)
	o.Replica, o.HTTP, o.Bell, o.Present = m.replicaID(), m.http, m.bell, m.bell != ""
	return o
}

// looker makes a phone that only looks. Whoever only looks has a phone without a key: a login of its own would be a commit for each
// look, and a day with many looks would be mostly those. It is written in Go, whatever the people's are, and asks over HTTP.
func (c *crew) looker(m *mate) *phone.Phone {
	o := c.anyPhone(m)
	o.Replica, o.HTTP, o.Unsigned = replicaID(m.id, "o"+strings.ToLower(newULID())), true, true
	return phone.New(o)
}

func (c *crew) anyPhone(m *mate) phone.Options {
	return phone.Options{
		Kind: m.kind, URL: c.o.Server.node(c.turn.Add(1)), Author: m.id, Role: m.role, Schema: c.o.Schema, NewID: newULID,
		// She logs in each time: a token of before a login was revoked is over.
		Token: func(ctx context.Context) (string, error) {
			return c.o.Server.Token(ctx, c.tenant, or(m.kind, "staff"), m.id)
		},
		Now:   func() int64 { return c.now.Load() + m.skew },
		Agent: c.o.Server.Agent,
		Nodes: append([]string{c.o.Server.URL}, c.o.Server.Others...),
		Dial: func(ctx context.Context, _ string) (phone.Conn, error) {
			return c.o.Dial(ctx, c.o.Server.node(c.turn.Add(1)))
		},
	}
}

// logIn gives somebody a login on another's device: an empty store of her own, and what was locked there to carry. What she had
// written on a phone before would be lost with it, so she must not have.
func (c *crew) logIn(ctx context.Context, m, owner *mate) error {
	if len(m.edits) > 0 {
		return fmt.Errorf("%s has a phone that she has written on", m.name)
	}
	m.phone.Close()
	m.installs++
	m.maker, m.device, m.bell = owner.maker, owner.device, owner.bell
	m.phone = m.maker.Phone(c.phoneOptions(m), m.device)
	return m.phone.Online(ctx)
}

func (c *crew) close() {
	for _, m := range c.mates {
		m.phone.Close()
		if m.observer != nil {
			m.observer.Close()
		}
	}
}

// wrote notes an edit.
func (c *crew) wrote(m *mate, e document.Edit) {
	m.edits = append(m.edits, e)
	c.author[e.ID] = m.id
}

// inTime bounds what may have no end.
func (c *crew) inTime(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeoutCause(ctx, c.o.Patience, fmt.Errorf("no end after %v", c.o.Patience))
}

// settle waits until every phone that is online has handed in what it wrote and holds what anybody was told of.
func (c *crew) settle(ctx context.Context) error {
	ctx, stop := c.inTime(ctx)
	defer stop()
	for _, m := range c.mates {
		if err := m.phone.Settle(ctx); err != nil {
			return err
		}
	}
	heads := c.heads()
	for _, m := range c.mates {
		if err := m.phone.Reach(ctx, heads); err != nil {
			return err
		}
	}
	return c.arrive(ctx)
}

// heads are the highest seqs anybody heard of, by scope.
func (c *crew) heads() map[document.Scope]uint64 {
	heads := map[document.Scope]uint64{}
	for _, m := range c.mates {
		m.phone.Look(func(r *replica.Replica) {
			for _, name := range r.Scopes() {
				s, _ := r.Status(name)
				heads[name] = max(heads[name], s.Cursor.Seq)
			}
		})
		for _, e := range m.edits {
			for _, h := range m.phone.Diary(e.ID) {
				heads[h.Verdict.Scope] = max(heads[h.Verdict.Scope], h.Verdict.Seq)
			}
		}
	}
	return heads
}

// setClock has the day's time come: to the server first. A phone that says hello between would else seem to run ahead (R7). On a calm day
// nobody does, and the phones hear of it first: what the server sends at the new time is contact then, and a lease lasts from it.
func (c *crew) setClock(ctx context.Context, now int64, calm bool) error {
	if now == c.now.Load() {
		return nil
	}
	if calm {
		c.tick(now)
		return c.o.Server.SetClock(ctx, c.tenant, now)
	}
	if err := c.o.Server.SetClock(ctx, c.tenant, now); err != nil {
		return err
	}
	c.tick(now)
	return nil
}

// tick tells the phones the time.
func (c *crew) tick(now int64) {
	c.now.Store(now)
	for _, m := range c.mates {
		if t, is := m.phone.(ticker); is {
			t.Tick()
		}
	}
}
