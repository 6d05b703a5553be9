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

// verify reads the whole audit log and every log of commits, and says whether the chains hold. Given what it printed an
// earlier time, it also says whether the log as it was then is still the beginning of the log.
func (d *desk) verify(ctx context.Context) error {
	seen := d.q.Since == ""
	head := store.AuditStart(d.ID)
	if head.String() == d.q.Since {
		seen = true
	}
	var first, last store.Event
	for stored, err := range d.o.Store.AuditLog(ctx, d.ID, 0) {
		if err != nil {
			return err
		}
		e, next, err := head.Follow(stored)
		if err != nil {
			d.print("Loggen är BRUTEN efter händelse %d. Inget efter den kan man lita på.\n", head.N)
			return fmt.Errorf("%w: %w", ErrBroken, err)
		}
		if first.N == 0 {
			first = e
		}
		head, last = next, e
		seen = seen || head.String() == d.q.Since
	}
	if !seen {
		at, _, _ := strings.Cut(d.q.Since, ":")
		d.print("Loggen är UTBYTT: kontrollsumman vid händelse %s är inte den som antecknades då.\n", at)
		return fmt.Errorf("%w: it is not the one it was", ErrBroken)
	}
	commits, scopes, err := d.verifyCommits(ctx)
	if err != nil {
		return err
	}
	d.print("Läsloggen är obruten: %s", count(int(head.N), "händelse", "händelser"))
	if head.N > 0 {
		d.print(", från %s till %s", d.clock(first.At), d.clock(last.At))
	}
	d.print(".\nSkrivloggen är obruten: %s i %s.\n", count(commits, "inskrivning", "inskrivningar"), count(scopes, "akt", "akter"))
	d.print("Kontrollsumma: %s\nAnteckna den utanför servern. Nästa gång visar  samsyn audit -verify -since SUMMA  att inget är utbytt eller borttaget.\n", head)
	return d.failed
}

func (d *desk) verifyCommits(ctx context.Context) (commits, scopes int, err error) {
	for scope, err := range d.o.Store.Scopes(ctx, d.ID) {
		if err != nil {
			return commits, scopes, err
		}
		scopes++
		var head document.Head
		for c, err := range d.o.Store.Commits(ctx, d.key(scope), 1, 0) {
			if err != nil {
				return commits, scopes, err
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
				return commits, scopes, fmt.Errorf("%w: %w", ErrBroken, err)
			}
			commits++
		}
	}
	return commits, scopes, nil
}
