package session

import (
	"context"
	"errors"
	"sync"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/audit"
	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/flow"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/server/wire"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
	"github.com/samsyn/samsyn/sync/sign"
)

// carry takes another login's sealed outbox. Its author is who signed it, not who sends it; who sends it learns codes. What
// cannot be opened, is nobody's, or is not signed by its author's key is answered in one way.
func (s *Session) carry(ctx context.Context, f *wire.Sealed, bytes int) <-chan struct{} {
	if s.desk.o.Opener == nil {
		s.fail(fault.New(fault.UnknownFrame, nil))
		return nil
	}
	if err := s.pay(s.actor, spend{bytes: bytes, reads: 1}); err != nil {
		s.fail(err)
		return nil
	}
	c := &carriage{s: s, box: f.Replica, done: make(chan struct{})}
	edits, err := c.open(ctx, f)
	if err == nil {
		err = s.pay(s.actor, spend{edits: edits})
	}
	switch code := fault.CodeOf(err); {
	case code == fault.RateLimited:
		s.fail(err)
		return nil
	case err != nil:
		s.desk.o.Log.Warn("sealed", "carrier", s.actor.Masked(), "replica", f.Replica, "code", code, "cause", err)
		s.push("", wire.AppendCarried(nil, f.Replica, code, nil))
		return nil
	}
	if err := c.noteReads(ctx); err != nil {
		c.answer(err)
		return nil
	}
	if len(c.proven) == 0 {
		c.answer(nil)
		return nil
	}
	c.submit()
	return c.done
}

// carriage is one box on its way.
type carriage struct {
	s      *Session
	box    string // whose
	login  *flow.Login
	proven []*wire.Submit
	read   []*reads.Batch
	broken int // submits, and batches of reads, that were not proven
	done   chan struct{}

	mu       sync.Mutex
	waiting  int // submits without an answer; guarded by mu, as all below
	verdicts [][]document.Verdict
	failed   error
}

// nobody's key is what a box of a login that is not there is checked with, so that it takes as long.
var nobody = func() sign.Public {
	k, err := sign.NewKey(make([]byte, 32))
	if err != nil {
		panic(err)
	}
	return k.Public()
}()

// open reads and checks a box. It returns how many edits and reads are proven; an error when nothing is.
func (c *carriage) open(ctx context.Context, f *wire.Sealed) (edits int, err error) {
	o := &c.s.desk.o
	text, err := o.Opener.Open(f.Box)
	if err != nil {
		return 0, fault.New(fault.BadSignature, err)
	}
	box, err := wire.DecodeSealed(text, o.Limits.Wire)
	if err != nil {
		return 0, fault.New(fault.BadSignature, err)
	}
	key := nobody
	author := access.Actor{Tenant: c.s.actor.Tenant, Kind: f.Address.Kind, ID: f.Author}
	if c.login, err = o.Flow.Login(ctx, author.Tenant, f.Replica); err != nil {
		return 0, err
	}
	if c.login != nil && c.login.IsOf(author, c.login.Key) {
		key = c.login.Key
	}
	for _, one := range box.Submits {
		if one.Proof == nil || prove(key, one) != nil || len(one.Nameless) > 0 || !fits(key, one) {
			c.broken++
			continue
		}
		c.proven = append(c.proven, one)
		edits += len(one.Entries)
	}
	edits += c.believe(key, box.Reads)
	if len(c.proven)+len(c.read) == 0 {
		return 0, fault.Newf(fault.BadSignature, "%d submits", c.broken)
	}
	return edits, nil
}

// submit hands what is proven to the flow, in its author's name.
func (c *carriage) submit() {
	l, s := c.login, c.s
	author := flow.Author{
		Actor: l.Actor, Replica: l.Replica, OffsetMillis: l.OffsetMillis, Carrier: c.carrier(),
		Began: l.Began, Ended: l.Ended, Revoked: l.Cause,
	}
	c.waiting, c.verdicts = len(c.proven), make([][]document.Verdict, len(c.proven))
	for i, one := range c.proven {
		s.desk.o.Flow.Submit(author, incoming(one), func(verdicts []document.Verdict, err error) {
			c.mu.Lock()
			c.refusals(one, verdicts)
			c.verdicts[i], c.failed = verdicts, errors.Join(c.failed, err)
			c.waiting--
			last := c.waiting == 0
			c.mu.Unlock()
			if last {
				c.note()
			}
		})
	}
}

func (c *carriage) carrier() *document.Carrier {
	return &document.Carrier{Actor: c.s.actor.ID, Replica: c.s.author.Replica, Device: c.s.device}
}

// refusals notes what of the box is not its author's to write, as the author's, with who carried it beside.
func (c *carriage) refusals(f *wire.Submit, verdicts []document.Verdict) {
	c.s.desk.refusals(c.author, f, verdicts)
}

// author is the box's author as the book knows them, on the device that carries.
func (c *carriage) author() *audit.Login {
	l, d := c.login, c.s.desk
	tenant, _ := d.o.Tenant(l.Actor.Tenant)
	who := audit.NewLogin(audit.Login{
		Tenant: l.Actor.Tenant, Now: tenant.Now, Offset: l.OffsetMillis, Key: l.Key, Masked: l.Actor.Masked(),
		Who: store.Who{Actor: l.Actor.ID, Kind: l.Actor.Kind, Device: c.s.device, Replica: l.Replica, Carrier: c.s.actor.ID},
	})
	reach, err := d.o.Flow.Reach(context.Background(), l.Actor)
	if err != nil || len(reach.Roles) == 0 {
		return who // that it was tried is noted, whatever is known of who it was
	}
	return who.As(reach.Roles[0], reach.Directory)
}

// note writes into the author's login that somebody carried, if anything new came, and then answers.
func (c *carriage) note() {
	fresh := 0
	for _, list := range c.verdicts {
		for _, v := range list {
			if !v.Again {
				fresh++
			}
		}
	}
	if fresh == 0 {
		c.answer(nil)
		return
	}
	c.s.desk.o.Flow.NoteCarried(c.login, *c.carrier(), fresh, c.answer)
}

func (c *carriage) answer(err error) {
	defer close(c.done)
	code := ""
	if c.broken > 0 {
		code = fault.BadSignature
	}
	if c.failed = errors.Join(c.failed, err); c.failed != nil {
		code = fault.Internal
		c.s.desk.o.Log.Error("sealed", "carrier", c.s.actor.Masked(), "replica", c.box, "cause", c.failed)
	}
	var all []document.Verdict
	for _, list := range c.verdicts {
		all = append(all, list...)
	}
	c.s.push("", wire.AppendCarried(nil, c.box, code, all))
}
