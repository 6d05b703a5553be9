package audit

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/samsyn/samsyn/server/store"
	"github.com/samsyn/samsyn/sync/document"
)

// ErrBroken says that a log was tampered with, or is damaged. The answer says where.
var ErrBroken = errors.New("a log is broken")

// auditLog is the audit log while it is verified.
type auditLog struct {
	head        store.AuditHead
	first, last store.Event
	seen        bool                   // the sum of the question
	noted       map[document.Scope]end // where logs of commits ended, by the latest that says so
}

// verify reads the whole audit log and every log of commits, and says whether the chains hold, and whether all that was there
// at earlier verifications is. Given what it printed an earlier time, it also says whether the log as it was then is still the
// beginning of the log.
func (d *desk) verify(ctx context.Context) error {
	l := &auditLog{head: store.AuditStart(d.ID), noted: map[document.Scope]end{}}
	l.seen = d.q.Since == "" || l.head.String() == d.q.Since
	if err := d.follow(ctx, l); err != nil {
		return err
	}
	if !l.seen {
		at, _, _ := strings.Cut(d.q.Since, ":")
		d.print("Loggen är UTBYTT: kontrollsumman vid händelse %s är inte den som antecknades då.\n", at)
		return fmt.Errorf("%w: it is not the one it was", ErrBroken)
	}
	commits, ends, err := d.verifyCommits(ctx, l.noted)
	if err != nil {
		return err
	}
	scopes := len(ends)
	if err := d.noteEnds(ctx, l.noted, ends); err != nil {
		return err
	}
	if err := d.follow(ctx, l); err != nil { // so that the sum covers them
		return err
	}
	d.print("Läsloggen är obruten: %s", count(int(l.head.N), "händelse", "händelser"))
	if l.head.N > 0 {
		d.print(", från %s till %s", d.clock(l.first.At), d.clock(l.last.At))
	}
	d.print(".\nSkrivloggen är obruten: %s i %s.\n", count(commits, "inskrivning", "inskrivningar"), count(scopes, "akt", "akter"))
	d.print("Kontrollsumma: %s\nAnteckna den utanför servern. Nästa gång visar  samsyn audit -verify -since SUMMA  att inget som finns nu är utbytt eller borttaget.\n", l.head)
	return d.failed
}

// follow reads the audit log on from where it was read to.
func (d *desk) follow(ctx context.Context, l *auditLog) error {
	for stored, err := range d.o.Store.AuditLog(ctx, d.ID, l.head.N) {
		if err != nil {
			return err
		}
		e, next, err := l.head.Follow(stored)
		if err == nil {
			err = readEnds(l.noted, &e)
		}
		if err != nil {
			d.print("Loggen är BRUTEN efter händelse %d. Inget efter den kan man lita på.\n", l.head.N)
			return fmt.Errorf("%w: %w", ErrBroken, err)
		}
		if l.first.N == 0 {
			l.first = e
		}
		l.head, l.last = next, e
		l.seen = l.seen || next.String() == d.q.Since
	}
	return nil
}

// verifyCommits reads every log of commits, and finds in each what was noted of it.
func (d *desk) verifyCommits(ctx context.Context, noted map[document.Scope]end) (commits int, ends map[document.Scope]end, err error) {
	ends = map[document.Scope]end{}
	for scope, err := range d.o.Store.Scopes(ctx, d.ID) {
		if err != nil {
			return 0, nil, err
		}
		head, err := d.verifyScope(ctx, scope, noted[scope])
		if err != nil {
			return 0, nil, err
		}
		commits += int(head.Seq)
		ends[scope] = end{head.Seq, head.Hash}
	}
	for _, scope := range document.Keys(nil, noted) {
		if _, is := ends[scope]; !is {
			return 0, nil, d.lost(scope, noted[scope])
		}
	}
	return commits, ends, nil
}

// verifyScope reads one log of commits, which once ended at was.
func (d *desk) verifyScope(ctx context.Context, scope document.Scope, was end) (head document.Head, err error) {
	for c, err := range d.o.Store.Commits(ctx, d.key(scope), 1, 0) {
		if err != nil {
			return head, err
		}
		hash := c.Hash
		sealed, err := c.Seal()
		if err == nil {
			head, err = document.Verify(sealed, head)
		}
		if err == nil && hash != head.Hash {
			err = document.ErrChain
		}
		if err != nil {
			d.print("Skrivloggen är BRUTEN i %s vid inskrivning %d.\n", scope.Masked(), c.Seq)
			return head, fmt.Errorf("%w: %w", ErrBroken, err)
		}
		if head.Seq == was.seq && head.Hash != was.hash {
			return head, d.lost(scope, was)
		}
	}
	if head.Seq < was.seq {
		return head, d.lost(scope, was)
	}
	return head, nil
}
