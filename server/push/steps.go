package push

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/samsyn/samsyn/server/store"
)

// Claim takes up to n of a tenant's bells that are due now. They are this process's for 30 seconds, or until Settle.
func (r *Ringer) Claim(ctx context.Context, tenant string, n int) ([]store.Bell, error) {
	return r.o.Store.Claim(ctx, tenant, r.o.Owner, r.o.Now(tenant), leaseFor, n)
}

// Settle writes what became of a claimed bell's rings, and lets it go.
func (r *Ringer) Settle(ctx context.Context, tenant string, b store.Bell, done []store.Settled) error {
	due, err := r.o.Store.Settle(ctx, tenant, b, done...)
	if err == nil {
		r.expect(tenant, due)
	}
	return err
}

// Send tells what is due of a claimed bell, the most urgent class first, and gives what became of it. What it does not mention is
// due still.
func (r *Ringer) Send(ctx context.Context, tenant string, b store.Bell) (done []store.Settled) {
	for _, class := range Classes() {
		at := slices.IndexFunc(b.Rings, func(ring store.Ring) bool { return ring.Class == string(class) })
		if at < 0 || b.Rings[at].Due == 0 || b.Rings[at].Due > r.o.Now(tenant) {
			continue
		}
		if ctx.Err() != nil {
			return done // the server stops: it is told by whoever comes next
		}
		one, more := r.sendOne(ctx, tenant, b, b.Rings[at])
		if one.Class != "" {
			done = append(done, one)
		}
		if !more {
			return done
		}
	}
	return done
}

// sendOne tells one ring. It reports whether the bell may ring for others.
func (r *Ringer) sendOne(ctx context.Context, tenant string, b store.Bell, ring store.Ring) (done store.Settled, more bool) {
	done = store.Settled{Class: ring.Class, News: ring.News, Cursor: ring.Cursor}
	if ring.Until <= r.o.Now(tenant) {
		r.o.Observe(Class(ring.Class), Expired)
		return done, true
	}
	if Class(ring.Class) != Urgent && r.pace.Wait(ctx) != nil {
		return store.Settled{}, false // the server stops
	}
	leave, err := r.check(ctx, tenant, b)
	now := r.o.Now(tenant) // when it is rung: its ten seconds do not wait for the service's answer
	if err == nil {
		err = r.tell(ctx, b.Token.Text, NewMessage(tenant, b.Token.Platform, leave.limit(ring, now), now))
	}
	var failed *Failure
	switch {
	case err == nil && leave == ToPurge:
		r.o.Observe(Sync, Told)
		r.unbind(ctx, tenant, b, "woken to purge")
		return store.Settled{}, false
	case err == nil:
		r.o.Observe(Class(ring.Class), Told)
		done.Rung = max(now, 1)
		return done, true
	case errors.Is(err, errSilent):
		r.o.Observe(Class(ring.Class), Silenced)
		return store.Settled{}, false // it went with the token, or waits for a new one
	case errors.As(err, &failed) && failed.Why == Gone:
		r.o.Observe(Class(ring.Class), Unbound)
		r.unbind(ctx, tenant, b, failed.Code)
		return store.Settled{}, false
	case errors.As(err, &failed) && failed.Why == Refused:
		r.o.Log.Error("push refused", "class", ring.Class, "code", failed.Code, "cause", failed.Cause)
		r.o.Observe(Class(ring.Class), Dropped)
		return done, true
	}
	return r.again(ring, done, now, failed, err), failed == nil || failed.Why != Denied
}

// limit is what a login is rung for: one that is only to purge hears of nothing else.
func (l Leave) limit(ring store.Ring, now int64) store.Ring {
	if l != ToPurge {
		return ring
	}
	return store.Ring{Class: string(Sync), Cursor: "purge", Until: now + longest.Milliseconds(), High: true}
}

func (r *Ringer) tell(ctx context.Context, token string, m Message) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), sendWithin) // what was begun is worth knowing the end of
	defer cancel()
	return r.o.Sender.Send(ctx, token, m)
}

// again puts a ring off, or gives it up when that would be too late.
func (r *Ringer) again(ring store.Ring, done store.Settled, now int64, failed *Failure, err error) store.Settled {
	after := time.Duration(0)
	if failed != nil {
		after = failed.After
		if failed.Why == Denied {
			r.sayDenied(failed)
		}
	} else {
		r.o.Log.Error("push", "class", ring.Class, "cause", err)
	}
	due := now + wait(ring.Attempt, after, r.o.Chance()).Milliseconds()
	if due >= ring.Until {
		r.o.Observe(Class(ring.Class), Expired)
		return done
	}
	r.o.Observe(Class(ring.Class), Retried)
	done.Retry, done.Attempt = due, ring.Attempt+1
	return done
}

// The first and the longest wait before another attempt, when the service does not ask for more.
const (
	firstWait   = time.Second
	longestWait = 5 * time.Minute
)

// wait is how long to wait after a number of failed attempts. Chance keeps phones that failed together from coming back together:
// what the service asks for is only ever lengthened.
func wait(attempts int, asked time.Duration, chance float64) time.Duration {
	own := longestWait
	if attempts < 10 {
		own = min(firstWait<<attempts, longestWait)
	}
	own = time.Duration((0.5 + chance) * float64(own))
	return max(own, time.Duration((1+chance/4)*float64(asked)))
}

// deniedEvery is how often it is logged that the credentials do not do.
const deniedEvery = time.Minute

func (r *Ringer) sayDenied(f *Failure) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if now := time.Now(); now.Sub(r.denied) >= deniedEvery {
		r.denied = now
		r.o.Log.Error("nobody is rung: the push service does not take our credentials; what waits is tried again", "code", f.Code, "cause", f.Cause)
	}
}
