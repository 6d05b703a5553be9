package play

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/scripts/internal/scenario"
	"github.com/samsyn/samsyn/sync/document"
)

// Broken is an expectation that does not hold.
type Broken struct {
	Where string // file:line, or the seed of a made-up day
	Text  string
	Why   string
}

// day is one scenario being played.
type day struct {
	s       *scenario.Scenario
	crew    *crew
	homes   map[*scenario.Document]document.Scope
	ids     map[*scenario.Document]string // of what the server made and a line has named
	edits   map[editKey]string            // edit ids by who and when
	stopped map[editKey]string            // what phones did not take, and why
	said    map[editKey]phone.Advice      // what phones said before they saved
	heard   []alarmed                     // alarms that people have heard
	broken  []Broken
	never   map[int]bool // lines of must nevers that are broken already
	acts    int          // done so far
	asked   asked        // what the server gives people

	asksBells, asksBoards, asksAlarms bool // the file says who is rung, what a board shows, or what an app rings for and asks

	unanswered error // what came of asking last, when the server did not say what it gives
}

type editKey struct {
	person string
	at     int64
}

// Play plays one scenario in a tenant of its own. The error says that it could not be played; an expectation that does
// not hold is in the result.
func Play(ctx context.Context, o Options, s *scenario.Scenario) (Result, error) {
	d, err := newDay(o, s)
	if err != nil {
		return Result{}, err
	}
	defer d.crew.close()
	if err := d.begin(ctx); err != nil {
		return Result{}, fmt.Errorf("%s: %w", s.File, err)
	}
	for _, step := range s.Steps {
		if err := d.step(ctx, step); err != nil {
			return Result{}, fmt.Errorf("%s:%d: %w", s.File, step.Line, err)
		}
	}
	d.searched(ctx)
	end := d.crew.promises(ctx, true)
	for _, why := range end.why {
		d.broken = append(d.broken, Broken{s.File, "the promises at the end of the day", why})
	}
	return d.result(end), nil
}

// newDay is a day that has not begun. Its crew is to be closed.
func newDay(o Options, s *scenario.Scenario) (*day, error) {
	d := &day{s: s, never: map[int]bool{}, edits: map[editKey]string{},
		stopped: map[editKey]string{}, said: map[editKey]phone.Advice{}, homes: map[*scenario.Document]document.Scope{}, ids: map[*scenario.Document]string{}}
	for _, doc := range s.Documents {
		scope, err := home(o.Schema, s, doc)
		if err != nil {
			return nil, err
		}
		d.homes[doc] = scope
	}
	d.asks()
	d.crew = newCrew(o, tenantName(strings.TrimSuffix(s.File, ".txt")), s.Midnight)
	return d, nil
}

// begin makes the tenant, gives everybody a phone and puts it online.
func (d *day) begin(ctx context.Context) error {
	ctx, stop := d.crew.inTime(ctx)
	defer stop()
	tenant := Tenant{Tenant: d.crew.tenant, Municipality: d.s.Municipality, Now: d.s.Midnight, Rows: stage(d.s)}
	if err := d.crew.o.Server.Create(ctx, tenant); err != nil {
		return err
	}
	for _, p := range d.s.People {
		m := &mate{name: p.Name, id: p.ID, role: p.Role, http: p.HTTP, skew: p.ClockErrorMillis}
		if p.Kind != "staff" {
			m.kind = p.Kind
		}
		d.crew.rings(m)
		d.crew.join(m)
		if err := m.phone.Online(ctx); err != nil {
			return err
		}
	}
	if err := d.crew.settle(ctx); err != nil {
		return err
	}
	return errors.Join(d.crew.bound(ctx), d.plan())
}

