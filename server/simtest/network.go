package simtest

import (
	"github.com/samsyn/samsyn/server/wire"
)

// deliverUp brings a frame to the server.
func (w *World) deliverUp() bool {
	c := w.someConn((*conn).canGoUp)
	if c == nil {
		return false
	}
	f, arrives := c.next(&c.up)
	switch {
	case !arrives:
		w.note("conn %d up lost %s", c.n, kindOf(f.frame))
	case c.session == nil:
		w.note("conn %d up to nobody", c.n)
	case f.end:
		w.server = c.server
		w.note("conn %d server hears the end", c.n)
		c.close()
	default:
		w.stats.Frames++
		w.server = c.server
		if kind := kindOf(f.frame); kind == wire.KindHello || kind == wire.KindRenew {
			c.looked = w.now
		}
		c.hold = c.session.Frame(background, f.frame)
		w.note("conn %d up %s %08x", c.n, kindOf(f.frame), digest(f.frame))
	}
	return true
}

// deliverDown brings a frame to a phone.
func (w *World) deliverDown() bool {
	c := w.someConn(func(c *conn) bool { return len(c.down) > 0 })
	if c == nil {
		return false
	}
	f, arrives := c.next(&c.down)
	switch {
	case !arrives:
		w.note("conn %d down lost %s", c.n, kindOf(f.frame))
	case c.left:
		w.note("conn %d down to nobody", c.n)
	case f.end:
		w.note("conn %d %s hears the end", c.n, c.phone.name)
		c.phone.hangUp()
	default:
		w.stats.Frames++
		w.note("conn %d down %s %08x", c.n, kindOf(f.frame), digest(f.frame))
		c.phone.receive(f.frame)
	}
	return true
}

// pop lets a queue's taker take one frame.
func (w *World) pop() bool {
	c := w.someConn(func(c *conn) bool { return c.session != nil && c.awake })
	if c == nil {
		return false
	}
	w.server = c.server
	if w.shared != nil && (w.calm || w.chance(w.weather.confirms)) {
		w.confirm() // mostly it was asked for within the last second
	}
	f, more := c.queue.Pop()
	if !more {
		c.awake = false
		if code, closed := c.queue.Closed(); closed {
			w.note("conn %d closed by the server: %s", c.n, code)
			c.close()
			return true
		}
		w.note("conn %d queue is empty", c.n)
		return true
	}
	w.note("conn %d pop %s %s", c.n, kindOf(f.Bytes), f.Scope)
	w.oracle.sent(c, f)
	if !c.downCut {
		c.down = append(c.down, flight{frame: f.Bytes})
	}
	return true
}

// cut breaks a connection one way or both. What is in the air may still arrive; nobody is told.
func (w *World) cut() bool {
	c := w.someConn(func(c *conn) bool { return !c.isBroken() && !c.left })
	if c == nil {
		return false
	}
	way := w.rng.IntN(3)
	if way != 1 {
		c.upCut = true
		c.up = c.up[:w.rng.IntN(len(c.up)+1)]
	}
	if way != 2 {
		c.downCut = true
		c.down = c.down[:w.rng.IntN(len(c.down)+1)]
	}
	w.note("conn %d of %s cut, up %v, down %v", c.n, c.phone.name, c.upCut, c.downCut)
	return true
}

// serverNotices: no answer to a ping.
func (w *World) serverNotices() bool {
	c := w.someConn(func(c *conn) bool { return c.session != nil && (c.isBroken() || c.left) })
	if c == nil {
		return false
	}
	w.note("conn %d server gives up", c.n)
	c.close()
	return true
}
