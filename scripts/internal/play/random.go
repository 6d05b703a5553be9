package play

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync"

	"github.com/samsyn/samsyn/scripts/internal/phone"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/replica"
)

// Random makes days up from a seed. Safe for concurrent use.
type Random struct {
	o       Options
	seed    uint64
	samples map[string]samples
}

// NewRandom prepares to make days up.
func NewRandom(o Options, seed uint64) *Random {
	return &Random{o: o, seed: seed, samples: allSamples(o.Schema)}
}

// On is the same, played with other options.
func (r *Random) On(o Options) *Random {
	return &Random{o: o, seed: r.seed, samples: r.samples}
}

// Play makes the n-th day of the seed and plays it. Nothing is waited for between the steps, so that phones and both ways
// in meet as they do outside; the promises are asked at the end.
func (r *Random) Play(ctx context.Context, n int) (Result, error) {
	o, seed := r.o, r.seed
	plan := makeDay(o.Schema, r.samples, seed, n)
	d := &madeRun{plan: plan, crew: newCrew(o, tenantName(fmt.Sprintf("r%d-%d", seed, n)), plan.midnight)}
	defer d.crew.close()
	if err := d.begin(ctx); err != nil {
		return Result{}, fmt.Errorf("%s: %w", plan.name, err)
	}
	for i, step := range plan.steps {
		if err := d.step(ctx, step); err != nil {
			d.fail(fmt.Sprintf("step %d of %d", i+1, len(plan.steps)), err.Error())
		}
	}
	d.syncs.Wait()
	return d.end(ctx)
}

// madeRun is a made-up day being played.
type madeRun struct {
	plan   *made
	crew   *crew
	broken []Broken
	syncs  sync.WaitGroup // requests under way of phones without a socket
	guests int
}

func (d *madeRun) fail(text, why string) { d.broken = append(d.broken, Broken{d.plan.name, text, why}) }

func (d *madeRun) begin(ctx context.Context) error {
	ctx, stop := d.crew.inTime(ctx)
	defer stop()
	tenant := Tenant{Tenant: d.crew.tenant, Municipality: madeMunicipality, Now: d.plan.midnight, Rows: d.plan.rows}
	if err := d.crew.o.Server.Create(ctx, tenant); err != nil {
		return err
	}
	for _, p := range d.plan.people {
		m := &mate{name: p.id, id: p.id, role: p.role, http: p.http, skew: p.skew}
		d.crew.rings(m)
		d.crew.join(m)
		if err := m.phone.Online(ctx); err != nil {
			return err
		}
	}
	return d.crew.settle(ctx)
}

func (d *madeRun) step(ctx context.Context, s madeStep) error {
	ctx, stop := context.WithTimeoutCause(ctx, d.crew.o.Patience, errors.New("the step does not end"))
	defer stop()
	if err := d.crew.setClock(ctx, s.at, false); err != nil {
		return err
	}
	m := d.crew.mates[s.who]
	switch s.verb {
	case write:
		return d.write(ctx, m, s.by(m.replica()))
	case goOffline:
		m.phone.Offline()
	case goOnline:
		return d.online(ctx, m)
	case loseAnswer:
		m.phone.LoseNextAnswer()
		return d.online(ctx, m)
	case resend:
		return offlineIsFine(m.phone.Resend(ctx))
	case cut:
		m.phone.Cut()
	case shuffle:
		return d.shuffle(ctx, m, s.random)
	case install:
		return d.install(ctx, m)
	case kill:
		return d.kill(ctx, m, s.by(m.replica()), int(s.random%killMoments))
	case handOver:
		return d.handOver(ctx, m, d.crew.mates[s.guest], s)
	case echo:
		if own, is := m.phone.(echoer); is {
			own.Echo(uint32(s.random)) //nolint:gosec // any will do
		}
	case restart:
		return d.restart(ctx)
	}
	return nil
}

// submitAgain submits edits once more, until each is answered once more: a connection may be cut in the middle.
func submitAgain(ctx context.Context, m *mate, edits []document.Edit) error {
	before := make([]int, len(edits))
	for i, e := range edits {
		before[i] = len(m.phone.Diary(e.ID))
	}
	for wait := lookEvery; ; wait = lookLater(wait) {
		if err := offlineIsFine(m.phone.Submit(ctx, edits)); err != nil {
			return err
		}
		left := 0
		for i, e := range edits {
			if len(m.phone.Diary(e.ID)) <= before[i] {
				left++
			}
		}
		if left == 0 {
			return nil
		}
		if err := pause(ctx, wait); err != nil {
			return err
		}
		if err := m.phone.Settle(ctx); err != nil {
			return err
		}
	}
}

func offlineIsFine(err error) error {
	if errors.Is(err, phone.ErrOffline) {
		return nil
	}
	return err
}

