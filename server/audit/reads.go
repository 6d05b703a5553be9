package audit

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/samsyn/samsyn/server/fault"
	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
	"github.com/samsyn/samsyn/sync/reads"
)

// justNow is how far a read's time may be from when it came in without being worth a time of its own.
const justNow = time.Minute

// ReadsUpTo is the number of the last read that the login has handed in.
func (b *Book) ReadsUpTo(ctx context.Context, l *Login) (uint64, error) {
	if b == nil {
		return 0, nil
	}
	m, err := b.o.Store.ReadMark(ctx, l.Tenant, l.Replica)
	return m.UpTo, err
}

// Reads takes what was read on the login's phone, and says up to which number. The error is a *fault.Error when the phone is
// to blame: bad-frame for what is no batch, unsigned or bad-signature when the login has a key and did not sign this; then
// nothing is taken. A batch that does not follow what was handed in before, and a read in a scope that the register never gave
// the login, are taken, and raise an alert.
func (b *Book) Reads(ctx context.Context, l *Login, batch *reads.Batch) (uint64, error) {
	if b == nil {
		end, err := batch.End()
		return end.UpTo, asFault(err)
	}
	for _, r := range batch.Events {
		if !isRead(r) {
			return 0, fault.Newf(fault.BadFrame, "not something a phone says")
		}
	}
	if err := b.checkSigned(l, batch); err != nil {
		return 0, err
	}
	mu := b.lock(l)
	mu.Lock()
	defer mu.Unlock()
	stored, err := b.o.Store.ReadMark(ctx, l.Tenant, l.Replica)
	if err != nil {
		return 0, err
	}
	mark := reads.Start(l.Replica)
	if stored.UpTo > 0 {
		link, _ := reads.ParseLink(stored.Link) // we wrote it; a damaged one fits nothing, which is what there is to say
		mark = reads.Mark{UpTo: stored.UpTo, Link: link}
	}
	fresh, next, fits, err := batch.Follow(mark)
	if err != nil {
		return 0, asFault(err)
	}
	events := make([]store.Event, 0, len(fresh)+1)
	if !fits {
		events = append(events, b.missing(l, mark, batch))
	}
	read, err := b.readEvents(ctx, l, fresh)
	if err != nil {
		return 0, err
	}
	if events = append(events, read...); len(events) == 0 {
		return mark.UpTo, nil // all of it was here before
	}
	err = b.record(ctx, l.Tenant, events, store.ReadMark{Replica: l.Replica, UpTo: next.UpTo, Link: next.Link.String()})
	return next.UpTo, err
}

func (b *Book) checkSigned(l *Login, batch *reads.Batch) error {
	switch {
	case l.Key.IsZero() || batch.IsSignedBy(l.Key):
		return nil
	case batch.Sig.IsZero():
		return fault.New(fault.Unsigned, nil)
	}
	if _, err := batch.End(); err != nil {
		return asFault(err)
	}
	b.o.Log.Warn("reads with a wrong signature", "actor", l.Masked, "replica", l.Replica)
	return fault.New(fault.BadSignature, nil)
}

// missing raises the alert.
func (b *Book) missing(l *Login, mark reads.Mark, batch *reads.Batch) store.Event {
	e := l.event(store.ActionMissingLink, store.What{})
	if e.Note = fmt.Sprintf("%d-%d", mark.UpTo+1, batch.From-1); batch.From <= mark.UpTo+1 {
		e.Note = "other" // nothing is left out by number: it is another history
	}
	b.o.Log.Warn("reads are missing", "actor", l.Masked, "replica", l.Replica, "expected", mark.UpTo+1, "got", batch.From)
	if b.o.Observe.MissingLink != nil {
		b.o.Observe.MissingLink()
	}
	return e
}

// readEvents are the events of reads, after an alert for each scope among theirs that the register never gave the login.
func (b *Book) readEvents(ctx context.Context, l *Login, fresh []reads.Read) (events []store.Event, err error) {
	if len(fresh) == 0 {
		return nil, nil
	}
	_, held, err := b.o.Store.HeldBy(ctx, l.Tenant, l.Replica)
	if err != nil {
		return nil, err
	}
	told := map[document.Scope]bool{}
	read := make([]store.Event, 0, len(fresh))
	for _, r := range fresh {
		e := l.read(r)
		if _, is := slices.BinarySearchFunc(held, r.Scope, func(h store.Holding, s document.Scope) int { return compare(h.Scope, s) }); !is {
			e.Note = store.ActionNotHeld
			if !told[r.Scope] {
				told[r.Scope] = true
				events = append(events, b.notHeld(l, r.Scope))
			}
		}
		read = append(read, e)
	}
	return append(events, read...), nil
}

// notHeld raises the alert of a read that the login's phone cannot have shown.
func (b *Book) notHeld(l *Login, scope document.Scope) store.Event {
	b.o.Log.Warn("a read of what the login was never given", "actor", l.Masked, "replica", l.Replica, "scope", scope.Masked())
	return l.event(store.ActionNotHeld, store.What{Citizen: citizenOf(scope), Scope: scope})
}

// read is the event of one read. It did not happen after it came in, whatever the phone's clock says.
func (l *Login) read(r reads.Read) store.Event {
	e := l.event(r.Action, store.What{Citizen: citizenOf(r.Scope), Scope: r.Scope, Doc: r.Doc})
	e.Offline = !r.Online
	if at := min(r.At+l.Offset, e.At); e.Offline || e.At-at > justNow.Milliseconds() {
		e.SeenAt = at
	}
	return e
}

func asFault(err error) error {
	if err == nil {
		return nil
	}
	return fault.New(fault.BadFrame, err)
}

// isRead reports whether a read says only what a phone may say: other events are the server's to write. That somebody opened
// past their assignments is a document, which has a reason and makes the server give the phone something.
func isRead(r reads.Read) bool {
	return (r.Action == store.ActionRead || r.Action == store.ActionSearch) && (r.Doc == "" || document.IsID(r.Doc))
}