func (d *day) step(ctx context.Context, step scenario.Step) error {
	switch {
	case step.Act != nil:
		d.acts++
		if err := d.mark(ctx); err != nil {
			return err
		}
		d.ring(d.s.Midnight + step.At)
		if err := d.crew.setClock(ctx, d.s.Midnight+step.At, true); err != nil {
			return err
		}
		if err := d.actInTime(ctx, step); err != nil {
			d.fail(step.Line, strings.TrimSpace(step.Act.Person+" "+string(step.Act.Verb)), err.Error())
		}
		if err := d.crew.settle(ctx); err != nil {
			d.fail(step.Line, "everybody who is online catches up", err.Error())
			return err
		}
		if err := errors.Join(d.crew.away(ctx), d.crew.bound(ctx), d.plan()); err != nil {
			return err
		}
	case step.Then != nil:
		if why := d.await(ctx, step.Then); why != "" {
			d.fail(step.Line, "Then "+step.Then.Text, why)
		}
	case step.Names != nil:
		if why := d.until(ctx, func() string { return d.name(step.Names) }); why != "" {
			d.fail(step.Line, step.Names.Document.Name+" is the "+step.Names.Document.Type, why)
		}
	}
	d.watch(ctx, step.At)
	return nil
}

// actInTime is act, which may wait for an answer.
func (d *day) actInTime(ctx context.Context, step scenario.Step) error {
	ctx, stop := d.crew.inTime(ctx)
	defer stop()
	return d.act(ctx, step)
}

func (d *day) fail(line int, text, why string) {
	d.broken = append(d.broken, Broken{fmt.Sprintf("%s:%d", d.s.File, line), text, why})
}

// What does not hold yet is looked at again after lookEvery, and then later each time, after lookAtMost in the end: looking asks
// the server, which lets a phone ask only so often.
const (
	lookEvery  = 10 * time.Millisecond
	lookAtMost = 500 * time.Millisecond
)

func lookLater(wait time.Duration) time.Duration { return min(2*wait, lookAtMost) }

// await gives a claim the grace that effects need: a conflict is opened by an edit of the server's, after the commit.
func (d *day) await(ctx context.Context, c *scenario.Claim) string {
	return d.until(ctx, func() string { return d.check(ctx, c) })
}

func (d *day) until(ctx context.Context, look func() string) string {
	until := time.Now().Add(d.crew.o.Grace)
	for wait := lookEvery; ; wait = lookLater(wait) {
		why := look()
		if why == "" || time.Now().After(until) || pause(ctx, wait) != nil {
			return why
		}
		if err := d.crew.settle(ctx); err != nil {
			return err.Error()
		}
		d.asked = asked{}
	}
}

// watch looks at every must never of the hour. Each is told once; one that cannot be looked at is broken, too.
func (d *day) watch(ctx context.Context, at int64) {
	for _, n := range d.s.Nevers {
		if d.never[n.Line] || at < n.From || at > n.To {
			continue
		}
		d.unanswered = nil
		why := d.check(ctx, n.Claim)
		switch {
		case why == "":
			why = "it does, at " + clock(at)
		case d.unanswered != nil:
			why = "nobody can tell: " + d.unanswered.Error()
		default:
			continue
		}
		d.never[n.Line] = true
		d.fail(n.Line, "Must never: "+n.Claim.Text, why)
	}
}

// asks looks ahead: what nobody asks about is not waited for.
func (d *day) asks() {
	claims := []*scenario.Claim{}
	for _, s := range d.s.Steps {
		if s.Then != nil {
			claims = append(claims, s.Then)
		}
	}
	for _, c := range claims {
		switch c.Kind {
		case scenario.Rung, scenario.NotRung:
			d.asksBells = true
		case scenario.Offline:
			d.asksBoards = true
		}
	}
	for _, n := range d.s.Nevers {
		claims = append(claims, n.Claim)
	}
	d.asksAlarms = slices.ContainsFunc(claims, isOfAlarms)
}

// searched makes sure that there was something to search for names.
func (d *day) searched(ctx context.Context) {
	for _, n := range d.s.Nevers {
		if d.nothingToSearch(ctx, n.Claim) {
			d.fail(n.Line, "Must never: "+n.Claim.Text, "there was none all days")
		}
	}
}

const dayMillis = 86_400_000

// clock is a time of the day for people; on later days it says how many have passed.
func clock(at int64) string {
	text := time.UnixMilli(at).UTC().Format("15:04:05")
	if at >= dayMillis {
		text += fmt.Sprintf(" (day %d)", 1+at/dayMillis)
	}
	return text
}

func (d *day) mate(name string) *mate {
	i := slices.IndexFunc(d.crew.mates, func(m *mate) bool { return m.name == name })
	return d.crew.mates[i]
}
