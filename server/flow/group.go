package flow

import (
	"context"
	"errors"
	"fmt"

	"github.com/samsyn/samsyn/server/access"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Group is the work on one commit. Step does one thing that a crash may come before or after.
type Group struct {
	f      *Flow
	key    store.Key
	tenant Tenant
	parts  []*part
	now    int64 // read once; everything in a commit shares it

	step   func(context.Context) error
	name   string // of the step, for errors
	head   document.Head
	dir    *tenantDirectory // as weave found it
	docs   map[string]*work
	owed   []document.Edit // effects of what the commit's edits bring with them
	commit *document.Commit
	asked  bool // the directory was asked for as it is now
	told   bool
	done   bool
}

func newGroup(f *Flow, key store.Key, parts []*part) *Group {
	g := &Group{f: f, key: key, parts: parts}
	g.next("lookUp", g.lookUp)
	return g
}

// Key is the scope the Group writes.
func (g *Group) Key() store.Key { return g.key }

// Name is the step that comes next.
func (g *Group) Name() string { return g.name }

func (g *Group) next(name string, step func(context.Context) error) { g.name, g.step = name, step }

// Step does the next step and reports whether the Group is done. A failure before the commit fails its parts, whose
// phones keep and resend; a failure after it leaves the commit open for Sweep.
func (g *Group) Step(ctx context.Context) bool {
	if err := g.step(ctx); err != nil {
		g.fail(fmt.Errorf("%s %s: %w", g.name, g.key.Scope.Masked(), err))
	}
	if g.done {
		g.f.release(g.key)
	}
	return g.done
}

func (g *Group) fail(err error) {
	g.done = true
	if g.f.o.Observe.Failed != nil {
		g.f.o.Observe.Failed(g.name)
	}
	g.f.o.Log.Error("commit step", "step", g.name, "scope", g.key.Scope.Masked(), "cause", err)
	if g.told {
		g.f.pending.drop(commitName{g.key, g.commit.Seq})
		return
	}
	g.forget()
	if len(g.parts) > 1 {
		g.alone()
		return
	}
	g.answer(err)
}

// alone tries a failed group again batch by batch, so that one batch cannot fail its neighbours'.
func (g *Group) alone() {
	for _, p := range g.parts {
		one := newGroup(g.f, g.key, []*part{p})
		for !one.stepAlone() {
		}
	}
}

func (g *Group) stepAlone() bool {
	if err := g.step(context.Background()); err != nil {
		g.fail(fmt.Errorf("%s %s: %w", g.name, g.key.Scope.Masked(), err))
	}
	return g.done
}

// each visits the items that still need an answer in this scope.
func (g *Group) each(visit func(*part, *item)) {
	for _, p := range g.parts {
		for _, it := range p.items {
			if !it.isAnswered() {
				visit(p, it)
			}
		}
	}
}

// lookUp answers the edits that were answered before. The head comes first: what somebody else, on another node, commits
// after it makes Append fail, and what was committed up to it is known.
func (g *Group) lookUp(ctx context.Context) error {
	tenant, ok := g.f.o.Tenant(g.key.Tenant)
	if !ok {
		return errNoTenant
	}
	g.tenant, g.now = tenant, tenant.Now()
	head, err := g.f.settledHead(ctx, g.key)
	if err != nil {
		return err
	}
	g.head = head
	var ids []string
	g.each(func(_ *part, it *item) { ids = append(ids, it.Edit.ID) })
	known, err := g.f.o.Store.Known(ctx, g.key.Tenant, ids)
	if err != nil {
		return err
	}
	if len(known) > 0 {
		if err := g.answerKnown(ctx, known); err != nil {
			return err
		}
	}
	g.next("load", g.load)
	return nil
}

func (g *Group) answerKnown(ctx context.Context, known map[string]store.Known) error {
	var failed error
	g.each(func(p *part, it *item) {
		k, ok := known[it.Edit.ID]
		if !ok || failed != nil {
			return
		}
		if k.Digest != it.digest && p.author.Kind != access.Server {
			it.verdict = document.Verdict{Edit: it.Edit.ID, Kind: document.Refused, Code: document.CodeIDTaken, Scope: it.Edit.Scope}
			return
		}
		v, err := g.f.verdictAt(ctx, g.key.Tenant, k)
		if err != nil {
			failed = err
			return
		}
		it.verdict = v
	})
	return failed
}

// verdictAt reads the first verdict of a known edit.
func (f *Flow) verdictAt(ctx context.Context, tenant string, k store.Known) (document.Verdict, error) {
	for c, err := range f.o.Store.Commits(ctx, store.Key{Tenant: tenant, Scope: k.Scope}, k.Seq, k.Seq) {
		if err != nil {
			return document.Verdict{}, err
		}
		if k.Index < len(c.Edits) {
			v := c.Edits[k.Index].Verdict
			v.Again = true
			return v, nil
		}
	}
	return document.Verdict{}, fmt.Errorf("known edit is not in commit %s %d", k.Scope.Masked(), k.Seq)
}

// append is the commit point.
func (g *Group) append(ctx context.Context) error {
	name := commitName{g.key, g.commit.Seq}
	g.f.pending.add(name)
	err := g.f.o.Store.Append(ctx, g.commit)
	if errors.Is(err, store.ErrTaken) {
		g.f.pending.drop(name)
		g.forget()
		g.next("lookUp", g.lookUp)
		return nil
	}
	if err != nil {
		g.f.pending.drop(name)
		return err
	}
	g.next("tell", g.tell)
	return nil
}

// forget takes back what weave decided, to decide again on top of what somebody else committed.
func (g *Group) forget() {
	g.each(func(_ *part, it *item) {
		it.draft = document.Verdict{}
		if it.judged {
			it.judged, it.code, it.field = false, "", ""
		}
	})
}

// tell gives the verdicts and hands the commit to those who are connected: it is true now.
func (g *Group) tell(ctx context.Context) error {
	g.told = true
	g.each(func(_ *part, it *item) { it.verdict = it.draft })
	if g.key.Scope == document.Directory {
		if _, err := g.f.directory(ctx, g.key.Tenant, false); err != nil {
			g.f.o.Log.Error("refresh directory", "cause", err)
		}
	}
	g.f.o.Publish(g.key, g.commit)
	if g.f.o.Observe.Commit != nil {
		g.f.o.Observe.Commit(len(g.commit.Edits))
	}
	g.answer(nil)
	g.next("finish", g.finish)
	return nil
}

func (g *Group) answer(err error) {
	for _, p := range g.parts {
		p.done(err)
	}
}

// finish brings the documents up to the commit.
func (g *Group) finish(ctx context.Context) error {
	if err := g.f.o.Store.Finish(ctx, g.commit); err != nil {
		return err
	}
	g.next("settle", g.settle)
	return nil
}

// settle hands on what the commit owes other scopes; it is closed when they have answered.
func (g *Group) settle(ctx context.Context) error {
	g.done = true
	return g.f.settle(ctx, g.key, g.commit)
}