// write edits what the phone shows; what it does not show nobody could have edited there.
func (d *madeRun) write(ctx context.Context, m *mate, draft replica.Draft) error {
	if !m.shows(draft) {
		return nil
	}
	e, err := m.phone.Edit(draft)
	if errors.Is(err, replica.ErrRevoked) {
		return nil // since we looked
	}
	if err != nil {
		return fmt.Errorf("the phone refuses an edit of %s: %w", draft.Type, err)
	}
	d.crew.wrote(m, e)
	d.sync(ctx, m)
	return nil
}

// shows reports whether the phone shows what a draft is about.
func (m *mate) shows(draft replica.Draft) (shown bool) {
	m.phone.Look(func(r *replica.Replica) {
		v, here := r.Show(draft.Scope, draft.Doc)
		s, holds := r.Status(draft.Scope)
		shown = holds && !s.Revoked && (here && v.Voided == "" || draft.Create)
	})
	return shown
}

func (d *madeRun) online(ctx context.Context, m *mate) error {
	if err := m.phone.Online(ctx); err != nil {
		return err
	}
	d.sync(ctx, m)
	return nil
}

// sync lets a phone without a socket send and fetch beside everything else.
func (d *madeRun) sync(ctx context.Context, m *mate) {
	if !m.http || !m.phone.IsOnline() {
		return
	}
	d.syncs.Go(func() {
		ctx, stop := context.WithTimeout(context.WithoutCancel(ctx), d.crew.o.Patience)
		defer stop()
		_ = m.phone.Settle(ctx) // the end of the day tells what did not arrive
	})
}

// shuffle hands the outbox in in another order.
func (d *madeRun) shuffle(ctx context.Context, m *mate, random uint64) error {
	m.phone.Offline() // it may have come back by itself
	n := 0
	m.phone.Look(func(r *replica.Replica) { n = r.Pending() })
	order := rand.New(rand.NewPCG(random, 0)).Perm(n) //nolint:gosec // days are to be made again
	for i := range order {
		order[i]++
	}
	return offlineIsFine(m.phone.SubmitInOrder(ctx, order))
}

// install empties the phone once it has handed in what it wrote.
func (d *madeRun) install(ctx context.Context, m *mate) error {
	if err := m.phone.Settle(ctx); err != nil {
		return err
	}
	pending := 0
	m.phone.Look(func(r *replica.Replica) { pending = r.Pending() })
	if pending > 0 {
		return nil // an answer was lost just now; to install anew would be to throw work away
	}
	m.installs++
	m.phone.InstallAnew(m.replica())
	return d.online(ctx, m)
}

// replica is the id of the store that the phone has now.
func (m *mate) replica() string { return replicaID(m.id, strconv.Itoa(1+m.installs)) }

// end brings everybody online, asks every edit again, and looks at the promises.
func (d *madeRun) end(ctx context.Context) (Result, error) {
	for _, m := range d.crew.mates {
		if m.guest {
			continue
		}
		m.phone.KeepAnswers()
		if err := d.comeOnline(ctx, m); err != nil {
			return Result{}, fmt.Errorf("%s: %w", d.plan.name, err)
		}
	}
	if err := d.crew.settle(ctx); err != nil {
		d.fail("everybody comes online and catches up", err.Error())
	} else {
		d.askAgain(ctx)
	}
	end := d.crew.promises(ctx, false)
	for _, why := range end.why {
		d.fail("the promises at the end of the day", why)
	}
	sent, overheard := d.crew.overheard(ctx)
	for _, why := range overheard {
		d.fail("nobody is rung for another's, and nothing is said", why)
	}
	r := d.crew.result(end)
	r.Name, r.Broken, r.Expectations = d.plan.name, d.broken, impliedExpectations+2
	r.Pushes = sent
	return r, nil
}

func (d *madeRun) comeOnline(ctx context.Context, m *mate) error {
	ctx, stop := d.crew.inTime(ctx)
	defer stop()
	return m.phone.Online(ctx)
}

// askAgain submits every edit that its phone can still submit once more: each must get the verdict it had.
func (d *madeRun) askAgain(ctx context.Context) {
	ctx, stop := context.WithTimeoutCause(ctx, d.crew.o.Patience, errors.New("no answer"))
	defer stop()
	for _, m := range d.crew.mates {
		if m.guest {
			continue
		}
		var again []document.Edit
		current := m.replica()
		for _, e := range m.edits {
			if e.Stamp.Replica() == current {
				again = append(again, e)
			}
		}
		if err := submitAgain(ctx, m, again); err != nil {
			d.fail("asked again, answered the same", m.name+": "+err.Error())
			continue
		}
		for _, e := range again {
			if why := answeredAgain(m.phone.Diary(e.ID)); why != "" {
				d.fail("asked again, answered the same", fmt.Sprintf("%s's edit %s of %s: %s", m.name, e.ID, e.Type, why))
			}
		}
	}
}
