package session

import (
	"time"

	"golang.org/x/time/rate"

	"github.com/samsyn/samsyn/server/access"
)

// spend is what one frame costs an actor.
type spend struct{ edits, bytes, reads int }

// purse is what an actor may spend, over all connections. A nil limiter does not limit.
type purse struct {
	edits, kilobytes, reads *rate.Limiter
	used                    time.Time
}

func newPurse(l Limits) *purse {
	p := &purse{edits: perMinute(l.EditsPerMinute, max(l.Burst, l.Wire.BatchEdits))}
	if l.KilobytesPerMinute > 0 { // one frame must always get in
		p.kilobytes = perMinute(l.KilobytesPerMinute, max(4*l.KilobytesPerMinute, l.Wire.FrameBytes/1024+1))
	}
	if l.ReadsPerMinute > 0 {
		p.reads = perMinute(l.ReadsPerMinute, 2*l.ReadsPerMinute)
	}
	return p
}

func perMinute(n, burst int) *rate.Limiter { return rate.NewLimiter(rate.Limit(float64(n)/60), burst) }

// take pays all of it or nothing, and says how long to wait for the rest.
func (p *purse) take(now time.Time, s spend) (wait time.Duration, ok bool) {
	var paid []*rate.Reservation
	for _, one := range []struct {
		from *rate.Limiter
		n    int
	}{{p.edits, s.edits}, {p.kilobytes, (s.bytes + 1023) / 1024}, {p.reads, s.reads}} {
		if one.from == nil || one.n == 0 {
			continue
		}
		r := one.from.ReserveN(now, one.n)
		paid = append(paid, r)
		if delay := r.DelayFrom(now); !r.OK() || delay > 0 {
			wait = max(wait, delay, time.Second)
		}
	}
	if wait == 0 {
		return 0, true
	}
	for _, r := range paid {
		r.CancelAt(now)
	}
	return wait, false
}

// allow takes what a frame costs from an actor's purse, or says how long to wait.
func (d *Desk) allow(a access.Actor, s spend) (wait time.Duration, ok bool) {
	now := d.o.Now()
	name := a.Tenant + "/" + a.Kind + "/" + a.ID
	d.mu.Lock()
	p := d.limiters[name]
	if p == nil {
		p = newPurse(d.o.Limits)
		d.limiters[name] = p
	}
	p.used = now
	d.mu.Unlock()
	return p.take(now, s)
}
