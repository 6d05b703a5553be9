package move

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// Options say how to import. The zero Options import as it was.
type Options struct {
	Tenant   string           // the only one to take; "": whichever the file holds
	Restore  bool             // begin a new epoch in every scope: what was committed after the file was made is lost here
	Progress func(Summary)    // called after every scope
	Now      func() time.Time // nil: the real time
	NewID    func() string    // of epochs and salts; nil: random
}

// importer takes one tenant's lines in.
type importer struct {
	ctx    context.Context
	s      store.Store
	o      Options
	in     *reader
	sum    *tally
	scope  scopeIn
	audit  auditIn
	isDone bool
}

// Import takes in what Export wrote. Errors about a line are a *LineError. Nobody else may write the tenant meanwhile.
func Import(ctx context.Context, s store.Store, r io.Reader, o Options) (Summary, error) {
	if o.Progress == nil {
		o.Progress = func(Summary) {}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.NewID == nil {
		o.NewID = randomID
	}
	im := &importer{ctx: ctx, s: s, o: o, in: newReader(r), sum: newTally("")}
	err := im.run()
	return im.sum.Summary, err
}

func randomID() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}

func (im *importer) run() error {
	if err := im.begin(); err != nil {
		return err
	}
	for {
		if err := im.ctx.Err(); err != nil {
			return err
		}
		kind, content, err := im.in.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err == nil {
			err = im.line(kind, content)
		}
		if err != nil {
			return err
		}
	}
	if !im.isDone {
		im.in.n++
		return im.in.fail(ErrCut, doFetch)
	}
	return im.writeJournal(im.o.Now().UnixMilli())
}

// begin takes the first line.
func (im *importer) begin() error {
	kind, content, err := im.in.next()
	if errors.Is(err, io.EOF) {
		im.in.n = 1
		return im.in.fail(ErrCut, "the file is empty: did samsyn export end with an error?")
	}
	if err != nil {
		return err
	}
	h, err := decode[header](content)
	switch {
	case kind != "samsyn" || err != nil || h.Version != version:
		return im.in.fail(ErrVersion, doVersion)
	case im.o.Tenant != "" && im.o.Tenant != h.Tenant:
		return im.in.fail(fmt.Errorf("the file holds tenant %q, not %q", h.Tenant, im.o.Tenant), "name the one it holds")
	case !document.IsID(h.Tenant):
		return im.in.fail(ErrVersion, doVersion)
	}
	im.sum.Tenant = h.Tenant
	if im.audit, err = newAuditIn(im.ctx, im.s, h.Tenant); err != nil {
		return err
	}
	return im.beginJournal()
}

func (im *importer) line(kind string, content []byte) error {
	if im.isDone {
		return im.in.fail(ErrOrder, doFetch)
	}
	if kind != "event" { // they are recorded many at a time
		if err := im.audit.flush(im.ctx); err != nil {
			return err
		}
	}
	switch kind {
	case "mark":
		return take(im, content, im.mark)
	case "commit":
		return take(im, content, im.commit)
	case "scope":
		return take(im, content, im.endScope)
	case "event":
		return take(im, content, im.event)
	case "login":
		return take(im, content, im.login)
	case "end":
		return take(im, content, im.end)
	}
	return im.in.fail(ErrVersion, doVersion)
}

// take decodes a line's content for what handles it.
func take[T any](im *importer, content []byte, handle func(T) error) error {
	v, err := decode[T](content)
	if err != nil {
		return im.in.fail(ErrVersion, doVersion)
	}
	return handle(v)
}

func (im *importer) mark(l markLine) error {
	l.ReadMark.Replica = l.Replica
	im.sum.Marks++
	there, err := im.s.ReadMark(im.ctx, im.sum.Tenant, l.Replica)
	if err == nil && there != l.ReadMark {
		err = im.s.Record(im.ctx, im.sum.Tenant, nil, l.ReadMark)
	}
	return err
}

func (im *importer) event(l eventLine) error {
	stored, err := l.stored()
	if err == nil {
		err = im.audit.take(im.ctx, stored)
	}
	if errors.Is(err, store.ErrAuditChain) {
		return im.in.fail(fmt.Errorf("%w: %w", ErrChanged, err), doFetch)
	}
	return err
}

func (im *importer) login(l loginLine) error {
	im.sum.Logins++
	im.sum.Holdings += len(l.Holdings)
	return im.s.Hold(im.ctx, im.sum.Tenant, l.Contact, l.holdings()...)
}

// end compares what the file says it holds with what was counted in the store.
func (im *importer) end(want Summary) error {
	if err := im.audit.verify(im.ctx); err != nil {
		return err
	}
	im.sum.Events, im.sum.Audit = im.audit.head.N, im.audit.head.String()
	got := im.sum.Summary
	want.Tenant, got.Forked = got.Tenant, 0
	if im.scope.commits > 0 || got != want {
		return im.in.fail(fmt.Errorf("%w: the file says\n%sand the store has\n%s", ErrChanged, want, got), doFetch)
	}
	im.isDone = true
	return nil
}
