package socket

import (
	"sync/atomic"
	"time"

	"github.com/samsyn/samsyn/server/fanout"
)

// pulse is what the heartbeat knows of one socket. All times are nanoseconds since 1970; reader, writer and heartbeat share it.
type pulse struct {
	next  atomic.Int64 // when to ping
	asked atomic.Int64 // when a ping was written that nothing answered yet; 0 for none
	owed  atomic.Int64 // bytes written since the phone was last heard: they stand between it and our ping
	last  atomic.Int64 // when a socket that said goodbye is cut off; 0 while it is open
}

func (p *pulse) start(now time.Time, o *Options) { p.next.Store(now.Add(o.pingIn()).UnixNano()) }

// heard says that bytes came: the phone lives.
func (p *pulse) heard() {
	p.asked.Store(0)
	p.owed.Store(0)
}

func (p *pulse) pinged(now time.Time) { p.asked.Store(now.UnixNano()) }

func (p *pulse) owes(bytes int) { p.owed.Add(int64(bytes)) }

func (p *pulse) until(deadline time.Time) { p.last.Store(deadline.UnixNano()) }

// later says that this server stood still for a while: what came meanwhile is still unread, and nobody was late.
func (p *pulse) later(gap time.Duration) {
	if asked := p.asked.Load(); asked != 0 && gap > 0 {
		p.asked.CompareAndSwap(asked, asked+int64(gap)) // or else it was heard just now
	}
}

// stoodStill is how much longer than it should be it is since the last beat, zero for none; 0 when that is less than one beat.
func stoodStill(last, now time.Time, every time.Duration) time.Duration {
	if gap := now.Sub(last) - every; !last.IsZero() && gap > every {
		return gap
	}
	return 0
}

// beat looks at the socket once: it pings when it is time, and cuts off a phone that has not answered. The ping goes through
// the queue, so that a slow phone cannot hold up the heartbeat of the others.
func (k *Socket) beat(now time.Time) {
	p, o := &k.pulse, &k.server.options
	if last := p.last.Load(); last != 0 {
		if now.UnixNano() > last {
			k.cut()
		}
		return
	}
	if asked := p.asked.Load(); asked != 0 {
		// A page that was just written may still be on its way: the ping is behind it.
		if now.UnixNano() > asked+int64(o.PongTimeout+o.carry(p.owed.Load())) {
			k.cut()
		}
		return
	}
	if now.UnixNano() < p.next.Load() {
		return
	}
	p.next.Store(now.Add(o.pingIn()).UnixNano())
	if k.queue.IsIdle() { // while something is being written, the write deadline finds the dead
		k.queue.Push(fanout.Frame{})
	}
}
