package app

import (
	"context"
	"slices"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/oklog/ulid/v2"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/demo"
	"github.com/samsyn/samsyn/server/flow"
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

// playMorning lets the demo's people work, so that the audit log and the register of phones have something to show. The
// tenant's clock goes with them, up to now.
func (a *App) playMorning(ctx context.Context, now int64) error {
	var steps []step
	for _, s := range demo.Morning(time.UnixMilli(now)) {
		p := &demoPhone{a: a, ctx: ctx, shift: s, now: now, clock: hlc.NewClock("demo_"+s.Staff, "")}
		steps = append(steps, p.steps()...)
	}
	slices.SortStableFunc(steps, func(x, y step) int { return int(y.minutesAgo - x.minutesAgo) })
	for _, s := range steps {
		if err := a.tenants.setClock(demo.Municipality, now-s.minutesAgo*perMinute); err != nil {
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
	a      *App
	ctx    context.Context //nolint:containedctx // it lives for one call
	shift  demo.Shift
	now    int64
	clock  *hlc.Clock
	last   hlc.Stamp
	login  *audit.Login
	scopes []document.Scope
	mark   reads.Mark
}

// steps are logging in, what is done with network when it is done, what is done without when the network is back, and
// leaving.
func (p *demoPhone) steps() []step {
	first := int64(handIn)
	var out []step
	for _, w := range p.shift.Writes {
		at := w.MinutesAgo
		if w.Offline {
			at = handIn
		}
		first = max(first, w.MinutesAgo)
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
	out = append(out, step{max(1, p.shift.LeftAt), p.leave})
	return append([]step{{first + loginMinutes, p.begin}}, out...)
}

func (p *demoPhone) actor() access.Actor {
	return access.Actor{Tenant: demo.Municipality, Kind: access.Staff, ID: p.shift.Staff}
}

func (p *demoPhone) begin() error {
	reach, err := p.a.flow.Reach(p.ctx, p.actor())
	if err != nil {
		return err
	}
	who := store.Who{Actor: p.shift.Staff, Kind: access.Staff, Device: p.shift.Device, Replica: "demo_" + p.shift.Staff}
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

func (p *demoPhone) write(w demo.Wrote) error {
	e := document.Edit{
		ID: ulid.Make().String(), Scope: document.Scope(w.Scope), Doc: w.Doc, Type: w.Type, After: p.last, Stamp: p.clock.Tick(p.now - w.MinutesAgo*perMinute),
		Create: w.Create, Changes: map[string]document.Op{},
	}
	for field, value := range w.Set {
		e.Changes[field] = document.Op{Set: value}
	}
	for field, item := range w.Add {
		e.Changes[field] = document.Op{Add: map[string]jsontext.Value{ulid.Make().String(): item}}
	}
	p.last = e.Stamp
	verdicts, err := p.a.flow.SubmitWait(p.ctx, flow.Author{Actor: p.actor(), Replica: p.login.Replica}, []flow.Incoming{{Edit: e}})
	if err != nil {
		return err
	}
	if v := verdicts[0]; v.Kind == document.Refused {
		p.a.book.Refused(p.ctx, p.login, e.Scope, e.Doc, v.Code)
	}
	p.a.flow.Wait()
	return p.granted()
}

// granted takes what somebody may hold since they opened it.
func (p *demoPhone) granted() error {
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
