package app

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/demo"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/hlc"
	"github.com/samsyn/samsyn/sync/reads"
)

const (
	perMinute = 60_000
	// loginMinutes is how long before the first thing somebody does they log in, and handIn how long ago phones without
	// network found it again.
	loginMinutes, handIn = 5, 2
)

// step is one thing that happened this morning.
type step struct {
	minutesAgo int64
	do         func() error
}

// play lets the demo's people work, so that there is something that came about by the server's own rules, and the audit log and the
// register of phones have something to show. The tenant's clock goes with them, up to now, and deadlines are fired on the way.
func (a *App) play(ctx context.Context, now time.Time, shifts []demo.Shift) error {
	var steps []step
	for n, s := range shifts {
		replica := "demo_" + s.Staff
		if s.Device == "" {
			replica += "_" + strconv.Itoa(n)
		}
		p := &demoPhone{a: a, ctx: ctx, shift: s, now: now.UnixMilli(), replica: replica, clock: hlc.NewClock(replica, "")}
		steps = append(steps, p.steps()...)
	}
	slices.SortStableFunc(steps, func(x, y step) int { return int(y.minutesAgo - x.minutesAgo) })
	for _, s := range steps {
		if err := a.tenants.setClock(demo.Municipality, now.UnixMilli()-s.minutesAgo*perMinute); err != nil {
			return err
		}
		if err := a.timer.at(ctx, demo.Municipality); err != nil {
			return err
		}
		if err := s.do(); err != nil {
			return err
		}
		a.flow.Wait() // what follows in other scopes, at the time it would have
	}
	return nil
}

// demoPhone is one person's phone this morning.
type demoPhone struct {
	a       *App
	ctx     context.Context //nolint:containedctx // it lives for one call
	shift   demo.Shift
	now     int64
	replica string
	clock   *hlc.Clock
	last    hlc.Stamp
	login   *audit.Login // nil for a screen that keeps nothing
	scopes  []document.Scope
	mark    reads.Mark
}

// steps are logging in, what is done with network when it is done, what is done without when the network is back, and
// leaving.
func (p *demoPhone) steps() []step {
	first := int64(handIn)
	var out []step
	for _, w := range p.batches() {
		at := w[0].MinutesAgo
		if w[0].Offline {
			at = handIn
		}
		first = max(first, w[0].MinutesAgo)
		out = append(out, step{at, func() error { return p.write(w) }})
	}
	for _, o := range p.shift.Opens {
		first = max(first, o.MinutesAgo)
		at := o.MinutesAgo
		if o.Offline {
			at = handIn
		}
		out = append(out, step{at, func() error { return p.read(o) }})
	}
	if p.shift.Device == "" {
		return out
	}
	out = append(out, step{max(1, p.shift.LeftAt), p.leave})
	return append([]step{{first + loginMinutes, p.begin}}, out...)
}

// batches are what is handed in together.
func (p *demoPhone) batches() (out [][]demo.Wrote) {
	for i, w := range p.shift.Writes {
		if i > 0 && w.MinutesAgo == p.shift.Writes[i-1].MinutesAgo && w.Offline == p.shift.Writes[i-1].Offline {
			out[len(out)-1] = append(out[len(out)-1], w)
			continue
		}
		out = append(out, []demo.Wrote{w})
	}
	return out
}

func (p *demoPhone) actor() access.Actor {
	kind := p.shift.Kind
	if kind == "" {
		kind = access.Staff
	}
	return access.Actor{Tenant: demo.Municipality, Kind: kind, ID: p.shift.Staff}
}

func (p *demoPhone) begin() error {
	reach, err := p.a.flow.Reach(p.ctx, p.actor())
	if err != nil {
		return err
	}
	who := store.Who{Actor: p.shift.Staff, Kind: access.Staff, Device: p.shift.Device, Replica: p.replica}
	if len(reach.Roles) > 0 {
		who.Role = reach.Roles[0]
	}
	p.login = audit.NewLogin(audit.Login{
		Tenant: demo.Municipality, Who: who, Now: func() int64 { return p.a.tenantNow(demo.Municipality) }, Directory: reach.Directory, Masked: p.actor().Masked(),
	})
	p.scopes, p.mark = reach.Scopes, reads.Start(who.Replica)
	_, err = p.a.book.Welcome(p.ctx, p.login, p.scopes, nil)
	return err
}

func (p *demoPhone) read(o demo.Opened) error {
	r := reads.Read{
		N: p.mark.UpTo + 1, At: p.now - o.MinutesAgo*perMinute, Scope: document.Scope(o.Scope), Doc: o.Doc, Action: store.ActionRead, Online: !o.Offline,
	}
	batch := reads.Batch{From: r.N, Prev: p.mark.Link.String(), Events: []reads.Read{r}}
	p.mark = p.mark.Next(r)
	if _, err := p.a.book.Reads(p.ctx, p.login, &batch); err != nil {
		return err
	}
	return p.a.book.Seen(p.ctx, []*audit.Login{p.login})
}

// granted takes what somebody may hold since they opened it.
func (p *demoPhone) granted() error {
	if p.login == nil {
		return nil
	}
	reach, err := p.a.flow.Reach(p.ctx, p.actor())
	if err != nil {
		return err
	}
	fresh := slices.DeleteFunc(slices.Clone(reach.Scopes), func(s document.Scope) bool { return slices.Contains(p.scopes, s) })
	p.scopes = append(p.scopes, fresh...)
	return p.a.book.Change(p.ctx, p.login, fresh, nil)
}

// leave is what becomes of the citizen's documents on the phone.
func (p *demoPhone) leave() error {
	if p.shift.Leaves == demo.Keeps {
		return nil
	}
	theirs := slices.DeleteFunc(slices.Clone(p.scopes), func(s document.Scope) bool { return s.Kind() != "citizen" || s.Subject() != demo.Shown })
	if err := p.a.book.Change(p.ctx, p.login, nil, theirs); err != nil || p.shift.Leaves == demo.Asked {
		return err
	}
	return p.a.book.Purged(p.ctx, p.login, theirs...)
}
